//! What is asked in a slot: what decides the meaning of an answer, and the words around it.

use std::collections::{BTreeMap, BTreeSet};

use super::bound::{is_bound, what_is_tested};
use super::declared::{answer_text, declared, extent, first_model, given, submitted};
use super::differs::differences;
use super::need::kinds_named;
use super::shape::{Shape, find_ask, shape_of};
use crate::answers::{Digest, FindingField};
use crate::model::{
    AttributeId, Control, ControlId, Entry, InventoryId, Mention, Procedure, ProcedureId,
    Situation, Slot, SlotPart, SlotWord, Value,
};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::cells::{deciding_attributes, read_attributes};
use crate::view::rounds::is_about_round;
use crate::view::series::situation;

/// What is asked in a slot, as it was put to people.
///
/// Places, reasons, numbers, other entries, the language and the version of the program are in neither part, so that an
/// answer stays true when they change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// What decides the meaning of an answer, by name: `statement`, `entry.closed_by`.
    pub meaning: BTreeMap<String, String>,
    /// The words around it: titles, guidance.
    pub wording: BTreeMap<String, String>,
}

impl Question {
    /// Hashes what decides the meaning of an answer.
    pub fn meaning_digest(&self) -> Digest {
        digest(&self.meaning)
    }

    /// Hashes the words around it.
    pub fn wording_digest(&self) -> Digest {
        digest(&self.wording)
    }

    /// Says what is not as it was in an earlier question: `entry.closed_by: fuse → none`.
    pub fn changes_since(&self, earlier: &BTreeMap<String, String>) -> Vec<String> {
        // An answer stands beside what the product file gives, unless they differ, which is a conflict.
        differences(earlier, &self.meaning, |name| name != GIVEN)
    }
}

/// The name under which a question holds the statement of its control.
pub(super) const STATEMENT: &str = "statement";

/// The name under which a question holds what the product file gives where the slot asks for it.
pub(super) const GIVEN: &str = "given";

/// No name and no value holds the separators, so different parts give different texts.
fn digest(parts: &BTreeMap<String, String>) -> Digest {
    let mut text = String::new();
    for (name, value) in parts {
        text.push_str(name);
        text.push('\u{1f}');
        text.push_str(value);
        text.push('\u{1e}');
    }
    Digest::of(&text)
}

/// Returns what is asked in a slot for a model, by its number in the series; 0 is the lead, `None` a slot without a model.
pub(super) fn question_of(basis: &Basis<'_>, slot: &Slot, model: Option<usize>) -> Question {
    if is_about_round(slot) {
        // What a round covers is fixed when it begins.
        return Question::default();
    }
    if slot.what == SlotWord::FindingResponse {
        return question_of_finding(basis, slot);
    }
    let model = model.unwrap_or_else(|| first_model(basis, slot));
    let mut asker = Asker {
        basis,
        slot,
        question: Question::default(),
    };
    asker.add_control();
    asker.add_procedure();
    asker.add_named();
    asker.add_choices();
    if let Some(given) = given(basis, slot) {
        asker.means(GIVEN, given);
    }
    if let Some(declared) = declared(basis, slot, model) {
        asker.means("declared", declared);
    }
    if let Some(submitted) = submitted(basis, slot) {
        asker.means("submitted", submitted);
    }
    if let Some(situation) = situation(basis, model) {
        asker.add_answers(situation);
    }
    if is_bound(slot) {
        let tested = what_is_tested(basis, model);
        asker.question.meaning.extend(tested.iter().cloned());
    }
    asker.question
}

/// A response answers what was found, whatever the scheme and the product say of what it is about.
fn question_of_finding(basis: &Basis<'_>, slot: &Slot) -> Question {
    let mut question = Question::default();
    let id = slot.part(SlotPart::Line);
    let finding = id.and_then(|id| basis.findings.iter().find(|one| one.id == *id));
    if let Some(finding) = finding {
        let text = finding.raised.text(FindingField::Text).to_owned();
        question.meaning.insert("finding".to_owned(), text);
    }
    question
}

struct Asker<'b, 'a> {
    basis: &'b Basis<'a>,
    slot: &'b Slot,
    question: Question,
}

impl<'a> Asker<'_, 'a> {
    fn means(&mut self, name: &str, value: impl Into<String>) {
        self.question.meaning.insert(name.to_owned(), value.into());
    }

    fn worded(&mut self, name: &str, value: impl Into<String>) {
        self.question.wording.insert(name.to_owned(), value.into());
    }

    fn control(&self) -> Option<(ControlId, &'a Control)> {
        let id = self
            .basis
            .scheme
            .find_control(self.slot.control.as_ref()?)?;
        Some((id, &self.basis.scheme.controls[id]))
    }

    fn procedure(&self) -> Option<(ProcedureId, &'a Procedure)> {
        let key = self.slot.part(SlotPart::Procedure)?;
        self.basis.scheme.procedures.lookup(key)
    }

    fn add_control(&mut self) {
        let Some((id, control)) = self.control() else {
            return;
        };
        self.worded("title", &*control.title);
        if let Some(guidance) = &control.guidance {
            self.worded("guidance", &**guidance);
        }
        // The wording of a licensed copy stays with its holder: it is in no hash.
        let is_agreed = self.slot.what == SlotWord::NotApplicableAgreed;
        let declined = self.basis.product.target.declined.get(&id);
        if let Some(declined) = declined.filter(|_| is_agreed) {
            self.means("declined", &*declined.reason);
        }
        if !control.overlaid.is_empty() {
            self.means(STATEMENT, "of a licensed copy");
        } else if let Some(statement) = &control.statement {
            self.means(STATEMENT, &**statement);
        } else {
            self.means(STATEMENT, &*control.title);
        }
    }

    fn add_procedure(&mut self) {
        let Some((id, procedure)) = self.procedure() else {
            return;
        };
        self.worded("procedure", &*procedure.title);
        let control = self.control().map(|(control, _)| control);
        let extent = control.and_then(|control| extent(self.basis, self.slot, control, id));
        if let Some(depth) = self.slot.part(SlotPart::Depth) {
            self.means("depth", &**depth);
        } else if let Some(extent) = extent {
            self.means("depth", extent.depth);
            self.means("pass", extent.pass);
        }
        let key = self.slot.part(SlotPart::Case);
        let case = procedure.cases().find(|case| Some(&case.key) == key);
        let Some(case) = case.filter(|_| self.slot.control.is_none()) else {
            return;
        };
        self.worded("case", &*case.title);
        self.means("steps", joined(&case.steps));
        if !case.record.is_empty() {
            self.means("record", joined(&case.record));
        }
        if let Some(expect) = &case.expect {
            self.means("expect", &**expect);
        }
        let mut blocks = procedure.depths.iter();
        if let Some(block) = blocks.find(|block| block.cases.iter().any(|one| one.key == case.key))
        {
            self.means("depth", block.depth.word());
        }
    }

    /// Adds what the slot names beside control, procedure and entry.
    fn add_named(&mut self) {
        let scheme = self.basis.scheme;
        let part = |part| self.slot.part(part);
        let mut meaning: Vec<(&str, String)> = Vec::new();
        let kinds = kinds_named(self.basis, self.slot);
        if !kinds.is_empty() {
            let kinds = kinds.iter().map(|id| &scheme.evidence[*id]);
            let contains = kinds.clone().map(|kind| text_of(kind.contains.as_ref()));
            meaning.push(("contains", contains.collect::<Vec<_>>().join("\n")));
            let titles: Vec<&str> = kinds.map(|kind| kind.title.as_str()).collect();
            self.worded("evidence", titles.join("\n"));
        }
        if let Some(ask) = find_ask(scheme, self.slot) {
            meaning.push((
                "asks",
                format!("{}\n{}", ask.title, text_of(ask.about.as_ref())),
            ));
        }
        if let Some((_, rule)) = part(SlotPart::Rule).and_then(|key| scheme.rules.lookup(key)) {
            meaning.push((
                "rule",
                format!(
                    "{}\n{}",
                    scheme.rule_sentence(rule),
                    text_of(rule.about.as_ref())
                ),
            ));
        }
        let interpretation = part(SlotPart::Interpretation);
        if let Some((_, one)) = interpretation.and_then(|key| scheme.interpretations.lookup(key)) {
            meaning.push((
                "interpretation",
                format!(
                    "{}\n{}",
                    text_of(one.question.as_ref()),
                    text_of(one.ruling.as_ref())
                ),
            ));
        }
        for (name, value) in meaning {
            // What the scheme leaves out is no part of what is asked.
            let value = value.trim();
            self.means(name, value);
        }
    }

    fn add_choices(&mut self) {
        if let Shape::Choice(options) = shape_of(self.basis.scheme, self.slot) {
            let words = options.iter().map(|option| match option.class {
                Some(class) => format!("{} ({})", option.key, class.word()),
                None => option.key.clone(),
            });
            let words: Vec<String> = words.collect();
            self.means("choices", words.join(", "));
        }
    }

    /// Adds what the product file says of the entry, as far as it decides; of the product as a whole, the facts.
    fn add_answers(&mut self, situation: &Situation) {
        let inventory = self.slot.part(SlotPart::Inventory);
        let inventory = inventory.and_then(|key| self.basis.scheme.inventories.find(key));
        match (inventory, self.slot.part(SlotPart::Entry)) {
            (Some(inventory), Some(id)) => self.add_entry(situation, inventory, id),
            _ => self.add_facts(situation),
        }
    }

    fn add_entry(&mut self, situation: &Situation, inventory: InventoryId, id: &Text) {
        let attributes = self.attributes(inventory);
        if let Some(entry) = situation.entry(inventory, id) {
            self.add_values("entry", (inventory, entry), &attributes);
            if !self.asks_about_entry() {
                self.add_referred(
                    situation,
                    "entry",
                    &[(inventory, entry)],
                    &mut vec![inventory],
                );
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
            self.add_values("other", (target, entry), &named);
        }
    }

    /// The entry is not named by its id, so that it may get another one.
    fn add_values(
        &mut self,
        role: &str,
        (inventory, entry): (InventoryId, &Entry),
        of: &BTreeSet<AttributeId>,
    ) {
        let row = &self.basis.scheme.inventories[inventory];
        for id in of {
            let name = format!("{role}.{}", row.attributes[*id].key);
            self.means(&name, answer_text(entry.answer(*id)));
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
        situation: &Situation,
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
                .filter_map(|id| Some((target, situation.entry(target, id)?)));
            let referred: Vec<(InventoryId, &Entry)> = referred.collect();
            let name = format!("{name}.{}", attribute.key);
            self.add_read(&name, target, &referred);
            passed.push(target);
            self.add_referred(situation, &name, &referred, passed);
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
            self.means(&format!("{name}.{key}"), answers.join("; "));
        }
    }

    /// Returns the attributes of an inventory that the control and the cases of the procedure read.
    fn read(&self, inventory: InventoryId) -> BTreeSet<AttributeId> {
        let control = self.control().map(|(id, _)| id);
        let controls: Vec<ControlId> = control.into_iter().collect();
        let procedure = self.procedure().map(|(id, _)| id);
        read_attributes(self.basis, inventory, &controls, procedure)
    }

    /// Returns the attributes that condition, filter or identify the entry, and those for which the control calls.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "slots that are not named here are all treated alike"
    )]
    fn attributes(&self, inventory: InventoryId) -> BTreeSet<AttributeId> {
        let control = self.control().map(|(id, _)| id);
        let controls: Vec<ControlId> = control.into_iter().collect();
        let procedure = self.procedure().map(|(id, _)| id);
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
            _ => deciding_attributes(self.basis, inventory, &controls, procedure),
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

    fn add_facts(&mut self, situation: &Situation) {
        let scheme = self.basis.scheme;
        let Some((control, _)) = self.control() else {
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
            self.means(&key, answer_text(situation.fact(fact)));
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

fn joined(texts: &[Text]) -> String {
    let texts: Vec<&str> = texts.iter().map(Text::as_str).collect();
    texts.join("\n")
}

fn text_of(text: Option<&Text>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}
