//! An index of references: which answers of the lead refer to an entry.

use rustc_hash::FxHashMap;

use crate::model::{Answer, AttributeId, InventoryId, Scheme, Situation, Value};

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
            for entry in &stock.entries {
                for (attribute, given) in &entry.values {
                    let target = scheme.attribute(inventory, *attribute).answer.target();
                    if let Some(target) = target {
                        let id = entry.id.to_string();
                        let referrer = EntryName { inventory, id };
                        referrers.add(target, &given.answer, &referrer, *attribute);
                    }
                }
            }
        }
        referrers
    }

    fn add(
        &mut self,
        inventory: InventoryId,
        answer: &Answer,
        referrer: &EntryName,
        attribute: AttributeId,
    ) {
        for value in answer.values() {
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
