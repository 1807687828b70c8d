//! The rows of `praman list` for the vocabulary of product files: facts and inventories, and the conditions over them.

use serde::Serialize;

use super::listed::{Listed, audience_keys, cells, headed};
use crate::logic::{condition_sentence, set_words};
use crate::model::{Attribute, AttributeKind, Inventory, Numbering, Scheme, Type};
use crate::source::Text;
use crate::view::{ChoiceView, answer_form, type_words, view_choice};

/// A fact, an inventory, or an attribute or claim of one.
#[derive(Debug, Serialize)]
pub(super) struct FactRow<'a> {
    /// The name in conditions and product files; an attribute has that of its inventory before it: `chip.tee`.
    pub key: String,
    /// The question; of an inventory, what is listed.
    pub title: &'a str,
    /// The number in the source.
    pub number: Option<&'a str>,
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
    /// The parties that may see the answers; empty if every party may.
    pub audience: Vec<&'a str>,
    /// Of an inventory.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<FactRow<'a>>,
}

impl Listed for FactRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "kind", "question", "answer"];

    fn cells(&self) -> Vec<String> {
        let question = headed(self.number, self.title);
        cells([&self.key, self.kind, &question, &self.form])
    }

    fn parts(&self) -> &[Self] {
        &self.attributes
    }
}

/// Lists facts and inventories in the order of the scheme, attributes inside their inventory.
pub(super) fn list_facts(scheme: &Scheme) -> Vec<FactRow<'_>> {
    let facts = scheme.facts.iter().map(|(_, fact)| {
        let asked = Question {
            number: &fact.number,
            text: &fact.question,
            answer: &fact.answer,
        };
        question_row(scheme, fact.key.to_string(), "fact", asked)
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
        number: inventory.number.given(),
        kind: "inventory",
        answer: "inventory".to_owned(),
        form: String::new(),
        or_none: true,
        choices: Vec::new(),
        question: None,
        audience: Vec::new(),
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
    let asked = Question {
        number: &attribute.number,
        text: &attribute.question,
        answer: &attribute.answer,
    };
    FactRow {
        audience: audience_keys(scheme, &attribute.audience),
        ..question_row(scheme, key, kind, asked)
    }
}

/// What a fact or an attribute asks.
#[derive(Clone, Copy)]
struct Question<'a> {
    number: &'a Numbering,
    text: &'a Text,
    answer: &'a Type,
}

fn question_row<'a>(
    scheme: &'a Scheme,
    key: String,
    kind: &'static str,
    asked: Question<'a>,
) -> FactRow<'a> {
    let Question {
        number,
        text: question,
        answer,
    } = asked;
    FactRow {
        key,
        title: question,
        number: number.given(),
        kind,
        answer: type_words(scheme, answer),
        form: answer_form(scheme, answer),
        or_none: answer.or_none,
        choices: answer.choices().iter().map(view_choice).collect(),
        question: Some(question),
        audience: Vec::new(),
        attributes: Vec::new(),
    }
}

/// A subset, a derived name or a constraint.
#[derive(Debug, Serialize)]
pub(super) struct ConditionRow<'a> {
    /// The name; `null` for constraints, which have none.
    pub key: Option<&'a str>,
    pub title: &'a str,
    /// The number in the source.
    pub number: Option<&'a str>,
    /// `subset`, `derive` or `constraint`.
    pub kind: &'static str,
    /// The condition in words.
    pub says: String,
}

impl Listed for ConditionRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "kind", "title", "says"];

    fn cells(&self) -> Vec<String> {
        let title = headed(self.number, self.title);
        cells([self.key.unwrap_or_default(), self.kind, &title, &self.says])
    }
}

/// Lists subsets, derived names and constraints, each in the order of the scheme.
pub(super) fn list_conditions(scheme: &Scheme) -> Vec<ConditionRow<'_>> {
    let subsets = scheme.subsets.iter().map(|(_, row)| ConditionRow {
        key: Some(&row.key),
        title: &row.title,
        number: row.number.given(),
        kind: "subset",
        says: format!(
            "{} where {}",
            set_words(scheme, row.of),
            condition_sentence(scheme, &row.filter)
        ),
    });
    let derives = scheme.derives.iter().map(|(_, row)| ConditionRow {
        key: Some(&row.key),
        title: &row.title,
        number: row.number.given(),
        kind: "derive",
        says: condition_sentence(scheme, &row.meaning),
    });
    let constraints = scheme.constraints.iter().map(|(_, row)| ConditionRow {
        key: None,
        title: &row.title,
        number: row.number.given(),
        kind: "constraint",
        says: condition_sentence(scheme, &row.condition),
    });
    subsets.chain(derives).chain(constraints).collect()
}
