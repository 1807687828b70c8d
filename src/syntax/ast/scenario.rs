//! Scenarios: a small product and what is to follow from it.

use super::{Name, PathDraft, RefDraft, Text, ValueDraft};
use crate::source::{Span, Spanned};

/// `scenario "…" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScenarioDraft {
    /// What it shows.
    pub title: Text,
    /// The edition.
    pub edition: Option<RefDraft>,
    /// The level.
    pub level: Option<Name>,
    /// The product.
    pub product: Vec<ProductLine>,
    /// What follows.
    pub expect: Vec<ExpectDraft>,
}

/// A line of a scenario's product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductLine {
    /// A fact or an inventory.
    pub name: Name,
    /// What is said of it.
    pub kind: ProductLineKind,
}

/// What a line of a scenario's product says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProductLineKind {
    /// `chip main { role mcu }`
    Entry {
        /// The id of the entry.
        id: Name,
        /// Its attributes.
        attributes: Vec<(Name, Spanned<Vec<Spanned<ValueDraft>>>)>,
    },
    /// `chip more unknown`
    More(Span),
    /// `source_access at_lab`, `radio none`, `radio unknown`
    Values(Spanned<Vec<Spanned<ValueDraft>>>),
}

/// `expect C.5 not applicable because chip.tee`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectDraft {
    /// The control.
    pub control: RefDraft,
    /// `applies`, `not applicable`, `open`, `covered` or `not assessed`
    pub status: Name,
    /// The fact, the inventory or its attribute without which it would not be settled.
    pub because: Option<PathDraft>,
    /// The whole field.
    pub span: Span,
}
