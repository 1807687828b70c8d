//! One question to one value.

use std::cmp::Ordering;

use super::evaluate::{Evaluator, Scope};
use super::words::{answer_words, entry_words, test_words, value_words};
use super::{Finding, Reason, Settler, Truth};
use crate::model::{
    Answer, AttributeStep, Datum, Entry, Operand, Operator, Test, TestSubject, Value,
};

/// What was found at the end of a path.
enum Found<'a> {
    /// A value, with what it rests on.
    Answer(&'a Answer, Vec<Settler>),
    /// A reference on the way is `none`: no test holds.
    Nothing(Vec<Settler>),
    /// A reference on the way is not known.
    Unknown(Vec<Settler>),
}

/// Answers a test, with a reason that names the value found.
///
/// A settled answer rests on every step of its path; an open one would be settled by the last alone.
pub fn evaluate_test(evaluator: &Evaluator<'_>, test: &Test, scopes: &[Scope<'_>]) -> Finding {
    let (truth, words, mut settled_by) = match find(evaluator, &test.subject, scopes) {
        Found::Nothing(settlers) => {
            let asked = test_words(evaluator.scheme, test);
            (
                Truth::No,
                format!("is none, so that it has no {asked}"),
                settlers,
            )
        }
        Found::Unknown(settlers) => (Truth::Open, "is not known".to_owned(), settlers),
        Found::Answer(answer, settlers) => {
            let truth = answer_truth(answer, &test.operator, scopes);
            (truth, found_words(evaluator, test, answer, truth), settlers)
        }
    };
    if truth == Truth::Open {
        settled_by.drain(..settled_by.len().saturating_sub(1));
    }
    let name = settled_by
        .last()
        .map_or("", |settler| settler.name.as_str());
    let sentence = format!("{name} {words}");
    Finding::new(
        truth,
        Reason {
            sentence,
            settled_by,
        },
    )
}

/// What was found: `is not known`, `is trustzone_a (TrustZone of a Cortex-A)`.
fn found_words(evaluator: &Evaluator<'_>, test: &Test, answer: &Answer, truth: Truth) -> String {
    let shown = match answer {
        Answer::Unknown if truth == Truth::Open => return "is not known".to_owned(),
        Answer::One(value) => value_words(evaluator.scheme, &test.subject, value),
        Answer::Unknown | Answer::None | Answer::Many { .. } => answer_words(answer),
    };
    format!("is {shown}")
}

fn find<'a>(evaluator: &Evaluator<'a>, subject: &TestSubject, scopes: &[Scope<'a>]) -> Found<'a> {
    match subject {
        TestSubject::Fact(fact) => {
            let settler = Settler {
                datum: Datum::Fact(*fact),
                name: evaluator.scheme.facts[*fact].key.to_string(),
                place: evaluator.situation.fact_place(*fact),
            };
            Found::Answer(evaluator.situation.fact(*fact), vec![settler])
        }
        TestSubject::Attribute { scope, path, .. } => {
            let Some(start) = scopes.iter().rev().nth(*scope) else {
                return Found::Unknown(Vec::new());
            };
            follow(evaluator, start.entry, path)
        }
    }
}

fn follow<'a>(evaluator: &Evaluator<'a>, start: &'a Entry, path: &[AttributeStep]) -> Found<'a> {
    let mut entry = start;
    let mut settlers = Vec::new();
    for (number, step) in path.iter().enumerate() {
        settlers.push(attribute_settler(evaluator, entry, *step));
        let answer = entry.answer(step.attribute);
        if number + 1 == path.len() {
            return Found::Answer(answer, settlers);
        }
        let target = evaluator
            .scheme
            .attribute(step.inventory, step.attribute)
            .answer
            .target();
        let next = match (answer, target) {
            (Answer::None, _) => return Found::Nothing(settlers),
            (Answer::One(Value::Entry(id)), Some(inventory)) => {
                evaluator.situation.entry(inventory, id)
            }
            (Answer::One(_) | Answer::Unknown | Answer::Many { .. }, _) => None,
        };
        let Some(next) = next else {
            return Found::Unknown(settlers);
        };
        entry = next;
    }
    Found::Unknown(settlers)
}

/// Returns the datum of an attribute of an entry: `chip.soc.tee`.
pub fn attribute_settler(evaluator: &Evaluator<'_>, entry: &Entry, step: AttributeStep) -> Settler {
    let attribute = evaluator.scheme.attribute(step.inventory, step.attribute);
    let name = entry_words(evaluator.scheme, step.inventory, &entry.id);
    Settler {
        datum: Datum::Attribute(step.inventory, step.attribute),
        name: format!("{name}.{}", attribute.key),
        place: entry.place_of(step.attribute),
    }
}

fn answer_truth(answer: &Answer, operator: &Operator, scopes: &[Scope<'_>]) -> Truth {
    let same = |operand: &Operand| one_is(answer, operand, scopes);
    let any = |operands: &[Operand]| {
        operands
            .iter()
            .fold(Truth::No, |truth, one| truth.or(same(one)))
    };
    let member = |operand: &Operand| has(answer, operand, scopes);
    match operator {
        Operator::Holds => one_is(answer, &Operand::Literal(Value::YesNo(true)), scopes),
        Operator::Is(operand) => same(operand),
        Operator::IsNot(operand) => same(operand).negated(),
        Operator::OneOf(operands) => any(operands),
        Operator::NotOneOf(operands) => any(operands).negated(),
        Operator::IsNone => is_none(answer),
        Operator::IsNotNone => is_none(answer).negated(),
        Operator::IsGiven => is_given(answer),
        Operator::IsNotGiven => is_given(answer).negated(),
        Operator::HasAny(operands) => operands
            .iter()
            .fold(Truth::No, |truth, one| truth.or(member(one))),
        Operator::HasAll(operands) => operands
            .iter()
            .fold(Truth::Yes, |truth, one| truth.and(member(one))),
        Operator::HasNone(operands) => operands
            .iter()
            .fold(Truth::No, |truth, one| truth.or(member(one)))
            .negated(),
        Operator::Less(value) => compare(answer, value, Ordering::is_lt),
        Operator::LessOrEqual(value) => compare(answer, value, Ordering::is_le),
        Operator::Greater(value) => compare(answer, value, Ordering::is_gt),
        Operator::GreaterOrEqual(value) => compare(answer, value, Ordering::is_ge),
    }
}

fn equals(value: &Value, operand: &Operand, scopes: &[Scope<'_>]) -> bool {
    match (operand, value) {
        (Operand::Literal(Value::Number(wanted)), Value::Number(found)) => {
            wanted.compare(found) == Ordering::Equal
        }
        (Operand::Literal(wanted), found) => wanted == found,
        (Operand::This { scope, .. }, Value::Entry(id)) => scopes
            .iter()
            .rev()
            .nth(*scope)
            .is_some_and(|outer| outer.entry.id == *id),
        (Operand::This { .. }, _) => false,
    }
}

fn one_is(answer: &Answer, operand: &Operand, scopes: &[Scope<'_>]) -> Truth {
    match answer {
        Answer::Unknown => Truth::Open,
        Answer::None => Truth::No,
        Answer::One(value) => Truth::of(equals(value, operand, scopes)),
        Answer::Many { .. } => has(answer, operand, scopes),
    }
}

fn has(answer: &Answer, operand: &Operand, scopes: &[Scope<'_>]) -> Truth {
    if answer
        .values()
        .iter()
        .any(|value| equals(value, operand, scopes))
    {
        return Truth::Yes;
    }
    if answer.is_open() {
        Truth::Open
    } else {
        Truth::No
    }
}

fn is_none(answer: &Answer) -> Truth {
    match answer {
        Answer::Unknown => Truth::Open,
        Answer::None => Truth::Yes,
        Answer::One(_) => Truth::No,
        Answer::Many { members, more } => match (members.is_empty(), more) {
            (false, _) => Truth::No,
            (true, true) => Truth::Open,
            (true, false) => Truth::Yes,
        },
    }
}

fn is_given(answer: &Answer) -> Truth {
    match answer {
        Answer::Unknown => Truth::Open,
        Answer::None => Truth::No,
        Answer::One(Value::Text(text)) => Truth::of(!text.trim().is_empty()),
        Answer::One(_) | Answer::Many { .. } => Truth::Yes,
    }
}

fn compare(answer: &Answer, wanted: &Value, holds: impl Fn(Ordering) -> bool) -> Truth {
    let found = match answer {
        Answer::Unknown | Answer::Many { .. } => return Truth::Open,
        Answer::None => return Truth::No,
        Answer::One(value) => value,
    };
    let ordering = match (found, wanted) {
        (Value::Number(found), Value::Number(wanted)) => Some(found.compare(wanted)),
        (Value::Date(found), Value::Date(wanted)) => found.compare(*wanted),
        _ => None,
    };
    ordering.map_or(Truth::Open, |ordering| Truth::of(holds(ordering)))
}
