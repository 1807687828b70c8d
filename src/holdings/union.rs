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
/// it is in the product once, under the vendor's id, and found entries that refer to it refer to that. The same holds for other
/// entries that got another id; where the product has an entry no more, it is unknown what a found entry refers to.
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

/// The ids that entries have in a product, by inventory and each id that they have or had.
type Ids = BTreeMap<(InventoryId, Text), Text>;

fn add_all(scheme: &Scheme, situation: &mut Situation, found_entries: &[&FoundEntry]) {
    let mut ids = declared(scheme, situation, found_entries);
    let is_new = |one: &&FoundEntry| !ids.contains_key(&(one.inventory, one.entry.id.clone()));
    let new: Vec<&FoundEntry> = found_entries.iter().copied().filter(is_new).collect();
    let own = new.iter().map(|one| (one.inventory, one.entry.id.clone()));
    ids.extend(own.map(|(inventory, id)| ((inventory, id.clone()), id)));
    for found_entry in new {
        let mut entry = found_entry.entry.clone();
        refer(scheme, found_entry.inventory, &mut entry, &ids);
        add(situation, found_entry.inventory, entry);
    }
}

/// Lists the entries of the inventories in which something was found, and of those to which these refer.
fn declared(scheme: &Scheme, situation: &Situation, found_entries: &[&FoundEntry]) -> Ids {
    let mut inventories: BTreeSet<InventoryId> =
        found_entries.iter().map(|one| one.inventory).collect();
    for inventory in inventories.clone() {
        let attributes = scheme.inventories[inventory].attributes.iter();
        inventories.extend(attributes.filter_map(|(_, attribute)| attribute.answer.target()));
    }
    let mut ids = Ids::new();
    for inventory in inventories {
        for entry in situation.entries(inventory) {
            let earlier = entry.was.iter().map(|was| Text::from(was.as_str()));
            for id in earlier.chain([entry.id.clone()]) {
                ids.insert((inventory, id), entry.id.clone());
            }
        }
    }
    ids
}

/// Lets an entry refer to others by the ids that they have in the product. What refers to an entry that is not there is unknown.
fn refer(scheme: &Scheme, inventory: InventoryId, entry: &mut Entry, ids: &Ids) {
    let attributes = &scheme.inventories[inventory].attributes;
    for (attribute, given) in &mut entry.values {
        let Some(target) = attributes[*attribute].answer.target() else {
            continue;
        };
        given.answer = referring(&given.answer, |value| {
            let Value::Entry(id) = value else {
                return Some(value.clone());
            };
            let now = ids.get(&(target, Text::from(id.as_str())))?;
            Some(Value::Entry(now.to_string()))
        });
    }
}

/// Returns an answer with other values; `now` gives `None` where one is gone.
fn referring(answer: &Answer, now: impl Fn(&Value) -> Option<Value>) -> Answer {
    match answer {
        Answer::Unknown | Answer::None => answer.clone(),
        Answer::One(value) => now(value).map_or(Answer::Unknown, Answer::One),
        Answer::Within(members) => {
            let members: Option<Vec<Value>> = members.iter().map(now).collect();
            members.map_or(Answer::Unknown, Answer::Within)
        }
        Answer::Many { members, more } => {
            let kept: Vec<Value> = members.iter().filter_map(now).collect();
            let more = *more || kept.len() < members.len();
            Answer::Many {
                members: kept,
                more,
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
