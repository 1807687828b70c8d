//! What conditions mention: facts, attributes, sets and derived names.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::condition::{AttributeStep, Condition, Operand, Set, Test, TestSubject};
use super::control::{Among, Applies, Assessment, Clauses, Rows, Treatment};
use super::procedure::{CaseConfigurations, Procedure};
use super::rules::{Act, Shared};
use super::scheme::Scheme;
use super::situation::Datum;
use super::table::{ControlId, DeriveId, FactId, SubsetId};

/// Something that a condition mentions.
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

/// A name that a condition defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefinedName {
    /// A subset.
    Subset(SubsetId),
    /// A derived name.
    Derive(DeriveId),
}

impl Mention {
    /// Returns what is asked, if it is a fact or an attribute.
    pub fn datum(self) -> Option<Datum> {
        match self {
            Self::Fact(fact) => Some(Datum::Fact(fact)),
            Self::Attribute(step) => Some(Datum::Attribute(step.inventory, step.attribute)),
            Self::Set(_) | Self::Derive(_) | Self::Broken => None,
        }
    }

    /// Returns the name, if a condition defines it.
    pub fn defined_name(self) -> Option<DefinedName> {
        match self {
            Self::Derive(derive) => Some(DefinedName::Derive(derive)),
            Self::Set(Set::Subset(subset)) => Some(DefinedName::Subset(subset)),
            Self::Set(Set::Inventory(_)) | Self::Fact(_) | Self::Attribute(_) | Self::Broken => {
                None
            }
        }
    }
}

/// Visits what a condition mentions itself; derived names and subsets are not opened.
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
            for part in quantified.parts() {
                visit_condition(part, visit);
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

/// Visits what the rows, the filter and the condition of a line mention.
pub fn visit_clauses(clauses: &Clauses, visit: &mut impl FnMut(Mention)) {
    if let Rows::AtLeastOneOf(Among { each, by, .. }) = clauses.rows {
        visit(Mention::Set(each));
        visit(Mention::Attribute(by));
    }
    if let Some(set) = clauses.rows.set() {
        visit(Mention::Set(set));
    }
    for condition in clauses.filter.iter().chain(&clauses.condition) {
        visit_condition(condition, visit);
    }
}

/// Visits what the applicability of a control depends on.
pub fn visit_applies(applies: &Applies, visit: &mut impl FnMut(Mention)) {
    match applies {
        Applies::Always => {}
        Applies::ForEach(set) => visit(Mention::Set(*set)),
        Applies::When(condition) => visit_condition(condition, visit),
    }
}

/// Visits what every condition of a scheme mentions itself, and what rules compare.
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
    for (_, procedure) in scheme.procedures.iter() {
        visit_procedure(procedure, visit);
    }
    for (_, control) in scheme.controls.iter() {
        if let Treatment::Assessed(assessment) = &control.treatment {
            visit_assessment(assessment, visit);
        }
    }
    for (_, rule) in scheme.rules.iter() {
        if let Act::Same(shared) = &rule.act {
            visit_shared(scheme, shared, visit);
        }
    }
}

/// Visits what a rule compares in the models of a series.
fn visit_shared(scheme: &Scheme, shared: &[Shared], visit: &mut impl FnMut(Mention)) {
    for one in shared {
        match one {
            Shared::Fact(fact) => visit(Mention::Fact(*fact)),
            Shared::Identity(_) => {}
            Shared::Entries { set, attributes } => {
                visit(Mention::Set(*set));
                let inventory = scheme.inventory_of(*set);
                for attribute in attributes {
                    let attribute = *attribute;
                    visit(Mention::Attribute(AttributeStep {
                        inventory,
                        attribute,
                    }));
                }
            }
        }
    }
}

/// Visits what decides which cases of a procedure are carried out, and in which configurations.
pub fn visit_procedure(procedure: &Procedure, visit: &mut impl FnMut(Mention)) {
    for case in procedure.depths.iter().flat_map(|block| &block.cases) {
        if let Some(condition) = &case.condition {
            visit_condition(condition.condition(), visit);
        }
        if let (Some(inventory), CaseConfigurations::OfEntry { attribute, .. }) =
            (procedure.inventory, &case.configurations)
        {
            let attribute = *attribute;
            visit(Mention::Attribute(AttributeStep {
                inventory,
                attribute,
            }));
        }
    }
}

/// Visits what the applicability and the lines of a control depend on.
pub fn visit_assessment(assessment: &Assessment, visit: &mut impl FnMut(Mention)) {
    visit_applies(&assessment.applies, visit);
    for line in &assessment.evidence {
        visit_clauses(&line.clauses, visit);
    }
    for line in &assessment.verify {
        visit_clauses(&line.clauses, visit);
    }
}

/// Opens derived names and subsets: returns what was mentioned and all that this mentions in turn, each once, in
/// the order in which it comes up.
pub fn open_mentions(
    scheme: &Scheme,
    mentioned: impl IntoIterator<Item = Mention>,
) -> Vec<Mention> {
    let mut mentions: IndexSet<Mention, FxBuildHasher> = mentioned.into_iter().collect();
    // Each is opened once, so that circles end; those before `next` have been opened.
    let mut next = 0;
    while let Some(mention) = mentions.get_index(next).copied() {
        next += 1;
        if let Some(name) = mention.defined_name() {
            visit_definition(scheme, name, &mut |inner| _ = mentions.insert(inner));
        }
    }
    mentions.into_iter().collect()
}

/// Visits what the definition of a name mentions.
pub fn visit_definition(scheme: &Scheme, name: DefinedName, visit: &mut impl FnMut(Mention)) {
    match name {
        DefinedName::Derive(derive) => visit_condition(&scheme.derives[derive].meaning, visit),
        DefinedName::Subset(subset) => {
            let subset = &scheme.subsets[subset];
            visit(Mention::Set(subset.of));
            visit_condition(&subset.filter, visit);
        }
    }
}

impl Scheme {
    /// Returns all that the applicability and the lines of a control, and the cases of its procedures, depend on, derived
    /// names and subsets opened.
    pub fn mentions_of(&self, control: ControlId) -> Vec<Mention> {
        let mut mentions = Vec::new();
        if let Treatment::Assessed(assessment) = &self.controls[control].treatment {
            visit_assessment(assessment, &mut |mention| mentions.push(mention));
            for line in &assessment.verify {
                let procedure = &self.procedures[line.procedure];
                visit_procedure(procedure, &mut |mention| mentions.push(mention));
            }
        }
        open_mentions(self, mentions)
    }
}
