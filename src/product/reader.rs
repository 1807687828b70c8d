//! The state of reading a product file against a scheme.

use std::collections::BTreeSet;

use super::codes;
use super::notes::Notes;
use crate::diag::{Diagnostic, similar};
use crate::model::{ControlId, InventoryId, Scheme, Situation};
use crate::source::{Place, Span, Spanned};

/// Reads a product file against a scheme.
pub(super) struct ProductReader<'s> {
    pub scheme: &'s Scheme,
    /// The file and its diagnostics.
    pub notes: Notes,
    /// References that have been read and not looked up yet.
    pub references: Vec<Reference>,
    /// Inventories that lost entries to mistakes already reported; references to them are not reported.
    pub broken: BTreeSet<InventoryId>,
}

/// A reference to an entry.
pub(super) struct Reference {
    /// The inventory referred to.
    pub inventory: InventoryId,
    /// The entry referred to.
    pub id: String,
    /// The attribute that refers to it: `image.system.runs_on`.
    pub by: String,
    /// Where the reference stands.
    pub place: Place,
}

impl<'s> ProductReader<'s> {
    /// Starts to read.
    pub fn new(scheme: &'s Scheme, notes: Notes) -> Self {
        Self {
            scheme,
            notes,
            references: Vec::new(),
            broken: BTreeSet::new(),
        }
    }

    /// Returns the place of a span of the file.
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
            .find(|(_, inventory)| inventory.was.iter().any(|was| *was == name.value.as_str()));
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
        // The entries under a misspelt name are lost; references to them are not mistakes.
        let meant = similar(&name.value, inventories.keys()).and_then(|key| inventories.find(key));
        self.broken.extend(meant);
        let diagnostic = codes::unknown_inventory(place, &name.value, inventories.keys());
        self.notes.report(diagnostic);
        None
    }

    /// Finds a control by name; reports where there is none, or more than one.
    pub fn find_control(&mut self, name: &Spanned<String>) -> Option<ControlId> {
        let id = self.scheme.find_control(&name.value);
        if id.is_none() {
            let diagnostic = self.unknown_control(&name.value, self.place(name.span));
            self.notes.report(diagnostic);
        }
        id
    }

    fn unknown_control(&self, name: &str, place: Place) -> Diagnostic {
        let controls = || self.scheme.controls.iter().map(|(_, control)| control);
        let with_key: Vec<&str> = controls()
            .filter(|control| control.key == name)
            .map(|control| control.name.as_str())
            .collect();
        if with_key.len() > 1 {
            return codes::ambiguous_control(place, name, with_key.into_iter());
        }
        let renamed = controls().find(|control| control.was.iter().any(|was| *was == name));
        if let Some(control) = renamed {
            return codes::renamed(place, &codes::UNKNOWN_CONTROL, name, &control.name);
        }
        let known: Vec<&str> = controls()
            .flat_map(|control| [control.key.as_str(), &control.name])
            .collect();
        let edition = self.scheme.edition.name();
        codes::unknown_control(place, name, &edition, known.into_iter())
    }

    /// Looks up the references read since the last call.
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
            let entry = entry_name(self.scheme, *inventory, id);
            let diagnostic = codes::reference(
                *place,
                by,
                &entry,
                situation.entries(*inventory).iter().map(|entry| &*entry.id),
            );
            self.notes.report(diagnostic);
        }
    }
}

/// Returns the name of an entry as documents show it.
pub(super) fn entry_name(scheme: &Scheme, inventory: InventoryId, id: &str) -> String {
    format!("{}.{id}", scheme.inventories.key(inventory))
}
