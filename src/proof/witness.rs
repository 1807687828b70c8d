//! The product that a model of the clauses describes.

use std::collections::BTreeMap;

use super::circuit::Lit;
use super::domain::Subject;
use super::encode::Encoder;
use super::slots::SlotId;
use super::solver::Solve;
use super::values::Values;
use crate::model::{
    Answer, Entries, Entry, Extent, Further, Given, Origin, Situation, Stock, Type, Value,
};
use crate::source::Text;

/// Reads a product from a model. All of its lists are complete, and everything is answered.
pub(super) fn read_witness(encoder: &Encoder<'_>, model: &dyn Solve) -> Situation {
    let reader = Reader { encoder, model };
    let mut product = Situation::default();
    let scheme = encoder.ground.scheme;
    for (fact, row) in scheme.facts.iter() {
        let answer = match encoder.known.facts.get(&fact) {
            Some(values) => reader.answer(values),
            None if !encoder.ground.base.fact(fact).is_open() => {
                encoder.ground.base.fact(fact).clone()
            }
            None => reader.usual(Subject::Fact(fact), &row.answer),
        };
        product.set_fact(fact, given(answer));
    }
    for inventory in scheme.inventories.ids() {
        let mut entries = Entries::new();
        for slot in encoder.ground.slots.of(inventory) {
            if model.is_true(encoder.ground.slots.present(*slot)) {
                entries.push(reader.entry(*slot));
            }
        }
        product.set_stock(
            inventory,
            Stock {
                extent: Extent::All,
                entries,
                further: Further::default(),
                place: None,
            },
        );
    }
    product
}

struct Reader<'r, 'a> {
    encoder: &'r Encoder<'a>,
    model: &'r dyn Solve,
}

impl Reader<'_, '_> {
    fn entry(&self, slot: SlotId) -> Entry {
        let encoder = self.encoder;
        let inventory = encoder.ground.slots.inventory(slot);
        let mut entry = match encoder.ground.entry(slot) {
            Some(listed) => listed.clone(),
            None => Entry {
                id: self.id(slot),
                values: BTreeMap::new(),
                origin: Origin::Declared,
                was: Vec::new(),
                place: None,
            },
        };
        for (attribute, row) in encoder.ground.scheme.inventories[inventory]
            .attributes
            .iter()
        {
            let answer = match encoder.known.attributes.get(&(slot, attribute)) {
                Some(values) => self.answer(values),
                None if !entry.answer(attribute).is_open() => continue,
                None => self.usual(Subject::Attribute(inventory, attribute), &row.answer),
            };
            entry.values.insert(attribute, given(answer));
        }
        entry
    }

    /// Returns the id of an entry: its own, or `chip_1`.
    fn id(&self, slot: SlotId) -> Text {
        let encoder = self.encoder;
        if let Some(entry) = encoder.ground.entry(slot) {
            return entry.id.clone();
        }
        let inventory = encoder.ground.slots.inventory(slot);
        let key = &encoder.ground.scheme.inventories[inventory].key;
        let listed = encoder.ground.base.entries(inventory);
        let at = encoder
            .ground
            .slots
            .of(inventory)
            .iter()
            .position(|other| *other == slot);
        let number = at.unwrap_or(0) + 1;
        let mut id = format!("{key}_{number}");
        while listed.find(id.as_str()).is_some() {
            id.push('x');
        }
        id.into()
    }

    fn answer(&self, values: &Values) -> Answer {
        let is_true = |literal: &Lit| self.model.is_true(*literal);
        match values {
            Values::One(candidates) => {
                let chosen = candidates.iter().find(|(_, literal)| is_true(literal));
                chosen.map_or(Answer::None, |(answer, _)| answer.clone())
            }
            Values::Set(members) => {
                let members = members.iter().filter(|(_, literal)| is_true(literal));
                many(members.map(|(value, _)| value.clone()).collect())
            }
            Values::Reference { to, .. } => {
                let chosen = to.iter().find(|(_, literal)| is_true(literal));
                chosen.map_or(Answer::None, |(slot, _)| {
                    Answer::One(Value::Entry(self.id(*slot).to_string()))
                })
            }
            Values::References { to, .. } => {
                let members = to.iter().filter(|(_, literal)| is_true(literal));
                let ids = members.map(|(slot, _)| Value::Entry(self.id(*slot).to_string()));
                many(ids.collect())
            }
        }
    }

    /// Returns an answer to a question on which nothing rests.
    fn usual(&self, subject: Subject, kind: &Type) -> Answer {
        let target = kind.target();
        if kind.takes_none() && (kind.is_set() || target.is_some()) {
            return Answer::None;
        }
        let Some(target) = target else {
            let answers = self.encoder.ground.constants.answers(subject, kind);
            return answers.into_iter().next().unwrap_or(Answer::None);
        };
        let slots = &self.encoder.ground.slots;
        let mut places = slots.of(target).iter();
        let first = places.find(|slot| self.model.is_true(slots.present(**slot)));
        first.map_or(Answer::None, |slot| {
            Answer::One(Value::Entry(self.id(*slot).to_string()))
        })
    }
}

fn many(members: Vec<Value>) -> Answer {
    if members.is_empty() {
        Answer::None
    } else {
        Answer::Many {
            members,
            more: false,
        }
    }
}

fn given(answer: Answer) -> Given {
    Given {
        answer,
        place: None,
    }
}
