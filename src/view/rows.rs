//! Rows: the entries for which obligations are owed.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxHashSet;
use serde::Serialize;

use super::answers::AnswerView;
use super::basis::Basis;
use super::cells::{Cell, Cells, cells_of, common_cell, single_cell};
use super::entry_words::words_of;
use super::reasons::ReasonView;
use super::refs::inventory_title;
use super::series::{ProductNames, product_names};
use crate::logic::Reason;
use crate::model::{ControlId, ProcedureId, Scheme};
use crate::plan::{
    ControlPlan, OwedLine, OwedRows, Products, Row, RowKey, Run, RunRow, Status, StillOpen,
    open_products,
};
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
    /// The products of the series for which it is open, though it is settled for others.
    pub open_for: ProductNames,
    /// The products of the series for which it counts; empty if it counts for all.
    pub variants: ProductNames,
    /// The place of the entry in the product file.
    pub place: Option<String>,
    /// The entry, as slots name it; `None` for the product as a whole.
    #[serde(skip)]
    pub(super) key: Option<RowKey>,
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
        OwedRows::Once => {
            let open_for = open_for(line.status, &line.still_open);
            return vec![whole_product(basis, line.status, open_for, &line.variants)];
        }
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => &**rows,
    };
    let views = view_shared(basis, rows);
    let views = views.iter().zip(rows);
    views
        .map(|(view, row)| RowRoom {
            row: Arc::clone(view),
            cells: cells_of(basis, &row.key, &row.variants, &[control], None),
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
        open_for: open_for(row.status, &row.still_open),
        place: basis.place(row.place),
        ..keyed(basis, &row.key, row.status, &row.variants)
    }
}

/// Shows the rows of a procedure, in their order.
pub(super) fn view_run_rows<'a>(basis: &Basis<'a>, run: &'a Run) -> Arc<[RowRoom]> {
    basis.memo.of(run, || {
        let rows = run.rows.iter();
        rows.map(|row| view_run_row(basis, run.procedure, row))
            .collect()
    })
}

fn view_run_row(basis: &Basis<'_>, procedure: ProcedureId, row: &RunRow) -> RowRoom {
    let open_for = if row.settled.is_empty() {
        ProductNames::default()
    } else {
        product_names(basis, &row.variants).without(&row.settled)
    };
    let Some(key) = &row.key else {
        return whole_product(basis, row.status, open_for, &Products::default());
    };
    let serves = row.serves.iter().map(|served| served.control);
    let serves: Vec<ControlId> = serves.collect();
    RowRoom {
        cells: cells_of(basis, key, &row.variants, &serves, Some(procedure)),
        row: Arc::new(RowView {
            place: basis.place(row.place),
            open_for,
            ..keyed(basis, key, row.status, &row.variants)
        }),
    }
}

/// Shows the row of the product as a whole, or of some products of the series.
pub(super) fn whole_product(
    basis: &Basis<'_>,
    status: Status,
    open_for: ProductNames,
    variants: &Products,
) -> RowRoom {
    let is_common = variants.is_empty() && status == Status::Applies && open_for.is_empty();
    let make = move |status| {
        Arc::new(RowView {
            variants: ProductNames::of(variants),
            open_for: open_for.clone(),
            ..unlabelled("the product".into(), status)
        })
    };
    // Most obligations that are owed once are certainly owed, by all products of the series.
    let row = if is_common {
        basis.memo.of(basis.plan, || make(status))
    } else {
        make(status)
    };
    RowRoom {
        row,
        cells: common_cell(variants),
    }
}

/// Names the products for which something is open that is settled for others.
pub(super) fn open_for(status: Status, still_open: &[StillOpen]) -> ProductNames {
    ProductNames::of(&open_products(status, still_open))
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
        open_for: ProductNames::default(),
        variants: ProductNames::default(),
        place: None,
        key: None,
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
        key: Some(key.clone()),
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

/// Returns why it is open whether a control applies, each reason with the products of the series for which it is as the end
/// of a phrase.
pub(super) fn open_standings(plan: &ControlPlan) -> Vec<(String, &Reason)> {
    if plan.variants.is_empty() {
        let open = (plan.status == Status::Open).then_some(&plan.reason);
        return open
            .map(|reason| (String::new(), reason))
            .into_iter()
            .collect();
    }
    let mut open: IndexMap<&str, (Vec<Option<String>>, &Reason)> = IndexMap::new();
    for one in plan
        .variants
        .iter()
        .filter(|one| one.status == Status::Open)
    {
        let known = open.entry(&one.reason.sentence);
        let (products, _) = known.or_insert_with(|| (Vec::new(), &one.reason));
        products.push(one.variant.clone());
    }
    let open = open.into_values();
    open.map(|(products, reason)| (in_brackets(&ProductNames::of(&products.into())), reason))
        .collect()
}

/// What is open about an obligation for one reason.
#[derive(Debug)]
pub struct OpenRows<'a> {
    /// The entries and the products of the series, as the end of a phrase: ` for chip.soc, chip.radio (lead)`. Empty if it is all of
    /// the obligation.
    pub phrase: String,
    /// The rows; `None` for the product as a whole.
    pub keys: Vec<Option<&'a RowKey>>,
    /// Why it is open.
    pub reason: &'a Reason,
}

/// Returns the open parts of an obligation: the whole of it, and those of its rows that depend on other data, grouped by
/// reason. Rows without a name are left out.
pub fn open_parts(line: &OwedLine, name: impl Fn(&RowKey) -> Option<String>) -> Vec<OpenRows<'_>> {
    let rows = line.rows.rows();
    let mut all: Vec<Option<&RowKey>> = rows.iter().map(|row| Some(&row.key)).collect();
    if all.is_empty() {
        all.push(None);
    }
    let own = reasons(line.open_because.as_ref(), &line.still_open);
    let mut parts: Vec<OpenRows<'_>> = own
        .map(|(reason, products)| OpenRows {
            phrase: products,
            keys: all.clone(),
            reason,
        })
        .collect();
    let said = parts.iter().flat_map(|part| &part.reason.settled_by);
    let said: FxHashSet<&Text> = said.map(|settler| &settler.name).collect();
    let is_said = |reason: &Reason| {
        let mut settlers = reason.settled_by.iter();
        !said.is_empty() && settlers.all(|settler| said.contains(&settler.name))
    };
    let mut of_rows: IndexMap<&str, (Vec<String>, OpenRows<'_>)> = IndexMap::new();
    for row in rows {
        for (reason, products) in reasons(row.open_because.as_ref(), &row.still_open) {
            let Some(name) = name(&row.key).filter(|_| !is_said(reason)) else {
                continue;
            };
            let part = of_rows.entry(&reason.sentence);
            let (names, part) = part.or_insert_with(|| (Vec::new(), OpenRows::of(reason)));
            names.push(format!("{name}{products}"));
            part.keys.push(Some(&row.key));
        }
    }
    parts.extend(of_rows.into_values().map(|(names, part)| OpenRows {
        phrase: format!(" for {}", names.join(", ")),
        ..part
    }));
    parts
}

/// Returns why something is open, each reason with the products of the series for which it is as the end of a phrase.
fn reasons<'a>(
    open_because: Option<&'a Reason>,
    still_open: &'a [StillOpen],
) -> impl Iterator<Item = (&'a Reason, String)> {
    let whole = open_because.map(|reason| (reason, String::new()));
    let others = still_open.iter();
    let others = others.map(|one| (&one.because, in_brackets(&ProductNames::of(&one.products))));
    whole.into_iter().chain(others)
}

/// Returns names of products as the end of a phrase: ` (lead, V)`; empty if there are none.
pub(super) fn in_brackets(products: &ProductNames) -> String {
    if products.is_empty() {
        return String::new();
    }
    format!(" ({})", products.join(", "))
}

impl<'a> OpenRows<'a> {
    fn of(reason: &'a Reason) -> Self {
        Self {
            phrase: String::new(),
            keys: Vec::new(),
            reason,
        }
    }
}

impl RowView {
    /// Returns how it stands for the products of a cell.
    pub(super) fn status_for(&self, cell: &Cell) -> Status {
        if self.open_for.names_all(&cell.products) {
            Status::Open
        } else {
            self.status
        }
    }

    /// Returns the row as it stands for the products of one of its cells.
    pub(super) fn of_cell(self: &Arc<Self>, cell: &Cell) -> Arc<Self> {
        if self.open_for.is_empty() || cell.products.is_empty() {
            return Arc::clone(self);
        }
        let status = self.status_for(cell);
        let open_for = if status == Status::Open {
            ProductNames::default()
        } else {
            self.open_for.shared(&ProductNames::of(&cell.products))
        };
        Arc::new(Self {
            status,
            open_for,
            ..(**self).clone()
        })
    }
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
