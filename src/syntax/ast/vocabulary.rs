//! Facts, inventories, subsets, derived names, constraints.

use super::{ExprDraft, Name, Text};
use crate::source::Span;

/// `fact source_access "Question?" : one of { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct FactDraft {
    /// The name.
    pub key: Name,
    /// The question, as a vendor reads it.
    pub question: Text,
    /// What can be answered.
    pub answer: TypeDraft,
}

/// `inventory chip "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InventoryDraft {
    /// The name.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `about "…"`
    pub about: Option<Text>,
    /// Attributes and claims, in order.
    pub attributes: Vec<AttributeDraft>,
    /// `confirmed by teardown, flash-dump`
    pub confirmed: Vec<Name>,
    /// `was old`
    pub was: Vec<Name>,
}

/// An attribute or a claim of an inventory.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeDraft {
    /// The word `claim`, where it is one.
    pub claim: Option<Span>,
    /// The name.
    pub key: Name,
    /// The question.
    pub question: Text,
    /// What can be answered.
    pub answer: TypeDraft,
}

/// A type, and whether `none` is an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDraft {
    /// The type.
    pub kind: TypeKind,
    /// `or none`
    pub or_none: Option<Span>,
    /// All of it.
    pub span: Span,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// `yes or no`
    YesNo,
    /// `one of { … }`
    OneOf(Vec<OptionDraft>),
    /// `set of { … }`
    SetOf(Vec<OptionDraft>),
    /// `number in "V"`
    Number(Option<Text>),
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
    pub label: Option<Text>,
}

/// `subset serial_port "Title" = interface where …`
#[derive(Debug, Clone, PartialEq)]
pub struct SubsetDraft {
    /// The name.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// The inventory or subset it is cut from.
    pub of: Name,
    /// What its entries meet.
    pub filter: ExprDraft,
}

/// `derive connected "Title" = …`
#[derive(Debug, Clone, PartialEq)]
pub struct DeriveDraft {
    /// The name.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// What it stands for.
    pub meaning: ExprDraft,
}

/// `constraint "every chip has an image" = …`
#[derive(Debug, Clone, PartialEq)]
pub struct ConstraintDraft {
    /// What must hold, in words.
    pub title: Text,
    /// What must hold.
    pub condition: ExprDraft,
}
