//! Which answers of the lead refer to which entries.

use rustc_hash::FxHashMap;

use crate::model::{Answer, AttributeId, InventoryId, Scheme, Situation, Value};

/// Which entry is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct EntryName {
    pub inventory: InventoryId,
    pub id: String,
}

/// The answers of the lead that refer to an entry, by the entry: who refers, and by which attribute.
#[derive(Default)]
pub(super) struct Referrers(FxHashMap<EntryName, Vec<(EntryName, AttributeId)>>);

impl Referrers {
    /// Gathers them.
    pub fn of(scheme: &Scheme, lead: &Situation) -> Self {
        let mut referrers = Self::default();
        for (inventory, stock) in lead.stocks() {
            for entry in &stock.entries {
                for (attribute, given) in &entry.values {
                    let target = scheme.attribute(inventory, *attribute).answer.target();
                    if let Some(target) = target {
                        let id = entry.id.to_string();
                        let user = EntryName { inventory, id };
                        referrers.add(target, &given.answer, &user, *attribute);
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
        user: &EntryName,
        attribute: AttributeId,
    ) {
        for value in answer.values() {
            if let Value::Entry(id) = value {
                let id = id.clone();
                let users = self.0.entry(EntryName { inventory, id }).or_default();
                users.push((user.clone(), attribute));
            }
        }
    }

    /// Returns who refers to an entry, and by which attributes.
    pub fn to(&self, entry: &EntryName) -> &[(EntryName, AttributeId)] {
        self.0.get(entry).map_or(&[], Vec::as_slice)
    }
}
