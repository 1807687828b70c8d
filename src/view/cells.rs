//! Cells: for which products of a series a result is recorded on its own (DESIGN M14).
//!
//! Two products share a cell where the entry has the same version and hash in both, and the same answer to
//! every question that decides whether the obligation is owed for it.

use std::collections::BTreeSet;

use super::basis::Basis;
use super::series::{LEAD, products, situation_of};
use crate::model::{
    Answer, AttributeId, ControlId, Entry, InventoryId, Mention, Scheme, Situation, TypeKind,
};
use crate::plan::RowKey;

/// Room for one result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// What documents print: the products that share it; `None` where it holds for every product.
    pub(super) shown: Option<String>,
    /// The variant of its slot; `None` for the lead, and where it holds for every product.
    pub(super) slot: Option<String>,
    /// The products of the series that share it, the lead as `None`; empty where it holds for every product.
    pub(super) products: Vec<Option<String>>,
}

impl Cell {
    /// Says whether two cells of one entry speak of the same product.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let mut products = self.products.iter();
        self.products.is_empty()
            || other.products.is_empty()
            || products.any(|product| other.products.contains(product))
    }
}

/// Products of a series that share a cell.
struct Group {
    /// Their answers to what decides; `None` where they have no such entry.
    print: Option<Vec<Answer>>,
    /// The products, the lead as `None`.
    products: Vec<Option<String>>,
}

/// The cell of what is owed once.
pub(super) fn single_cell() -> Vec<Cell> {
    vec![Cell {
        shown: None,
        slot: None,
        products: Vec::new(),
    }]
}

/// Returns the cells of a row that serves some controls; none for entries that are not known yet.
pub(super) fn cells_of(
    basis: &Basis<'_>,
    key: &RowKey,
    variants: &[Option<String>],
    controls: &[ControlId],
) -> Vec<Cell> {
    let found = basis.scheme.inventories.lookup(key.inventory());
    let (Some((inventory, _)), Some(id)) = (found, key.id()) else {
        return Vec::new();
    };
    let deciding = deciding_attributes(basis.scheme, inventory, controls);
    let mut groups: Vec<Group> = Vec::new();
    for product in products(basis, variants) {
        let situation = situation_of(basis, product.as_deref());
        let print = situation.and_then(|situation| {
            let mut print = fingerprint(situation.entry(inventory, id)?, &deciding);
            print.extend(member(basis.scheme, situation, inventory, key));
            Some(print)
        });
        match groups.iter_mut().find(|group| group.print == print) {
            Some(group) => group.products.push(product),
            None => groups.push(Group {
                print,
                products: vec![product],
            }),
        }
    }
    let several = groups.len() > 1;
    let cells = groups
        .iter()
        .map(|group| group_cell(&group.products, several));
    cells.collect()
}

fn group_cell(products: &[Option<String>], several: bool) -> Cell {
    let names = products
        .iter()
        .map(|product| product.as_deref().unwrap_or(LEAD));
    let names: Vec<&str> = names.collect();
    Cell {
        shown: several.then(|| names.join(", ")),
        slot: products.first().cloned().flatten(),
        products: products.to_vec(),
    }
}

fn fingerprint(entry: &Entry, deciding: &BTreeSet<AttributeId>) -> Vec<Answer> {
    let answers = deciding
        .iter()
        .map(|attribute| entry.answer(*attribute).clone());
    answers.collect()
}

/// Returns version and hash of the entry that is the second half of a pair.
fn member(
    scheme: &Scheme,
    situation: &Situation,
    inventory: InventoryId,
    key: &RowKey,
) -> Vec<Answer> {
    let RowKey::Pair { other, .. } = key else {
        return Vec::new();
    };
    let attributes = scheme.inventories[inventory].attributes.iter();
    let mut targets = attributes.filter_map(|(_, attribute)| attribute.answer.target());
    let print = targets.find_map(|target| {
        let entry = situation.entry(target, other)?;
        Some(fingerprint(entry, &versions(scheme, target)))
    });
    print.unwrap_or_default()
}

fn versions(scheme: &Scheme, inventory: InventoryId) -> BTreeSet<AttributeId> {
    let attributes = scheme.inventories[inventory].attributes.iter();
    let named = attributes.filter(|(_, attribute)| {
        matches!(attribute.answer.kind, TypeKind::Version | TypeKind::Sha256)
    });
    named.map(|(id, _)| id).collect()
}

/// Finds the attributes of an inventory in which products must agree to share a cell.
fn deciding_attributes(
    scheme: &Scheme,
    inventory: InventoryId,
    controls: &[ControlId],
) -> BTreeSet<AttributeId> {
    let mut deciding = versions(scheme, inventory);
    let mentions = controls
        .iter()
        .flat_map(|control| scheme.mentions_of(*control));
    deciding.extend(mentions.filter_map(|mention| match mention {
        Mention::Attribute(step) if step.inventory == inventory => Some(step.attribute),
        Mention::Attribute(_)
        | Mention::Fact(_)
        | Mention::Set(_)
        | Mention::Derive(_)
        | Mention::Broken => None,
    }));
    deciding
}
