//! The vocabulary of products: facts, inventories with their attributes and claims, subsets, derived
//! names, constraints (L-060 to L-074).

use serde::Serialize;

use super::condition::Condition;
use super::table::{AttributeId, InventoryId, ProcedureId, SubsetId, Table};
use crate::source::{Place, Text};

/// A fact about the product as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The name.
    pub key: Text,
    /// The question, as a vendor reads it.
    pub question: Text,
    /// The type of its answers.
    pub answer: Type,
    /// Where it is declared.
    pub place: Place,
}

/// A list of like parts of a product.
#[derive(Debug, Clone, PartialEq)]
pub struct Inventory {
    /// The name.
    pub key: Text,
    /// What is listed.
    pub title: Text,
    /// More about it.
    pub about: Option<Text>,
    /// Attributes and claims in order.
    pub attributes: Table<AttributeId, Attribute>,
    /// The procedures by which a laboratory confirms the list.
    pub confirmed: Vec<ProcedureId>,
    /// Earlier names.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A question about each entry of an inventory.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// The name.
    pub key: Text,
    /// The question.
    pub question: Text,
    /// The type of its answers.
    pub answer: Type,
    /// What kind of question it is.
    pub kind: AttributeKind,
    /// Where it is declared.
    pub place: Place,
}

/// What an attribute speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AttributeKind {
    /// What is, in silicon, on the board or in the image.
    Property,
    /// What was done about it; never decides applicability unless the condition says `claimed`.
    Claim,
}

/// A type, and whether `none` is an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Type {
    /// The type.
    pub kind: TypeKind,
    /// Whether `none` is an answer.
    pub or_none: bool,
}

/// The kinds of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// yes or no
    YesNo,
    /// One of the choices.
    OneOf(Vec<Choice>),
    /// Any number of the choices.
    SetOf(Vec<Choice>),
    /// A number, with a unit where there is one.
    Number {
        /// The unit, as printed.
        unit: Option<Text>,
    },
    /// Free text.
    Text,
    /// A date, or a year and a month.
    Date,
    /// A version; compared for equality only.
    Version,
    /// A SHA-256 hash in hexadecimal.
    Sha256,
    /// One entry of an inventory.
    Entry(InventoryId),
    /// Any number of entries of an inventory.
    Entries(InventoryId),
}

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value.
    pub key: Text,
    /// What it means, where the key does not say it.
    pub label: Option<Text>,
}

impl Choice {
    /// Returns what people read: the label, or the key with spaces.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.label {
            Some(label) => label.to_string(),
            None => self.key.replace('_', " "),
        }
    }
}

impl Type {
    /// Returns the choices of `one of` and `set of`, else none.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            TypeKind::OneOf(choices) | TypeKind::SetOf(choices) => choices,
            TypeKind::YesNo
            | TypeKind::Number { .. }
            | TypeKind::Text
            | TypeKind::Date
            | TypeKind::Version
            | TypeKind::Sha256
            | TypeKind::Entry(_)
            | TypeKind::Entries(_) => &[],
        }
    }

    /// Says whether `none` is an answer: where the scheme allows it, and always for sets and texts (L-063).
    #[must_use]
    pub fn takes_none(&self) -> bool {
        self.or_none || self.is_set() || self.kind == TypeKind::Text
    }

    /// Returns the inventory that the type refers to.
    #[must_use]
    pub fn target(&self) -> Option<InventoryId> {
        match &self.kind {
            TypeKind::Entry(inventory) | TypeKind::Entries(inventory) => Some(*inventory),
            TypeKind::YesNo
            | TypeKind::OneOf(_)
            | TypeKind::SetOf(_)
            | TypeKind::Number { .. }
            | TypeKind::Text
            | TypeKind::Date
            | TypeKind::Version
            | TypeKind::Sha256 => None,
        }
    }

    /// Says whether an answer holds any number of values.
    #[must_use]
    pub fn is_set(&self) -> bool {
        matches!(self.kind, TypeKind::SetOf(_) | TypeKind::Entries(_))
    }
}

/// The entries of an inventory that meet a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Subset {
    /// The name.
    pub key: Text,
    /// What its entries are.
    pub title: Text,
    /// What it is cut from.
    pub of: Set,
    /// What its entries meet.
    pub filter: Condition,
    /// Where it is declared.
    pub place: Place,
}

/// An inventory or a subset of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Set {
    /// All entries.
    Inventory(InventoryId),
    /// Those that meet a condition.
    Subset(SubsetId),
}

/// A yes/no name for a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Derive {
    /// The name.
    pub key: Text,
    /// What it says.
    pub title: Text,
    /// What it stands for.
    pub meaning: Condition,
    /// Where it is declared.
    pub place: Place,
}

/// A condition that holds for every product.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// What holds, in words.
    pub title: Text,
    /// What holds.
    pub condition: Condition,
    /// Where it is declared.
    pub place: Place,
}
