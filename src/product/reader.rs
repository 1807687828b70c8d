//! What is at hand while a product file is read against a scheme.

use std::collections::BTreeSet;

use super::codes;
use super::notes::Notes;
use crate::diag::similar;
use crate::model::{ControlId, InventoryId, Scheme, Situation};
use crate::source::{Place, Span, Spanned};

/// A file that is read against a scheme.
pub(super) struct Reader<'s> {
    /// The scheme.
    pub scheme: &'s Scheme,
    /// The file and what is wrong with it.
    pub notes: Notes,
    /// References read and not looked up yet.
    pub references: Vec<Reference>,
    /// Inventories of which entries were lost to mistakes already reported; references to them are let be.
    pub broken: BTreeSet<InventoryId>,
}

/// A reference to an entry.
pub(super) struct Reference {
    /// The inventory referred to.
    pub inventory: InventoryId,
    /// The entry referred to.
    pub id: String,
    /// Who refers: `image.system.runs_on`.
    pub by: String,
    /// Where.
    pub place: Place,
}

impl<'s> Reader<'s> {
    /// Starts to read.
    pub fn new(scheme: &'s Scheme, notes: Notes) -> Self {
        Self {
            scheme,
            notes,
            references: Vec::new(),
            broken: BTreeSet::new(),
        }
    }

    /// Puts a span into the file.
    pub fn place(&self, span: Span) -> Place {
        self.notes.place(span)
    }

    /// Finds an inventory by name; reports where there is none.
    pub fn find_inventory(&mut self, name: &Spanned<String>) -> Option<InventoryId> {
        let inventories = &self.scheme.inventories;
        if let Some(id) = inventories.find(&name.value) {
            return Some(id);
        }
        let place = self.place(name.span);
        let renamed = inventories
            .iter()
            .find(|(_, one)| one.was.iter().any(|was| *was == name.value.as_str()));
        if let Some((id, inventory)) = renamed {
            self.notes.report(codes::renamed(
                place,
                &codes::UNKNOWN_INVENTORY,
                &name.value,
                &inventory.key,
            ));
            self.broken.insert(id);
            return None;
        }
        // What stands under a misspelt name is lost; what refers to it is not to blame.
        let meant = similar(&name.value, inventories.keys()).and_then(|key| inventories.find(key));
        self.broken.extend(meant);
        self.notes.report(codes::unknown_inventory(
            place,
            &name.value,
            list(inventories.keys()).into_iter(),
        ));
        None
    }

    /// Finds a control by name; reports where there is none, or more than one.
    pub fn find_control(&mut self, name: &Spanned<String>) -> Option<ControlId> {
        if let Some(id) = self.scheme.find_control(&name.value) {
            return Some(id);
        }
        let place = self.place(name.span);
        let controls = || self.scheme.controls.iter().map(|(_, control)| control);
        let named = list(
            controls()
                .filter(|control| control.key == name.value.as_str())
                .map(|control| control.name.as_str()),
        );
        if named.len() > 1 {
            let diagnostic = codes::ambiguous_control(place, &name.value, named.into_iter());
            self.notes.report(diagnostic);
            return None;
        }
        if let Some(control) =
            controls().find(|control| control.was.iter().any(|was| *was == name.value.as_str()))
        {
            self.notes.report(codes::renamed(
                place,
                &codes::UNKNOWN_CONTROL,
                &name.value,
                &control.name,
            ));
            return None;
        }
        let known = list(controls().flat_map(|control| [control.key.as_str(), &control.name]));
        let edition = self.scheme.edition.name();
        self.notes.report(codes::unknown_control(
            place,
            &name.value,
            &edition,
            known.into_iter(),
        ));
        None
    }

    /// Looks up the references read since the last time.
    pub fn check_references(&mut self, situation: &Situation) {
        for reference in std::mem::take(&mut self.references) {
            let Reference {
                inventory,
                id,
                by,
                place,
            } = &reference;
            let is_there = situation.entry(*inventory, id).is_some();
            if is_there || self.broken.contains(inventory) {
                continue;
            }
            let ids = situation.entries(*inventory).iter().map(|entry| &*entry.id);
            let entry = entry_name(self.scheme, *inventory, id);
            let known = list(ids).into_iter();
            let diagnostic = codes::reference(*place, by, &entry, known);
            self.notes.report(diagnostic);
        }
    }
}

/// Collects names for a message.
pub(super) fn list<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    names.collect()
}

/// Returns the name of an entry as documents show it.
pub(super) fn entry_name(scheme: &Scheme, inventory: InventoryId, id: &str) -> String {
    format!("{}.{id}", scheme.inventories.key(inventory))
}
