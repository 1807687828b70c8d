//! How questions of the scheme are answered in a product file, in words.

use crate::model::{Datum, InventoryId, Scheme, Type, TypeKind};
use crate::source::Text;

/// Returns the possible answers in words: `one of usb, uart, or none`.
pub fn answer_form(scheme: &Scheme, answer: &Type) -> String {
    let choices: Vec<&str> = answer
        .choices()
        .iter()
        .map(|choice| choice.key.as_str())
        .collect();
    let kind = type_words(scheme, answer);
    match (choices.as_slice(), answer.or_none) {
        ([], false) => kind,
        ([], true) => format!("{kind}, or none"),
        (choices, false) => format!("{kind} {}", choices.join(", ")),
        (choices, true) => format!("{kind} {}, or none", choices.join(", ")),
    }
}

/// Returns the possible answers to the question of a datum, in words.
pub fn answers_to(scheme: &Scheme, datum: Datum) -> String {
    let answer = scheme.answer_type(datum);
    answer.map_or_else(
        || "list every one, or write `none`".to_owned(),
        |answer| answer_form(scheme, answer),
    )
}

/// Lists the choices of a question whose meaning the key does not say, each with what is shown of it.
pub fn list_choices(scheme: &Scheme, datum: Datum) -> Vec<(Text, String)> {
    let answer = scheme.answer_type(datum);
    let choices = answer.map_or(&[][..], Type::choices).iter();
    let told = choices.filter(|choice| choice.label.is_some());
    told.map(|choice| (choice.key.clone(), choice.shown()))
        .collect()
}

/// Returns the kind of an answer in words: `one of`, `entry of chip`.
pub fn type_words(scheme: &Scheme, answer: &Type) -> String {
    let inventory = |id: InventoryId| &scheme.inventories[id].key;
    match &answer.kind {
        TypeKind::YesNo => "yes or no".to_owned(),
        TypeKind::OneOf(_) => "one of".to_owned(),
        TypeKind::SetOf(_) => "set of".to_owned(),
        TypeKind::Number(numbers) => numbers.words(),
        TypeKind::Text => "text".to_owned(),
        TypeKind::Date => "date".to_owned(),
        TypeKind::Version => "version".to_owned(),
        TypeKind::Sha256 => "SHA-256".to_owned(),
        TypeKind::Entry(id) => format!("entry of {}", inventory(*id)),
        TypeKind::Entries(id) => format!("entries of {}", inventory(*id)),
    }
}
