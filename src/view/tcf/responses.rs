//! Responses to controls.

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::Serialize;

use crate::model::SlotId;
use crate::plan::{ControlPlan, OwedRows, Status};
use crate::view::basis::Basis;
use crate::view::cells::Cell;
use crate::view::controls::{ControlView, view_control};
use crate::view::evidence::{WantedView, view_wanted};
use crate::view::rows::{RowView, view_rows};

/// The response to a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResponseView {
    /// The control.
    pub control: ControlView,
    /// For which entries a response is owed.
    pub rows: Vec<ResponseRow>,
    /// The evidence wanted.
    pub evidence: Vec<WantedView>,
}

/// The response for an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResponseRow {
    /// The entry.
    pub row: RowView,
    /// The variant, where responses are per variant.
    pub variant: Option<String>,
    /// The slot; `None` where the entry is not known yet.
    pub slot: Option<String>,
}

/// Shows the responses that are owed.
pub(super) fn view_responses(basis: &Basis<'_>) -> Vec<ResponseView> {
    let plans = basis.plan.controls.iter();
    let owed = plans.filter(|plan| plan.status.is_owed());
    owed.map(|plan| response(basis, plan)).collect()
}

fn response(basis: &Basis<'_>, plan: &ControlPlan) -> ResponseView {
    let name = &basis.scheme.controls[plan.control].name;
    let rows = response_rows(basis, plan).into_iter().flat_map(|row| {
        let cells = row.cells_or_one().into_iter();
        cells.map(move |cell| response_row(name, &row, cell))
    });
    ResponseView {
        control: view_control(basis, plan),
        rows: rows.collect(),
        evidence: view_wanted(basis, plan),
    }
}

fn response_row(name: &str, row: &RowView, cell: Cell) -> ResponseRow {
    let slot = SlotId::new(name, "response").entry(row.entry.clone());
    let slot = slot.variant(cell.slot).to_string();
    ResponseRow {
        slot: (!row.placeholder).then_some(slot),
        variant: cell.shown,
        row: row.clone(),
    }
}

/// Returns the entries that a control's obligations name, each once; the product where they name none.
fn response_rows(basis: &Basis<'_>, plan: &ControlPlan) -> Vec<RowView> {
    let evidence = plan
        .evidence
        .iter()
        .map(|owed| (&owed.rows, &owed.variants));
    let procedures = plan
        .procedures
        .iter()
        .map(|owed| (&owed.rows, &owed.variants));
    let mut rows: IndexMap<String, RowView> = IndexMap::new();
    for owed in evidence
        .chain(procedures)
        .filter(|(rows, _)| !rows.rows().is_empty())
    {
        for row in view_rows(basis, (owed.0, owed.1), plan.status, plan.control) {
            match rows.entry(row.shown.clone()) {
                Entry::Occupied(mut known) => settle(known.get_mut(), row),
                Entry::Vacant(place) => _ = place.insert(row),
            }
        }
    }
    if rows.is_empty() {
        return view_rows(basis, (&OwedRows::Once, &[]), plan.status, plan.control);
    }
    rows.into_values().collect()
}

/// An entry that one obligation names for certain is not open because another is unsure of it.
fn settle(known: &mut RowView, row: RowView) {
    if known.status == Status::Open && row.status == Status::Applies {
        *known = row;
    } else if row.variants.is_empty() {
        known.variants.clear();
    }
}
