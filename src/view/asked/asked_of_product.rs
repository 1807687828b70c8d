//! What a question holds of the product file: the answers that decide what is asked.

use std::collections::BTreeSet;

use super::declared::answer_text;
use super::question::Question;
use crate::model::{
    AttributeId, ControlId, Entry, InventoryId, Mention, ProcedureId, Situation, Slot, SlotPart,
    SlotWord, Value,
};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::cells::{deciding_attributes, read_attributes};

/// Adds to a question the answers of a product that decide its meaning.
pub(super) struct ProductAsker<'q, 'a> {
    pub basis: &'q Basis<'a>,
    pub slot: &'q Slot,
    /// What the product file says of the model.
    pub situation: &'q Situation,
    /// The control and the procedure of the slot.
    pub control: Option<ControlId>,
    pub procedure: Option<ProcedureId>,
    pub question: &'q mut Question,
}

impl ProductAsker<'_, '_> {
    /// Adds what the product file says of the entry, as far as it decides; of the product as a whole, the facts.
    pub fn add(mut self) {
        let inventory = self.slot.part(SlotPart::Inventory);
        let inventory = inventory.and_then(|key| self.basis.scheme.inventories.find(key));
        match (inventory, self.slot.part(SlotPart::Entry)) {
            (Some(inventory), Some(id)) => self.add_entry(inventory, id),
            _ => self.add_facts(),
        }
    }

    fn add_entry(&mut self, inventory: InventoryId, id: &Text) {
        let situation = self.situation;
        let attributes = self.attributes(inventory);
        if let Some(entry) = situation.entry(inventory, id) {
            self.add_values("entry", inventory, entry, &attributes);
            if !self.asks_about_entry() {
                self.add_referred("entry", &[(inventory, entry)], &mut vec![inventory]);
            }
        }
        let Some(other) = self.slot.part(SlotPart::Other) else {
            return;
        };
        let scheme = self.basis.scheme;
        let mut targets = scheme.inventories[inventory].attributes.iter();
        let target = targets.find_map(|(_, attribute)| {
            let target = attribute.answer.target()?;
            Some((target, situation.entry(target, other)?))
        });
        if let Some((target, entry)) = target {
            let named = scheme.inventories[target].attributes.iter();
            let named = named.filter(|(_, attribute)| attribute.answer.identifies());
            let named = named.map(|(id, _)| id).collect();
            self.add_values("other", target, entry, &named);
        }
    }

    /// The entry is not named by its id, so that it may get another one.
    fn add_values(
        &mut self,
        role: &str,
        inventory: InventoryId,
        entry: &Entry,
        of: &BTreeSet<AttributeId>,
    ) {
        let row = &self.basis.scheme.inventories[inventory];
        for id in of {
            let name = format!("{role}.{}", row.attributes[*id].key);
            self.question.means(&name, answer_text(entry.answer(*id)));
        }
    }

    /// Says whether the slot asks about an entry as the product file has it, whatever conditions read.
    fn asks_about_entry(&self) -> bool {
        matches!(
            self.slot.what,
            SlotWord::Read | SlotWord::Confirmed | SlotWord::Differs
        )
    }

    /// Adds what conditions read of the entries to which some entries refer: `entry.chip.secure`. `passed` are the inventories on
    /// the way, so that references in a circle end.
    fn add_referred(
        &mut self,
        name: &str,
        entries: &[(InventoryId, &Entry)],
        passed: &mut Vec<InventoryId>,
    ) {
        let Some((inventory, _)) = entries.first() else {
            return;
        };
        let row = &self.basis.scheme.inventories[*inventory];
        for id in self.read(*inventory) {
            let attribute = &row.attributes[id];
            let target = attribute.answer.target();
            let Some(target) = target.filter(|target| !passed.contains(target)) else {
                continue;
            };
            let values = entries
                .iter()
                .flat_map(|(_, entry)| entry.answer(id).values());
            let ids: BTreeSet<&str> = values.filter_map(entry_id).collect();
            let referred = ids
                .into_iter()
                .filter_map(|id| Some((target, self.situation.entry(target, id)?)));
            let referred: Vec<(InventoryId, &Entry)> = referred.collect();
            let name = format!("{name}.{}", attribute.key);
            self.add_read(&name, target, &referred);
            passed.push(target);
            self.add_referred(&name, &referred, passed);
            passed.pop();
        }
    }

    /// Adds what conditions read of some entries of an inventory.
    fn add_read(&mut self, name: &str, inventory: InventoryId, entries: &[(InventoryId, &Entry)]) {
        if entries.is_empty() {
            return;
        }
        for id in self.read(inventory) {
            let key = &self.basis.scheme.inventories[inventory].attributes[id].key;
            let answers = entries
                .iter()
                .map(|(_, entry)| answer_text(entry.answer(id)));
            let answers: BTreeSet<String> = answers.collect();
            let answers: Vec<String> = answers.into_iter().collect();
            self.question
                .means(&format!("{name}.{key}"), answers.join("; "));
        }
    }

    /// Returns the attributes of an inventory that the control and the cases of the procedure read.
    fn read(&self, inventory: InventoryId) -> BTreeSet<AttributeId> {
        let controls: Vec<ControlId> = self.control.into_iter().collect();
        read_attributes(self.basis, inventory, &controls, self.procedure)
    }

    /// Returns the attributes that condition, filter or identify the entry, and those for which the control calls.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "slots that are not named here are all treated alike"
    )]
    fn attributes(&self, inventory: InventoryId) -> BTreeSet<AttributeId> {
        let controls: Vec<ControlId> = self.control.into_iter().collect();
        let mut attributes = match self.slot.what {
            SlotWord::Read => {
                let key = self.slot.part(SlotPart::Attribute);
                let row = &self.basis.scheme.inventories[inventory];
                let own = key.and_then(|key| row.attributes.find(key));
                return own.into_iter().collect();
            }
            SlotWord::Confirmed | SlotWord::Differs => {
                let row = &self.basis.scheme.inventories[inventory];
                return row.attributes.ids().collect();
            }
            _ => deciding_attributes(self.basis, inventory, &controls, self.procedure),
        };
        for control in controls {
            let plan = self.basis.plan.controls.find(&control);
            for owed in plan.into_iter().flat_map(|plan| &plan.answers) {
                if let Some((_, answers)) = owed.answers(self.basis.scheme)
                    && answers.inventory == inventory
                {
                    attributes.extend(&answers.attributes);
                }
            }
        }
        attributes
    }

    fn add_facts(&mut self) {
        let scheme = self.basis.scheme;
        let Some(control) = self.control else {
            return;
        };
        let facts: BTreeSet<_> = scheme
            .mentions_of(control)
            .into_iter()
            .filter_map(|mention| match mention {
                Mention::Fact(fact) => Some(fact),
                Mention::Attribute(_) | Mention::Set(_) | Mention::Derive(_) | Mention::Broken => {
                    None
                }
            })
            .collect();
        for fact in facts {
            let key = scheme.facts[fact].key.to_string();
            self.question
                .means(&key, answer_text(self.situation.fact(fact)));
        }
    }
}

/// Returns the id of the entry to which a value refers.
fn entry_id(value: &Value) -> Option<&str> {
    match value {
        Value::Entry(id) => Some(id),
        Value::YesNo(_) | Value::Choice(_) | Value::Number(_) | Value::Date(_) | Value::Text(_) => {
            None
        }
    }
}
