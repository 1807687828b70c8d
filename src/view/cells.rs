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
    Answer, AttributeId, ControlId, Entry, InventoryId, Mention, ProcedureId, Scheme, Situation,
    open_mentions, visit_procedure,
};
use crate::plan::{Products, RowKey};
use crate::source::Text;

/// Room for one result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// The products that share it, as documents print them; `None` if it holds for every product.
    pub(super) shown: Option<Text>,
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
        self.counts_for(&cell.products)
    }

    /// Says whether it counts for one of some products; an empty list stands for all.
    pub(super) fn counts_for(&self, products: &Products) -> bool {
        let mut own = self.products.iter();
        self.products.is_empty()
            || products.is_empty()
            || own.any(|product| products.contains(product))
    }

    /// Returns it for those of its products that are among some, an empty list standing for all; `None` if none is.
    pub(super) fn within(&self, products: &Products) -> Option<Self> {
        let kept = if products.is_empty() {
            Products::clone(&self.products)
        } else if self.products.is_empty() {
            Products::clone(products)
        } else {
            let kept = self.products.iter();
            kept.filter(|product| products.contains(product))
                .cloned()
                .collect()
        };
        self.counts_for(products).then(|| Self {
            products: kept,
            ..self.clone()
        })
    }

    /// Returns it for those of its products that are among some, as [`Cell::within`] does, and names them if others share it.
    pub(super) fn only(&self, products: &Products) -> Option<Self> {
        let kept = self.within(products)?;
        if kept.products.len() == self.products.len() {
            return Some(kept);
        }
        let shown = ProductNames::of(&kept.products).join(", ");
        Some(Self {
            shown: Some(shown.into()),
            ..kept
        })
    }

    /// Returns the entry of a row in the first of its products that has it.
    pub(super) fn entry<'a>(&self, basis: &Basis<'a>, key: &RowKey) -> Option<&'a Entry> {
        let (inventory, _) = basis.scheme.inventories.lookup(key.inventory())?;
        let id = key.id()?;
        let all = 0..=basis.plan.variants.len();
        let own = self.products.iter().filter_map(|product| match product {
            None => Some(0),
            Some(key) => basis.lookups.variant(key).map(|place| place + 1),
        });
        let mut numbers = own.chain(all.filter(|_| self.products.is_empty()));
        numbers.find_map(|number| situation(basis, number)?.entry(inventory, id))
    }
}

/// Returns the single cell of an obligation that is owed once.
pub(super) fn single_cell() -> Cells {
    Cells::clone(&SINGLE)
}

/// The answers in which products must agree to share a cell, with version and hash of the entry that is the second
/// half of a pair; `None` if a product has no such entry.
type Print<'a> = Option<Vec<&'a Answer>>;

/// Returns the cells of a row that serves some controls, or of which a procedure carries out cases; none if its entries
/// are not known yet.
pub(super) fn cells_of(
    basis: &Basis<'_>,
    key: &RowKey,
    variants: &Products,
    controls: &[ControlId],
    procedure: Option<ProcedureId>,
) -> Cells {
    cells_by(basis, key, variants, |inventory| {
        deciding_attributes(basis, inventory, controls, procedure)
    })
}

/// Returns the cells of a row whose products agree in some attributes of its entry; none if its entries are not known yet.
pub(super) fn cells_by(
    basis: &Basis<'_>,
    key: &RowKey,
    variants: &Products,
    deciding: impl FnOnce(InventoryId) -> BTreeSet<AttributeId>,
) -> Cells {
    let inventory = basis.scheme.inventories.lookup(key.inventory());
    let (Some((inventory, _)), Some(id)) = (inventory, key.id()) else {
        return Cells::default();
    };
    let alike = Alike::of(basis, inventory);
    if variants.is_empty() && alike.groups.len() == 1 {
        return single_cell();
    }
    let deciding = deciding(inventory);
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

/// Returns the cell of a row that all products of the row share, an empty list standing for all of the series.
pub(super) fn common_cell(variants: &Products) -> Cells {
    match variants.first() {
        None => single_cell(),
        Some(_) => Arc::new([Cell {
            shown: None,
            products: Products::clone(variants),
        }]),
    }
}

/// Returns a cell that some products of the series share.
pub(super) fn shared_cell(basis: &Basis<'_>, numbers: &[usize]) -> Cell {
    let variants = &basis.plan.variants;
    let products: Products = numbers
        .iter()
        .map(|number| variants.get(number.checked_sub(1)?).cloned())
        .collect();
    Cell {
        shown: Some(ProductNames::of(&products).join(", ").into()),
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
pub(super) fn deciding_attributes(
    basis: &Basis<'_>,
    inventory: InventoryId,
    controls: &[ControlId],
    procedure: Option<ProcedureId>,
) -> BTreeSet<AttributeId> {
    let mut deciding = versions(basis.scheme, inventory);
    deciding.extend(read_attributes(basis, inventory, controls, procedure));
    deciding
}

/// Returns the attributes of an inventory that the conditions of some controls read, and the cases of a procedure.
pub(super) fn read_attributes(
    basis: &Basis<'_>,
    inventory: InventoryId,
    controls: &[ControlId],
    procedure: Option<ProcedureId>,
) -> BTreeSet<AttributeId> {
    let mut read = BTreeSet::new();
    let of_controls = controls
        .iter()
        .map(|control| attributes_of(basis, *control));
    let of_cases = procedure.map(|procedure| attributes_of_cases(basis, procedure));
    for steps in of_controls.chain(of_cases) {
        let own = steps.iter().filter(|(of, _)| *of == inventory);
        read.extend(own.map(|(_, attribute)| *attribute));
    }
    read
}

/// Attributes that conditions read.
type Attributes = Arc<[(InventoryId, AttributeId)]>;

/// Returns the attributes that the conditions of a control and of its procedures read.
fn attributes_of(basis: &Basis<'_>, control: ControlId) -> Attributes {
    basis.memo.of(&basis.scheme.controls[control], || {
        attributes_in(basis.scheme.mentions_of(control))
    })
}

/// Returns the attributes that decide which cases of a procedure are carried out.
fn attributes_of_cases(basis: &Basis<'_>, procedure: ProcedureId) -> Attributes {
    let procedure = &basis.scheme.procedures[procedure];
    basis.memo.of(procedure, || {
        let mut mentions = Vec::new();
        visit_procedure(procedure, &mut |mention| mentions.push(mention));
        attributes_in(open_mentions(basis.scheme, mentions))
    })
}

fn attributes_in(mentions: Vec<Mention>) -> Attributes {
    let steps = mentions.into_iter().filter_map(|mention| match mention {
        Mention::Attribute(step) => Some((step.inventory, step.attribute)),
        Mention::Fact(_) | Mention::Set(_) | Mention::Derive(_) | Mention::Broken => None,
    });
    steps.collect()
}
