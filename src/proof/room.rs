//! How many entries conditions can demand.
//!
//! A quantifier that holds demands entries: of the product, or of each enclosing entry that it mentions. A reference demands the
//! entry to which it leads, and a set of references that must not be none demands one of its entries. With a place for each of these,
//! what is impossible around them is impossible for every product.

use std::collections::{BTreeMap, BTreeSet};

use super::circuit::Side;
use super::names::names_below;
use super::slots::Room;
use crate::model::{
    AttributeStep, Condition, DefinedName, InventoryId, Mention, Operator, Quantified, Quantifier,
    Scheme, Situation, Test, TestSubject, visit_condition,
};

/// The entries that conditions demand.
#[derive(Debug, Default)]
pub(super) struct Demands {
    /// Those that quantifiers demand, by the inventories of the enclosing entries and their own.
    quantified: BTreeMap<(Vec<InventoryId>, InventoryId), usize>,
    /// References that conditions follow or compare, and sets of references that must not be none.
    references: BTreeSet<(AttributeStep, InventoryId)>,
    /// The inventories of entries about which conditions ask: those that are listed count, even if no others are demanded.
    asked: BTreeSet<InventoryId>,
    names: BTreeSet<DefinedName>,
}

impl Demands {
    /// Adds what a condition demands, on an entry of an inventory or on the product.
    pub fn add(
        &mut self,
        scheme: &Scheme,
        condition: &Condition,
        of: Option<InventoryId>,
        side: Side,
    ) {
        let mut around: Vec<InventoryId> = of.into_iter().collect();
        self.asked.extend(of);
        self.add_part(scheme, condition, side, &mut around);
        self.add_references(scheme, condition);
        for name in names_below(scheme, condition) {
            if !self.names.insert(name) {
                continue;
            }
            let (meaning, mut around) = match name {
                DefinedName::Derive(derive) => (&scheme.derives[derive].meaning, Vec::new()),
                DefinedName::Subset(subset) => {
                    let subset = &scheme.subsets[subset];
                    (&subset.filter, vec![scheme.inventory_of(subset.of)])
                }
            };
            for side in [Side::Holds, Side::Fails] {
                self.add_part(scheme, meaning, side, &mut around);
            }
            self.add_references(scheme, meaning);
        }
    }

    /// Adds inventories whose entries are looked at, whether or not a condition asks about them.
    pub fn ask_about(&mut self, inventories: impl Iterator<Item = InventoryId>) {
        self.asked.extend(inventories);
    }

    fn add_references(&mut self, scheme: &Scheme, condition: &Condition) {
        visit_condition(condition, &mut |mention| {
            if let Mention::Attribute(step) = mention {
                let attribute = scheme.attribute(step.inventory, step.attribute);
                let target = attribute
                    .answer
                    .target()
                    .filter(|_| !attribute.answer.is_set());
                self.references.extend(target.map(|target| (step, target)));
            }
        });
    }

    fn add_part(
        &mut self,
        scheme: &Scheme,
        condition: &Condition,
        side: Side,
        around: &mut Vec<InventoryId>,
    ) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.add_part(scheme, part, side, around);
                }
            }
            Condition::Not(part) => self.add_part(scheme, part, side.other(), around),
            Condition::Quantified(quantified) => {
                self.add_quantified(scheme, quantified, side, around);
            }
            Condition::Test(test) => self.references.extend(sought_member(scheme, test, side)),
            Condition::Derived(_) | Condition::Broken => {}
        }
    }

    fn add_quantified(
        &mut self,
        scheme: &Scheme,
        quantified: &Quantified,
        side: Side,
        around: &mut Vec<InventoryId>,
    ) {
        let inventory = scheme.inventory_of(quantified.set);
        self.asked.insert(inventory);
        let is_positive = side == Side::Holds;
        let demanded = match &quantified.quantifier {
            Quantifier::Some => u32::from(is_positive),
            Quantifier::No | Quantifier::Every(_) => u32::from(!is_positive),
            Quantifier::AtLeast(count) if is_positive => *count,
            Quantifier::AtMost(count) if !is_positive => count.saturating_add(1),
            Quantifier::AtLeast(_) | Quantifier::AtMost(_) => 0,
            Quantifier::Exactly(count) if is_positive => *count,
            // Fewer of them demand nothing, more of them one more.
            Quantifier::Exactly(count) => count.saturating_add(1),
        };
        if demanded > 0 {
            let enclosing = if quantified.is_closed() {
                Vec::new()
            } else {
                around.clone()
            };
            let known = self.quantified.entry((enclosing, inventory)).or_default();
            *known += demanded as usize;
        }
        around.push(inventory);
        let inner = match &quantified.quantifier {
            Quantifier::Some | Quantifier::AtLeast(_) => vec![side],
            Quantifier::No | Quantifier::Every(_) | Quantifier::AtMost(_) => vec![side.other()],
            Quantifier::Exactly(_) => vec![side, side.other()],
        };
        for inner_side in inner {
            if let Some(filter) = &quantified.filter {
                self.add_part(scheme, filter, inner_side, around);
            }
            if let Quantifier::Every(wanted) = &quantified.quantifier {
                self.add_part(scheme, wanted, inner_side.other(), around);
            }
        }
        around.pop();
    }

    /// Returns the inventories of which entries are demanded or asked about.
    pub fn inventories(&self) -> BTreeSet<InventoryId> {
        let quantified = self.quantified.keys();
        let quantified = quantified.flat_map(|(around, own)| around.iter().chain([own]).copied());
        let references = self.references.iter();
        let references = references.flat_map(|(step, target)| [step.inventory, *target]);
        let asked = self.asked.iter().copied();
        quantified.chain(references).chain(asked).collect()
    }

    /// Adds the references that each entry has which is demanded, whether or not a condition asks about them.
    pub fn close(&mut self, scheme: &Scheme) {
        let mut left: Vec<InventoryId> = self.inventories().into_iter().collect();
        let mut known: BTreeSet<InventoryId> = left.iter().copied().collect();
        while let Some(inventory) = left.pop() {
            for (step, target) in mandatory_references(scheme, inventory) {
                self.references.insert((step, target));
                if known.insert(target) {
                    left.push(target);
                }
            }
        }
    }

    /// Returns the references that entries have.
    pub fn references(&self) -> impl Iterator<Item = AttributeStep> {
        self.references.iter().map(|(step, _)| *step)
    }

    /// Returns how many places that takes for entries that are demanded up to a depth; `None` if there are more than `most`.
    pub fn room(&self, base: &Situation, depth: usize, most: usize) -> Option<Room> {
        let mut room: Room = Vec::new();
        // All places so far, those of the last depth among them, and all before.
        let mut now: BTreeMap<InventoryId, usize> = BTreeMap::new();
        for inventory in self.inventories() {
            now.insert(inventory, base.entries(inventory).len());
        }
        let mut before: BTreeMap<InventoryId, usize> = BTreeMap::new();
        for at in 0..=depth {
            let mut new: BTreeMap<InventoryId, usize> = BTreeMap::new();
            for ((around, own), count) in &self.quantified {
                if around.is_empty() {
                    if at == 0 {
                        *new.entry(*own).or_default() += count;
                    }
                    continue;
                }
                if at > 0 {
                    let ways = ways(around, &now)?.checked_sub(ways(around, &before)?)?;
                    *new.entry(*own).or_default() += count.checked_mul(ways)?;
                }
            }
            for (step, target) in self.references.iter().filter(|_| at > 0) {
                let from = size(&now, step.inventory) - size(&before, step.inventory);
                *new.entry(*target).or_default() += from;
            }
            // Entries that are listed have depth 0, as those that are demanded of the product: what they demand has depth 1.
            if at > 0 {
                before.clone_from(&now);
            }
            for (inventory, count) in &new {
                *now.entry(*inventory).or_default() += count;
            }
            if now.values().sum::<usize>() > most {
                return None;
            }
            room.push(new);
        }
        Some(room)
    }
}

/// Returns the references that a test demands not to be none, and the inventory to which they lead.
fn sought_member(scheme: &Scheme, test: &Test, side: Side) -> Option<(AttributeStep, InventoryId)> {
    let is_sought = (test.operator == Operator::IsNone && side == Side::Fails)
        || (test.operator == Operator::IsNotNone && side == Side::Holds);
    let TestSubject::Attribute { path, .. } = &test.subject else {
        return None;
    };
    let step = *path.last().filter(|_| is_sought)?;
    let answer = &scheme.attribute(step.inventory, step.attribute).answer;
    let target = answer.target().filter(|_| answer.is_set())?;
    Some((step, target))
}

/// Returns the references of an inventory that always lead to an entry.
pub(super) fn mandatory_references(
    scheme: &Scheme,
    inventory: InventoryId,
) -> impl Iterator<Item = (AttributeStep, InventoryId)> {
    let attributes = scheme.inventories[inventory].attributes.iter();
    attributes.filter_map(move |(attribute, row)| {
        let target = row.answer.target().filter(|_| !row.answer.takes_none())?;
        Some((
            AttributeStep {
                inventory,
                attribute,
            },
            target,
        ))
    })
}

/// Returns for how many entries of each inventory there is room.
pub(super) fn in_all(room: &Room) -> BTreeMap<InventoryId, usize> {
    let mut all = BTreeMap::new();
    for (inventory, count) in room.iter().flatten() {
        *all.entry(*inventory).or_default() += count;
    }
    all
}

fn size(sizes: &BTreeMap<InventoryId, usize>, inventory: InventoryId) -> usize {
    sizes.get(&inventory).copied().unwrap_or(0)
}

/// Returns in how many ways enclosing entries can be chosen; `None` if they cannot be counted.
fn ways(around: &[InventoryId], sizes: &BTreeMap<InventoryId, usize>) -> Option<usize> {
    let mut sizes = around.iter().map(|inventory| size(sizes, *inventory));
    sizes.try_fold(1_usize, usize::checked_mul)
}
