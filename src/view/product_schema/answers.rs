//! Answers of facts and attributes.

use serde_json::{Map, Value, json};

use super::pieces::{refer, set};
use crate::model::{Choice, NumberType, Type, TypeKind};

/// Makes the schema of an answer. `unknown` is always allowed. Scalars are read as text, so versions and numbers may
/// be written with or without quotes, and so may `yes` and `no`, which older YAML takes for truth values.
pub(super) fn schema_answer(answer: &Type) -> Value {
    let values = schema_values(answer);
    let mut forms = if answer.is_set() {
        Vec::from(set_of(&json!({ "anyOf": with_unknown(values) })))
    } else {
        values
    };
    forms.extend(none_of(answer));
    json!({ "anyOf": with_unknown(forms) })
}

/// Makes the schema of the values that an attribute of further entries could only have (L-342).
pub(super) fn schema_bound(answer: &Type) -> Value {
    let mut forms = schema_values(answer);
    forms.extend(none_of(answer));
    let [one, mut several] = set_of(&json!({ "anyOf": forms }));
    // A set may have no member; of another attribute there is a value.
    if !answer.is_set() {
        set(&mut several, "minItems", json!(1));
    }
    json!({ "anyOf": [one, several] })
}

/// Makes the schemas of the values of a type; of a set, those of its members.
fn schema_values(answer: &Type) -> Vec<Value> {
    match &answer.kind {
        TypeKind::YesNo => vec![
            word("yes", None),
            word("no", None),
            json!({ "type": "boolean" }),
        ],
        TypeKind::OneOf(choices) | TypeKind::SetOf(choices) => choices.iter().map(choice).collect(),
        TypeKind::Number(numbers) => schema_number(numbers),
        TypeKind::Text => vec![refer("text")],
        TypeKind::Version => vec![refer("name")],
        TypeKind::Date => vec![refer("date")],
        TypeKind::Sha256 => vec![refer("sha256")],
        TypeKind::Entry(_) | TypeKind::Entries(_) => vec![refer("id")],
    }
}

fn none_of(answer: &Type) -> Option<Value> {
    let none = || word("none", Some("looked for, and there is none"));
    answer.takes_none().then(none)
}

/// Bounds hold for numbers without quotes; a schema cannot compare what is in quotes.
fn schema_number(numbers: &NumberType) -> Vec<Value> {
    let (kind, pattern) = if numbers.whole {
        ("integer", r"^-?[0-9]{1,18}(\.0{1,6})?$")
    } else {
        ("number", r"^-?[0-9]{1,18}(\.[0-9]{1,6})?$")
    };
    let mut number = Map::from_iter([("type".to_owned(), json!(kind))]);
    for (word, bound) in [("minimum", &numbers.least), ("maximum", &numbers.most)] {
        let bound = bound
            .as_ref()
            .and_then(|bound| serde_json::from_str(&bound.to_string()).ok());
        number.extend(bound.map(|bound: Value| (word.to_owned(), bound)));
    }
    vec![
        Value::Object(number),
        json!({ "type": "string", "pattern": pattern }),
    ]
}

fn with_unknown(forms: Vec<Value>) -> Vec<Value> {
    let mut forms = forms;
    forms.push(word(
        "unknown",
        Some("not known yet; what depends on it stays open"),
    ));
    forms
}

/// A set is written as a list, or as its only member.
fn set_of(member: &Value) -> [Value; 2] {
    [
        member.clone(),
        json!({ "type": "array", "items": member, "uniqueItems": true }),
    ]
}

fn choice(choice: &Choice) -> Value {
    if choice.also.is_empty() {
        return word(&choice.key, choice.label.as_deref());
    }
    let meaning = format!("{}; also: {}", choice.shown(), choice.also.join(", "));
    word(&choice.key, Some(&meaning))
}

fn word(word: &str, meaning: Option<&str>) -> Value {
    match meaning {
        Some(meaning) => json!({ "const": word, "description": meaning }),
        None => json!({ "const": word }),
    }
}
