//! For which products of a series the rows of procedures are settled: what is owed for one may be open for another.

use std::iter;

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use super::owed::ControlPlan;
use super::rows::{OwedRows, Products, Row, RowKey, StillOpen};
use super::run::RunRow;
use super::status::Status;
use crate::model::{KeyedList, ProcedureId, Target};

/// An obligation to examine a row.
struct Ask<'a> {
    status: Status,
    /// The products for which it is owed; empty if it is all of them.
    products: &'a Products,
    /// What is open of the obligation, and of its row.
    open: [&'a [StillOpen]; 2],
}

/// Where something is asked for: a row of a procedure.
pub(super) type Spot<'a> = (ProcedureId, Option<&'a RowKey>);

/// Returns the rows of procedures of which something is open. With each row come the products for which it is settled that the
/// row is examined; `None` is the lead.
pub(super) fn settled_rows<'a>(
    target: &Target,
    controls: &'a KeyedList<ControlPlan>,
) -> Vec<(Spot<'a>, Products)> {
    if target.variants.is_empty() {
        return Vec::new();
    }
    let variants = target.variants.iter();
    let variants = variants.map(|variant| Some(variant.key.clone()));
    let all: Vec<Option<String>> = iter::once(None).chain(variants).collect();
    let mut partly = FxHashSet::default();
    visit(controls, &mut |spot, ask| {
        if ask.status == Status::Open || ask.open.iter().any(|open| !open.is_empty()) {
            partly.insert(spot);
        }
    });
    let mut settled: IndexMap<Spot<'a>, Vec<bool>> = IndexMap::new();
    visit(controls, &mut |spot, ask| {
        if partly.contains(&spot) {
            let products = settled.entry(spot);
            let products = products.or_insert_with(|| vec![false; all.len()]);
            for (product, is_settled) in all.iter().zip(products) {
                *is_settled |= ask.settles(product);
            }
        }
    });
    let named = |is_settled: Vec<bool>| {
        let products = all
            .iter()
            .zip(is_settled)
            .filter(|(_, is_settled)| *is_settled);
        products.map(|(product, _)| product.clone()).collect()
    };
    settled
        .into_iter()
        .map(|(spot, is_settled)| (spot, named(is_settled)))
        .collect()
}

fn visit<'a>(controls: &'a KeyedList<ControlPlan>, act: &mut dyn FnMut(Spot<'a>, Ask<'a>)) {
    for owed in controls.iter().flat_map(|plan| &plan.procedures) {
        let line = &owed.line;
        let ask = |row: Option<&'a Row>| Ask {
            status: row.map_or(line.status, |row| line.status.max(row.status)),
            products: row.map_or(&line.variants, |row| &row.variants),
            open: [
                &line.still_open,
                row.map_or(&[], |row| row.still_open.as_slice()),
            ],
        };
        let rows = line.rows.rows();
        if matches!(line.rows, OwedRows::Once) {
            act((owed.procedure, None), ask(None));
        }
        for row in rows {
            act((owed.procedure, Some(&row.key)), ask(Some(row)));
        }
    }
}

impl Ask<'_> {
    #[expect(clippy::ref_option, reason = "products are kept so")]
    fn settles(&self, product: &Option<String>) -> bool {
        let counts = self.products.is_empty() || self.products.contains(product);
        let mut open = self.open.iter().flat_map(|open| open.iter());
        counts && self.status == Status::Applies && !open.any(|one| one.products.contains(product))
    }
}

impl RunRow {
    /// Notes for which products of a series of `count` it is settled that it is examined.
    pub(super) fn settle(&mut self, settled: Products, count: usize) {
        let own = if self.variants.is_empty() {
            count
        } else {
            self.variants.len()
        };
        if settled.is_empty() {
            self.status = Status::Open;
        } else if settled.len() < own {
            self.settled = settled;
        }
    }

    /// Returns how it stands for some products of the series: `Open` if nothing settled asks for it for any of them. An empty
    /// list stands for all products.
    pub fn status_for(&self, products: &Products) -> Status {
        let mut own = products.iter();
        let is_settled = |product| self.settled.contains(product);
        if self.settled.is_empty() || products.is_empty() || own.any(is_settled) {
            return self.status;
        }
        Status::Open
    }
}
