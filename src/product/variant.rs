//! A variant of a series while it is read.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::codes;
use super::reader::{Reader, list};
use super::referrers::EntryName;
use super::types::{Difference, DifferenceKind, Identity};
use super::yaml::Member;
use crate::model::{AttributeId, InventoryId, Situation};
use crate::source::Place;

/// A variant while it is read.
pub(super) struct Draft<'l> {
    /// How messages name it.
    pub name: String,
    pub lead: &'l Situation,
    pub situation: Situation,
    pub identity: Identity,
    pub differences: Vec<Difference>,
    /// What was taken out, and where that is said.
    pub removed: BTreeMap<EntryName, Place>,
}

/// A value before and after a change, as written.
pub(super) struct Change {
    pub from: String,
    pub to: String,
}

impl Draft<'_> {
    /// Says whether an entry is there.
    pub fn has(&self, entry: &EntryName) -> bool {
        self.situation.entry(entry.inventory, &entry.id).is_some()
    }

    /// Returns the ids of the entries of the lead.
    pub fn lead_ids(&self, inventory: InventoryId) -> Vec<&str> {
        list(self.lead.entries(inventory).iter().map(|entry| &*entry.id))
    }

    /// Takes the entries out that are to be removed.
    pub fn take_removed(&mut self) {
        let inventories: BTreeSet<InventoryId> =
            self.removed.keys().map(|entry| entry.inventory).collect();
        for inventory in inventories {
            let removed = self.removed.iter();
            let removed = removed.filter(|(entry, _)| entry.inventory == inventory);
            let last = removed.clone().map(|(_, place)| *place).max();
            let removed: FxHashSet<&str> = removed.map(|(entry, _)| entry.id.as_str()).collect();
            let stock = self.situation.stock_mut(inventory);
            stock.entries.retain(|entry| !removed.contains(&*entry.id));
            if stock.entries.is_empty() {
                // That there is none is said here, not where the lead lists some.
                stock.place = last;
            }
        }
    }

    /// Returns where an answer stands that the variant takes over from the lead.
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
        reader: &mut Reader<'_>,
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
