//! The terms of a proof: the facts, inventories and names that its conditions use.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::domain::{Constants, Subject};
use super::names::names_below;
use super::room::mandatory_references;
use super::slots::Room;
use super::tree::{AnswerLeaf, Leaf, Tree};
use crate::model::{
    AttributeId, AttributeStep, Condition, DefinedName, FactId, InventoryId, Mention, Scheme, Set,
    Type, TypeKind, open_mentions, visit_condition,
};

/// What conditions use, each kind in the order of the scheme, and names each after those on which it rests.
pub(super) struct Terms {
    pub facts: BTreeSet<FactId>,
    /// The inventories, each with the attributes that are asked about and the references that its entries always have.
    pub inventories: BTreeMap<InventoryId, BTreeSet<AttributeId>>,
    pub names: Vec<DefinedName>,
}

/// The terms as a proof file has them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Vocabulary {
    facts: Vec<Question>,
    inventories: Vec<InventoryTerm>,
    definitions: Vec<Definition>,
}

/// A fact or an attribute.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Question {
    name: String,
    #[serde(rename = "type")]
    kind: Kind,
    /// Whether `none` is an answer.
    none: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    whole: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<String>,
    /// The inventory to which it refers.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acyclic: Option<bool>,
    /// The answers or members that stand for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Vec<AnswerLeaf>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    YesNo,
    OneOf,
    SetOf,
    Number,
    Text,
    Date,
    Version,
    Sha256,
    EntryOf,
    EntriesOf,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct InventoryTerm {
    name: String,
    /// How many places there are for its entries, depth by depth.
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<Vec<usize>>,
    attributes: Vec<Question>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
enum Definition {
    Derive {
        derive: String,
        means: Tree,
    },
    Subset {
        subset: String,
        of: String,
        #[serde(rename = "where")]
        filter: Tree,
    },
}

impl Terms {
    /// Gathers the terms of conditions.
    pub fn of<'c>(scheme: &Scheme, conditions: impl Iterator<Item = &'c Condition>) -> Self {
        let mut mentions = Vec::new();
        let mut names: Vec<DefinedName> = Vec::new();
        let mut known: BTreeSet<DefinedName> = BTreeSet::new();
        for condition in conditions {
            visit_condition(condition, &mut |mention| mentions.push(mention));
            let below = names_below(scheme, condition).into_iter();
            names.extend(below.filter(|name| known.insert(*name)));
        }
        let mut terms = Self {
            facts: BTreeSet::new(),
            inventories: BTreeMap::new(),
            names,
        };
        for mention in open_mentions(scheme, mentions) {
            match mention {
                Mention::Fact(fact) => _ = terms.facts.insert(fact),
                Mention::Attribute(step) => terms.add_attribute(scheme, step),
                Mention::Set(Set::Inventory(inventory)) => {
                    terms.inventories.entry(inventory).or_default();
                }
                Mention::Set(Set::Subset(_)) | Mention::Derive(_) | Mention::Broken => {}
            }
        }
        terms.close(scheme);
        terms
    }

    fn add_attribute(&mut self, scheme: &Scheme, step: AttributeStep) {
        let attributes = self.inventories.entry(step.inventory).or_default();
        attributes.insert(step.attribute);
        let kind = &scheme.attribute(step.inventory, step.attribute).answer;
        if let Some(target) = kind.target() {
            self.inventories.entry(target).or_default();
        }
    }

    /// Adds the references that entries always have.
    fn close(&mut self, scheme: &Scheme) {
        let mut left: Vec<InventoryId> = self.inventories.keys().copied().collect();
        while let Some(inventory) = left.pop() {
            for (step, target) in mandatory_references(scheme, inventory) {
                if !self.inventories.contains_key(&target) {
                    left.push(target);
                }
                self.add_attribute(scheme, step);
            }
        }
    }

    /// Returns the conditions that define its names.
    pub fn definitions<'s>(&self, scheme: &'s Scheme) -> impl Iterator<Item = &'s Condition> {
        self.names.iter().map(|name| match name {
            DefinedName::Derive(derive) => &scheme.derives[*derive].meaning,
            DefinedName::Subset(subset) => &scheme.subsets[*subset].filter,
        })
    }

    /// Writes the terms; for a proof with the values that stand for all, and the places. `None` if a definition could not be read.
    pub fn write(
        &self,
        scheme: &Scheme,
        around: Option<(&Constants, &Room)>,
    ) -> Option<Vocabulary> {
        let constants = around.map(|(constants, _)| constants);
        let facts = self.facts.iter().map(|fact| {
            let row = &scheme.facts[*fact];
            let subject = Subject::Fact(*fact);
            Question::of(scheme, &row.key, &row.answer, (subject, constants))
        });
        let inventories = self.inventories.iter().map(|(inventory, attributes)| {
            let attributes = attributes.iter().map(|attribute| {
                let row = scheme.attribute(*inventory, *attribute);
                let subject = Subject::Attribute(*inventory, *attribute);
                let mut question =
                    Question::of(scheme, &row.key, &row.answer, (subject, constants));
                question.acyclic = row.answer.target().map(|_| row.acyclic);
                question
            });
            let places = around.map(|(_, room)| {
                let depths = room.iter();
                let places = depths.map(|depth| depth.get(inventory).copied().unwrap_or(0));
                places.collect()
            });
            InventoryTerm {
                name: scheme.inventories.key(*inventory).to_owned(),
                places,
                attributes: attributes.collect(),
            }
        });
        let definitions = self.names.iter().map(|name| Definition::of(scheme, *name));
        Some(Vocabulary {
            facts: facts.collect(),
            inventories: inventories.collect(),
            definitions: definitions.collect::<Option<_>>()?,
        })
    }
}

impl Definition {
    fn of(scheme: &Scheme, name: DefinedName) -> Option<Self> {
        Some(match name {
            DefinedName::Derive(derive) => Self::Derive {
                derive: scheme.derives.key(derive).to_owned(),
                means: Tree::of(scheme, &scheme.derives[derive].meaning)?,
            },
            DefinedName::Subset(subset) => {
                let row = &scheme.subsets[subset];
                Self::Subset {
                    subset: row.key.to_string(),
                    of: scheme.set_key(row.of).to_owned(),
                    filter: Tree::of(scheme, &row.filter)?,
                }
            }
        })
    }
}

impl Question {
    fn of(
        scheme: &Scheme,
        key: &str,
        answer: &Type,
        (subject, constants): (Subject, Option<&Constants>),
    ) -> Self {
        let numbers = match &answer.kind {
            TypeKind::Number(numbers) => Some(numbers),
            TypeKind::YesNo
            | TypeKind::OneOf(_)
            | TypeKind::SetOf(_)
            | TypeKind::Text
            | TypeKind::Date
            | TypeKind::Version
            | TypeKind::Sha256
            | TypeKind::Entry(_)
            | TypeKind::Entries(_) => None,
        };
        let choices = answer.choices().iter();
        let least = numbers.and_then(|numbers| numbers.least.as_ref());
        let most = numbers.and_then(|numbers| numbers.most.as_ref());
        Self {
            name: key.to_owned(),
            kind: Kind::of(&answer.kind),
            none: answer.takes_none(),
            choices: choices.map(|choice| choice.key.to_string()).collect(),
            whole: numbers.map(|numbers| numbers.whole),
            least: least.map(ToString::to_string),
            most: most.map(ToString::to_string),
            of: answer
                .target()
                .map(|target| scheme.inventories.key(target).to_owned()),
            acyclic: None,
            values: constants.and_then(|constants| values(constants, subject, answer)),
        }
    }
}

/// Returns the answers or members that stand for all; `None` for references.
fn values(constants: &Constants, subject: Subject, answer: &Type) -> Option<Vec<AnswerLeaf>> {
    match &answer.kind {
        TypeKind::Entry(_) | TypeKind::Entries(_) => None,
        TypeKind::SetOf(choices) => {
            let members = constants.choices(subject, choices);
            let members = members.iter().map(|one| AnswerLeaf::One(Leaf::of(one)));
            Some(members.collect())
        }
        TypeKind::YesNo
        | TypeKind::OneOf(_)
        | TypeKind::Number(_)
        | TypeKind::Text
        | TypeKind::Date
        | TypeKind::Version
        | TypeKind::Sha256 => {
            let answers = constants.answers(subject, answer);
            Some(answers.iter().map(AnswerLeaf::of).collect())
        }
    }
}

impl Kind {
    fn of(kind: &TypeKind) -> Self {
        match kind {
            TypeKind::YesNo => Self::YesNo,
            TypeKind::OneOf(_) => Self::OneOf,
            TypeKind::SetOf(_) => Self::SetOf,
            TypeKind::Number(_) => Self::Number,
            TypeKind::Text => Self::Text,
            TypeKind::Date => Self::Date,
            TypeKind::Version => Self::Version,
            TypeKind::Sha256 => Self::Sha256,
            TypeKind::Entry(_) => Self::EntryOf,
            TypeKind::Entries(_) => Self::EntriesOf,
        }
    }
}
