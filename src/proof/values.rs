//! The answers to a question about a product or an entry, as variables.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::circuit::{Formula, Lit};
use super::domain::{Constants, Subject};
use super::slots::{Reach, SlotId, Slots};
use crate::model::{
    Answer, AttributeId, Bound, Entry, FactId, InventoryId, Scheme, Situation, Type, TypeKind,
    Value,
};

/// The answers that are possible, each with the literal that says that it is the answer.
#[derive(Debug, Clone)]
pub(super) enum Values {
    /// One of these.
    One(Vec<(Answer, Lit)>),
    /// Each of these, or not.
    Set(Vec<(Value, Lit)>),
    /// An entry, or nothing.
    Reference {
        /// The entries that have places.
        to: Vec<(SlotId, Lit)>,
        /// Nothing.
        none: Lit,
        /// An entry that has none.
        outside: Lit,
    },
    /// Any number of entries.
    References {
        /// The entries that have places.
        to: Vec<(SlotId, Lit)>,
        /// Some entry that has none.
        outside: Lit,
        /// The literals of which one is true if the answer must not be none.
        demanded: Vec<Lit>,
    },
}

/// On what values are made: the scheme, what is known, and the places.
pub(super) struct Ground<'a> {
    pub scheme: &'a Scheme,
    /// What is known of the product.
    pub base: &'a Situation,
    pub constants: Rc<Constants>,
    pub slots: Slots,
    pub reach: Reach,
}

/// A question that is asked of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub slot: SlotId,
    pub inventory: InventoryId,
    pub attribute: AttributeId,
}

impl<'a> Ground<'a> {
    /// Makes the values of a fact.
    pub fn values_of_fact(&self, fact: FactId, formula: &mut Formula) -> Values {
        let kind = &self.scheme.facts[fact].answer;
        let known = self.base.fact(fact);
        self.plain_values(Subject::Fact(fact), kind, known, formula)
    }

    /// Makes the values of an attribute of an entry.
    pub fn values_of_entry(&self, asked: Asked, formula: &mut Formula) -> Values {
        let Asked {
            slot,
            inventory,
            attribute,
        } = asked;
        let kind = &self.scheme.attribute(inventory, attribute).answer;
        let entry = self.entry(slot);
        let bound = match entry {
            Some(_) => None,
            None => self.bound(inventory, attribute),
        };
        let known = match (entry, bound) {
            (Some(entry), _) => entry.answer(attribute).clone(),
            (None, Some(bound)) if bound.is_set => Answer::Within(bound.values.clone()),
            (None, _) => Answer::Unknown,
        };
        let subject = Subject::Attribute(inventory, attribute);
        match (&kind.kind, bound) {
            (TypeKind::Entry(target), _) => {
                self.reference(asked, *target, (&known, bound), formula)
            }
            (TypeKind::Entries(target), _) => self.references(slot, *target, &known, formula),
            (_, Some(bound)) if !bound.is_set => {
                let values = bound.values.iter().cloned().map(Answer::One);
                let answers = values.flat_map(|answer| self.refined(subject, answer));
                let none = bound.none.then_some(Answer::None);
                Values::One(one_hot(answers.chain(none).collect(), formula))
            }
            _ => self.plain_values(subject, kind, &known, formula),
        }
    }

    /// Returns what is said of an attribute of entries that are not listed.
    fn bound(&self, inventory: InventoryId, attribute: AttributeId) -> Option<&'a Bound> {
        self.base.stock(inventory)?.further.bound(attribute)
    }

    /// Returns the answers for which an answer stands: of a month, days of it.
    fn refined(&self, subject: Subject, answer: Answer) -> Vec<Answer> {
        match &answer {
            Answer::One(Value::Date(month)) if month.day.is_none() => {
                self.constants.days_within(subject, *month)
            }
            Answer::Unknown
            | Answer::None
            | Answer::One(_)
            | Answer::Many { .. }
            | Answer::Within(_) => vec![answer],
        }
    }

    /// Returns the entry that a place stands for, if the product lists it.
    pub fn entry(&self, slot: SlotId) -> Option<&'a Entry> {
        let slot = self.slots.slot(slot)?;
        self.base.entries(slot.inventory).at(slot.listed?)
    }

    fn plain_values(
        &self,
        subject: Subject,
        kind: &Type,
        known: &Answer,
        formula: &mut Formula,
    ) -> Values {
        if let TypeKind::SetOf(choices) = &kind.kind {
            return set_of(self.constants.choices(subject, choices), known, formula);
        }
        let candidates = match known {
            Answer::None | Answer::One(_) => self.refined(subject, known.clone()),
            Answer::Unknown | Answer::Many { .. } | Answer::Within(_) => {
                self.constants.answers(subject, kind)
            }
        };
        let possible = match known {
            Answer::Within(values) => candidates_within(candidates, values),
            Answer::Unknown | Answer::None | Answer::One(_) | Answer::Many { .. } => candidates,
        };
        Values::One(one_hot(possible, formula))
    }

    fn reference(
        &self,
        asked: Asked,
        target: InventoryId,
        (known, bound): (&Answer, Option<&Bound>),
        formula: &mut Formula,
    ) -> Values {
        let Asked {
            slot,
            inventory,
            attribute,
        } = asked;
        let attribute = self.scheme.attribute(inventory, attribute);
        match known {
            Answer::None => {
                return Values::Reference {
                    to: Vec::new(),
                    none: Lit::TRUE,
                    outside: Lit::FALSE,
                };
            }
            Answer::One(Value::Entry(id)) => {
                let to = self.listed(target, id).map(|slot| (slot, Lit::TRUE));
                let outside = if to.is_none() { Lit::TRUE } else { Lit::FALSE };
                return Values::Reference {
                    to: to.into_iter().collect(),
                    none: Lit::FALSE,
                    outside,
                };
            }
            Answer::Unknown | Answer::One(_) | Answer::Many { .. } | Answer::Within(_) => {}
        }
        let may_lead = |other: SlotId| !attribute.acyclic || self.may_lead(slot, other);
        let within = match known {
            Answer::Within(ids) => Some(ids),
            Answer::Unknown | Answer::None | Answer::One(_) | Answer::Many { .. } => {
                bound.map(|bound| &bound.values)
            }
        };
        let takes_none = bound.map_or(within.is_none(), |bound| bound.none);
        let may_be = |other: &SlotId| within.is_none_or(|ids| self.is_among(*other, ids));
        let others = self.slots.of(target).iter().copied();
        let depth = Some(self.slots.depth(slot));
        let others = others.filter(|other| self.reach.leads(depth, self.slots.depth(*other)));
        let others = others.filter(|other| may_lead(*other)).filter(may_be);
        let to: Vec<(SlotId, Lit)> = others.map(|other| (other, formula.variable())).collect();
        for (other, literal) in &to {
            formula.clause([!*literal, self.slots.present(*other)]);
        }
        let none = if attribute.answer.or_none && takes_none {
            formula.variable()
        } else {
            Lit::FALSE
        };
        let outside = if self.reach.demands(Some(self.slots.depth(slot))) {
            Lit::FALSE
        } else {
            formula.variable()
        };
        let mut literals: Vec<Lit> = to.iter().map(|(_, literal)| *literal).collect();
        literals.extend([none, outside]);
        literals.retain(|literal| *literal != Lit::FALSE);
        let exists = self.slots.present(slot);
        // What an entry that does not exist refers to is nothing.
        formula.clause(literals.iter().copied().chain([!exists]));
        for literal in &literals {
            formula.clause([exists, !*literal]);
        }
        formula.at_most_one(&literals);
        Values::Reference { to, none, outside }
    }

    /// Says whether a reference that never leads in a circle may lead from one place to another. Places beside the listed ones
    /// are alike, so that a product whose entries are in order is as good as any; only inside, since around they have depths.
    fn may_lead(&self, from: SlotId, to: SlotId) -> bool {
        let is_listed = |slot| {
            self.slots
                .slot(slot)
                .is_some_and(|slot| slot.listed.is_some())
        };
        match self.reach {
            Reach::Inside if !is_listed(from) && !is_listed(to) => to < from,
            Reach::Inside | Reach::Around { .. } => to != from,
        }
    }

    fn references(
        &self,
        slot: SlotId,
        target: InventoryId,
        known: &Answer,
        formula: &mut Formula,
    ) -> Values {
        let given: &[Value] = match known {
            Answer::One(value) => std::slice::from_ref(value),
            Answer::Many { members, .. } | Answer::Within(members) => members,
            Answer::Unknown | Answer::None => &[],
        };
        let mut to = Vec::new();
        for other in self.slots.of(target) {
            let is_given = self.is_among(*other, given);
            let literal = match (known, is_given) {
                (Answer::Unknown, _)
                | (Answer::Many { more: true, .. }, false)
                | (Answer::Within(_), true) => formula.variable(),
                (Answer::One(_) | Answer::Many { .. }, true) => Lit::TRUE,
                (Answer::One(_) | Answer::Many { .. } | Answer::Within(_) | Answer::None, _) => {
                    continue;
                }
            };
            formula.clause([!literal, self.slots.present(*other)]);
            formula.clause([!literal, self.slots.present(slot)]);
            to.push((*other, literal));
        }
        let is_settled = matches!(
            known,
            Answer::None | Answer::One(_) | Answer::Within(_) | Answer::Many { more: false, .. }
        );
        let outside = match self.reach {
            Reach::Around { .. } if !is_settled => formula.variable(),
            Reach::Inside | Reach::Around { .. } => Lit::FALSE,
        };
        let depth = Some(self.slots.depth(slot));
        let near = to
            .iter()
            .filter(|(other, _)| self.reach.leads(depth, self.slots.depth(*other)));
        let near = near.map(|(_, literal)| *literal);
        let beyond = (!self.reach.demands(depth)).then_some(outside);
        Values::References {
            demanded: near.chain(beyond).collect(),
            to,
            outside,
        }
    }

    fn listed(&self, inventory: InventoryId, id: &str) -> Option<SlotId> {
        let slots = self.slots.of(inventory).iter().copied();
        slots
            .into_iter()
            .find(|slot| self.entry(*slot).is_some_and(|entry| entry.id == id))
    }

    fn is_among(&self, slot: SlotId, ids: &[Value]) -> bool {
        let entry = self.entry(slot);
        entry.is_some_and(|entry| ids.contains(&Value::Entry(entry.id.to_string())))
    }
}

/// Makes the values of a set.
fn set_of(choices: Vec<Value>, known: &Answer, formula: &mut Formula) -> Values {
    let given: &[Value] = match known {
        Answer::One(value) => std::slice::from_ref(value),
        Answer::Many { members, .. } | Answer::Within(members) => members,
        Answer::Unknown | Answer::None => &[],
    };
    let more: Vec<Value> = given
        .iter()
        .filter(|value| !choices.contains(value))
        .cloned()
        .collect();
    let members = choices.into_iter().chain(more).map(|value| {
        let literal = match (known, given.contains(&value)) {
            (Answer::Unknown, _)
            | (Answer::Many { more: true, .. }, false)
            | (Answer::Within(_), true) => formula.variable(),
            (Answer::One(_) | Answer::Many { .. }, true) => Lit::TRUE,
            (Answer::One(_) | Answer::Many { .. } | Answer::Within(_) | Answer::None, _) => {
                Lit::FALSE
            }
        };
        (value, literal)
    });
    Values::Set(members.collect())
}

/// Returns the candidates that may be the answer if it is among some values.
fn candidates_within(candidates: Vec<Answer>, values: &[Value]) -> Vec<Answer> {
    let is_within =
        |answer: &Answer| matches!(answer, Answer::One(value) if values.contains(value));
    let mut within: Vec<Answer> = candidates.into_iter().filter(is_within).collect();
    for value in values {
        let answer = Answer::One(value.clone());
        if !within.contains(&answer) {
            within.push(answer);
        }
    }
    within
}

/// Gives each answer a literal, of which exactly one is true.
fn one_hot(answers: Vec<Answer>, formula: &mut Formula) -> Vec<(Answer, Lit)> {
    match answers.len() {
        0 | 1 => answers
            .into_iter()
            .map(|answer| (answer, Lit::TRUE))
            .collect(),
        2 => {
            let first = formula.variable();
            answers.into_iter().zip([first, !first]).collect()
        }
        _ => {
            let literals: Vec<Lit> = answers.iter().map(|_| formula.variable()).collect();
            formula.exactly_one(&literals);
            answers.into_iter().zip(literals).collect()
        }
    }
}

/// The values of all questions that were asked so far.
#[derive(Debug, Default)]
pub(super) struct KnownValues {
    pub facts: BTreeMap<FactId, Values>,
    pub attributes: BTreeMap<(SlotId, AttributeId), Values>,
}
