//! Responses to controls.

use std::sync::Arc;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::Serialize;

use crate::model::SlotId;
use crate::plan::{ControlPlan, Products, Status};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::cells::Cell;
use crate::view::controls::{ControlView, view_control};
use crate::view::evidence::{WantedView, view_wanted};
use crate::view::rows::{RowRoom, RowView, view_rows, whole_product};
use crate::view::series::ProductNames;

/// The response to a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResponseView {
    /// The control.
    pub control: ControlView,
    /// The entries for which a response is owed.
    pub rows: Vec<ResponseRow>,
    /// The evidence wanted.
    pub evidence: Vec<WantedView>,
}

/// The response for an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResponseRow {
    /// The entry.
    pub row: Arc<RowView>,
    /// The variant, if responses are per variant.
    pub variant: Option<Text>,
    /// The slot; `None` if the entry is not known yet.
    pub slot: Option<String>,
}

pub(super) fn view_responses(basis: &Basis<'_>) -> Vec<ResponseView> {
    let owed = basis
        .plan
        .controls
        .iter()
        .filter(|plan| plan.status.is_owed());
    owed.map(|plan| response(basis, plan)).collect()
}

fn response<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> ResponseView {
    let name = &basis.scheme.controls[plan.control].name;
    let mut rows = Vec::new();
    for room in response_rows(basis, plan) {
        for cell in room.cells_or_one().iter() {
            rows.push(response_row(name, &room.row, cell));
        }
    }
    ResponseView {
        control: view_control(basis, plan),
        rows,
        evidence: view_wanted(basis, plan),
    }
}

fn response_row(name: &str, row: &Arc<RowView>, cell: &Cell) -> ResponseRow {
    let slot = || {
        let slot = SlotId::new(name, "response").entry(row.entry.as_deref());
        slot.variant(cell.slot.as_deref()).text()
    };
    ResponseRow {
        slot: (!row.placeholder).then(slot),
        variant: cell.shown.clone(),
        row: Arc::clone(row),
    }
}

/// Returns the entries that the obligations of a control name, each once; the product if they name none.
fn response_rows<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> Vec<RowRoom> {
    let mut rows: IndexMap<Text, RowRoom> = IndexMap::new();
    for line in plan.lines().filter(|line| !line.rows.rows().is_empty()) {
        for room in view_rows(basis, line, plan.control) {
            match rows.entry(room.row.shown.clone()) {
                Entry::Occupied(mut known) => settle(known.get_mut(), room),
                Entry::Vacant(place) => _ = place.insert(room),
            }
        }
    }
    if rows.is_empty() {
        return vec![whole_product(basis, plan.status, &Products::default())];
    }
    rows.into_values().collect()
}

/// Makes a row certain if an obligation is certainly owed for it, though another may be open.
fn settle(known: &mut RowRoom, room: RowRoom) {
    if known.row.status == Status::Open && room.row.status == Status::Applies {
        *known = room;
    } else if room.row.variants.is_empty() && !known.row.variants.is_empty() {
        Arc::make_mut(&mut known.row).variants = ProductNames::default();
    }
}
