//! Types of answers, and questions about entries.

use thin_vec::ThinVec;

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
    /// `whole number in "V" from 1 to 12`
    Number(NumberTypeDraft),
    /// `text`, `date`, `version`, `sha256`
    Plain(Name),
    /// `entry of chip`
    Entry(Name),
    /// `entries of chip`
    Entries(Name),
}

/// Which numbers answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberTypeDraft {
    /// `whole`
    pub whole: Option<Span>,
    /// `in "V"`
    pub unit: Option<TextDraft>,
    /// `from 1`
    pub least: Option<Name>,
    /// `to 12`
    pub most: Option<Name>,
}

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionDraft {
    /// The value.
    pub key: Name,
    /// What it means, where the key does not say it.
    pub label: Option<TextDraft>,
    /// `was cpu`
    pub was: ThinVec<Name>,
    /// `also ("processor")`
    pub also: ThinVec<TextDraft>,
}
