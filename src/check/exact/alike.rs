//! Controls that ask for the same of the same products.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::related::condition_of;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::logic::{Evaluator, Truth, clauses_sentence};
use crate::model::{Applies, Assessment, CatalogId, Condition, Control, Scheme, Treatment};
use crate::proof::{Outcome, Prover, Wish, rests_on_many};

codes! {
    ALIKE = warning("P0618", "controls that ask for the same"),
}

/// With how many controls of its group one is compared.
const MOST_COMPARED: usize = 4;

/// How many pairs are compared at most. Each takes a search.
const MOST_PAIRS: usize = 256;

/// A control that asks for something of some products.
struct Asking<'s> {
    control: &'s Control,
    /// All that it asks for, as a text without places.
    work: String,
    condition: Condition,
}

/// Reports controls of one catalog that apply to the same products at the same levels, with the same lines.
///
/// Their statements differ, or one of them would not be there. Of controls that apply to every product nothing is said: many rest
/// on one document.
pub(super) fn report_alike(scheme: &Scheme, prover: &mut Prover<'_>) -> Diagnostics {
    let controls = scheme.controls.iter();
    let asking = controls.filter_map(|(_, control)| asking_of(scheme, control));
    let asking: Vec<Asking<'_>> = asking.collect();
    // What holds of other products that are known is another condition.
    let known: Vec<_> = prover.products().to_vec();
    let mut truths: Vec<Vec<Truth>> = vec![Vec::new(); asking.len()];
    for product in &known {
        let evaluator = Evaluator::new(scheme, product);
        for (one, truths) in asking.iter().zip(&mut truths) {
            truths.push(evaluator.decide(&one.condition));
        }
    }
    let mut groups: BTreeMap<(CatalogId, &str, Vec<bool>), Vec<&Asking<'_>>> = BTreeMap::new();
    let mut reports = Vec::new();
    let mut left = MOST_PAIRS;
    for (one, truths) in asking.iter().zip(truths) {
        let applies = truths.into_iter().map(|truth| truth == Truth::Yes);
        let key = (one.control.catalog, one.work.as_str(), applies.collect());
        let group = groups.entry(key).or_default();
        let mut compared = group.iter().take(MOST_COMPARED.min(left));
        left -= group.len().min(MOST_COMPARED).min(left);
        match compared.find(|other| is_same(&one.condition, &other.condition, prover)) {
            Some(first) => reports.push(alike(first.control, one.control)),
            None => group.push(one),
        }
    }
    reports.into_iter().collect()
}

fn asking_of<'s>(scheme: &'s Scheme, control: &'s Control) -> Option<Asking<'s>> {
    let Treatment::Assessed(assessment) = &control.treatment else {
        return None;
    };
    let is_inherited = control.is_left() || control.takes().is_some();
    if is_inherited || matches!(assessment.applies, Applies::Always) {
        return None;
    }
    let condition = condition_of(control).filter(|one| !rests_on_many(scheme, one))?;
    Some(Asking {
        control,
        work: lines_of(scheme, control, assessment),
        condition,
    })
}

/// Returns all that a control asks for, as a text without places.
fn lines_of(scheme: &Scheme, control: &Control, assessment: &Assessment) -> String {
    let (strength, subject) = (control.strength.word(), control.subject.word());
    let mut lines = format!("{strength} {subject} {:?}", control.levels);
    for line in &assessment.evidence {
        let clauses = clauses_sentence(scheme, &line.clauses);
        _ = write!(lines, "|{:?} {:?} {clauses}", line.choice, line.levels);
    }
    for line in &assessment.verify {
        let clauses = clauses_sentence(scheme, &line.clauses);
        _ = write!(
            lines,
            "|{:?} {:?} {:?} {:?} {clauses}",
            line.procedure, line.cases, line.depths, line.witness
        );
    }
    lines
}

/// Says whether two conditions hold of the same products.
fn is_same(one: &Condition, other: &Condition, prover: &mut Prover<'_>) -> bool {
    let apart = |so, not_so| [Wish::that(so, true), Wish::that(not_so, false)];
    prover.ask(&apart(one, other)) == Outcome::Impossible
        && prover.ask(&apart(other, one)) == Outcome::Impossible
}

fn alike(first: &Control, control: &Control) -> Diagnostic {
    let message = format!(
        "`{}` applies to the same products as `{}`, at the same levels, and asks for the same",
        control.name, first.name
    );
    Diagnostic::at(&ALIKE, control.place, message)
        .also(first.place, format!("`{}` is declared here", first.name))
        .help("let one of them be covered by the other, or correct what was copied")
}
