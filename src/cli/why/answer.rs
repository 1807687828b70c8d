//! The text of `praman why`.

use super::clause::{Clause, find_clause, find_definitions};
use super::open::open_parts;
use crate::cli::terminal::{Look, Paint};
use crate::logic::{Reason, Settler};
use crate::model::{ControlId, Treatment};
use crate::plan::{ControlPlan, Status};
use crate::render::make_visible;
use crate::view::{Basis, answers_to};

/// Explains the status of a control for a product: the reason, the clause of the scheme, the facts and their lines in the
/// product file. `None` if the plan does not hold the control.
pub(super) fn explain_control(basis: &Basis<'_>, control: ControlId, look: Look) -> Option<String> {
    let plan = basis.plan.controls.find(&control)?;
    let mut text = Explanation {
        basis,
        text: String::new(),
    };
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
    Some(text.text)
}

struct Explanation<'b, 'a> {
    basis: &'b Basis<'a>,
    text: String,
}

impl Explanation<'_, '_> {
    fn line(&mut self, text: &str, place: Option<String>) {
        self.text.push_str(&make_visible(text));
        if let Some(place) = place {
            self.text.push_str("   ");
            self.text.push_str(&make_visible(&place));
        }
        self.text.push('\n');
    }

    fn head(&mut self, plan: &ControlPlan, look: Look) {
        let named = self.basis.control(plan.control);
        let scheme = self.basis.scheme;
        let level = self.basis.plan.level.map_or_else(String::new, |level| {
            format!(" (at {})", scheme.level_key(level))
        });
        let words = format!("{} {}{level}", named.key, verb(plan.status));
        self.text
            .push_str(&look.paint(Paint::Strong, &make_visible(&words)));
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
        let (sources, scheme) = (self.basis.sources, self.basis.scheme);
        let control = &scheme.controls[control];
        if let Some(clause) = find_clause(sources, control) {
            let word = match &control.treatment {
                Treatment::Assessed(_) => "  condition",
                Treatment::Covered { .. } | Treatment::NotAssessed { .. } => "  as written",
            };
            self.clause(word, &clause);
        }
        for clause in find_definitions(sources, scheme, control) {
            self.clause("    where", &clause);
        }
    }

    fn clause(&mut self, word: &str, clause: &Clause) {
        let place = self.basis.place(Some(clause.place));
        self.line(&format!("{word}: {}", clause.words), place);
    }

    fn settlers(&mut self, status: Status, reason: &Reason, indent: &str) {
        let word = match status {
            Status::Open => "would be settled by",
            Status::Applies
            | Status::NotApplicable
            | Status::Covered
            | Status::NotAssessed
            | Status::Declined => "settled by",
        };
        for settler in &reason.settled_by {
            let place = self.basis.place(settler.place);
            self.line(&format!("{indent}{word}: {}", settler.name), place);
            if status == Status::Open {
                let question = question_words(self.basis, settler);
                self.line(&format!("{indent}  question: {question}"), None);
            }
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
        let evidence: Vec<&str> = plan.evidence.iter().map(|owed| owed.key.as_str()).collect();
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
                let key = &scheme.procedures[owed.procedure].key;
                format!("{key} by {}", self.basis.depth(plan.control, owed.depth))
            })
            .collect();
        if !procedures.is_empty() {
            self.line(&format!("  verified with: {}", procedures.join(", ")), None);
        } else if plan.status.is_owed() {
            let why = "no entry of the product meets what its procedures are asked for";
            self.line(&format!("  verified with: nothing yet: {why}"), None);
        }
    }
}

/// Returns the question that would settle something, with its possible answers.
pub(in crate::cli) fn question_words(basis: &Basis<'_>, settler: &Settler) -> String {
    let question = basis.question(settler.datum);
    format!("{question} ({})", answers_to(basis.scheme, settler.datum))
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
