//! The work of each role, with its days.

use serde::Serialize;

use super::blocks::BlockView;
use super::effort::DaysView;
use super::run_refs::RunRef;
use super::runs::RunView;
use crate::model::{Depths, Titled};
use crate::plan::{ScheduledBlock, Status};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::texts::WordView;

/// The work of one role, in order of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RoleWork {
    /// The key; `None` for work without a role.
    pub key: Option<Text>,
    /// The title of the role.
    pub title: Text,
    /// Its steps.
    pub steps: Vec<WorkStep>,
}

/// A depth of a procedure, as a step of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WorkStep {
    /// The procedure.
    pub run: RunRef,
    /// The depth.
    pub depth: WordView<Depths>,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The days on which it is carried out.
    pub days: Option<DaysView>,
    /// Minutes of attended work.
    pub attended: u32,
    /// Minutes of unattended work.
    pub unattended: u32,
    /// The labels of the samples, which change with the plan.
    pub samples: Vec<String>,
}

/// Shows the work of each role in the order of the scheme, work without a role last; empty if the scheme has no
/// roles.
pub(super) fn view_roles(basis: &Basis<'_>, runs: &[RunView]) -> Vec<RoleWork> {
    let work = &basis.plan.work;
    let named = work.roles.iter().any(|(role, _)| role.is_some());
    let roles = work.roles.iter().filter(|_| named);
    roles
        .map(|(role, _)| {
            let own = work
                .schedule
                .blocks
                .iter()
                .filter(|block| block.role == *role);
            let role = role.map(|role| &basis.scheme.roles[role]);
            RoleWork {
                key: role.map(|role| role.key.clone()),
                title: role.map_or("Whoever is free".into(), Titled::heading),
                steps: own
                    .filter_map(|block| view_step(basis, runs, block))
                    .collect(),
            }
        })
        .collect()
}

fn view_step(basis: &Basis<'_>, runs: &[RunView], block: &ScheduledBlock) -> Option<WorkStep> {
    let number = basis.lookups.number(block.procedure);
    let run = runs.get(number.checked_sub(1)?)?;
    let view: &BlockView = run
        .blocks
        .iter()
        .find(|known| known.depth.key == block.depth.into())?;
    let sample = view.sample.as_ref();
    Some(WorkStep {
        run: run.run_ref(),
        depth: view.depth.clone(),
        status: run.status,
        days: view.days,
        attended: view.effort.attended,
        unattended: view.effort.unattended,
        samples: sample.map_or_else(Vec::new, |sample| sample.labels.clone()),
    })
}
