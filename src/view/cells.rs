//! Cells: the products of a series that share a result.
//!
//! Two products share a cell if the entry has the same version and hash in both, and the same answer to every
//! question that decides whether the obligation is owed for it.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;

use super::basis::Basis;
use super::series::{ProductNames, situation};
use crate::model::{
    Answer, AttributeId, ControlId, Entry, InventoryId, Mention, Scheme, Situation,
};
use crate::plan::{Products, RowKey};
use crate::source::Text;

/// Room for one result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// The products that share it, as documents print them; `None` if it holds for every product.
    pub(super) shown: Option<Text>,
    /// The variant of its slot; `None` for the lead, and if it holds for every product.
    pub(super) slot: Option<String>,
    /// The products of the series that share it, the lead as `None`; empty if it holds for every product.
    pub(super) products: Products,
}

/// The cells of a row. They are cheap to clone, since most rows have a single cell for all products.
pub(super) type Cells = Arc<[Cell]>;

/// The single cell of a row that holds for every product.
static SINGLE: LazyLock<Cells> = LazyLock::new(|| Arc::new([Cell::default()]));

impl Cell {
    /// Says whether two cells of the same entry have a product in common.
    pub(super) fn meets(&self, cell: &Self) -> bool {
        let mut products = self.products.iter();
        self.products.is_empty()
            || cell.products.is_empty()
            || products.any(|product| cell.products.contains(product))
    }
}

/// Returns the single cell of an obligation that is owed once.
pub(super) fn single_cell() -> Cells {
    Cells::clone(&SINGLE)
}

/// The answers in which products must agree to share a cell, with version and hash of the entry that is the second
/// half of a pair; `None` if a product has no such entry.
type Print<'a> = Option<Vec<&'a Answer>>;

/// Returns the cells of a row that serves some controls; none if its entries are not known yet.
pub(super) fn cells_of(
    basis: &Basis<'_>,
    key: &RowKey,
    variants: &Products,
    controls: &[ControlId],
) -> Cells {
    let inventory = basis.scheme.inventories.lookup(key.inventory());
    let (Some((inventory, _)), Some(id)) = (inventory, key.id()) else {
        return Cells::default();
    };
    let alike = Alike::of(basis, inventory);
    if variants.is_empty() && alike.groups.len() == 1 {
        return single_cell();
    }
    let deciding = deciding_attributes(basis, inventory, controls);
    let mut prints: IndexMap<Print<'_>, Vec<usize>> = IndexMap::new();
    for numbers in alike.among(basis, variants) {
        let first = numbers.first().and_then(|number| situation(basis, *number));
        let print = first.and_then(|situation| {
            let mut print = fingerprint(situation.entry(inventory, id)?, &deciding);
            print.extend(member(basis.scheme, situation, inventory, key));
            Some(print)
        });
        prints.entry(print).or_default().extend(numbers);
    }
    if prints.len() == 1 {
        return common_cell(variants);
    }
    let cells = prints.into_values().map(|mut numbers| {
        numbers.sort_unstable();
        shared_cell(basis, &numbers)
    });
    cells.collect()
}

/// Returns the cell of a row that all products of the row share.
fn common_cell(variants: &Products) -> Cells {
    match variants.first() {
        None => single_cell(),
        Some(first) => Arc::new([Cell {
            shown: None,
            slot: first.clone(),
            products: Products::clone(variants),
        }]),
    }
}

/// Returns a cell that some products of the series share.
fn shared_cell(basis: &Basis<'_>, numbers: &[usize]) -> Cell {
    let variants = &basis.plan.variants;
    let products: Products = numbers
        .iter()
        .map(|number| variants.get(number.checked_sub(1)?).cloned())
        .collect();
    Cell {
        shown: Some(ProductNames::of(&products).join(", ").into()),
        slot: products.first().cloned().flatten(),
        products,
    }
}

/// The products of a series, grouped by the entries of an inventory that they share. A result for one product holds
/// for all of its group.
#[derive(Debug, Clone)]
struct Alike {
    /// The numbers of the products of each group, 0 for the lead.
    groups: Arc<[Vec<usize>]>,
    /// The group of each product.
    places: Arc<[usize]>,
}

impl Alike {
    /// Groups the products by an inventory and by the inventories to which its attributes refer.
    fn of(basis: &Basis<'_>, inventory: InventoryId) -> Self {
        let row = &basis.scheme.inventories[inventory];
        basis.memo.of(row, || {
            let targets = row
                .attributes
                .iter()
                .filter_map(|(_, attribute)| attribute.answer.target());
            let read: BTreeSet<InventoryId> = targets.chain([inventory]).collect();
            let mut groups: IndexMap<Vec<Option<usize>>, Vec<usize>> = IndexMap::new();
            let mut places = Vec::new();
            for number in 0..=basis.product.target.variants.len() {
                let address = |id: &InventoryId| {
                    let stock = situation(basis, number)?.stock(*id)?;
                    Some(std::ptr::from_ref(stock).addr())
                };
                let group = groups.entry(read.iter().map(address).collect());
                places.push(group.index());
                group.or_default().push(number);
            }
            Self {
                groups: groups.into_values().collect(),
                places: places.into(),
            }
        })
    }

    /// Returns the groups of some products, without the products that are not among them; an empty list stands for
    /// all.
    fn among(&self, basis: &Basis<'_>, variants: &Products) -> Vec<Vec<usize>> {
        if variants.is_empty() {
            return self.groups.to_vec();
        }
        let mut groups: IndexMap<usize, Vec<usize>> = IndexMap::new();
        for product in variants.iter() {
            let number = match product {
                None => Some(0),
                Some(key) => basis.lookups.variant(key).map(|place| place + 1),
            };
            if let Some(number) = number {
                let group = self.places.get(number).copied().unwrap_or_default();
                groups.entry(group).or_default().push(number);
            }
        }
        groups.into_values().collect()
    }
}

fn fingerprint<'a>(entry: &'a Entry, deciding: &BTreeSet<AttributeId>) -> Vec<&'a Answer> {
    let answers = deciding.iter().map(|attribute| entry.answer(*attribute));
    answers.collect()
}

/// Returns the version and hash of the entry that is the second half of a pair.
fn member<'a>(
    scheme: &Scheme,
    situation: &'a Situation,
    inventory: InventoryId,
    key: &RowKey,
) -> Vec<&'a Answer> {
    let RowKey::Pair { other: member, .. } = key else {
        return Vec::new();
    };
    let mut targets = scheme.inventories[inventory]
        .attributes
        .iter()
        .filter_map(|(_, attribute)| attribute.answer.target());
    let print = targets.find_map(|target| {
        let entry = situation.entry(target, member)?;
        Some(fingerprint(entry, &versions(scheme, target)))
    });
    print.unwrap_or_default()
}

fn versions(scheme: &Scheme, inventory: InventoryId) -> BTreeSet<AttributeId> {
    let named = scheme.inventories[inventory]
        .attributes
        .iter()
        .filter(|(_, attribute)| attribute.answer.identifies());
    named.map(|(id, _)| id).collect()
}

/// Returns the attributes of an inventory in which products must agree to share a cell.
fn deciding_attributes(
    basis: &Basis<'_>,
    inventory: InventoryId,
    controls: &[ControlId],
) -> BTreeSet<AttributeId> {
    let mut deciding = versions(basis.scheme, inventory);
    for control in controls {
        let steps = attributes_of(basis, *control);
        let own = steps.iter().filter(|(of, _)| *of == inventory);
        deciding.extend(own.map(|(_, attribute)| *attribute));
    }
    deciding
}

/// Returns the attributes that the conditions of a control read.
fn attributes_of(basis: &Basis<'_>, control: ControlId) -> Arc<[(InventoryId, AttributeId)]> {
    basis.memo.of(&basis.scheme.controls[control], || {
        let mentions = basis.scheme.mentions_of(control);
        let steps = mentions.into_iter().filter_map(|mention| match mention {
            Mention::Attribute(step) => Some((step.inventory, step.attribute)),
            Mention::Fact(_) | Mention::Set(_) | Mention::Derive(_) | Mention::Broken => None,
        });
        steps.collect()
    })
}
