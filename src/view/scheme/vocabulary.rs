//! The vocabulary of product files: facts, inventories with their attributes, subsets, derived names and constraints.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::logic::{condition_sentence, set_words};
use crate::model::{
    Attribute, AttributeKind, AttributeStep, Choice, ControlId, IdentityKind, Inventory,
    InventoryId, Mention, Scheme, Set, Subset, SubsetId,
};
use crate::source::Text;
use crate::view::answering::type_words;
use crate::view::choices::{ChoiceView, view_choice};
use crate::view::lookups::push_once;
use crate::view::parties::view_audience;
use crate::view::refs::{RefView, procedure_ref};

/// A field of the identity of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IdentityDefinition {
    /// The key in a product file.
    pub key: Text,
    /// Its name for people.
    pub title: Text,
    /// What is written in it.
    pub kind: IdentityKind,
    /// Whether results hold for its value alone.
    pub bound: bool,
    /// Whether every page quotes it.
    pub quoted: bool,
    /// The key of the event that brings its value as a number.
    pub event: Option<Text>,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
}

/// A fact that a product file answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FactDefinition {
    /// The name.
    pub key: Text,
    /// The question.
    pub question: Text,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
    /// The kind of answer: `one of`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether `none` is an answer.
    pub or_none: bool,
    /// The answers to choose from.
    pub choices: Vec<ChoiceView>,
    /// Whether it is for information, and decides nothing (L-307).
    pub for_information: bool,
    /// The controls shown that it decides.
    pub controls: Vec<Text>,
}

/// An inventory that a product file lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InventoryDefinition {
    /// The name.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
    /// The questions about each entry.
    pub attributes: Vec<AttributeDefinition>,
    /// The procedures by which a laboratory confirms the list.
    pub confirmed_by: Vec<RefView>,
    /// The controls shown that it decides.
    pub controls: Vec<Text>,
}

/// A question about each entry of an inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AttributeDefinition {
    /// The name.
    pub key: Text,
    /// The question.
    pub question: Text,
    /// `property`, or `claim`, which decides nothing (L-068).
    pub kind: AttributeKind,
    /// The kind of answer: `one of`.
    #[serde(rename = "type")]
    pub answer: String,
    /// Whether `none` is an answer.
    pub or_none: bool,
    /// The answers to choose from.
    pub choices: Vec<ChoiceView>,
    /// Whether it is for information, and decides nothing (L-307).
    pub for_information: bool,
    /// The keys of the parties that may see it; empty if every party may (L-314).
    pub audience: Vec<Text>,
    /// The controls shown that it decides.
    pub controls: Vec<Text>,
}

/// A subset, a derived name or a constraint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NamedCondition {
    /// The name; `None` for constraints, which have none.
    pub key: Option<Text>,
    /// The title.
    pub title: Text,
    /// More about it, in the author's Markdown; of a constraint, what to do about a product that breaks it.
    pub about: Option<Text>,
    /// The condition in words, without a full stop.
    pub says: String,
    /// The controls shown that it decides.
    pub controls: Vec<Text>,
}

pub(super) fn view_facts(scheme: &Scheme, decides: &Decides<'_>) -> Vec<FactDefinition> {
    scheme
        .facts
        .iter()
        .map(|(id, fact)| FactDefinition {
            key: fact.key.clone(),
            question: fact.heading(),
            about: fact.about.clone(),
            kind: type_words(scheme, &fact.answer),
            or_none: fact.answer.or_none,
            choices: view_choices(fact.answer.choices()),
            for_information: fact.for_information,
            controls: decides.controls(Decider::Named(Mention::Fact(id))),
        })
        .collect()
}

pub(super) fn view_inventories(scheme: &Scheme, decides: &Decides<'_>) -> Vec<InventoryDefinition> {
    let view = |(id, inventory): (InventoryId, &Inventory)| {
        let attributes = inventory.attributes.iter().map(|(attribute, row)| {
            let step = AttributeStep {
                inventory: id,
                attribute,
            };
            view_attribute(scheme, decides, step, row)
        });
        InventoryDefinition {
            key: inventory.key.clone(),
            title: inventory.heading(),
            about: inventory.about.clone(),
            attributes: attributes.collect(),
            confirmed_by: inventory
                .confirmed
                .iter()
                .map(|id| procedure_ref(scheme, *id))
                .collect(),
            controls: decides.controls(Decider::Inventory(id)),
        }
    };
    scheme.inventories.iter().map(view).collect()
}

fn view_attribute(
    scheme: &Scheme,
    decides: &Decides<'_>,
    step: AttributeStep,
    attribute: &Attribute,
) -> AttributeDefinition {
    AttributeDefinition {
        key: attribute.key.clone(),
        question: attribute.heading(),
        kind: attribute.kind,
        answer: type_words(scheme, &attribute.answer),
        or_none: attribute.answer.or_none,
        choices: view_choices(attribute.answer.choices()),
        for_information: attribute.for_information,
        audience: view_audience(scheme, &attribute.audience),
        controls: decides.controls(Decider::Attribute(step)),
    }
}

/// Shows answers to choose from.
pub(super) fn view_choices(choices: &[Choice]) -> Vec<ChoiceView> {
    choices.iter().map(view_choice).collect()
}

pub(super) fn view_subsets(scheme: &Scheme, decides: &Decides<'_>) -> Vec<NamedCondition> {
    let view = |(id, subset): (SubsetId, &Subset)| {
        let of = set_words(scheme, subset.of);
        NamedCondition {
            key: Some(subset.key.clone()),
            title: subset.heading(),
            about: subset.about.clone(),
            says: format!("{of} where {}", condition_sentence(scheme, &subset.filter)),
            controls: decides.controls(Decider::Named(Mention::Set(Set::Subset(id)))),
        }
    };
    scheme.subsets.iter().map(view).collect()
}

pub(super) fn view_derives(scheme: &Scheme, decides: &Decides<'_>) -> Vec<NamedCondition> {
    scheme
        .derives
        .iter()
        .map(|(id, derive)| NamedCondition {
            key: Some(derive.key.clone()),
            title: derive.heading(),
            about: derive.about.clone(),
            says: condition_sentence(scheme, &derive.meaning),
            controls: decides.controls(Decider::Named(Mention::Derive(id))),
        })
        .collect()
}

pub(super) fn view_constraints(scheme: &Scheme) -> Vec<NamedCondition> {
    scheme
        .constraints
        .iter()
        .map(|(_, constraint)| NamedCondition {
            key: None,
            title: constraint.heading(),
            about: constraint.hint.clone(),
            says: condition_sentence(scheme, &constraint.condition),
            controls: Vec::new(),
        })
        .collect()
}

/// The controls that each part of the vocabulary decides, in order.
pub(super) struct Decides<'a>(FxHashMap<Decider, Vec<&'a Text>>);

/// A part of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Decider {
    Named(Mention),
    Inventory(InventoryId),
    Attribute(AttributeStep),
}

impl<'a> Decides<'a> {
    pub fn of(scheme: &'a Scheme, selected: &[ControlId]) -> Self {
        let mut decides = FxHashMap::default();
        for id in selected {
            let name = &scheme.controls[*id].name;
            for mention in scheme.mentions_of(*id) {
                push_once(&mut decides, Decider::Named(mention), name);
                match mention {
                    Mention::Set(set) => {
                        let inventory = Decider::Inventory(scheme.inventory_of(set));
                        push_once(&mut decides, inventory, name);
                    }
                    Mention::Attribute(step) => {
                        let inventory = Decider::Inventory(step.inventory);
                        push_once(&mut decides, inventory, name);
                        push_once(&mut decides, Decider::Attribute(step), name);
                    }
                    Mention::Fact(_) | Mention::Derive(_) | Mention::Broken => {}
                }
            }
        }
        Self(decides)
    }

    fn controls(&self, decider: Decider) -> Vec<Text> {
        let controls = self.0.get(&decider).into_iter().flatten();
        controls.map(|name| (*name).clone()).collect()
    }
}

/// Shows the fields of the identity in the order of the scheme.
pub(super) fn view_identity(scheme: &Scheme) -> Vec<IdentityDefinition> {
    let fields = scheme.identity.iter();
    fields
        .map(|(_, field)| IdentityDefinition {
            key: field.key.clone(),
            title: field.heading(),
            kind: field.kind,
            bound: field.is_bound,
            quoted: field.is_quoted,
            event: field.event.map(|event| scheme.events[event].key.clone()),
            about: field.about.clone(),
        })
        .collect()
}
