//! The product with what the laboratory found.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::{Found, FoundEntry};
use crate::model::{Answer, Entry, Extent, InventoryId, Scheme, Situation, Target, Value};
use crate::product::Product;
use crate::source::Text;

/// Returns the products of a series with the found entries, whatever the vendor said to them. An entry that was found in some
/// models is added to these, and else to all.
///
/// The vendor may have added an entry to the product file since, under another id, and say there that it `was` this one. Then
/// it is in the product once, under the vendor's id, and found entries that refer to it refer to that.
pub fn with_found(scheme: &Scheme, product: &Product, found: &Found) -> Target {
    let mut target = product.target.clone();
    let keys: Vec<_> = product.model_keys().collect();
    let variants = target
        .variants
        .iter_mut()
        .map(|variant| &mut variant.situation);
    let situations = std::iter::once(&mut target.lead).chain(variants);
    for (key, situation) in keys.iter().zip(situations) {
        let is_in = |one: &&FoundEntry| {
            one.models.is_empty() || one.models.iter().any(|model| model == key.as_str())
        };
        let here: Vec<&FoundEntry> = found.entries.iter().filter(is_in).collect();
        add_all(scheme, situation, &here);
    }
    target
}

/// The ids that entries of the product file have, by inventory and each id that they have or had.
type Declared = BTreeMap<(InventoryId, Text), Text>;

fn add_all(scheme: &Scheme, situation: &mut Situation, found: &[&FoundEntry]) {
    let declared = declared(situation, found);
    for one in found {
        if declared.contains_key(&(one.inventory, one.entry.id.clone())) {
            continue;
        }
        let mut entry = one.entry.clone();
        refer(scheme, one.inventory, &mut entry, &declared);
        add(situation, one.inventory, entry);
    }
}

/// Lists the entries of the inventories in which something was found.
fn declared(situation: &Situation, found: &[&FoundEntry]) -> Declared {
    let inventories: BTreeSet<InventoryId> = found.iter().map(|one| one.inventory).collect();
    let mut declared = Declared::new();
    for inventory in inventories {
        for entry in situation.entries(inventory) {
            let earlier = entry.was.iter().map(|was| Text::from(was.as_str()));
            for id in earlier.chain([entry.id.clone()]) {
                declared.insert((inventory, id), entry.id.clone());
            }
        }
    }
    declared
}

/// Lets an entry refer to others by the ids that they have in the product file.
fn refer(scheme: &Scheme, inventory: InventoryId, entry: &mut Entry, declared: &Declared) {
    let attributes = &scheme.inventories[inventory].attributes;
    for (attribute, given) in &mut entry.values {
        let Some(target) = attributes[*attribute].answer.target() else {
            continue;
        };
        let values = match &mut given.answer {
            Answer::One(value) => std::slice::from_mut(value),
            Answer::Many { members, .. } | Answer::Within(members) => members.as_mut_slice(),
            Answer::Unknown | Answer::None => &mut [],
        };
        for value in values {
            if let Value::Entry(id) = value
                && let Some(now) = declared.get(&(target, Text::from(id.as_str())))
            {
                *id = now.to_string();
            }
        }
    }
}

fn add(situation: &mut Situation, inventory: InventoryId, entry: Entry) {
    let stock = situation.stock_mut(inventory);
    stock.entries.push(entry);
    // Of a list of which nothing is known, at least this entry is known now.
    if stock.extent == Extent::Unknown {
        stock.extent = Extent::AtLeast;
    }
}
