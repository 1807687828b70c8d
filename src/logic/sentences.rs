//! Conditions and obligations as sentences, for people who have no product file before them.
//!
//! Sets and derived names are shown by their titles, choices by their labels, attributes by their names.

use super::words::{asked_type, set_words};
use crate::model::{
    Among, Applies, AttributeStep, Choice, Clauses, Condition, Date, NumberType, Operand, Operator,
    Quantified, Quantifier, Rows, Scheme, Test, TestSubject, Type, TypeKind, Value,
};

/// Returns when a control applies: `to every product`, `to each of “Ports”`, `if there is at least one of “Ports”`.
pub fn applies_sentence(scheme: &Scheme, applies: &Applies) -> String {
    match applies {
        Applies::Always => "to every product".to_owned(),
        Applies::ForEach(set) => format!("to each of {}", set_words(scheme, *set)),
        Applies::When(condition) => format!("if {}", condition_sentence(scheme, condition)),
    }
}

/// Returns for what an obligation is owed: `once`, `for each of “Chips” where maker is given`.
pub fn clauses_sentence(scheme: &Scheme, clauses: &Clauses) -> String {
    let mut sentence = rows_sentence(scheme, clauses.rows);
    if let Some(filter) = &clauses.filter {
        sentence.push_str(" where ");
        sentence.push_str(&condition_sentence(scheme, filter));
    }
    if let Some(condition) = &clauses.condition {
        sentence.push_str(", if ");
        sentence.push_str(&condition_sentence(scheme, condition));
    }
    sentence
}

fn rows_sentence(scheme: &Scheme, rows: Rows) -> String {
    match rows {
        Rows::Once => "once".to_owned(),
        Rows::Each { set, second: None } => format!("for each of {}", set_words(scheme, set)),
        Rows::Each {
            set,
            second: Some(second),
        } => {
            let attribute = scheme.attribute(scheme.inventory_of(set), second);
            let (set, second) = (set_words(scheme, set), name_words(&attribute.key));
            format!("for each of {set} and each of its “{second}”")
        }
        Rows::AtLeastOne(set) => format!("for at least one of {}", set_words(scheme, set)),
        Rows::AtLeastOneOf(Among { each, set, by }) => {
            let attribute = scheme.attribute(by.inventory, by.attribute);
            let (each, set) = (set_words(scheme, each), set_words(scheme, set));
            let by = name_words(&attribute.key);
            format!("for each of {each}, for at least one of {set} whose “{by}” names it")
        }
    }
}

/// Returns a condition as a sentence without its full stop.
pub fn condition_sentence(scheme: &Scheme, condition: &Condition) -> String {
    match condition {
        Condition::All(parts) => joined_sentence(scheme, parts, " and "),
        Condition::Any(parts) => joined_sentence(scheme, parts, " or "),
        Condition::Not(part) => negated_sentence(scheme, part),
        Condition::Quantified(quantified) => quantified_sentence(scheme, quantified),
        Condition::Derived(derive) => format!("“{}”", scheme.derives[*derive].title),
        Condition::Test(test) => test_sentence(scheme, test),
        Condition::Broken => "(a part that could not be read)".to_owned(),
    }
}

fn joined_sentence(scheme: &Scheme, parts: &[Condition], conjunction: &str) -> String {
    let mut sentence = String::new();
    let mut previous: Option<&Condition> = None;
    for part in parts {
        let clause = bracketed_sentence(scheme, part);
        // `there is at least one of “A” or at least one of “B”`
        let is_repeated = previous.is_some_and(is_plain_some) && is_plain_some(part);
        let shortened = clause.strip_prefix(THERE_IS).filter(|_| is_repeated);
        if previous.is_some() {
            sentence.push_str(conjunction);
        }
        sentence.push_str(shortened.unwrap_or(&clause));
        previous = Some(part);
    }
    sentence
}

/// Returns a part of a condition as a sentence, in brackets where the reader could take what follows for a part of it.
fn bracketed_sentence(scheme: &Scheme, part: &Condition) -> String {
    let sentence = condition_sentence(scheme, part);
    let needs_brackets = match part {
        Condition::All(_) | Condition::Any(_) => true,
        Condition::Quantified(quantified) => {
            quantified.filter.is_some() || matches!(quantified.quantifier, Quantifier::Every(_))
        }
        Condition::Not(_) | Condition::Derived(_) | Condition::Test(_) | Condition::Broken => false,
    };
    if needs_brackets {
        format!("({sentence})")
    } else {
        sentence
    }
}

/// The beginning of a sentence about what a product has.
const THERE_IS: &str = "there is ";

/// Says whether a condition is `some` without a filter.
fn is_plain_some(condition: &Condition) -> bool {
    let Condition::Quantified(quantified) = condition else {
        return false;
    };
    quantified.quantifier == Quantifier::Some && quantified.filter.is_none()
}

fn negated_sentence(scheme: &Scheme, part: &Condition) -> String {
    if let Condition::Test(test) = part
        && test.operator == Operator::Holds
    {
        return format!("{} is no", subject_words(scheme, &test.subject));
    }
    format!(
        "it is not the case that {}",
        condition_sentence(scheme, part)
    )
}

fn quantified_sentence(scheme: &Scheme, quantified: &Quantified) -> String {
    let mut entries = set_words(scheme, quantified.set);
    if let Some(filter) = &quantified.filter {
        entries = format!("{entries} where {}", bracketed_sentence(scheme, filter));
    }
    match &quantified.quantifier {
        Quantifier::Some => format!("{THERE_IS}at least one of {entries}"),
        Quantifier::No => format!("{THERE_IS}none of {entries}"),
        Quantifier::Every(wanted) => {
            let wanted = condition_sentence(scheme, wanted);
            format!("for each of {entries}: {wanted}")
        }
        Quantifier::AtLeast(count) => format!("there are at least {count} of {entries}"),
        Quantifier::AtMost(count) => format!("there are at most {count} of {entries}"),
        Quantifier::Exactly(count) => format!("there are exactly {count} of {entries}"),
    }
}

fn test_sentence(scheme: &Scheme, test: &Test) -> String {
    let subject = subject_words(scheme, &test.subject);
    let asked = asked_type(scheme, &test.subject);
    let operand_word = |operand: &Operand| operand_words(scheme, asked, operand);
    let list = |operands: &[Operand], conjunction: &str| {
        let items: Vec<String> = operands.iter().map(operand_word).collect();
        joined_words(&items, conjunction)
    };
    let bound = |value: &Value, date: &str, number: &str| {
        let relation = match value {
            Value::Date(Date { day: None, .. }) => date.replacen("on or", "in or", 1),
            Value::Date(_) => date.to_owned(),
            Value::YesNo(_)
            | Value::Choice(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Entry(_) => number.to_owned(),
        };
        format!("is {relation} {}", value_words(asked, value))
    };
    let predicate = match &test.operator {
        Operator::Holds => "is yes".to_owned(),
        Operator::Is(operand) => format!("is {}", operand_word(operand)),
        Operator::IsNot(operand) => format!("is not {}", operand_word(operand)),
        Operator::OneOf(operands) => format!("is {}", list(operands, "or")),
        Operator::NotOneOf(operands) => format!("is none of {}", list(operands, "and")),
        Operator::IsNone => "is none".to_owned(),
        Operator::IsNotNone => "is not none".to_owned(),
        Operator::IsGiven => "is given".to_owned(),
        Operator::IsNotGiven => "is not given".to_owned(),
        Operator::HasAny(operands) => format!("includes {}", list(operands, "or")),
        Operator::HasAll(operands) => format!("includes {}", list(operands, "and")),
        Operator::HasNone(operands) => format!("includes none of {}", list(operands, "and")),
        Operator::Less(wanted) => bound(wanted, "before", "below"),
        Operator::LessOrEqual(wanted) => bound(wanted, "on or before", "at most"),
        Operator::Greater(wanted) => bound(wanted, "after", "above"),
        Operator::GreaterOrEqual(wanted) => bound(wanted, "on or after", "at least"),
    };
    format!("{subject} {predicate}")
}

fn joined_words(items: &[String], conjunction: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}

/// Returns the name of the value that a test asks about: a fact, `on chip debug`, `on chip debug of its chip`, `kind of this interface`.
fn subject_words(scheme: &Scheme, subject: &TestSubject) -> String {
    match subject {
        TestSubject::Fact(fact) => name_words(&scheme.facts[*fact].key),
        TestSubject::Attribute {
            scope,
            inventory,
            path,
        } => {
            let names: Vec<String> = path
                .iter()
                .rev()
                .map(|step| step_words(scheme, *step))
                .collect();
            let mut subject = names.join(" of its ");
            if *scope > 0 {
                subject.push_str(" of this ");
                subject.push_str(&name_words(&scheme.inventories[*inventory].key));
            }
            subject
        }
    }
}

fn step_words(scheme: &Scheme, step: AttributeStep) -> String {
    name_words(&scheme.attribute(step.inventory, step.attribute).key)
}

fn name_words(name: &str) -> String {
    name.replace('_', " ")
}

fn operand_words(scheme: &Scheme, asked: Option<&Type>, operand: &Operand) -> String {
    match operand {
        Operand::Literal(value) => value_words(asked, value),
        Operand::This { inventory, .. } => {
            format!("this {}", name_words(&scheme.inventories[*inventory].key))
        }
    }
}

/// Returns a value for people: the label of a choice in quotation marks, a number with its unit.
fn value_words(asked: Option<&Type>, value: &Value) -> String {
    match (value, asked.map(|asked| &asked.kind)) {
        (Value::Choice(key), Some(TypeKind::OneOf(choices) | TypeKind::SetOf(choices))) => {
            let choice = choices.iter().find(|choice| choice.key == key.as_str());
            format!("“{}”", choice.map_or_else(|| key.clone(), Choice::shown))
        }
        (
            Value::Number(_),
            Some(TypeKind::Number(NumberType {
                unit: Some(unit), ..
            })),
        ) => {
            format!("{value} {unit}")
        }
        (value, _) => value.to_string(),
    }
}
