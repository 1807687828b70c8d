//! Answers of facts and attributes.

use serde_json::{Value, json};

use super::pieces::refer;
use crate::model::{Choice, Type, TypeKind};

/// Makes the schema of an answer. `unknown` is always allowed. Scalars are read as text, so versions and numbers may
/// be written with or without quotes, and so may `yes` and `no`, which older YAML takes for truth values.
pub(super) fn schema_answer(answer: &Type) -> Value {
    let mut forms = match &answer.kind {
        TypeKind::YesNo => vec![
            word("yes", None),
            word("no", None),
            json!({ "type": "boolean" }),
        ],
        TypeKind::OneOf(choices) => choices.iter().map(choice).collect(),
        TypeKind::SetOf(choices) => {
            let members: Vec<Value> = choices.iter().map(choice).collect();
            set_of(&json!({ "anyOf": with_unknown(members) }))
        }
        TypeKind::Number { .. } => vec![
            json!({ "type": "number" }),
            json!({ "type": "string", "pattern": r"^-?[0-9]{1,18}(\.[0-9]{1,6})?$" }),
        ],
        TypeKind::Text | TypeKind::Version => vec![refer("text")],
        TypeKind::Date => vec![refer("date")],
        TypeKind::Sha256 => vec![refer("sha256")],
        TypeKind::Entry(_) => vec![refer("id")],
        TypeKind::Entries(_) => set_of(&refer("id")),
    };
    if answer.takes_none() {
        forms.push(word("none", Some("looked for, and there is none")));
    }
    json!({ "anyOf": with_unknown(forms) })
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
fn set_of(member: &Value) -> Vec<Value> {
    vec![
        member.clone(),
        json!({ "type": "array", "items": member, "uniqueItems": true }),
    ]
}

fn choice(choice: &Choice) -> Value {
    word(&choice.key, choice.label.as_deref())
}

fn word(word: &str, meaning: Option<&str>) -> Value {
    match meaning {
        Some(meaning) => json!({ "const": word, "description": meaning }),
        None => json!({ "const": word }),
    }
}
