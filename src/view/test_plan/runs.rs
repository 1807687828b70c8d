//! Procedures to carry out: rows and cases, with room for results.

use std::collections::BTreeSet;
use std::hash::Hash;
use std::sync::Arc;

use indexmap::IndexSet;
use serde::Serialize;

use super::blocks::{BlockView, view_blocks};
use super::effort::{DaysView, run_days};
use super::run_refs::{RunRef, run_refs};
use crate::model::{ControlId, Depths, ProcedureId};
use crate::plan::{OwedRows, Run, RunEffort, RunRow, Status, verdict_slot};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::blanks::item_slot;
use crate::view::cells::{cells_of, single_cell};
use crate::view::refs::{RefView, inventory_ref};
use crate::view::rows::{RowRoom, RowView, view_run_rows};

/// A procedure to carry out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RunView {
    /// Its place in the order of work, from 1.
    pub number: usize,
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// Its purpose, in the author's Markdown.
    pub about: Option<Text>,
    /// The deepest depth of its rows, with an audit beside it: `test and audit`.
    pub depth: Depths,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The procedures that require it; empty if controls ask for it themselves.
    pub required_by: Vec<RunRef>,
    /// The procedures of the plan that come before it.
    pub comes_after: Vec<RunRef>,
    /// The inventories that it confirms.
    pub confirms: Vec<RefView>,
    /// The parties that must be present.
    pub witnesses: Vec<Text>,
    /// The roles that carry it out, each once.
    pub roles: Vec<RefView>,
    /// The days on which it is carried out.
    pub days: Option<DaysView>,
    /// The labels of its samples, each once, which change with the plan.
    pub samples: Vec<String>,
    /// Its effort in minutes.
    pub effort: RunEffort,
    /// The controls that it serves; empty if only other procedures need it.
    pub serves: Vec<ServedView>,
    /// Its entries.
    pub rows: Vec<RunRowView>,
    /// Its blocks, shallow before deep.
    pub blocks: Vec<BlockView>,
    /// The slot for date, tester and sample.
    pub carried_out: String,
    /// The slot for deviations.
    pub deviations: String,
}

/// An entry that a procedure examines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RunRowView {
    /// The entry.
    pub row: Arc<RowView>,
    /// The deepest depth that any control asks for it, with an audit beside it: `test and audit`.
    pub depth: Depths,
    /// The controls that it serves.
    pub serves: Vec<ServesView>,
}

/// A control that a row serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ServesView {
    /// The control.
    pub control: RefView,
    /// The depth that this control asks for, in the catalog's word.
    pub depth: String,
    /// Whether a single entry of the procedure is enough for it.
    pub at_least_one: bool,
    /// Room for the verdict, a cell per variant if they differ; none if the entries are not known yet.
    pub verdicts: Vec<VerdictCell>,
}

/// Room for a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerdictCell {
    /// The variant, if cells are per variant.
    pub variant: Option<Text>,
    /// The slot.
    pub slot: String,
}

/// A control that a procedure serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ServedView {
    /// The control.
    pub control: RefView,
    /// The depth, in the catalog's word.
    pub depth: String,
}

impl RunView {
    pub(super) fn named(&self) -> RunRef {
        RunRef {
            number: self.number,
            key: self.key.clone(),
            title: self.title.clone(),
        }
    }
}

/// Shows all procedures in the order of work.
pub(super) fn view_runs(basis: &Basis<'_>) -> Vec<RunView> {
    let runs = basis.plan.runs.iter().zip(1..);
    runs.map(|(run, number)| view_run(basis, run, number))
        .collect()
}

fn view_run<'a>(basis: &Basis<'a>, run: &'a Run, number: usize) -> RunView {
    let procedure = &basis.scheme.procedures[run.procedure];
    let refs = |ids: &[ProcedureId]| run_refs(basis, ids);
    let witnesses = run.witnesses.iter();
    let confirms = run.confirms.iter();
    let rooms = view_run_rows(basis, &run.rows);
    let rows = run.rows.iter().zip(rooms.iter());
    let blocks = view_blocks(basis, run, &rooms);
    RunView {
        number,
        key: procedure.key.clone(),
        title: procedure.title.clone(),
        about: procedure.about.clone(),
        depth: run.depths,
        status: run.status,
        required_by: refs(&run.required_by),
        comes_after: refs(&run.comes_after),
        confirms: confirms
            .map(|id| inventory_ref(basis.scheme, *id))
            .collect(),
        witnesses: witnesses
            .map(|party| basis.scheme.parties[*party].title.clone())
            .collect(),
        roles: each_once(blocks.iter().filter_map(|block| block.role.clone())),
        days: run_days(basis, run),
        samples: each_once(blocks.iter().flat_map(|block| {
            let sample = block.sample.iter();
            sample.flat_map(|sample| sample.labels.iter().cloned())
        })),
        effort: run.effort,
        serves: view_served(basis, run),
        rows: rows
            .map(|(row, room)| view_entry(basis, run, row, room))
            .collect(),
        blocks,
        carried_out: item_slot("carried-out", &procedure.key),
        deviations: item_slot("deviations", &procedure.key),
    }
}

fn each_once<T: Eq + Hash>(all: impl Iterator<Item = T>) -> Vec<T> {
    let once: IndexSet<T> = all.collect();
    once.into_iter().collect()
}

fn view_served(basis: &Basis<'_>, run: &Run) -> Vec<ServedView> {
    let rows = run.rows.iter().flat_map(|row| row.serves.iter().copied());
    let serves: BTreeSet<(ControlId, Depths)> = rows.collect();
    let view = |(control, depths)| ServedView {
        control: basis.control(control),
        depth: basis.depths(control, depths),
    };
    serves.into_iter().map(view).collect()
}

fn view_entry(basis: &Basis<'_>, run: &Run, row: &RunRow, room: &RowRoom) -> RunRowView {
    let serves = row.serves.iter().map(|(control, depths)| ServesView {
        control: basis.control(*control),
        depth: basis.depths(*control, *depths),
        at_least_one: is_at_least_one(basis, *control, run.procedure),
        verdicts: row_verdicts(basis, *control, run.procedure, row),
    });
    RunRowView {
        row: Arc::clone(&room.row),
        depth: row.depths,
        serves: serves.collect(),
    }
}

/// Returns the cells for verdicts on a control in a row of the plan.
pub(in crate::view) fn row_verdicts(
    basis: &Basis<'_>,
    control: ControlId,
    procedure: ProcedureId,
    row: &RunRow,
) -> Vec<VerdictCell> {
    let name = &basis.scheme.controls[control].name;
    let procedure = &basis.scheme.procedures[procedure].key;
    let cells = match &row.key {
        Some(key) => cells_of(basis, key, &row.variants, &[control]),
        None => single_cell(),
    };
    let cells = cells.iter().map(|cell| VerdictCell {
        slot: verdict_slot(name, procedure, row.key.as_ref())
            .variant(cell.slot.as_deref())
            .text(),
        variant: cell.shown.clone(),
    });
    cells.collect()
}

fn is_at_least_one(basis: &Basis<'_>, control: ControlId, procedure: ProcedureId) -> bool {
    let plan = basis.plan.controls.find(&control);
    let mut owed = plan.into_iter().flat_map(|plan| &plan.procedures);
    owed.any(|owed| {
        owed.procedure == procedure && matches!(owed.line.rows, OwedRows::AtLeastOne(_))
    })
}
