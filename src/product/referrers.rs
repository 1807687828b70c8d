//! An index of references: which answers of the lead refer to an entry.

use rustc_hash::FxHashMap;

use crate::model::{AttributeId, InventoryId, Scheme, Situation, Value};

/// The key under which a mapping says that there may be more entries. No entry has it as its id.
pub(super) const MORE: &str = "more";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct EntryName {
    pub inventory: InventoryId,
    pub id: String,
}

/// The answers of the lead that refer to an entry, by that entry: the referring entry and its attribute.
#[derive(Default)]
pub(super) struct Referrers(FxHashMap<EntryName, Vec<(EntryName, AttributeId)>>);

impl Referrers {
    /// Collects the references of the lead.
    pub fn of(scheme: &Scheme, lead: &Situation) -> Self {
        let mut referrers = Self::default();
        for (inventory, stock) in lead.stocks() {
            for (attribute, bound) in stock.further.bounds() {
                let target = scheme.attribute(inventory, attribute).answer.target();
                if let Some(target) = target {
                    let id = MORE.to_owned();
                    let referrer = EntryName { inventory, id };
                    referrers.add(target, &bound.values, &referrer, attribute);
                }
            }
            for entry in &stock.entries {
                for (attribute, given) in &entry.values {
                    let target = scheme.attribute(inventory, *attribute).answer.target();
                    if let Some(target) = target {
                        let id = entry.id.to_string();
                        let referrer = EntryName { inventory, id };
                        referrers.add(target, given.answer.values(), &referrer, *attribute);
                    }
                }
            }
        }
        referrers
    }

    fn add(
        &mut self,
        inventory: InventoryId,
        values: &[Value],
        referrer: &EntryName,
        attribute: AttributeId,
    ) {
        for value in values {
            if let Value::Entry(id) = value {
                let id = id.clone();
                let referrers = self.0.entry(EntryName { inventory, id }).or_default();
                referrers.push((referrer.clone(), attribute));
            }
        }
    }

    /// Returns the entries that refer to an entry, each with its attribute.
    pub fn to(&self, entry: &EntryName) -> &[(EntryName, AttributeId)] {
        self.0.get(entry).map_or(&[], Vec::as_slice)
    }
}

/// Returns the name of an entry as documents show it.
pub(super) fn entry_name(scheme: &Scheme, inventory: InventoryId, id: &str) -> String {
    format!("{}.{id}", scheme.inventories.key(inventory))
}
