//! References to procedures of the plan.

use serde::Serialize;

use crate::model::ProcedureId;
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::refs::RefView;

/// A reference to a procedure of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RunRef {
    /// Its place in the order of work, from 1.
    pub number: usize,
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
}

/// The first procedure that needs a piece or a sample, with the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NeedAt {
    /// The procedure.
    pub run: RunRef,
    /// The working day on which it begins, from 1.
    pub day: u32,
}

/// Names procedures of the plan, in the order of work.
pub(super) fn run_refs(basis: &Basis<'_>, ids: &[ProcedureId]) -> Vec<RunRef> {
    let mut refs: Vec<RunRef> = ids.iter().map(|id| run_ref(basis, *id)).collect();
    refs.sort_by_key(|run| run.number);
    refs
}

/// Names a procedure of the plan.
pub(super) fn run_ref(basis: &Basis<'_>, id: ProcedureId) -> RunRef {
    let RefView { key, title } = basis.procedure(id);
    RunRef {
        number: basis.lookups.number(id),
        key,
        title,
    }
}
