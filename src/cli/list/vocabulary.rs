//! What `praman list` shows of facts and inventories.

use serde::Serialize;

use crate::model::{Attribute, AttributeKind, Fact, Inventory, Scheme, Type};
use crate::view::{answer_form, type_words};

/// A fact, an inventory, or an attribute or claim of one.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct FactRow<'a> {
    /// The name in conditions and product files; of an attribute with that of its inventory: `chip.tee`.
    pub key: String,
    /// The question; of an inventory, what is listed.
    pub title: &'a str,
    /// `fact`, `inventory`, `attribute` or `claim`.
    pub kind: &'static str,
    /// The kind of answer.
    #[serde(rename = "type")]
    pub answer: String,
    /// The same with the choices, for people.
    #[serde(skip)]
    pub form: String,
    /// Whether `none` is an answer.
    pub or_none: bool,
    /// The answers to choose from.
    pub choices: Vec<ChoiceRow<'a>>,
    /// The question, as a vendor reads it.
    pub question: Option<&'a str>,
    /// Of an inventory.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<FactRow<'a>>,
}

/// An answer to choose.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct ChoiceRow<'a> {
    pub key: &'a str,
    pub title: String,
}

/// Lists facts and inventories in the order of the scheme, attributes inside their inventory.
pub(super) fn list_facts(scheme: &Scheme) -> Vec<FactRow<'_>> {
    scheme
        .facts
        .iter()
        .map(|(_, fact)| fact_row(scheme, fact))
        .chain(
            scheme
                .inventories
                .iter()
                .map(|(_, inventory)| inventory_row(scheme, inventory)),
        )
        .collect()
}

fn fact_row<'a>(scheme: &'a Scheme, fact: &'a Fact) -> FactRow<'a> {
    question_row(
        scheme,
        fact.key.to_string(),
        "fact",
        &fact.question,
        &fact.answer,
    )
}

fn inventory_row<'a>(scheme: &'a Scheme, inventory: &'a Inventory) -> FactRow<'a> {
    FactRow {
        key: inventory.key.to_string(),
        title: &inventory.title,
        kind: "inventory",
        answer: "inventory".to_owned(),
        form: String::new(),
        or_none: true,
        choices: Vec::new(),
        question: None,
        attributes: inventory
            .attributes
            .iter()
            .map(|(_, attribute)| attribute_row(scheme, inventory, attribute))
            .collect(),
    }
}

fn attribute_row<'a>(
    scheme: &'a Scheme,
    inventory: &Inventory,
    attribute: &'a Attribute,
) -> FactRow<'a> {
    let kind = match attribute.kind {
        AttributeKind::Property => "attribute",
        AttributeKind::Claim => "claim",
    };
    let key = format!("{}.{}", inventory.key, attribute.key);
    question_row(scheme, key, kind, &attribute.question, &attribute.answer)
}

fn question_row<'a>(
    scheme: &Scheme,
    key: String,
    kind: &'static str,
    question: &'a str,
    answer: &'a Type,
) -> FactRow<'a> {
    FactRow {
        key,
        title: question,
        kind,
        answer: type_words(scheme, answer),
        form: answer_form(scheme, answer),
        or_none: answer.or_none,
        choices: answer
            .choices()
            .iter()
            .map(|choice| ChoiceRow {
                key: &choice.key,
                title: choice.shown(),
            })
            .collect(),
        question: Some(question),
        attributes: Vec::new(),
    }
}
