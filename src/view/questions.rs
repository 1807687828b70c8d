//! The questions of a product that still decide something, what decides the most first.

use std::cmp::Reverse;

use indexmap::IndexMap;
use serde::Serialize;

use super::answering::answers_to;
use super::basis::Basis;
use super::open::find_questions;
use super::refs::RefView;
use crate::model::{Answer, Datum, Extent, Scheme, Situation};
use crate::source::Text;

/// A question that still decides something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionView {
    /// Its name in the product file: `radio`, `chip.soc.tee`.
    pub name: Text,
    /// What is asked.
    #[serde(skip)]
    pub datum: Datum,
    /// The question.
    pub question: Text,
    /// The possible answers in words: `one of usb, uart, or none`.
    pub answers: String,
    /// The place of the answer in the product file, if it has one.
    pub place: Option<String>,
    /// The controls that it helps to decide, in the order of the scheme.
    pub controls: Vec<RefView>,
    /// Minutes of attended work that depend on it, and perhaps on other answers too.
    pub minutes: u32,
    /// How many open parts of controls it would settle if each of the answers on which a part depends settled its share.
    #[serde(skip)]
    share: u64,
}

/// How many answers a product file may give, and how many it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AnswerCount {
    /// The facts, the inventories, and the attributes of the entries that are listed.
    pub asked: usize,
    /// Those that are answered.
    pub given: usize,
}

/// Finds the questions that still decide something. The question that decides the most comes first, then the one on which more
/// work depends. The others are in the order of the scheme.
pub fn view_questions(basis: &Basis<'_>) -> Vec<QuestionView> {
    let mut questions: IndexMap<Text, QuestionView> = IndexMap::new();
    for open in find_questions(basis) {
        let Some(datum) = open.datum else { continue };
        let minutes = open.minutes(basis).into_values();
        let minutes = minutes.fold(0, u32::saturating_add);
        let controls: Vec<RefView> = open
            .controls()
            .into_iter()
            .map(|one| basis.control(one))
            .collect();
        for settler in open.settlers.values() {
            questions
                .entry(settler.name.clone())
                .or_insert_with(|| QuestionView {
                    name: settler.name.clone(),
                    datum,
                    question: basis.question(datum),
                    answers: answers_to(basis.scheme, datum),
                    place: basis.place(settler.place),
                    controls: controls.clone(),
                    minutes,
                    share: 0,
                });
        }
        for (name, share) in open.shares() {
            if let Some(question) = questions.get_mut(name) {
                question.share = question.share.saturating_add(share);
            }
        }
    }
    let mut questions: Vec<QuestionView> = questions.into_values().collect();
    questions.sort_by_key(|question| (Reverse(question.share), Reverse(question.minutes)));
    questions
}

/// Counts the answers of a product.
pub fn count_answers(scheme: &Scheme, product: &Situation) -> AnswerCount {
    let inventories = scheme.inventories.iter();
    let attributes = inventories.map(|(id, inventory)| {
        let entries = product.entries(id).iter().count();
        entries * inventory.attributes.iter().count()
    });
    let asked =
        scheme.facts.iter().count() + scheme.inventories.iter().count() + attributes.sum::<usize>();
    AnswerCount {
        asked,
        given: asked - find_unanswered(scheme, product).len(),
    }
}

/// Finds what a product file does not answer, by name, in the order of the scheme: facts, inventories, attributes of the entries
/// that are listed.
pub fn find_unanswered(scheme: &Scheme, product: &Situation) -> Vec<(Text, Datum)> {
    let mut unanswered = Vec::new();
    for (fact, asked) in scheme.facts.iter() {
        if *product.fact(fact) == Answer::Unknown {
            unanswered.push((asked.key.clone(), Datum::Fact(fact)));
        }
    }
    for (id, inventory) in scheme.inventories.iter() {
        if product.extent(id) != Extent::All {
            unanswered.push((inventory.key.clone(), Datum::Inventory(id)));
        }
        for entry in product.entries(id) {
            for (attribute, asked) in inventory.attributes.iter() {
                let given = entry.values.get(&attribute);
                if given.is_none_or(|given| given.answer == Answer::Unknown) {
                    let name = format!("{}.{}.{}", inventory.key, entry.id, asked.key);
                    unanswered.push((name.into(), Datum::Attribute(id, attribute)));
                }
            }
        }
    }
    unanswered
}
