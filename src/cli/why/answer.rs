//! The text of `praman why`.

use super::clause::{Clause, Written, definition_places};
use super::open::open_parts;
use crate::cli::terminal::{Look, Paint};
use crate::diag::list_some;
use crate::logic::Reason;
use crate::model::{ControlId, Datum, Mention, Treatment, visit_applies};
use crate::plan::{ControlPlan, Status};
use crate::source::{Place, Text};
use crate::view::{Basis, answers_to};
use std::collections::BTreeSet;

/// How many definitions are shown, and how many settlers of one reason.
const SHOWN: usize = 24;

/// Explains the status of a control for a product: the reason, the clause of the scheme, the facts and their lines in the
/// product file. `None` if the plan does not hold the control.
pub(super) fn explain_control(basis: &Basis<'_>, control: ControlId, look: Look) -> Option<String> {
    let plan = basis.plan.controls.find(&control)?;
    let mut text = Explanation::of(basis);
    text.head(plan, look);
    text.clauses(control);
    if plan.variants.is_empty() {
        text.settlers(plan.status, &plan.reason, "  ");
    }
    for variant in &plan.variants {
        let name = variant.variant.as_deref().unwrap_or("the lead product");
        let (verb, reason) = (verb(variant.status), &variant.reason);
        text.line(
            &format!("  for {name} it {verb}: {}", reason.sentence),
            None,
        );
        text.settlers(variant.status, reason, "    ");
    }
    text.owed(plan);
    text.open(plan);
    Some(text.finish())
}

/// The text of an explanation so far.
pub(super) struct Explanation<'b, 'a> {
    basis: &'b Basis<'a>,
    text: String,
    written: Written<'b>,
    /// The settlers that have been shown, with their places.
    said: BTreeSet<(bool, Text, Option<Place>)>,
}

impl<'b, 'a> Explanation<'b, 'a> {
    pub fn of(basis: &'b Basis<'a>) -> Self {
        Self {
            basis,
            text: String::new(),
            written: Written::new(basis.sources),
            said: BTreeSet::new(),
        }
    }

    pub fn finish(self) -> String {
        self.text
    }

    /// Adds a text that the terminal may be shown as it is.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a line, and the place that it comes from.
    pub fn line(&mut self, text: &str, place: Option<String>) {
        self.text.push_str(text);
        if let Some(place) = place {
            self.text.push_str("   ");
            self.text.push_str(&place);
        }
        self.text.push('\n');
    }

    fn head(&mut self, plan: &ControlPlan, look: Look) {
        let named = self.basis.control(plan.control);
        let scheme = self.basis.scheme;
        let level = self.basis.plan.level.map_or_else(String::new, |level| {
            format!(" (at {})", scheme.level_key(level))
        });
        let heading = format!("{} {}{level}", named.key, verb(plan.status));
        self.push(&look.paint(Paint::Strong, &heading));
        let sentence = plan.reason.sentence.as_str();
        let sentence = match plan.status {
            Status::Covered => sentence.strip_prefix("covered ").unwrap_or(sentence),
            Status::Applies
            | Status::NotApplicable
            | Status::Open
            | Status::NotAssessed
            | Status::Declined => sentence,
        };
        self.line(&format!(": {sentence}"), None);
        self.line(&format!("  title: {}", named.title), None);
    }

    fn clauses(&mut self, control: ControlId) {
        let control = &self.basis.scheme.controls[control];
        if let Some(clause) = self.written.find_clause(control) {
            let word = match &control.treatment {
                Treatment::Assessed(_) => "  condition",
                Treatment::Covered { .. } | Treatment::NotAssessed { .. } => "  as written",
            };
            self.clause(word, &clause);
        }
        let mut mentions = Vec::new();
        if let Treatment::Assessed(assessment) = &control.treatment {
            visit_applies(&assessment.applies, &mut |mention| mentions.push(mention));
        }
        self.definitions(mentions);
    }

    /// Adds the definitions of the subsets and derived names that are mentioned.
    pub fn definitions(&mut self, mentions: Vec<Mention>) {
        let places = definition_places(self.basis.scheme, mentions);
        for place in places.iter().take(SHOWN) {
            self.definition("    where", *place);
        }
        self.more("    where: ", places.len());
    }

    /// Adds how many are not shown.
    fn more(&mut self, indent: &str, count: usize) {
        if let Some(more) = count.checked_sub(SHOWN).filter(|more| *more > 0) {
            self.line(&format!("{indent}{more} more"), None);
        }
    }

    /// Adds an item of the scheme as it is written.
    pub fn definition(&mut self, word: &str, place: Place) {
        if let Some(clause) = self.written.find_definition(place) {
            self.clause(word, &clause);
        }
    }

    fn clause(&mut self, word: &str, clause: &Clause) {
        let place = self.basis.sources.path_to(clause.place);
        self.line(&format!("{word}: {}", clause.words), place);
    }

    /// Adds what settles a status, or would; what was said before is only named.
    pub fn settlers(&mut self, status: Status, reason: &Reason, indent: &str) {
        let is_open = status == Status::Open;
        let word = if is_open {
            "would be settled by"
        } else {
            "settled by"
        };
        let (mut new, mut known) = (Vec::new(), Vec::new());
        for settler in &reason.settled_by {
            let key = (is_open, settler.name.clone(), settler.place);
            if self.said.insert(key) {
                new.push(settler);
            } else {
                known.push(settler.name.as_str());
            }
        }
        for settler in new.iter().take(SHOWN) {
            let place = settler.place;
            let place = place.and_then(|place| self.basis.sources.path_to(place));
            self.line(&format!("{indent}{word}: {}", settler.name), place);
            if is_open {
                let question = question_words(self.basis, settler.datum);
                self.line(&format!("{indent}  question: {question}"), None);
            }
        }
        self.more(&format!("{indent}{word}: "), new.len());
        if !known.is_empty() {
            let names = list_some(known.into_iter(), SHOWN);
            self.line(&format!("{indent}{word}, as above: {names}"), None);
        }
    }

    /// Adds what else is open about a control.
    fn open(&mut self, plan: &ControlPlan) {
        for part in open_parts(self.basis.scheme, plan) {
            let names = part.names.join(", ");
            let sentence = &part.reason.sentence;
            self.line(&format!("  still open: {names}: {sentence}"), None);
            self.settlers(Status::Open, part.reason, "    ");
        }
    }

    fn owed(&mut self, plan: &ControlPlan) {
        let scheme = self.basis.scheme;
        let evidence: Vec<&str> = plan
            .papers_and_answers()
            .map(|owed| owed.key.as_str())
            .collect();
        if !evidence.is_empty() {
            self.line(
                &format!("  calls for evidence: {}", evidence.join(", ")),
                None,
            );
        }
        let procedures: Vec<String> = plan
            .procedures
            .iter()
            .map(|owed| {
                let depth = self.basis.depth(plan.control, owed.depth);
                format!("{} by {depth}", owed.name(scheme))
            })
            .collect();
        if !procedures.is_empty() {
            self.line(&format!("  verified with: {}", procedures.join(", ")), None);
        } else if plan.status.is_owed() {
            let why = "no entry of the product meets the conditions of its procedures";
            self.line(&format!("  verified with: nothing yet: {why}"), None);
        }
    }
}

/// Returns the question that would settle something, with its possible answers.
pub(in crate::cli) fn question_words(basis: &Basis<'_>, datum: Datum) -> String {
    let question = basis.question(datum);
    format!("{question} ({})", answers_to(basis.scheme, datum))
}

/// Returns the words for a status in a sentence about a control.
fn verb(status: Status) -> &'static str {
    match status {
        Status::Applies => "applies",
        Status::NotApplicable => "does not apply",
        Status::Open => "is open",
        Status::Covered => "is covered",
        Status::NotAssessed => "is not assessed",
        Status::Declined => "is declined",
    }
}
