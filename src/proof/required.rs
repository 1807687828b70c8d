//! Why a list cannot be empty: what entries must refer to.

use std::collections::{BTreeMap, VecDeque};

use super::axiom::mentions;
use super::known::Known;
use super::room::mandatory_references;
use crate::model::{AttributeStep, Extent, InventoryId, Mention, Scheme, Situation};

/// For each empty list among the pieces, says which references need an entry of it, from the entries that are listed or that
/// constraints ask for.
pub(super) fn required_words(
    (scheme, product): (&Scheme, &Situation),
    known: &[Known],
) -> Vec<String> {
    let from = inventories_of(scheme, known);
    let empty = known.iter().filter_map(|piece| match piece {
        Known::List(inventory) => Some(*inventory).filter(|inventory| {
            product.extent(*inventory) == Extent::All && product.entries(*inventory).is_empty()
        }),
        Known::Fact(_) | Known::Entry(_) | Known::Attribute(..) | Known::Constraint(_) => None,
    });
    let ways = empty.flat_map(|to| way(scheme, &from, to));
    ways.map(|step| words_of(scheme, step)).collect()
}

/// Returns the inventories of the entries and constraints among the pieces.
fn inventories_of(scheme: &Scheme, known: &[Known]) -> Vec<InventoryId> {
    let mut inventories = Vec::new();
    for piece in known {
        match piece {
            Known::Entry(listed) | Known::Attribute(listed, _) => {
                inventories.push(listed.inventory);
            }
            Known::Constraint(id) => {
                for mention in mentions(scheme, &scheme.constraints[*id].condition) {
                    match mention {
                        Mention::Set(set) => inventories.push(scheme.inventory_of(set)),
                        Mention::Attribute(step) => inventories.push(step.inventory),
                        Mention::Fact(_) | Mention::Derive(_) | Mention::Broken => {}
                    }
                }
            }
            Known::Fact(_) | Known::List(_) => {}
        }
    }
    inventories
}

/// Returns the shortest path of mandatory references from some inventories to another. It is empty if there is none, or if the
/// other is one of them.
fn way(scheme: &Scheme, from: &[InventoryId], to: InventoryId) -> Vec<AttributeStep> {
    if from.contains(&to) {
        return Vec::new();
    }
    let mut reached: BTreeMap<InventoryId, AttributeStep> = BTreeMap::new();
    let mut left: VecDeque<InventoryId> = from.iter().copied().collect();
    while let Some(inventory) = left.pop_front() {
        for (step, target) in mandatory_references(scheme, inventory) {
            if !from.contains(&target) && !reached.contains_key(&target) {
                reached.insert(target, step);
                left.push_back(target);
            }
        }
    }
    let mut steps = Vec::new();
    let mut at = to;
    while let Some(step) = reached.get(&at) {
        steps.push(*step);
        at = step.inventory;
    }
    steps.reverse();
    steps
}

fn words_of(scheme: &Scheme, step: AttributeStep) -> String {
    let of = &scheme.inventories[step.inventory].key;
    let attribute = scheme.attribute(step.inventory, step.attribute);
    let target = attribute.answer.target();
    let target = target.map_or("", |target| scheme.inventories[target].key.as_str());
    format!("every {of} names its {target} in `{of}.{}`", attribute.key)
}
