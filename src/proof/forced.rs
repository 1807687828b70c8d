//! Answers that the constraints leave as the only ones.

use super::prover::Prover;
use super::wish::Wish;
use crate::logic::{Evaluator, Settler, labelled_answer};
use crate::model::{
    Answer, AttributeStep, FactId, Given, Mention, Scheme, Situation, Type, TypeKind, Value,
    open_mentions, visit_condition,
};

/// An answer that is not given, and that is the only one that no constraint excludes.
#[derive(Debug, Clone)]
pub(super) struct Forced {
    /// What is asked.
    pub settler: Settler,
    /// The answer, for people.
    pub shown: String,
}

/// How many open questions are tried. A condition that rests on more is long to read as it is.
const MOST_QUESTIONS: usize = 12;

impl Forced {
    /// Returns the answer as it is to be confirmed: "`chip.soc.tee` is none".
    pub fn words(&self) -> String {
        format!("that {} is {}", self.settler.name, self.shown)
    }
}

/// Returns the answers, among those on which a condition rests, that are the only ones possible.
pub(super) fn forced_answers(prover: &Prover<'_>, asked: &Wish<'_>) -> Vec<Forced> {
    let (scheme, base) = prover.product();
    let mut mentions = Vec::new();
    visit_condition(asked.condition, &mut |mention| mentions.push(mention));
    let mentions = open_mentions(scheme, mentions).into_iter();
    let questions = mentions.flat_map(|mention| match mention {
        Mention::Fact(fact) => vec![Question::Fact(fact)],
        Mention::Attribute(step) => {
            let count = base.entries(step.inventory).len();
            (0..count)
                .map(|place| Question::Attribute(step, place))
                .collect()
        }
        Mention::Set(_) | Mention::Derive(_) | Mention::Broken => Vec::new(),
    });
    let open = questions.filter(|question| question.is_open(base));
    open.take(MOST_QUESTIONS)
        .filter_map(|question| question.forced(prover))
        .collect()
}

/// A question of which the answer is one of a few.
#[derive(Debug, Clone, Copy)]
enum Question {
    Fact(FactId),
    /// An attribute, of the entry at a place in the list.
    Attribute(AttributeStep, usize),
}

impl Question {
    fn is_open(self, base: &Situation) -> bool {
        match self {
            Self::Fact(fact) => base.fact(fact).is_open(),
            Self::Attribute(step, place) => {
                let entry = base.entries(step.inventory).at(place);
                entry.is_some_and(|entry| entry.answer(step.attribute).is_open())
            }
        }
    }

    fn forced(self, prover: &Prover<'_>) -> Option<Forced> {
        let (scheme, base) = prover.product();
        let kind = match self {
            Self::Fact(fact) => &scheme.facts[fact].answer,
            Self::Attribute(step, _) => &scheme.attribute(step.inventory, step.attribute).answer,
        };
        let candidates = candidates(kind)?.into_iter();
        let mut possible = candidates.filter(|answer| {
            let given = self.given(base, answer.clone());
            given.is_none_or(|product| prover.is_possible(&product))
        });
        let only = possible.next().filter(|_| possible.next().is_none())?;
        if only.is_open() {
            return None;
        }
        Some(Forced {
            settler: self.settler(scheme, base)?,
            shown: labelled_answer(kind, &only),
        })
    }

    /// Returns the product with an answer.
    fn given(self, base: &Situation, answer: Answer) -> Option<Situation> {
        let mut product = base.clone();
        let given = Given {
            answer,
            place: None,
        };
        match self {
            Self::Fact(fact) => product.set_fact(fact, given),
            Self::Attribute(step, place) => {
                let id = base.entries(step.inventory).at(place)?.id.clone();
                let stock = product.stock_mut(step.inventory);
                stock.entries.values_mut(&id)?.insert(step.attribute, given);
            }
        }
        Some(product)
    }

    fn settler(self, scheme: &Scheme, base: &Situation) -> Option<Settler> {
        let tables = Evaluator::new(scheme, base);
        Some(match self {
            Self::Fact(fact) => tables.fact_settler(fact),
            Self::Attribute(step, place) => {
                let entry = base.entries(step.inventory).at(place)?;
                tables.attribute_settler(entry, step)
            }
        })
    }
}

/// Returns all answers to a question; `None` if there are too many to be tried. Of a set only `none` can be the one answer that is
/// left: any other could have more members.
fn candidates(kind: &Type) -> Option<Vec<Answer>> {
    let mut answers: Vec<Answer> = if let TypeKind::SetOf(choices) = &kind.kind {
        let keys = choices.iter().map(|choice| choice.key.to_string());
        let any_with = |key| Answer::Many {
            members: vec![Value::Choice(key)],
            more: true,
        };
        keys.map(any_with).collect()
    } else {
        kind.few_values()?.into_iter().map(Answer::One).collect()
    };
    if kind.takes_none() {
        answers.push(Answer::None);
    }
    Some(answers)
}
