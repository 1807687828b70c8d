//! Types of answers, and questions about entries.

use super::{Name, TextDraft};
use crate::source::Span;

/// A type, and whether `none` is an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypeDraft {
    pub kind: TypeKind,
    /// `or none`
    pub or_none: Option<Span>,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TypeKind {
    /// `yes or no`
    #[default]
    YesNo,
    /// `one of { … }`
    OneOf(Box<[OptionDraft]>),
    /// `set of { … }`
    SetOf(Box<[OptionDraft]>),
    /// `number in "V"`
    Number(Option<TextDraft>),
    /// `text`, `date`, `version`, `sha256`
    Plain(Name),
    /// `entry of chip`
    Entry(Name),
    /// `entries of chip`
    Entries(Name),
}

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionDraft {
    /// The value.
    pub key: Name,
    /// What it means, where the key does not say it.
    pub label: Option<TextDraft>,
}

/// An attribute or a claim of an inventory.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeDraft {
    /// The word `claim`, where it is one.
    pub claim: Option<Span>,
    pub key: Name,
    pub question: TextDraft,
    /// What can be answered.
    pub answer: TypeDraft,
}
