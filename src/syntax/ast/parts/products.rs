//! The small products of scenarios, and what is expected of them.

use thin_vec::ThinVec;

use super::conditions::{PathDraft, ValueDraft};
use super::{Name, RefDraft};
use crate::source::{Span, Spanned};

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
        attributes: ThinVec<EntryAnswer>,
    },
    /// `chip more unknown`
    More(Span),
    /// `source_access at_lab`, `radio none`, `radio unknown`
    Values(ValuesDraft),
}

/// What a line of an entry says: an attribute and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryAnswer {
    /// The attribute.
    pub name: Name,
    /// The answer.
    pub values: ValuesDraft,
}

/// Values with commas between them.
pub type ValuesDraft = Spanned<ThinVec<Spanned<ValueDraft>>>;

/// `expect C.5 not applicable because chip.tee`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectDraft {
    /// The control.
    pub control: RefDraft,
    /// How it stands.
    pub status: StatusDraft,
    /// The fact, the inventory or its attribute without which it would not be settled.
    pub because: Option<PathDraft>,
    /// The whole field.
    pub span: Span,
}

/// How a control is expected to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusDraft {
    /// `applies`
    Applies,
    /// `not applicable`
    NotApplicable,
    /// `open`
    Open,
    /// `covered`
    Covered,
    /// `not assessed`
    NotAssessed,
}
