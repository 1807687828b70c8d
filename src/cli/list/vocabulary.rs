//! The rows of `praman list` for facts and inventories.

use serde::Serialize;

use super::listed::{Listed, cells};
use crate::model::{Attribute, AttributeKind, Inventory, Scheme, Type};
use crate::view::{ChoiceView, answer_form, type_words, view_choice};

/// A fact, an inventory, or an attribute or claim of one.
#[derive(Debug, Serialize)]
pub(super) struct FactRow<'a> {
    /// The name in conditions and product files; an attribute has that of its inventory before it: `chip.tee`.
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
    pub choices: Vec<ChoiceView>,
    /// The question, as a vendor reads it.
    pub question: Option<&'a str>,
    /// Of an inventory.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<FactRow<'a>>,
}

impl Listed for FactRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "kind", "question", "answer"];

    fn cells(&self) -> Vec<String> {
        cells([&self.key, self.kind, self.title, &self.form])
    }

    fn parts(&self) -> &[Self] {
        &self.attributes
    }
}

/// Lists facts and inventories in the order of the scheme, attributes inside their inventory.
pub(super) fn list_facts(scheme: &Scheme) -> Vec<FactRow<'_>> {
    let facts = scheme.facts.iter().map(|(_, fact)| {
        let key = fact.key.to_string();
        question_row(scheme, key, "fact", &fact.question, &fact.answer)
    });
    let inventories = scheme.inventories.iter();
    facts
        .chain(inventories.map(|(_, inventory)| inventory_row(scheme, inventory)))
        .collect()
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
        choices: answer.choices().iter().map(view_choice).collect(),
        question: Some(question),
        attributes: Vec::new(),
    }
}
