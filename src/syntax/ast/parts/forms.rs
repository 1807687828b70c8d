//! Where evidence is filed, what sections hold and how their questions are answered.

use super::Name;
use super::types::OptionDraft;
use crate::source::Span;

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPlace {
    pub form: Name,
    pub section: Name,
    /// Both.
    pub span: Span,
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
}

impl Default for AskKindDraft {
    fn default() -> Self {
        Self::Word(Name::default())
    }
}
