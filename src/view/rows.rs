//! Rows: the entries for which obligations are owed.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;

use super::answers::AnswerView;
use super::basis::Basis;
use super::cells::{Cells, cells_of, single_cell};
use super::entries::words_of;
use super::reasons::ReasonView;
use super::refs::inventory_title;
use super::series::ProductNames;
use crate::logic::Reason;
use crate::model::{ControlId, Scheme};
use crate::plan::{OwedLine, OwedRows, Products, Row, RowKey, RunRow, Status};
use crate::source::Text;

/// An entry for which an obligation is owed, or the product as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RowView {
    /// The entry: `interface.console`; `None` for the product as a whole and for entries not known yet.
    pub entry: Option<Text>,
    /// The words printed: the entry, `the product`, or that the entries are not known yet.
    pub shown: Text,
    /// The label of the entry.
    pub label: Option<Text>,
    /// Whether it stands for entries that are not known yet, so that nothing can be filled in.
    pub placeholder: bool,
    /// The claims of the vendor about it.
    pub claims: Arc<[AnswerView]>,
    /// Whether the obligation is certainly owed for it.
    pub status: Status,
    /// Why it is open.
    pub open_because: Option<ReasonView>,
    /// The products of the series for which it counts; empty if it counts for all.
    pub variants: ProductNames,
    /// The place of the entry in the product file.
    pub place: Option<String>,
}

/// A row with room for results. It is cheap to clone, since many obligations are owed for the same rows.
#[derive(Debug, Clone)]
pub(super) struct RowRoom {
    /// The row.
    pub row: Arc<RowView>,
    /// The cells for results; none if the entries are not known yet.
    pub cells: Cells,
}

/// Shows the rows of an obligation of a control. An obligation that is owed once has a single row, for the product or
/// for the products of the series that owe it.
pub(super) fn view_rows<'a>(
    basis: &Basis<'a>,
    line: &'a OwedLine,
    control: ControlId,
) -> Vec<RowRoom> {
    let rows = match &line.rows {
        OwedRows::Once => return vec![whole_product(basis, line.status, &line.variants)],
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => &**rows,
    };
    let views = view_shared(basis, rows);
    let views = views.iter().zip(rows);
    views
        .map(|(view, row)| RowRoom {
            row: Arc::clone(view),
            cells: cells_of(basis, &row.key, &row.variants, &[control]),
        })
        .collect()
}

/// Shows rows that other obligations may share.
fn view_shared<'a>(basis: &Basis<'a>, rows: &'a [Row]) -> Arc<[Arc<RowView>]> {
    basis.memo.of(rows, || {
        let views = rows.iter().map(|row| Arc::new(view_row(basis, row)));
        views.collect()
    })
}

fn view_row(basis: &Basis<'_>, row: &Row) -> RowView {
    RowView {
        open_because: row.open_because.as_ref().map(|reason| basis.reason(reason)),
        place: basis.place(row.place),
        ..keyed(basis, &row.key, row.status, &row.variants)
    }
}

/// Shows the rows of a procedure, in their order.
pub(super) fn view_run_rows<'a>(basis: &Basis<'a>, rows: &'a [RunRow]) -> Arc<[RowRoom]> {
    basis.memo.of(rows, || {
        rows.iter().map(|row| view_run_row(basis, row)).collect()
    })
}

fn view_run_row(basis: &Basis<'_>, row: &RunRow) -> RowRoom {
    let Some(key) = &row.key else {
        return whole_product(basis, row.status, &Products::default());
    };
    let serves = row.serves.iter().map(|(control, _)| *control);
    let serves: Vec<ControlId> = serves.collect();
    RowRoom {
        cells: cells_of(basis, key, &row.variants, &serves),
        row: Arc::new(RowView {
            place: basis.place(row.place),
            ..keyed(basis, key, row.status, &row.variants)
        }),
    }
}

/// Shows the row of the product as a whole, or of some products of the series.
pub(super) fn whole_product(basis: &Basis<'_>, status: Status, variants: &Products) -> RowRoom {
    let make = |status| {
        Arc::new(RowView {
            variants: ProductNames::of(variants),
            ..unlabelled("the product".into(), status)
        })
    };
    // Most obligations that are owed once are certainly owed, by all products of the series.
    let row = if variants.is_empty() && status == Status::Applies {
        basis.memo.of(basis.plan, || make(status))
    } else {
        make(status)
    };
    RowRoom {
        row,
        cells: single_cell(),
    }
}

/// Makes a row of which nothing but its words and its status is known.
pub(super) fn unlabelled(shown: Text, status: Status) -> RowView {
    RowView {
        entry: None,
        shown,
        label: None,
        placeholder: false,
        claims: Arc::default(),
        status,
        open_because: None,
        variants: ProductNames::default(),
        place: None,
    }
}

fn keyed(basis: &Basis<'_>, key: &RowKey, status: Status, variants: &Products) -> RowView {
    let described = words_of(basis, key);
    let shown = Text::from(row_name(basis.scheme, key));
    let entry = key.id().map(|_| shown.clone());
    RowView {
        label: described.label,
        placeholder: entry.is_none(),
        claims: described.claims,
        variants: ProductNames::of(variants),
        entry,
        ..unlabelled(shown, status)
    }
}

/// Names the entry of a row, or says that its entries are not known yet.
pub(super) fn row_name(scheme: &Scheme, key: &RowKey) -> String {
    key.text().unwrap_or_else(|| {
        let title = inventory_title(scheme, key.inventory());
        format!("entries not known yet: {title}")
    })
}

/// Returns the open parts of an obligation: the whole of it, or its open rows grouped by reason, as the end of a
/// phrase: ` for chip.soc, chip.radio`. Rows without a name are left out.
pub(super) fn open_parts(
    line: &OwedLine,
    name: impl Fn(&RowKey) -> Option<String>,
) -> Vec<(String, &Reason)> {
    if let Some(reason) = &line.open_because {
        return vec![(String::new(), reason)];
    }
    let mut parts: IndexMap<&str, (Vec<String>, &Reason)> = IndexMap::new();
    for row in line.rows.rows() {
        if let (Some(reason), Some(name)) = (&row.open_because, name(&row.key)) {
            let part = parts.entry(&reason.sentence);
            let (names, _) = part.or_insert_with(|| (Vec::new(), reason));
            names.push(name);
        }
    }
    parts
        .into_values()
        .map(|(names, reason)| (format!(" for {}", names.join(", ")), reason))
        .collect()
}

impl RowRoom {
    /// Returns its cells, or a single cell if the entries are not known yet.
    pub fn cells_or_one(&self) -> Cells {
        if self.row.placeholder {
            single_cell()
        } else {
            Cells::clone(&self.cells)
        }
    }
}
