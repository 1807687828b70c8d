//! What conditions speak of.

use rustc_hash::FxHashSet;

use super::condition::{
    AttributeStep, Condition, Operand, Quantifier, Subject as TestSubject, Test,
};
use super::control::{Applies, Assessment, Clauses, Treatment};
use super::scheme::Scheme;
use super::table::{ControlId, DeriveId, FactId};
use super::vocabulary::Set;

/// Something of which a condition speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mention {
    /// A fact.
    Fact(FactId),
    /// An attribute, on the way to a value or the value itself.
    Attribute(AttributeStep),
    /// An inventory or a subset.
    Set(Set),
    /// A derived name.
    Derive(DeriveId),
    /// A part that could not be read.
    Broken,
}

/// Visits what a condition speaks of itself; derived names and subsets are not opened.
pub fn visit_condition(condition: &Condition, visit: &mut impl FnMut(Mention)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                visit_condition(part, visit);
            }
        }
        Condition::Not(part) => visit_condition(part, visit),
        Condition::Quantified(quantified) => {
            visit(Mention::Set(quantified.set));
            if let Some(filter) = &quantified.filter {
                visit_condition(filter, visit);
            }
            match &quantified.quantifier {
                Quantifier::Every(wanted) => visit_condition(wanted, visit),
                Quantifier::Some
                | Quantifier::No
                | Quantifier::AtLeast(_)
                | Quantifier::AtMost(_)
                | Quantifier::Exactly(_) => {}
            }
        }
        Condition::Derived(derive) => visit(Mention::Derive(*derive)),
        Condition::Test(test) => visit_test(test, visit),
        Condition::Broken => visit(Mention::Broken),
    }
}

fn visit_test(test: &Test, visit: &mut impl FnMut(Mention)) {
    match &test.subject {
        TestSubject::Fact(fact) => visit(Mention::Fact(*fact)),
        TestSubject::Attribute { path, .. } => {
            for step in path {
                visit(Mention::Attribute(*step));
            }
        }
    }
    for operand in test.operator.operands() {
        if let Operand::This { inventory, .. } = operand {
            visit(Mention::Set(Set::Inventory(*inventory)));
        }
    }
}

/// Visits what the rows, the filter and the condition of a line speak of.
pub fn visit_clauses(clauses: &Clauses, visit: &mut impl FnMut(Mention)) {
    if let Some(set) = clauses.rows.set() {
        visit(Mention::Set(set));
    }
    for condition in clauses.filter.iter().chain(&clauses.condition) {
        visit_condition(condition, visit);
    }
}

/// Visits what decides whether a control applies.
pub fn visit_applies(applies: &Applies, visit: &mut impl FnMut(Mention)) {
    match applies {
        Applies::Always => {}
        Applies::ForEach(set) => visit(Mention::Set(*set)),
        Applies::When(condition) => visit_condition(condition, visit),
    }
}

/// Visits what everything in a scheme speaks of, itself.
pub fn visit_scheme(scheme: &Scheme, visit: &mut impl FnMut(Mention)) {
    for (_, subset) in scheme.subsets.iter() {
        visit(Mention::Set(subset.of));
        visit_condition(&subset.filter, visit);
    }
    for (_, derive) in scheme.derives.iter() {
        visit_condition(&derive.meaning, visit);
    }
    for (_, constraint) in scheme.constraints.iter() {
        visit_condition(&constraint.condition, visit);
    }
    for (_, control) in scheme.controls.iter() {
        if let Treatment::Assessed(assessment) = &control.treatment {
            visit_assessment(assessment, visit);
        }
    }
}

/// Visits what decides whether a control applies, and for what its lines are owed.
pub fn visit_assessment(assessment: &Assessment, visit: &mut impl FnMut(Mention)) {
    visit_applies(&assessment.applies, visit);
    let evidence = assessment.evidence.iter().map(|line| &line.clauses);
    let verify = assessment.verify.iter().map(|line| &line.clauses);
    for clauses in evidence.chain(verify) {
        visit_clauses(clauses, visit);
    }
}

/// Returns what was mentioned and, derived names and subsets opened, all that stands behind it: each once,
/// in the order in which it comes up.
#[must_use]
pub fn open_mentions(scheme: &Scheme, mentioned: Vec<Mention>) -> Vec<Mention> {
    let mut seen: FxHashSet<Mention> = FxHashSet::default();
    let mut mentions = mentioned;
    mentions.retain(|mention| seen.insert(*mention));
    // Each is opened once, so that circles end; what has been opened stays before `next`.
    let mut next = 0;
    while let Some(mention) = mentions.get(next).copied() {
        next += 1;
        visit_within(scheme, mention, &mut |inner| {
            if seen.insert(inner) {
                mentions.push(inner);
            }
        });
    }
    mentions
}

/// Visits what a derived name or a subset is made of.
fn visit_within(scheme: &Scheme, mention: Mention, visit: &mut impl FnMut(Mention)) {
    match mention {
        Mention::Fact(_)
        | Mention::Set(Set::Inventory(_))
        | Mention::Attribute(_)
        | Mention::Broken => {}
        Mention::Derive(derive) => visit_condition(&scheme.derives[derive].meaning, visit),
        Mention::Set(Set::Subset(subset)) => {
            let subset = &scheme.subsets[subset];
            visit(Mention::Set(subset.of));
            visit_condition(&subset.filter, visit);
        }
    }
}

impl Scheme {
    /// Returns all that decides whether a control applies and for what its lines are owed, derived names and
    /// subsets opened.
    #[must_use]
    pub fn mentions_of(&self, control: ControlId) -> Vec<Mention> {
        let mut mentions = Vec::new();
        if let Treatment::Assessed(assessment) = &self.controls[control].treatment {
            visit_assessment(assessment, &mut |mention| mentions.push(mention));
        }
        open_mentions(self, mentions)
    }
}
