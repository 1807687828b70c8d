//! Where evidence is filed, what sections hold and how their questions are answered.

use thin_vec::ThinVec;

use super::types::OptionDraft;
use super::{Name, TextDraft};
use crate::source::Span;

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPlace {
    pub form: Name,
    pub section: Name,
    /// Both.
    pub span: Span,
}

/// The answers that a kind of evidence consists of: `answers of image: signed, version`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswersDraft {
    pub inventory: Name,
    /// The attributes; all of them where none is named.
    pub named: ThinVec<Name>,
}

/// Something that a section holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldingDraft {
    /// `responses`
    pub word: Name,
    /// `of vendor`
    pub of: Option<Name>,
}

/// How something is answered that a section asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskKindDraft {
    /// `text`, `check`, …
    Word(Name),
    /// `one of { … }`
    OneOf(Box<[OptionDraft]>),
    /// `list of { … }`
    ListOf(Box<[ColumnDraft]>),
}

/// A column of a list that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnDraft {
    pub key: Name,
    pub title: TextDraft,
    pub kind: AskKindDraft,
    /// `was day`
    pub was: ThinVec<Name>,
}

impl Default for AskKindDraft {
    fn default() -> Self {
        Self::Word(Name::default())
    }
}
