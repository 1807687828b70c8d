//! One question to one value.

use std::cmp::Ordering;

use super::evaluator::{Evaluator, Scope};
use super::words::{answer_words, entry_words, test_words, value_words};
use super::{Finding, Reason, Settler, Truth};
use crate::model::{
    Answer, AttributeStep, Datum, Entry, Operand, Operator, Test, TestSubject, Value,
};

/// What is known at the end of a path.
#[derive(Debug, Clone, Copy)]
pub(super) enum Looked<'a> {
    /// The answer.
    Answer(&'a Answer),
    /// A reference on the way is `none`: no test holds.
    Nothing,
    /// A reference on the way is not known.
    Unknown,
}

/// Answers a test.
pub(super) fn test_truth<'a>(
    evaluator: &Evaluator<'a>,
    test: &'a Test,
    scope: Option<&Scope<'_, 'a>>,
) -> Truth {
    match look_up(evaluator, &test.subject, scope) {
        Looked::Answer(answer) => answer_truth(answer, &test.operator, scope),
        Looked::Nothing => Truth::No,
        Looked::Unknown => Truth::Open,
    }
}

/// Answers a test, with a reason that names the value found.
///
/// A settled answer rests on every step of its path; an open one would be settled by the last alone.
pub(super) fn explain_test<'a>(
    evaluator: &Evaluator<'a>,
    test: &'a Test,
    scope: Option<&Scope<'_, 'a>>,
) -> Finding {
    let looked = look_up(evaluator, &test.subject, scope);
    let mut settled_by = settlers_of(evaluator, &test.subject, scope);
    let (truth, words) = match looked {
        Looked::Nothing => {
            let asked = test_words(evaluator.scheme, test);
            (Truth::No, format!("is none, so that it has no {asked}"))
        }
        Looked::Unknown => (Truth::Open, "is not known".to_owned()),
        Looked::Answer(answer) => {
            let truth = answer_truth(answer, &test.operator, scope);
            (truth, found_words(evaluator, test, answer, truth))
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
            settled_by: settled_by.into_iter().collect(),
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

/// Looks up what a test asks for.
pub(super) fn look_up<'a>(
    evaluator: &Evaluator<'a>,
    subject: &TestSubject,
    scope: Option<&Scope<'_, 'a>>,
) -> Looked<'a> {
    let (number, path) = match subject {
        TestSubject::Fact(fact) => return Looked::Answer(evaluator.situation.fact(*fact)),
        TestSubject::Attribute { scope, path, .. } => (*scope, path.as_slice()),
    };
    let Some(start) = Scope::outer(scope, number) else {
        return Looked::Unknown;
    };
    let Some((last, way)) = path.split_last() else {
        return Looked::Unknown;
    };
    let mut entry = start;
    for step in way {
        entry = match refer(evaluator, entry, *step) {
            Ok(next) => next,
            Err(end) => return end,
        };
    }
    Looked::Answer(entry.answer(last.attribute))
}

/// Follows a reference; where it leads nowhere, says what that means.
fn refer<'a>(
    evaluator: &Evaluator<'a>,
    entry: &'a Entry,
    step: AttributeStep,
) -> Result<&'a Entry, Looked<'a>> {
    let attribute = evaluator.scheme.attribute(step.inventory, step.attribute);
    match (entry.answer(step.attribute), attribute.answer.target()) {
        (Answer::None, _) => Err(Looked::Nothing),
        (Answer::One(Value::Entry(id)), Some(inventory)) => {
            let next = evaluator.situation.entry(inventory, id);
            next.ok_or(Looked::Unknown)
        }
        (Answer::One(_) | Answer::Unknown | Answer::Many { .. }, _) => Err(Looked::Unknown),
    }
}

/// Lists the data on the way to what a test asks for, as far as it leads.
fn settlers_of<'a>(
    evaluator: &Evaluator<'a>,
    subject: &TestSubject,
    scope: Option<&Scope<'_, 'a>>,
) -> Vec<Settler> {
    let (number, path) = match subject {
        TestSubject::Fact(fact) => {
            return vec![Settler {
                datum: Datum::Fact(*fact),
                name: evaluator.scheme.facts[*fact].key.clone(),
                place: evaluator.situation.fact_place(*fact),
            }];
        }
        TestSubject::Attribute { scope, path, .. } => (*scope, path),
    };
    let mut settlers = Vec::new();
    let mut entry = Scope::outer(scope, number);
    for step in path {
        let Some(at) = entry else { break };
        settlers.push(attribute_settler(evaluator, at, *step));
        entry = refer(evaluator, at, *step).ok();
    }
    settlers
}

/// Returns the datum of an attribute of an entry: `chip.soc.tee`.
pub(super) fn attribute_settler(
    evaluator: &Evaluator<'_>,
    entry: &Entry,
    step: AttributeStep,
) -> Settler {
    let attribute = evaluator.scheme.attribute(step.inventory, step.attribute);
    let name = entry_words(evaluator.scheme, step.inventory, &entry.id);
    Settler {
        datum: Datum::Attribute(step.inventory, step.attribute),
        name: format!("{name}.{}", attribute.key).into(),
        place: entry.place_of(step.attribute),
    }
}

fn answer_truth(answer: &Answer, operator: &Operator, scope: Option<&Scope<'_, '_>>) -> Truth {
    let same = |operand: &Operand| one_is(answer, operand, scope);
    let any = |operands: &[Operand]| {
        operands
            .iter()
            .fold(Truth::No, |truth, one| truth.or(same(one)))
    };
    let member = |operand: &Operand| has(answer, operand, scope);
    match operator {
        Operator::Holds => one_is(answer, &Operand::Literal(Value::YesNo(true)), scope),
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

fn equals(value: &Value, operand: &Operand, scope: Option<&Scope<'_, '_>>) -> bool {
    match (operand, value) {
        (Operand::Literal(Value::Number(wanted)), Value::Number(found)) => {
            wanted.compare(found) == Ordering::Equal
        }
        (Operand::Literal(wanted), found) => wanted == found,
        (Operand::This { scope: number, .. }, Value::Entry(id)) => {
            Scope::outer(scope, *number).is_some_and(|entry| entry.id == id.as_str())
        }
        (Operand::This { .. }, _) => false,
    }
}

fn one_is(answer: &Answer, operand: &Operand, scope: Option<&Scope<'_, '_>>) -> Truth {
    match answer {
        Answer::Unknown => Truth::Open,
        Answer::None => Truth::No,
        Answer::One(value) => Truth::of(equals(value, operand, scope)),
        Answer::Many { .. } => has(answer, operand, scope),
    }
}

fn has(answer: &Answer, operand: &Operand, scope: Option<&Scope<'_, '_>>) -> Truth {
    if answer
        .values()
        .iter()
        .any(|value| equals(value, operand, scope))
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
