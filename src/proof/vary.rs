//! Whether products that were found show that an answer decides something: with another answer they are decided otherwise.

use super::consequence::Consequence;
use super::domain::Subject;
use super::prover::Prover;
use crate::logic::{Evaluator, Truth};
use crate::model::{
    Answer, Datum, Entries, Given, InventoryId, Scheme, Situation, Type, TypeKind, Value,
};

/// With how many products each question is tried.
const MOST_PRODUCTS: usize = 24;

/// A product with one of the answers to a question.
struct Variant {
    answer: Answer,
    product: Situation,
    /// How it is decided.
    decided: Vec<Truth>,
}

/// A question, and the choices of it that conditions name.
#[derive(Debug, Clone)]
pub struct Choosing {
    /// The question.
    pub datum: Datum,
    /// The choices that consequences name.
    pub named: Vec<Value>,
    /// A choice that no condition names, nor a constraint.
    pub plain: Option<Value>,
}

/// What is known of a question whose answers were exchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tried {
    /// Whether a product can have another answer, and all else as it was.
    pub varies: bool,
    /// Whether two answers are decided differently.
    pub decides: bool,
    /// The choices that are decided differently from one that no condition names, or in a set from their absence.
    pub telling: Vec<Value>,
}

impl Prover<'_> {
    /// Exchanges the answers to a question in the products that were found, for an attribute those of one entry at a time, until
    /// it decides something, and so does each of its choices that are named.
    pub fn exchange(&self, asked: &Choosing, consequences: &[&Consequence]) -> Tried {
        let mut tried = Tried::default();
        for product in self.products().iter().take(MOST_PRODUCTS) {
            for entry in places(product, asked.datum) {
                let variants = self.variants(product, asked.datum, entry.as_deref(), consequences);
                self.compare(&variants, asked, &mut tried);
                if tried.decides && asked.named.iter().all(|one| tried.telling.contains(one)) {
                    return tried;
                }
            }
        }
        tried
    }

    /// Returns products that differ from one in a question alone: in the answer of one entry, or in the same answer of all of them; of
    /// an inventory, the product without entries.
    pub(super) fn exchanged(&self, product: &Situation, datum: Datum) -> Vec<Situation> {
        if let Datum::Inventory(inventory) = datum {
            let mut empty = product.clone();
            empty.stock_mut(inventory).entries = Entries::new();
            return vec![empty];
        }
        let places = places(product, datum);
        let mut exchanged = Vec::new();
        for entry in &places {
            let Some((subject, kind, before)) = self.question(product, datum, entry.as_deref())
            else {
                continue;
            };
            for answer in self.answers(subject, kind, product, before) {
                if places.len() > 1 {
                    let each = |product, entry: &Option<String>| {
                        with_answer(&product, datum, entry.as_deref(), &answer)
                    };
                    exchanged.push(places.iter().fold(product.clone(), each));
                }
                exchanged.push(with_answer(product, datum, entry.as_deref(), &answer));
            }
        }
        exchanged
    }

    /// Returns a product with each answer to a question, the one that it has first.
    fn variants(
        &self,
        product: &Situation,
        datum: Datum,
        entry: Option<&str>,
        consequences: &[&Consequence],
    ) -> Vec<Variant> {
        let Some((subject, kind, before)) = self.question(product, datum, entry) else {
            return Vec::new();
        };
        let others = self.answers(subject, kind, product, before);
        let all = std::iter::once(before.clone()).chain(others);
        let variant = |answer: Answer| {
            let product = with_answer(product, datum, entry, &answer);
            let decided = decide_all(self.scheme(), &product, consequences);
            Variant {
                answer,
                product,
                decided,
            }
        };
        all.map(variant).collect()
    }

    /// Compares how products are decided that differ in one answer alone.
    fn compare(&self, variants: &[Variant], asked: &Choosing, tried: &mut Tried) {
        let Some((first, rest)) = variants.split_first() else {
            return;
        };
        let differ = |one: &Variant, other: &Variant| {
            one.decided != other.decided && self.exists(&one.product) && self.exists(&other.product)
        };
        let can_be = |one: &Variant| self.exists(&one.product);
        tried.varies = tried.varies || rest.iter().any(can_be);
        // Of two that differ, one differs from the first.
        tried.decides = tried.decides || rest.iter().any(|one| differ(first, one));
        let with = |value: &Value| {
            let answer = Answer::One(value.clone());
            variants.iter().find(|one| one.answer == answer)
        };
        let plain = asked.plain.as_ref().and_then(with);
        for choice in &asked.named {
            let has = |variant: &Variant| variant.answer.values().contains(choice);
            let (one, other) = match plain {
                Some(plain) => (with(choice), Some(plain)),
                // In a set, from its absence.
                None => (Some(first), rest.iter().find(|one| has(one) != has(first))),
            };
            let tells = one
                .zip(other)
                .is_some_and(|(one, other)| differ(one, other));
            if tells && !tried.telling.contains(choice) {
                tried.telling.push(choice.clone());
            }
        }
    }

    /// Returns what is asked, and what a product answers.
    fn question<'p>(
        &'p self,
        product: &'p Situation,
        datum: Datum,
        entry: Option<&str>,
    ) -> Option<(Subject, &'p Type, &'p Answer)> {
        match (datum, entry) {
            (Datum::Fact(fact), None) => {
                let kind = &self.scheme().facts[fact].answer;
                Some((Subject::Fact(fact), kind, product.fact(fact)))
            }
            (Datum::Attribute(inventory, attribute), Some(id)) => {
                let kind = &self.scheme().attribute(inventory, attribute).answer;
                let answer = product.entry(inventory, id)?.answer(attribute);
                Some((Subject::Attribute(inventory, attribute), kind, answer))
            }
            (Datum::Fact(_) | Datum::Attribute(..) | Datum::Inventory(_), _) => None,
        }
    }

    /// Returns representatives of the answers to a question in a product, but for the one that is given.
    fn answers(
        &self,
        subject: Subject,
        kind: &Type,
        product: &Situation,
        before: &Answer,
    ) -> Vec<Answer> {
        let constants = self.constants();
        let mut answers = match &kind.kind {
            TypeKind::SetOf(choices) => sets_near(constants.choices(subject, choices), before),
            TypeKind::Entries(target) => sets_near(entries_of(product, *target), before),
            TypeKind::Entry(target) => {
                let entries = entries_of(product, *target).into_iter().map(Answer::One);
                let none = kind.takes_none().then_some(Answer::None);
                entries.chain(none).collect()
            }
            TypeKind::YesNo
            | TypeKind::OneOf(_)
            | TypeKind::Number(_)
            | TypeKind::Text
            | TypeKind::Date
            | TypeKind::Version
            | TypeKind::Sha256 => constants.answers(subject, kind),
        };
        answers.retain(|answer| !answer.is_same(before));
        answers
    }
}

/// Returns where a question is asked: of each entry, or of the product.
fn places(product: &Situation, datum: Datum) -> Vec<Option<String>> {
    match datum {
        Datum::Fact(_) => vec![None],
        Datum::Attribute(inventory, _) => {
            let entries = product.entries(inventory).iter();
            entries.map(|entry| Some(entry.id.to_string())).collect()
        }
        Datum::Inventory(_) => Vec::new(),
    }
}

fn with_answer(
    product: &Situation,
    datum: Datum,
    entry: Option<&str>,
    answer: &Answer,
) -> Situation {
    let mut product = product.clone();
    let given = Given {
        answer: answer.clone(),
        place: None,
    };
    match (datum, entry) {
        (Datum::Fact(fact), _) => product.set_fact(fact, given),
        (Datum::Attribute(inventory, attribute), Some(id)) => {
            let entries = &mut product.stock_mut(inventory).entries;
            if let Some(values) = entries.values_mut(id) {
                values.insert(attribute, given);
            }
        }
        (Datum::Attribute(..), None) | (Datum::Inventory(_), _) => {}
    }
    product
}

/// Says how a product is decided, entry by entry where entries are.
fn decide_all(scheme: &Scheme, product: &Situation, consequences: &[&Consequence]) -> Vec<Truth> {
    let evaluator = Evaluator::new(scheme, product);
    let mut decided = Vec::new();
    for consequence in consequences {
        match consequence.entries {
            None => decided.push(evaluator.decide(&consequence.condition)),
            Some(inventory) => {
                let entries = product.entries(inventory).iter();
                let of = |entry| evaluator.decide_for(&consequence.condition, entry);
                decided.extend(entries.map(of));
            }
        }
    }
    decided
}

/// Returns sets with one member more or less than a set has.
fn sets_near(values: Vec<Value>, before: &Answer) -> Vec<Answer> {
    let members = before.values();
    let near = values.into_iter().map(|value| {
        let mut changed: Vec<Value> = members.to_vec();
        changed.retain(|member| *member != value);
        if changed.len() == members.len() {
            changed.push(value);
        }
        if changed.is_empty() {
            Answer::None
        } else {
            Answer::Many {
                members: changed,
                more: false,
            }
        }
    });
    near.collect()
}

fn entries_of(product: &Situation, inventory: InventoryId) -> Vec<Value> {
    let entries = product.entries(inventory).iter();
    entries
        .map(|entry| Value::Entry(entry.id.to_string()))
        .collect()
}
