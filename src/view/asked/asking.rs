//! Finds what is asked in a slot: in the scheme, in the product file and in what is declared.

use super::asked_of_product::ProductAsker;
use super::bound::{is_bound, what_is_tested};
use super::declared::{declared, extent, first_model, given, submitted};
use super::need::kinds_named;
use super::question::{GIVEN, Question, STATEMENT};
use super::shape::{Shape, find_ask, shape_of};
use crate::answers::FindingField;
use crate::model::{
    Control, ControlId, Procedure, ProcedureId, Situation, Slot, SlotPart, SlotWord,
};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::rounds::is_about_round;
use crate::view::series::situation;

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
        asker.question.means(GIVEN, given);
    }
    if let Some(declared) = declared(basis, slot, model) {
        asker.question.means("declared", declared);
    }
    if let Some(submitted) = submitted(basis, slot) {
        asker.question.means("submitted", submitted);
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
    let finding = id.and_then(|id| basis.findings.get(id));
    if let Some(finding) = finding {
        let text = finding.raised.text(FindingField::Text).to_owned();
        question.means("finding", text);
    }
    question
}

struct Asker<'b, 'a> {
    basis: &'b Basis<'a>,
    slot: &'b Slot,
    question: Question,
}

impl<'a> Asker<'_, 'a> {
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
        self.question.worded("title", &*control.title);
        if let Some(guidance) = &control.guidance {
            self.question.worded("guidance", &**guidance);
        }
        // The wording of a licensed copy stays with its holder: it is in no hash.
        let is_agreed = self.slot.what == SlotWord::NotApplicableAgreed;
        let declined = self.basis.product.target.declined.get(&id);
        if let Some(declined) = declined.filter(|_| is_agreed) {
            self.question.means("declined", &*declined.reason);
        }
        if !control.overlaid.is_empty() {
            self.question.means(STATEMENT, "of a licensed copy");
        } else if let Some(statement) = &control.statement {
            self.question.means(STATEMENT, &**statement);
        } else {
            self.question.means(STATEMENT, &*control.title);
        }
    }

    fn add_procedure(&mut self) {
        let Some((id, procedure)) = self.procedure() else {
            return;
        };
        self.question.worded("procedure", &*procedure.title);
        let control = self.control().map(|(control, _)| control);
        let extent = control.and_then(|control| extent(self.basis, self.slot, control, id));
        if let Some(depth) = self.slot.part(SlotPart::Depth) {
            self.question.means("depth", &**depth);
        } else if let Some(extent) = extent {
            self.question.means("depth", extent.depth);
            self.question.means("pass", extent.pass);
        }
        let key = self.slot.part(SlotPart::Case);
        let case = procedure.cases().find(|case| Some(&case.key) == key);
        let Some(case) = case.filter(|_| self.slot.control.is_none()) else {
            return;
        };
        self.question.worded("case", &*case.title);
        self.question.means("steps", joined(&case.steps));
        if !case.record.is_empty() {
            self.question.means("record", joined(&case.record));
        }
        if let Some(expect) = &case.expect {
            self.question.means("expect", &**expect);
        }
        let mut blocks = procedure.depths.iter();
        if let Some(block) = blocks.find(|block| block.cases.iter().any(|one| one.key == case.key))
        {
            self.question.means("depth", block.depth.word());
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
            self.question.worded("evidence", titles.join("\n"));
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
            self.question.means(name, value);
        }
    }

    fn add_choices(&mut self) {
        if let Shape::Choice(options) = shape_of(self.basis.scheme, self.slot) {
            let words = options.iter().map(|option| match option.class {
                Some(class) => format!("{} ({})", option.key, class.word()),
                None => option.key.clone(),
            });
            let words: Vec<String> = words.collect();
            self.question.means("choices", words.join(", "));
        }
    }

    /// Adds what the product file says of what the slot is about.
    fn add_answers(&mut self, situation: &Situation) {
        let control = self.control().map(|(id, _)| id);
        let procedure = self.procedure().map(|(id, _)| id);
        let of_product = ProductAsker {
            basis: self.basis,
            slot: self.slot,
            situation,
            control,
            procedure,
            question: &mut self.question,
        };
        of_product.add();
    }
}

fn joined(texts: &[Text]) -> String {
    let texts: Vec<&str> = texts.iter().map(Text::as_str).collect();
    texts.join("\n")
}

fn text_of(text: Option<&Text>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}
