//! The constraints that hold for every product, and what they read.

use std::collections::BTreeSet;

use crate::model::{
    AttributeKind, Condition, FactId, InventoryId, Mention, Scheme, Set, open_mentions,
    visit_condition,
};

/// A constraint that holds for every product, since it reads no claim.
pub(super) struct Axiom<'a> {
    pub condition: &'a Condition,
    pub data: Data,
}

/// The facts and inventories that a condition reads.
pub(super) type Data = BTreeSet<Read>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Read {
    Fact(FactId),
    Inventory(InventoryId),
}

impl<'a> Axiom<'a> {
    pub fn new(scheme: &Scheme, condition: &'a Condition) -> Self {
        Self {
            condition,
            data: data_of(scheme, condition),
        }
    }
}

fn mentions(scheme: &Scheme, condition: &Condition) -> Vec<Mention> {
    let mut mentions = Vec::new();
    visit_condition(condition, &mut |mention| mentions.push(mention));
    open_mentions(scheme, mentions)
}

/// Says whether a condition reads a claim, so that it cannot be taken for true.
pub(super) fn reads_claim(scheme: &Scheme, condition: &Condition) -> bool {
    mentions(scheme, condition)
        .into_iter()
        .any(|mention| match mention {
            Mention::Attribute(step) => {
                scheme.attribute(step.inventory, step.attribute).kind == AttributeKind::Claim
            }
            Mention::Fact(_) | Mention::Set(_) | Mention::Derive(_) | Mention::Broken => false,
        })
}

/// Returns what a condition reads, derived names and subsets opened.
pub(super) fn data_of(scheme: &Scheme, condition: &Condition) -> Data {
    let mentions = mentions(scheme, condition).into_iter();
    let read = mentions.filter_map(|mention| match mention {
        Mention::Fact(fact) => Some(Read::Fact(fact)),
        Mention::Attribute(step) => Some(Read::Inventory(step.inventory)),
        Mention::Set(Set::Inventory(inventory)) => Some(Read::Inventory(inventory)),
        Mention::Set(Set::Subset(_)) | Mention::Derive(_) | Mention::Broken => None,
    });
    read.collect()
}
