//! The state of reading a product file against a scheme.

use std::collections::BTreeSet;

use super::codes;
use super::notes::Notes;
use super::referrers::entry_name;
use super::was::EarlierId;
use crate::diag::{Diagnostic, similar};
use crate::model::{
    Attribute, AttributeId, ControlId, InventoryId, Scheme, Situation, find_circles,
};
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
    /// The ids that entries had before.
    pub earlier: Vec<EarlierId>,
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
            earlier: Vec::new(),
        }
    }

    /// Returns the place of a span of the file.
    pub fn place(&self, span: Span) -> Place {
        self.notes.place(span)
    }

    /// Finds an inventory by name; reports where there is none.
    ///
    /// The name may be the first part of a longer one: `rest` is what follows it.
    pub fn find_inventory(&mut self, name: &Spanned<String>, rest: &str) -> Option<InventoryId> {
        let inventories = &self.scheme.inventories;
        if let Some(id) = inventories.find(&name.value) {
            return Some(id);
        }
        let place = self.place(name.span);
        if let Some((id, inventory)) = inventories.renamed(&name.value) {
            self.notes.report(codes::renamed(
                place,
                &codes::UNKNOWN_INVENTORY,
                &format!("{}{rest}", name.value),
                &format!("{}{rest}", inventory.key),
            ));
            self.broken.insert(id);
            return None;
        }
        // The entries under a misspelt name are lost; references to them are not mistakes.
        let meant = similar(&name.value, inventories.keys()).and_then(|key| inventories.find(key));
        self.broken.extend(meant);
        let mut diagnostic = codes::unknown_inventory(place, &name.value, inventories.keys());
        if self.scheme.facts.find(&name.value).is_some() {
            diagnostic = diagnostic.help("this is a fact; it belongs under `facts`");
        }
        self.notes.report(diagnostic);
        None
    }

    /// Returns the id that an entry has today which had another before, if it is in a product.
    pub fn renamed_entry(
        &self,
        inventory: InventoryId,
        old: &str,
        has: impl Fn(&str) -> bool,
    ) -> Option<&str> {
        let mut earlier = self.earlier.iter();
        let is_one = |one: &&EarlierId| one.inventory == inventory && one.was == old;
        let now = earlier.find(|one| is_one(one) && has(&one.entry))?;
        Some(&now.entry)
    }

    /// Finds an attribute by name; reports where there is none.
    pub fn find_attribute(
        &mut self,
        inventory: InventoryId,
        name: Spanned<&str>,
    ) -> Option<(AttributeId, &'s Attribute)> {
        let declared = &self.scheme.inventories[inventory];
        let found = declared.attributes.lookup(name.value);
        if found.is_none() {
            let place = self.place(name.span);
            let diagnostic = codes::unknown_attribute(place, name.value, declared);
            self.notes.report(diagnostic);
        }
        found
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
        if let Some(earlier) = self.scheme.earlier(name) {
            return earlier.report(&codes::UNKNOWN_CONTROL, place);
        }
        let controls = || self.scheme.controls.iter().map(|(_, control)| control);
        let with_key: Vec<&str> = controls()
            .filter(|control| control.key == name)
            .map(|control| control.name.as_str())
            .collect();
        if with_key.len() > 1 {
            return codes::ambiguous_control(place, name, with_key.into_iter());
        }
        let known: Vec<&str> = controls()
            .flat_map(|control| [control.key.as_str(), &control.name])
            .collect();
        let edition = self.scheme.edition.name();
        codes::unknown_control(place, name, &edition, known.into_iter())
    }

    /// Checks the references read since the last call, given the entries of the product that is being read and of the lead.
    pub fn check_ids(&mut self, situation: &Situation, lead: &Situation) {
        self.check_references(situation);
        self.check_circles(situation, lead);
    }

    /// Reports circles of the product that is being read. A list that it shares with the lead has been looked at.
    fn check_circles(&mut self, situation: &Situation, lead: &Situation) {
        let is_lead = std::ptr::eq(situation, lead);
        for (inventory, _) in situation.stocks() {
            if is_lead || !situation.shares(lead, inventory) {
                let circles = find_circles(&self.scheme.inventories, inventory, situation);
                let reports = circles.iter().filter_map(|one| one.report(&codes::CIRCLE));
                self.notes.diagnostics.extend(reports);
            }
        }
    }

    /// Warns of references to entries that are not in a situation, under an id of today or of before.
    pub fn check_lost_references(&mut self, situation: &Situation, earlier: &[EarlierId]) {
        let was: BTreeSet<(InventoryId, &str)> = earlier
            .iter()
            .map(|one| (one.inventory, one.was.as_str()))
            .collect();
        for reference in std::mem::take(&mut self.references) {
            let (inventory, id) = (reference.inventory, reference.id.as_str());
            let is_known =
                situation.entry(inventory, id).is_some() || was.contains(&(inventory, id));
            if is_known || self.broken.contains(&inventory) {
                continue;
            }
            let entry = entry_name(self.scheme, inventory, id);
            let known = situation.entries(inventory).iter().map(|entry| &*entry.id);
            let report = codes::lost_reference(reference.place, &reference.by, &entry, known);
            self.notes.report(report);
        }
    }

    /// Reports references to entries that are not in a situation.
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
            let has = |id: &str| situation.entry(*inventory, id).is_some();
            if let Some(now) = self.renamed_entry(*inventory, id, has) {
                let report = codes::renamed(*place, &codes::REFERENCE, id, now);
                self.notes.report(report);
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
