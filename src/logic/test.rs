//! Tests: questions about one value (L-082).

use super::evaluator::{Evaluator, Scope};
use super::words::{answer_words, entry_words, test_words, value_words};
use super::{Finding, Reason, Settler, Truth};
use crate::model::{
    Answer, AttributeStep, Date, Datum, Entry, FactId, Operand, Operator, Test, TestSubject, Value,
};

/// The result of following the path of a test.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lookup<'a> {
    /// The path leads to this answer.
    Answer(&'a Answer),
    /// A reference on the path is `none`: no test holds (L-092).
    Nothing,
    /// A reference on the path is not known.
    Unknown,
}

/// Decides a test.
pub(super) fn test_truth<'a>(
    evaluator: &Evaluator<'a>,
    test: &'a Test,
    scope: Option<&Scope<'_, 'a>>,
) -> Truth {
    match look_up(evaluator, &test.subject, scope) {
        Lookup::Answer(answer) => answer_truth(answer, &test.operator, scope),
        Lookup::Nothing => Truth::No,
        Lookup::Unknown => Truth::Open,
    }
}

/// Decides a test, with a reason that names the value.
///
/// A settled answer rests on every step of its path; an open one would be settled by the last step alone.
pub(super) fn explain_test<'a>(
    evaluator: &Evaluator<'a>,
    test: &'a Test,
    scope: Option<&Scope<'_, 'a>>,
) -> Finding {
    let mut settled_by = settlers_of(evaluator, &test.subject, scope);
    let (truth, predicate) = match look_up(evaluator, &test.subject, scope) {
        Lookup::Nothing => {
            let asked = test_words(evaluator.scheme, test);
            (Truth::No, format!("is none, so it has no {asked}"))
        }
        Lookup::Unknown => (Truth::Open, "is not known".to_owned()),
        Lookup::Answer(answer) => {
            let truth = answer_truth(answer, &test.operator, scope);
            (truth, answer_predicate(evaluator, test, answer, truth))
        }
    };
    if truth == Truth::Open {
        settled_by.drain(..settled_by.len().saturating_sub(1));
    }
    let name = settled_by
        .last()
        .map_or("", |settler| settler.name.as_str());
    let sentence = format!("{name} {predicate}").into();
    Finding::new(
        truth,
        Reason {
            sentence,
            settled_by: settled_by.into_iter().collect(),
        },
    )
}

/// Says what the answer is: `is not known`, `is trustzone_a (TrustZone of a Cortex-A)`.
fn answer_predicate(
    evaluator: &Evaluator<'_>,
    test: &Test,
    answer: &Answer,
    truth: Truth,
) -> String {
    let shown = match answer {
        Answer::Unknown if truth == Truth::Open => return "is not known".to_owned(),
        Answer::One(Value::Date(date)) if truth == Truth::Open => {
            return format!("is a day in {date}, but the exact day is not known");
        }
        Answer::One(value) => value_words(evaluator.scheme, &test.subject, value),
        Answer::Unknown | Answer::None | Answer::Many { .. } | Answer::Within(_) => {
            answer_words(answer)
        }
    };
    format!("is {shown}")
}

/// Looks up the value that a test asks about.
pub(super) fn look_up<'a>(
    evaluator: &Evaluator<'a>,
    subject: &TestSubject,
    scope: Option<&Scope<'_, 'a>>,
) -> Lookup<'a> {
    let (number, path) = match subject {
        TestSubject::Fact(fact) => return Lookup::Answer(evaluator.situation.fact(*fact)),
        TestSubject::Attribute { scope, path, .. } => (*scope, path.as_slice()),
    };
    let Some(start) = Scope::outer(scope, number) else {
        return Lookup::Unknown;
    };
    let Some((last, references)) = path.split_last() else {
        return Lookup::Unknown;
    };
    let mut entry = start;
    for step in references {
        entry = match follow(evaluator, entry, *step) {
            Ok(next) => next,
            Err(dead_end) => return dead_end,
        };
    }
    Lookup::Answer(entry.answer(last.attribute))
}

/// Follows a reference to the next entry; where there is none, returns the result of the lookup.
fn follow<'a>(
    evaluator: &Evaluator<'a>,
    entry: &'a Entry,
    step: AttributeStep,
) -> Result<&'a Entry, Lookup<'a>> {
    let attribute = evaluator.scheme.attribute(step.inventory, step.attribute);
    match (entry.answer(step.attribute), attribute.answer.target()) {
        (Answer::None, _) => Err(Lookup::Nothing),
        (Answer::One(Value::Entry(id)), Some(inventory)) => {
            let next = evaluator.situation.entry(inventory, id);
            next.ok_or(Lookup::Unknown)
        }
        (Answer::One(_) | Answer::Unknown | Answer::Many { .. } | Answer::Within(_), _) => {
            Err(Lookup::Unknown)
        }
    }
}

/// Returns a settler for each step of the path of a test, as far as it leads.
fn settlers_of<'a>(
    evaluator: &Evaluator<'a>,
    subject: &TestSubject,
    scope: Option<&Scope<'_, 'a>>,
) -> Vec<Settler> {
    let (number, path) = match subject {
        TestSubject::Fact(fact) => {
            return vec![evaluator.fact_settler(*fact)];
        }
        TestSubject::Attribute { scope, path, .. } => (*scope, path),
    };
    let mut settlers = Vec::new();
    let mut entry = Scope::outer(scope, number);
    for step in path {
        let Some(at) = entry else { break };
        settlers.push(evaluator.attribute_settler(at, *step));
        entry = follow(evaluator, at, *step).ok();
    }
    settlers
}

impl Evaluator<'_> {
    /// Returns the settler for a fact: `source_access`.
    pub fn fact_settler(&self, fact: FactId) -> Settler {
        Settler {
            datum: Datum::Fact(fact),
            name: self.scheme.facts[fact].key.clone(),
            place: self.situation.fact_place(fact),
        }
    }

    /// Returns the settler for an attribute of an entry: `chip.soc.tee`.
    pub fn attribute_settler(&self, entry: &Entry, step: AttributeStep) -> Settler {
        let attribute = self.scheme.attribute(step.inventory, step.attribute);
        let name = entry_words(self.scheme, step.inventory, &entry.id);
        Settler {
            datum: Datum::Attribute(step.inventory, step.attribute),
            name: format!("{name}.{}", attribute.key).into(),
            place: entry.place_of(step.attribute),
        }
    }
}

/// Decides a test of an answer, without the entries around it.
pub fn truth_of_answer(answer: &Answer, operator: &Operator) -> Truth {
    answer_truth(answer, operator, None)
}

fn answer_truth(answer: &Answer, operator: &Operator, scope: Option<&Scope<'_, '_>>) -> Truth {
    let is = |operand: &Operand| is_truth(answer, operand, scope);
    let has = |operand: &Operand| has_truth(answer, operand, scope);
    match operator {
        Operator::Holds => is(&Operand::Literal(Value::YesNo(true))),
        Operator::Is(operand) => is(operand),
        Operator::IsNot(operand) => is(operand).negated(),
        Operator::OneOf(operands) => Truth::any(operands.iter().map(is)),
        Operator::NotOneOf(operands) => Truth::any(operands.iter().map(is)).negated(),
        Operator::IsNone => is_none(answer),
        Operator::IsNotNone => is_none(answer).negated(),
        Operator::IsGiven => is_given(answer),
        Operator::IsNotGiven => is_given(answer).negated(),
        Operator::HasAny(operands) => Truth::any(operands.iter().map(has)),
        Operator::HasAll(operands) => Truth::all(operands.iter().map(has)),
        Operator::HasNone(operands) => Truth::any(operands.iter().map(has)).negated(),
        Operator::Less(wanted) => compare(answer, |value| at_least(value, wanted).negated()),
        Operator::LessOrEqual(wanted) => compare(answer, |value| at_most(value, wanted)),
        Operator::Greater(wanted) => compare(answer, |value| at_most(value, wanted).negated()),
        Operator::GreaterOrEqual(wanted) => compare(answer, |value| at_least(value, wanted)),
    }
}

fn equals(value: &Value, operand: &Operand, scope: Option<&Scope<'_, '_>>) -> bool {
    match (operand, value) {
        (Operand::Literal(wanted), value) => wanted == value,
        (Operand::This { scope: number, .. }, Value::Entry(id)) => {
            Scope::outer(scope, *number).is_some_and(|entry| entry.id == id.as_str())
        }
        (Operand::This { .. }, _) => false,
    }
}

fn is_truth(answer: &Answer, operand: &Operand, scope: Option<&Scope<'_, '_>>) -> Truth {
    match answer {
        Answer::Unknown => Truth::Open,
        Answer::None => Truth::No,
        Answer::One(value) => match operand {
            Operand::Literal(wanted @ Value::Date(_)) => {
                at_least(value, wanted).and(at_most(value, wanted))
            }
            Operand::Literal(_) | Operand::This { .. } => Truth::of(equals(value, operand, scope)),
        },
        Answer::Many { .. } | Answer::Within(_) => has_truth(answer, operand, scope),
    }
}

fn has_truth(answer: &Answer, operand: &Operand, scope: Option<&Scope<'_, '_>>) -> Truth {
    if let Answer::Within(possible) = answer {
        let may_be = possible.iter().any(|value| equals(value, operand, scope));
        return if may_be { Truth::Open } else { Truth::No };
    }
    if answer
        .values()
        .iter()
        .any(|value| equals(value, operand, scope))
    {
        Truth::Yes
    } else if answer.is_open() {
        Truth::Open
    } else {
        Truth::No
    }
}

fn is_none(answer: &Answer) -> Truth {
    match answer {
        Answer::None => Truth::Yes,
        Answer::One(_) => Truth::No,
        Answer::Many { members, more } => match (members.is_empty(), more) {
            (false, _) => Truth::No,
            (true, true) => Truth::Open,
            (true, false) => Truth::Yes,
        },
        Answer::Within(possible) if possible.is_empty() => Truth::Yes,
        Answer::Unknown | Answer::Within(_) => Truth::Open,
    }
}

fn is_given(answer: &Answer) -> Truth {
    match answer {
        Answer::None => Truth::No,
        Answer::One(Value::Text(text)) => Truth::of(!text.trim().is_empty()),
        Answer::One(_) | Answer::Many { .. } => Truth::Yes,
        Answer::Unknown | Answer::Within(_) => Truth::Open,
    }
}

fn compare(answer: &Answer, holds: impl Fn(&Value) -> Truth) -> Truth {
    match answer {
        Answer::Unknown | Answer::Many { .. } | Answer::Within(_) => Truth::Open,
        Answer::None => Truth::No,
        Answer::One(value) => holds(value),
    }
}

/// Decides whether a number is not below another, or a day not before the first day of a date (L-107).
fn at_least(value: &Value, wanted: &Value) -> Truth {
    match (value, wanted) {
        (Value::Number(number), Value::Number(wanted)) => Truth::of(number >= wanted),
        (Value::Date(date), Value::Date(wanted)) => {
            each_day(*date, |day| day >= wanted.first_day())
        }
        _ => Truth::Open,
    }
}

/// Decides whether a number is not above another, or a day not after the last day of a date (L-107).
fn at_most(value: &Value, wanted: &Value) -> Truth {
    match (value, wanted) {
        (Value::Number(number), Value::Number(wanted)) => Truth::of(number <= wanted),
        (Value::Date(date), Value::Date(wanted)) => each_day(*date, |day| day <= wanted.last_day()),
        _ => Truth::Open,
    }
}

/// Decides a bound on the day of a date that may be any day of a month. What the first and the last day answer alike, all
/// days answer.
fn each_day(date: Date, holds: impl Fn((u16, u8, u8)) -> bool) -> Truth {
    let (first, last) = (holds(date.first_day()), holds(date.last_day()));
    if first == last {
        Truth::of(first)
    } else {
        Truth::Open
    }
}
