//! A variant of a series while it is being read.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::codes;
use super::reader::ProductReader;
use super::referrers::EntryName;
use super::types::{Difference, DifferenceKind, Identity};
use super::yaml::Member;
use crate::model::{AttributeId, InventoryId, Situation};
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
}

/// A value before and after a change, as written.
pub(super) struct Change {
    pub from: String,
    pub to: String,
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

    /// Returns the place of an answer that the variant inherits from the lead.
    pub fn inherited(&self, entry: &EntryName, attribute: AttributeId) -> Option<Place> {
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

    /// Notes a change; reports one that changes nothing.
    pub fn change(
        &mut self,
        reader: &mut ProductReader<'_>,
        subject: String,
        change: Change,
        member: &Member,
    ) {
        let place = reader.place(member.key.span);
        let Change { from, to } = change;
        if from == to {
            let diagnostic = codes::no_change(place, &self.name, &subject);
            reader.notes.report(diagnostic);
            return;
        }
        self.differ(subject, DifferenceKind::Changed { from, to }, place);
    }
}
