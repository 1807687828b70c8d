//! A variant of a series while it is being read.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::answers::show_answer;
use super::codes;
use super::reader::ProductReader;
use super::referrers::{EntryName, MORE, entry_name};
use super::types::{Difference, DifferenceKind, Identity, Text};
use crate::model::{Answer, AttributeId, Entry, InventoryId, Situation};
use crate::source::Place;

/// A variant while it is being read.
pub(super) struct VariantDraft<'l> {
    /// How messages name it.
    pub name: String,
    pub lead: &'l Situation,
    pub situation: Situation,
    pub identity: Identity,
    pub differences: Vec<Difference>,
    /// The entries that it removes, each with the place of that line.
    pub removed: BTreeMap<EntryName, Place>,
    /// The ids that it had before.
    pub was: Vec<Text>,
}

/// Returns how an answer differs from the one before; `None` if both say the same.
pub(super) fn difference(before: &Answer, after: &Answer) -> Option<DifferenceKind> {
    let (from, to) = (show_answer(before), show_answer(after));
    (!before.is_same(after)).then_some(DifferenceKind::Changed { from, to })
}

impl VariantDraft<'_> {
    /// Says whether the variant has an entry.
    pub fn has(&self, entry: &EntryName) -> bool {
        self.situation.entry(entry.inventory, &entry.id).is_some()
    }

    /// Returns the ids of the entries of the lead.
    pub fn lead_ids(&self, inventory: InventoryId) -> impl Iterator<Item = &str> + Clone {
        let entries = self.lead.entries(inventory);
        entries.iter().map(|entry| entry.id.as_str())
    }

    /// Takes out the entries that are to be removed.
    pub fn take_removed(&mut self) {
        let inventories: BTreeSet<InventoryId> =
            self.removed.keys().map(|entry| entry.inventory).collect();
        for inventory in inventories {
            let removed = || {
                self.removed
                    .iter()
                    .filter(|(entry, _)| entry.inventory == inventory)
            };
            let last_place = removed().map(|(_, place)| *place).max();
            let ids: FxHashSet<&str> = removed().map(|(entry, _)| entry.id.as_str()).collect();
            let stock = self.situation.stock_mut(inventory);
            stock.entries.retain(|entry| !ids.contains(&*entry.id));
            if stock.entries.is_empty() {
                // The variant says here that there is none; the lead's list says otherwise.
                stock.place = last_place;
            }
        }
    }

    /// Returns the place of an answer that the variant inherits from the lead, or of what it says of further entries.
    pub fn inherited(&self, entry: &EntryName, attribute: AttributeId) -> Option<Place> {
        if entry.id == MORE {
            let [lead, own] = [self.lead, &self.situation].map(|one| {
                let further = &one.stock(entry.inventory)?.further;
                further.bound(attribute)?.place
            });
            return own.filter(|_| lead == own);
        }
        let lead = self.lead.entry(entry.inventory, &entry.id)?;
        let own = self.situation.entry(entry.inventory, &entry.id)?;
        let given = own.values.get(&attribute)?;
        let is_inherited = lead.values.get(&attribute) == Some(given);
        given.place.or(own.place).filter(|_| is_inherited)
    }

    /// Notes a difference from the lead.
    pub fn differ(&mut self, subject: String, kind: DifferenceKind, place: Place) {
        self.differences.push(Difference {
            subject,
            kind,
            place,
        });
    }

    /// Notes that an entry is added; reports one that is removed and added as it was.
    pub fn add(
        &mut self,
        reader: &mut ProductReader<'_>,
        inventory: InventoryId,
        entry: &Entry,
        place: Place,
    ) {
        let subject = entry_name(reader.scheme, inventory, &entry.id);
        let before = self.lead.entry(inventory, &entry.id);
        if before.is_some_and(|before| before.is_same(entry)) {
            self.differences.retain(|one| one.subject != subject);
            self.change(reader, subject, None, place);
        } else {
            self.differ(subject, DifferenceKind::Added, place);
        }
    }

    /// Notes a change; reports one that changes nothing.
    pub fn change(
        &mut self,
        reader: &mut ProductReader<'_>,
        subject: String,
        change: Option<DifferenceKind>,
        place: Place,
    ) {
        match change {
            Some(change) => self.differ(subject, change, place),
            None => reader
                .notes
                .report(codes::no_change(place, &self.name, &subject)),
        }
    }
}
