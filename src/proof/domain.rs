//! Representatives of answers: values such that no condition of the scheme tells any other value from all of them.

use std::collections::BTreeMap;

use crate::model::{
    Answer, AttributeId, Choice, Condition, Date, FactId, InventoryId, Number, NumberType, Operand,
    Scheme, Test, TestSubject, Type, TypeKind, Value,
};

/// Something that a test asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Subject {
    /// A fact.
    Fact(FactId),
    /// An attribute of an inventory.
    Attribute(InventoryId, AttributeId),
}

/// The values with which conditions compare the answers to each question.
#[derive(Debug, Clone, Default)]
pub(super) struct Constants {
    values: BTreeMap<Subject, Vec<Value>>,
}

impl Constants {
    /// Collects the values in the names and constraints of a scheme.
    pub fn of(scheme: &Scheme) -> Self {
        let subsets = scheme.subsets.iter().map(|(_, subset)| &subset.filter);
        let derives = scheme.derives.iter().map(|(_, derive)| &derive.meaning);
        let constraints = scheme.constraints.iter();
        let constraints = constraints.map(|(_, constraint)| &constraint.condition);
        Self::in_conditions(subsets.chain(derives).chain(constraints))
    }

    /// Collects the values in conditions.
    pub fn in_conditions<'c>(conditions: impl IntoIterator<Item = &'c Condition>) -> Self {
        let mut constants = Self::default();
        for condition in conditions {
            constants.collect(condition);
        }
        constants
    }

    /// Collects the values in a condition. Returns whether there was a new one.
    pub fn collect(&mut self, condition: &Condition) -> bool {
        let mut is_new = false;
        condition.visit_tests(&mut |test| is_new |= self.collect_test(test));
        is_new
    }

    fn collect_test(&mut self, test: &Test) -> bool {
        let Some(subject) = subject_of(&test.subject) else {
            return false;
        };
        let bound = test.operator.bound();
        let literals = test
            .operator
            .operands()
            .iter()
            .filter_map(|operand| match operand {
                Operand::Literal(value) => Some(value),
                Operand::This { .. } => None,
            });
        let known = self.values.entry(subject).or_default();
        let before = known.len();
        for value in literals.chain(bound) {
            if !known.contains(value) {
                known.push(value.clone());
            }
        }
        known.len() > before
    }

    fn of_subject(&self, subject: Subject) -> &[Value] {
        self.values.get(&subject).map_or(&[], Vec::as_slice)
    }

    /// Returns representatives of the answers to a question of which one is given, `none` among them where it is an answer.
    /// Entries are not among them.
    pub fn answers(&self, subject: Subject, kind: &Type) -> Vec<Answer> {
        let constants = self.of_subject(subject);
        let values: Vec<Value> = match &kind.kind {
            TypeKind::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
            TypeKind::OneOf(choices) => self.choices(subject, choices),
            TypeKind::Number(numbers) => representative_numbers(numbers, constants),
            TypeKind::Date => representative_dates(constants),
            TypeKind::Text | TypeKind::Version => with_another(constants, another_text),
            TypeKind::Sha256 => with_another(constants, |number| format!("{number:064x}")),
            TypeKind::SetOf(_) | TypeKind::Entry(_) | TypeKind::Entries(_) => Vec::new(),
        };
        let none = kind.takes_none().then_some(Answer::None);
        values.into_iter().map(Answer::One).chain(none).collect()
    }

    /// Returns representatives of the days of a month.
    pub fn days_within(&self, subject: Subject, month: Date) -> Vec<Answer> {
        let mut constants = self.of_subject(subject).to_vec();
        constants.push(Value::Date(month));
        let days = representative_dates(&constants).into_iter();
        let is_within = |value: &Value| {
            let Value::Date(day) = value else {
                return false;
            };
            (month.first_day()..=month.last_day()).contains(&day.first_day())
        };
        days.filter(is_within).map(Answer::One).collect()
    }

    /// Returns the choices that conditions name, and one that they do not name for all others.
    pub fn choices(&self, subject: Subject, choices: &[Choice]) -> Vec<Value> {
        let constants = self.of_subject(subject);
        let values = choices
            .iter()
            .map(|choice| Value::Choice(choice.key.to_string()));
        let (named, others): (Vec<Value>, Vec<Value>) =
            values.partition(|value| constants.contains(value));
        named
            .into_iter()
            .chain(others.into_iter().take(1))
            .collect()
    }
}

/// Returns what a test asks about: the last attribute of its path.
fn subject_of(subject: &TestSubject) -> Option<Subject> {
    match subject {
        TestSubject::Fact(fact) => Some(Subject::Fact(*fact)),
        TestSubject::Attribute { path, .. } => path
            .last()
            .map(|step| Subject::Attribute(step.inventory, step.attribute)),
    }
}

/// Returns the values themselves, and one that is none of them.
fn with_another(constants: &[Value], make: impl Fn(usize) -> String) -> Vec<Value> {
    let others = (0..=constants.len()).map(|number| Value::Text(make(number)));
    let other = others.into_iter().find(|other| !constants.contains(other));
    constants.iter().cloned().chain(other).collect()
}

fn another_text(number: usize) -> String {
    let more = if number == 0 {
        String::new()
    } else {
        format!(" {number}")
    };
    format!("something else{more}")
}

/// Returns a number for each interval between the constants and each constant, as far as the type has one there.
fn representative_numbers(numbers: &NumberType, constants: &[Value]) -> Vec<Value> {
    let bounds = [numbers.least.clone(), numbers.most.clone()];
    let mut ends: Vec<Number> = bounds.into_iter().flatten().collect();
    ends.extend(constants.iter().filter_map(|value| match value {
        Value::Number(number) => Some(number.clone()),
        Value::YesNo(_) | Value::Choice(_) | Value::Date(_) | Value::Text(_) | Value::Entry(_) => {
            None
        }
    }));
    ends.sort();
    ends.dedup();
    let mut all: Vec<Number> = ends.first().map(Number::whole_below).into_iter().collect();
    all.extend(ends.last().map(Number::whole_above));
    for (lower, upper) in ends.iter().zip(ends.iter().skip(1)) {
        all.push(lower.whole_above());
        all.push(lower.middle(upper));
    }
    all.extend(ends);
    if all.is_empty() {
        all.extend(Number::parse("0"));
    }
    all.sort();
    all.dedup();
    let fitting = all.into_iter().filter(|number| numbers.holds(number));
    fitting.map(Value::Number).collect()
}

/// Returns a day for each interval between the first and last days of the constants, and each of these days.
fn representative_dates(constants: &[Value]) -> Vec<Value> {
    let mut days: Vec<Date> = Vec::new();
    for value in constants {
        let Value::Date(date) = value else { continue };
        let day = |(year, month, day)| Date {
            year,
            month,
            day: Some(day),
        };
        let (first, last) = (day(date.first_day()), day(date.last_day()));
        days.extend(first.previous_day());
        days.extend([first, last, last.plus_days(1)]);
        if first != last {
            days.push(first.plus_days(1));
        }
    }
    if days.is_empty() {
        days.extend(Date::parse("2026-01-01"));
    }
    days.sort_unstable_by_key(|day| day.first_day());
    days.dedup();
    days.into_iter().map(Value::Date).collect()
}
