//! Compares a model of a series with its lead in what a rule wants to be the same (L-368 to L-370).

use std::collections::BTreeMap;

use super::evaluator::Evaluator;
use super::likeness::{Gap, GapKind, Likeness};
use super::same_entries::compare_entries;
use crate::model::{AttributeId, AttributeKind, IdentityId, Scheme, Set, Shared, Situation};

/// A model of a series as it is compared.
#[derive(Debug)]
pub struct Compared<'a> {
    evaluator: Evaluator<'a>,
    identity: BTreeMap<IdentityId, &'a str>,
}

impl<'a> Compared<'a> {
    /// Makes a model of what is known of it, and of the fields of its identity that are known.
    pub fn new(
        scheme: &'a Scheme,
        situation: &'a Situation,
        identity: BTreeMap<IdentityId, &'a str>,
    ) -> Self {
        Self {
            evaluator: Evaluator::new(scheme, situation),
            identity,
        }
    }

    /// Compares a model with this one, the lead of its series.
    pub fn compare(&self, model: &Self, shared: &[Shared]) -> Likeness {
        let scheme = self.evaluator.scheme;
        let mut likeness = Likeness::default();
        for one in shared {
            match one {
                Shared::Fact(fact) => {
                    let key = scheme.facts.key(*fact).to_owned();
                    let answers = [self, model].map(|one| one.evaluator.situation.fact(*fact));
                    likeness.add_answers(key, answers);
                }
                Shared::Identity(field) => self.add_field(model, *field, &mut likeness),
                Shared::Entries { set, attributes } => {
                    let attributes = compared_attributes(scheme, *set, attributes);
                    let both = [&self.evaluator, &model.evaluator];
                    compare_entries(both, *set, &attributes, &mut likeness);
                }
            }
        }
        likeness
    }

    fn add_field(&self, model: &Self, field: IdentityId, likeness: &mut Likeness) {
        let subject = format!("product.{}", self.evaluator.scheme.identity.key(field));
        match (self.identity.get(&field), model.identity.get(&field)) {
            (Some(lead), Some(model)) if lead == model => {}
            (Some(lead), Some(model)) => likeness.differs.push(Gap {
                subject,
                kind: GapKind::Changed {
                    lead: (*lead).to_owned(),
                    model: (*model).to_owned(),
                },
            }),
            (None, _) | (_, None) => likeness.open.push(subject),
        }
    }
}

/// Returns the attributes of a set that are compared: those named, or else every property.
fn compared_attributes(scheme: &Scheme, set: Set, named: &[AttributeId]) -> Vec<AttributeId> {
    if !named.is_empty() {
        return named.to_vec();
    }
    let attributes = scheme.inventories[scheme.inventory_of(set)]
        .attributes
        .iter();
    let properties = attributes.filter(|(_, row)| row.kind == AttributeKind::Property);
    properties.map(|(id, _)| id).collect()
}
