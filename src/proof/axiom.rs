//! The constraints that hold for every product, and what they read.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::conditions::conditions_of;
use super::domain::Constants;
use super::room::mandatory_references;
use crate::model::{
    AttributeKind, Condition, ConstraintId, FactId, InventoryId, Mention, Scheme, Set,
    open_mentions, visit_condition,
};

/// What holds for every product of a scheme, and the values with which its conditions compare. It is worked out when it is first asked
/// for, and shared by all that prove something of products of the scheme.
#[derive(Debug, Clone)]
pub struct Laws<'a> {
    scheme: &'a Scheme,
    known: Rc<OnceCell<Known>>,
}

#[derive(Debug)]
struct Known {
    axioms: Vec<Rc<Axiom>>,
    constants: Rc<Constants>,
}

impl<'a> Laws<'a> {
    /// Returns the laws of a scheme.
    pub fn of(scheme: &'a Scheme) -> Self {
        Self {
            scheme,
            known: Rc::default(),
        }
    }

    /// Returns the scheme.
    pub fn scheme(&self) -> &'a Scheme {
        self.scheme
    }

    /// Returns the constraints that read no claim, in the order of the scheme.
    pub(super) fn axioms(&self) -> &[Rc<Axiom>] {
        &self.known().axioms
    }

    /// Returns the values with which the conditions of the scheme compare.
    pub(super) fn constants(&self) -> Rc<Constants> {
        Rc::clone(&self.known().constants)
    }

    fn known(&self) -> &Known {
        self.known.get_or_init(|| {
            let scheme = self.scheme;
            let constraints = scheme.constraints.iter();
            let axioms = constraints.filter(|(_, one)| !reads_claim(scheme, &one.condition));
            let mut constants = Constants::of(scheme);
            for (condition, _) in conditions_of(scheme) {
                constants.collect(condition);
            }
            Known {
                axioms: axioms
                    .map(|(id, _)| Rc::new(Axiom::new(scheme, id)))
                    .collect(),
                constants: Rc::new(constants),
            }
        })
    }
}

/// A constraint that holds for every product, since it reads no claim.
#[derive(Debug)]
pub(super) struct Axiom {
    /// The constraint.
    pub id: ConstraintId,
    /// What it reads.
    pub data: Data,
}

/// The facts and inventories that a condition reads.
pub(super) type Data = BTreeSet<Read>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Read {
    Fact(FactId),
    Inventory(InventoryId),
}

impl Axiom {
    fn new(scheme: &Scheme, id: ConstraintId) -> Self {
        Self {
            id,
            data: data_of(scheme, &scheme.constraints[id].condition, None),
        }
    }

    /// Returns what holds.
    pub fn condition<'s>(&self, scheme: &'s Scheme) -> &'s Condition {
        &scheme.constraints[self.id].condition
    }
}

/// Returns what a condition mentions, derived names and subsets opened.
pub(super) fn mentions(scheme: &Scheme, condition: &Condition) -> Vec<Mention> {
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

/// Returns what a condition reads, derived names and subsets opened, on an entry of an inventory or on the product: the facts, and the
/// inventories with all to which their entries lead, since an entry that is there has what it must refer to.
pub(super) fn data_of(scheme: &Scheme, condition: &Condition, of: Option<InventoryId>) -> Data {
    let mut data = Data::new();
    let mut left: Vec<InventoryId> = of.into_iter().collect();
    for mention in mentions(scheme, condition) {
        match mention {
            Mention::Fact(fact) => _ = data.insert(Read::Fact(fact)),
            Mention::Attribute(step) => {
                let attribute = scheme.attribute(step.inventory, step.attribute);
                left.push(step.inventory);
                left.extend(attribute.answer.target());
            }
            Mention::Set(Set::Inventory(inventory)) => left.push(inventory),
            Mention::Set(Set::Subset(_)) | Mention::Derive(_) | Mention::Broken => {}
        }
    }
    while let Some(inventory) = left.pop() {
        if data.insert(Read::Inventory(inventory)) {
            let references = mandatory_references(scheme, inventory);
            left.extend(references.map(|(_, target)| target));
        }
    }
    data
}
