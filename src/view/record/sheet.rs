//! A worksheet: what is filled in while a procedure is carried out.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use serde::Serialize;

use super::grid::{GridView, view_grids};
use crate::model::Depths;
use crate::plan::Status;
use crate::source::Text;
use crate::view::activity::ActivityView;
use crate::view::basis::Basis;
use crate::view::laboratory::{OwnMethodView, view_own_method};
use crate::view::refs::RefView;
use crate::view::test_plan::{BlockView, RunRowView, RunView, ServedView, WithoutView};
use crate::view::texts::WordView;

/// The worksheet of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SheetView {
    /// The place of the procedure in the order of work, from 1. It changes with the plan.
    pub number: usize,
    /// The key of the procedure, by which the sheet is cited.
    pub key: Text,
    /// The title of the procedure.
    pub title: Text,
    /// The laboratory's own number of the method.
    pub own: Option<OwnMethodView>,
    /// Those of the laboratory's staff who work in its roles, each once.
    pub testers: Vec<String>,
    /// The inventory numbers of the laboratory's instruments that it needs, each once.
    pub instruments: Vec<String>,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The deepest depth of its rows, with an audit beside it: `test and audit`.
    pub depth: WordView<Depths>,
    /// The parties that must be present.
    pub witnesses: Vec<Text>,
    /// The inventories that it confirms.
    pub confirms: Vec<RefView>,
    /// The labels of its samples, each once, which change with the plan.
    pub samples: Vec<String>,
    /// The controls that it serves; empty if only other procedures need it.
    pub serves: Vec<ServedView>,
    /// Its entries, with room for verdicts.
    pub rows: Vec<RunRowView>,
    /// The controls that want at least one entry, with the products that have none.
    pub without: Vec<WithoutView>,
    /// Its depths, shallow before deep, with room for results.
    pub blocks: Vec<SheetBlock>,
    /// How it was carried out.
    #[serde(flatten)]
    pub activity: ActivityView,
}

/// The results of a procedure at one depth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SheetBlock {
    /// The depth.
    pub depth: WordView<Depths>,
    /// The role that carries it out.
    pub role: Option<RefView>,
    /// The labels of the samples that it takes, which change with the plan.
    pub samples: Vec<String>,
    /// Cases against entries, a few cases in each.
    pub grids: Vec<GridView>,
}

impl SheetView {
    /// Makes the worksheet of a procedure.
    pub(in crate::view) fn of(basis: &Basis<'_>, run: RunView) -> Self {
        Self {
            activity: ActivityView::of(basis, &run),
            own: view_own_method(basis, &run.key),
            testers: testers(basis, &run),
            instruments: instruments(basis, &run),
            number: run.number,
            key: run.key,
            title: run.title,
            status: run.status,
            depth: run.depth,
            witnesses: run.witnesses,
            confirms: run.confirms,
            samples: run.samples,
            serves: run.serves,
            rows: run.rows,
            without: run.without,
            blocks: run.blocks.into_iter().map(SheetBlock::of).collect(),
        }
    }
}

/// Returns the names of those who work in the roles of a procedure.
fn testers(basis: &Basis<'_>, run: &RunView) -> Vec<String> {
    let staff = run
        .roles
        .iter()
        .flat_map(|role| basis.own.staff_of(&role.key));
    let names: IndexSet<&String> = staff.map(|member| &member.name).collect();
    names.into_iter().cloned().collect()
}

/// Returns the inventory numbers of the instruments that a procedure needs.
fn instruments(basis: &Basis<'_>, run: &RunView) -> Vec<String> {
    let needs = run.blocks.iter().flat_map(|block| &block.equipment);
    let owned = needs.flat_map(|need| basis.own.instruments(&need.key));
    let assets: BTreeSet<&str> = owned.map(|(asset, _)| *asset).collect();
    assets.into_iter().map(str::to_owned).collect()
}

impl SheetBlock {
    fn of(block: BlockView) -> Self {
        Self {
            depth: block.depth,
            role: block.role,
            samples: block.sample.map(|sample| sample.labels).unwrap_or_default(),
            grids: view_grids(block.cases),
        }
    }
}
