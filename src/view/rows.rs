//! Rows: for which entries something is owed, in words.

use serde::Serialize;

use super::basis::Basis;
use super::cells::{Cell, cells_of, single_cell};
use super::entries::{AnswerView, claims_of, label_of, member_label};
use super::reasons::ReasonView;
use super::series::LEAD;
use crate::model::ControlId;
use crate::plan::{OwedRows, Row, RowKey, RunRow, Status};

/// An entry for which something is owed, or the product as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RowView {
    /// The entry: `interface.console`; `None` for the product as a whole and for entries not known yet.
    pub entry: Option<String>,
    /// What documents print: the entry, `the product`, or that the entries are not known yet.
    pub shown: String,
    /// What the entry is.
    pub label: Option<String>,
    /// Whether it stands for entries that are not known yet, so that nothing can be filled in.
    pub placeholder: bool,
    /// What was done about it, as the vendor says.
    pub claims: Vec<AnswerView>,
    /// Whether it is settled that something is owed for it.
    pub status: Status,
    /// Why it is open.
    pub open_because: Option<ReasonView>,
    /// The products of the series for which it counts; empty where it counts for all.
    pub variants: Vec<String>,
    /// Where the entry stands in the product file.
    pub place: Option<String>,
    /// Room for results; none for entries not known yet.
    #[serde(skip)]
    pub(super) cells: Vec<Cell>,
}

/// Shows the rows of an obligation of a control; one row for the product, or for those of the series that owe
/// it, where it is owed once.
pub(super) fn view_rows(
    basis: &Basis<'_>,
    (rows, variants): (&OwedRows, &[Option<String>]),
    status: Status,
    control: ControlId,
) -> Vec<RowView> {
    match rows {
        OwedRows::Once => vec![RowView {
            variants: named(variants),
            ..whole_product(status)
        }],
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => rows
            .iter()
            .map(|row| view_row(basis, row, control))
            .collect(),
    }
}

fn view_row(basis: &Basis<'_>, row: &Row, control: ControlId) -> RowView {
    RowView {
        open_because: row.open_because.as_ref().map(|reason| basis.reason(reason)),
        place: basis.place(row.place),
        cells: cells_of(basis, &row.key, &row.variants, &[control]),
        ..keyed(basis, &row.key, row.status, &row.variants)
    }
}

/// Shows a row of a procedure.
pub(super) fn view_run_row(basis: &Basis<'_>, row: &RunRow) -> RowView {
    match &row.key {
        None => whole_product(row.status),
        Some(key) => RowView {
            place: basis.place(row.place),
            cells: cells_of(basis, key, &row.variants, &served(row)),
            ..keyed(basis, key, row.status, &row.variants)
        },
    }
}

fn served(row: &RunRow) -> Vec<ControlId> {
    row.serves.iter().map(|(control, _)| *control).collect()
}

fn whole_product(status: Status) -> RowView {
    RowView {
        entry: None,
        shown: "the product".to_owned(),
        label: None,
        placeholder: false,
        claims: Vec::new(),
        status,
        open_because: None,
        variants: Vec::new(),
        place: None,
        cells: single_cell(),
    }
}

fn keyed(basis: &Basis<'_>, key: &RowKey, status: Status, variants: &[Option<String>]) -> RowView {
    let entry = key.text();
    RowView {
        shown: entry
            .clone()
            .unwrap_or_else(|| not_known_yet(basis, key.inventory())),
        label: label(basis, key),
        placeholder: entry.is_none(),
        claims: key
            .id()
            .map(|id| claims_of(basis, key.inventory(), id))
            .unwrap_or_default(),
        variants: named(variants),
        entry,
        ..whole_product(status)
    }
}

/// Names products of the series.
fn named(variants: &[Option<String>]) -> Vec<String> {
    let names = variants.iter();
    names
        .map(|variant| variant.clone().unwrap_or_else(|| LEAD.to_owned()))
        .collect()
}

fn not_known_yet(basis: &Basis<'_>, inventory: &str) -> String {
    let found = basis.scheme.inventories.lookup(inventory);
    let title = found.map_or(inventory, |(_, inventory)| inventory.title.as_str());
    format!("entries not known yet: {title}")
}

fn label(basis: &Basis<'_>, key: &RowKey) -> Option<String> {
    match key {
        RowKey::Entry { inventory, id } => label_of(basis, inventory, id),
        RowKey::Pair {
            inventory,
            id,
            other,
        } => {
            let parts = [
                label_of(basis, inventory, id),
                member_label(basis, inventory, id, other),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(" × "))
        }
        RowKey::Unknown { .. } => None,
    }
}

impl RowView {
    /// Returns its cells, and one to say so where the entries are not known yet.
    pub(super) fn cells_or_one(&self) -> Vec<Cell> {
        if self.placeholder {
            single_cell()
        } else {
            self.cells.clone()
        }
    }
}
