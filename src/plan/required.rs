//! The rows of procedures that no control asks for: those that other procedures require, and those that confirm inventories.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::reach::Reach;
use super::rows::{Products, RowKey};
use super::run::RunRow;
use super::status::Status;
use crate::model::{Depth, Depths, Entry, InventoryId, Procedure, Scheme, Situation, Target};
use crate::source::{Place, Text};

/// An entry of an inventory, with the products of the series that have it.
#[derive(Debug, Clone)]
struct Listed {
    key: RowKey,
    products: Products,
    place: Option<Place>,
}

/// Returns the rows of required procedures. The entries of an inventory are gathered once.
#[derive(Debug)]
pub(super) struct RequiredRows<'a> {
    scheme: &'a Scheme,
    target: &'a Target,
    listed: FxHashMap<InventoryId, Vec<Listed>>,
}

impl<'a> RequiredRows<'a> {
    pub fn new(scheme: &'a Scheme, target: &'a Target) -> Self {
        Self {
            scheme,
            target,
            listed: FxHashMap::default(),
        }
    }

    /// Returns the rows of a required procedure: every entry of its inventory in any product of the series, or one row.
    pub fn of(&mut self, procedure: &Procedure, depth: Depth, status: Status) -> Vec<RunRow> {
        let row = |key, products, place| RunRow {
            key,
            depths: Depths::of(depth),
            reach: Reach::of(depth, &[]),
            status,
            serves: Vec::new(),
            variants: products,
            settled: Products::default(),
            place,
        };
        let Some(inventory) = procedure.inventory else {
            return vec![row(None, Products::default(), None)];
        };
        let (scheme, target) = (self.scheme, self.target);
        let listed = self.listed.entry(inventory);
        let listed = listed.or_insert_with(|| list_entries(scheme, target, inventory));
        let rows = listed.iter().map(|one| {
            let products = Products::clone(&one.products);
            row(Some(one.key.clone()), products, one.place)
        });
        rows.collect()
    }
}

/// Lists the entries of an inventory in the order of the product file: those of the lead, then those that variants add.
fn list_entries(scheme: &Scheme, target: &Target, inventory: InventoryId) -> Vec<Listed> {
    let variants = target.variants.iter();
    let variants = variants.map(|variant| (Some(&variant.key), &variant.situation));
    let products: Vec<(Option<&String>, &Situation)> = std::iter::once((None, &target.lead))
        .chain(variants)
        .collect();
    let mut found: IndexMap<&Text, (&Entry, Vec<usize>)> = IndexMap::new();
    for (number, (_, situation)) in products.iter().enumerate() {
        for entry in situation.entries(inventory) {
            let (_, numbers) = found.entry(&entry.id).or_insert((entry, Vec::new()));
            numbers.push(number);
        }
    }
    let mut lists: FxHashMap<Vec<usize>, Products> = FxHashMap::default();
    let mut list = |numbers: Vec<usize>| {
        if numbers.len() == products.len() {
            return Products::default();
        }
        let known = lists.entry(numbers.clone());
        let names = numbers.iter().filter_map(|number| products.get(*number));
        let names = || names.map(|(name, _)| name.cloned()).collect();
        Products::clone(known.or_insert_with(names))
    };
    let entries = found.into_values();
    let listed = entries.map(|(entry, numbers)| Listed {
        key: RowKey::Entry {
            inventory: scheme.inventories[inventory].key.clone(),
            id: entry.id.clone(),
        },
        products: list(numbers),
        place: entry.place,
    });
    listed.collect()
}
