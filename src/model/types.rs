//! Types of answers (L-063).

use super::number::NumberType;
use super::table::InventoryId;
use crate::source::Text;

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
    /// A number.
    Number(NumberType),
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
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Words that people use for it (L-075). They are no answers, but lead to it.
    pub also: Vec<Text>,
}

impl Choice {
    /// Returns what people read: the label, or the key with spaces.
    pub fn shown(&self) -> String {
        match &self.label {
            Some(label) => label.to_string(),
            None => self.key.replace('_', " "),
        }
    }
}

impl Type {
    /// Returns the choices of `one of` and `set of`, else none.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            TypeKind::OneOf(choices) | TypeKind::SetOf(choices) => choices,
            TypeKind::YesNo
            | TypeKind::Number(_)
            | TypeKind::Text
            | TypeKind::Date
            | TypeKind::Version
            | TypeKind::Sha256
            | TypeKind::Entry(_)
            | TypeKind::Entries(_) => &[],
        }
    }

    /// Returns the choice that had a key before.
    pub fn renamed(&self, key: &str) -> Option<&Choice> {
        let mut choices = self.choices().iter();
        choices.find(|choice| choice.was.iter().any(|was| *was == key))
    }

    /// Says whether `none` is an answer: where the scheme allows it, and always for sets and texts (L-063).
    pub fn takes_none(&self) -> bool {
        self.or_none || self.is_set() || self.kind == TypeKind::Text
    }

    /// Returns the inventory that the type refers to.
    pub fn target(&self) -> Option<InventoryId> {
        match &self.kind {
            TypeKind::Entry(inventory) | TypeKind::Entries(inventory) => Some(*inventory),
            TypeKind::YesNo
            | TypeKind::OneOf(_)
            | TypeKind::SetOf(_)
            | TypeKind::Number(_)
            | TypeKind::Text
            | TypeKind::Date
            | TypeKind::Version
            | TypeKind::Sha256 => None,
        }
    }

    /// Says whether an answer tells which version a thing is: a version, or a hash.
    pub fn identifies(&self) -> bool {
        matches!(self.kind, TypeKind::Version | TypeKind::Sha256)
    }

    /// Says whether an answer holds any number of values.
    pub fn is_set(&self) -> bool {
        matches!(self.kind, TypeKind::SetOf(_) | TypeKind::Entries(_))
    }
}
