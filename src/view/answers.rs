//! Answers of product files in words.

use serde::Serialize;

use super::basis::Basis;
use crate::model::{
    Answer, Attribute, AttributeId, AttributeKind, Choice, Entry, Inventory, NumberType, Type,
    TypeKind, Value,
};
use crate::source::Text;

/// An answer to a question about an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AnswerView {
    /// The name of the attribute.
    pub key: Text,
    /// The question.
    pub question: Text,
    /// The answer in words.
    pub answer: String,
    /// Whether it is a property or a claim.
    pub kind: AttributeKind,
    /// Whether it is a version or a hash, which the laboratory reads on the device.
    pub identifies: bool,
}

pub(super) fn view_answers(
    basis: &Basis<'_>,
    inventory: &Inventory,
    entry: &Entry,
) -> Vec<AnswerView> {
    let answered = inventory.attributes.iter().filter_map(|(id, attribute)| {
        let answer = entry.answer(id);
        (answer != &Answer::Unknown).then(|| AnswerView {
            key: attribute.key.clone(),
            question: attribute.heading(),
            answer: answer_words(basis, &attribute.answer, answer),
            kind: attribute.kind,
            identifies: attribute.answer.identifies(),
        })
    });
    answered.collect()
}

/// Returns the versions and hashes that an entry declares.
pub(super) fn version_answers(
    basis: &Basis<'_>,
    inventory: &Inventory,
    entry: &Entry,
) -> Vec<String> {
    let declared = inventory.attributes.iter().filter_map(|(id, attribute)| {
        let identifies = attribute.answer.identifies();
        let value = entry.answer(id).values().first().filter(|_| identifies)?;
        Some(value_words(basis, &attribute.answer, value))
    });
    declared.collect()
}

/// Returns the label of an entry: its answers to the questions that the inventory names, else its first two single choices.
pub(super) fn entry_label(
    basis: &Basis<'_>,
    inventory: &Inventory,
    entry: &Entry,
) -> Option<String> {
    let is_single = |attribute: &Attribute| {
        attribute.kind == AttributeKind::Property
            && matches!(attribute.answer.kind, TypeKind::OneOf(_))
    };
    let given = |(id, attribute): (AttributeId, &Attribute)| {
        let values = entry.answer(id).values().iter();
        let words: Vec<String> = values
            .map(|value| value_words(basis, &attribute.answer, value))
            .collect();
        (!words.is_empty()).then(|| words.join(", "))
    };
    let attributes = &inventory.attributes;
    let label: Vec<String> = if inventory.label.is_empty() {
        let single = attributes
            .iter()
            .filter(|(_, attribute)| is_single(attribute));
        single.filter_map(given).take(2).collect()
    } else {
        let named = inventory.label.iter();
        named
            .filter_map(|id| given((*id, &attributes[*id])))
            .collect()
    };
    (!label.is_empty()).then(|| label.join("; "))
}

pub(super) fn answer_words(basis: &Basis<'_>, asked: &Type, answer: &Answer) -> String {
    match answer {
        Answer::Unknown => "not known".to_owned(),
        Answer::None => "none".to_owned(),
        Answer::One(value) => value_words(basis, asked, value),
        Answer::Many { members, more } => {
            let mut parts: Vec<String> = members
                .iter()
                .map(|value| value_words(basis, asked, value))
                .collect();
            if *more {
                parts.push("and others that are not known".to_owned());
            }
            parts.join(", ")
        }
        Answer::Within(possible) => {
            let parts = possible
                .iter()
                .map(|value| value_words(basis, asked, value));
            format!("any of {}", parts.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Returns a value in words, with its unit.
pub(super) fn value_words(basis: &Basis<'_>, asked: &Type, value: &Value) -> String {
    match (&asked.kind, value) {
        (_, Value::Choice(key)) => {
            let choice = asked
                .choices()
                .iter()
                .find(|choice| choice.key == key.as_str());
            choice.map_or_else(|| key.clone(), Choice::shown)
        }
        (TypeKind::Entry(target) | TypeKind::Entries(target), Value::Entry(id)) => {
            format!("{}.{id}", basis.scheme.inventories[*target].key)
        }
        (
            TypeKind::Number(NumberType {
                unit: Some(unit), ..
            }),
            Value::Number(_),
        ) => {
            format!("{value} {unit}")
        }
        (_, value) => value.to_string(),
    }
}
