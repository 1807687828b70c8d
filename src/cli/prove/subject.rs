//! What a proof is about: a control, a name or a condition.

use crate::model::{Applies, Condition, Scheme, Set, SubsetId, Treatment};

/// What is asked about, as a condition on a product or on the entries of an inventory.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    /// How it was named.
    pub name: String,
    /// The set whose entries meet it; `None` for a condition on the product.
    pub each: Option<Set>,
    /// The condition.
    pub condition: Condition,
}

/// Why a name cannot be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Nothing has the name: it may be a condition.
    Unknown,
    /// A control of that name has no condition of its own.
    WithoutCondition,
}

/// Finds what a name means: when a control applies, whether a derived name holds, whether an entry belongs to a subset.
pub(super) fn find_subject(scheme: &Scheme, name: &str) -> Result<Subject, Unfit> {
    let subject = |each, condition| Subject {
        name: format!("`{name}`"),
        each,
        condition,
    };
    if let Some((_, derive)) = scheme.derives.lookup(name) {
        return Ok(subject(None, derive.meaning.clone()));
    }
    if let Some(subset) = scheme.subsets.find(name) {
        return Ok(in_subset(scheme, subset, name));
    }
    let Some(control) = scheme.find_control(name) else {
        return Err(Unfit::Unknown);
    };
    let control = &scheme.controls[control];
    let Treatment::Assessed(assessment) = &control.treatment else {
        return Err(Unfit::WithoutCondition);
    };
    Ok(match &assessment.applies {
        Applies::Always => subject(None, Condition::All(Vec::new())),
        Applies::When(condition) => subject(None, condition.clone()),
        Applies::ForEach(set) => subject(None, Condition::some(*set, None, control.place)),
    })
}

/// Returns the condition on an entry of the inventory to belong to a subset.
fn in_subset(scheme: &Scheme, subset: SubsetId, name: &str) -> Subject {
    let set = Set::Subset(subset);
    Subject {
        name: format!("`{name}`"),
        each: Some(Set::Inventory(scheme.inventory_of(set))),
        condition: scheme.membership(set),
    }
}
