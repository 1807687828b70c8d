//! The products of scenarios, and the expectations.

use thin_vec::ThinVec;

use super::conditions::{PathDraft, ValueDraft};
use super::{Name, RefDraft};
use crate::source::{Span, Spanned};

/// A line of a scenario's product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductLine {
    /// A fact or an inventory.
    pub name: Name,
    /// The rest of the line.
    pub kind: ProductLineKind,
}

/// The kinds of lines of a scenario's product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProductLineKind {
    /// `chip main { role mcu }`
    Entry {
        /// The id of the entry.
        id: Name,
        attributes: ThinVec<EntryAnswer>,
    },
    /// `chip more unknown`
    More(Span),
    /// `source_access at_lab`, `radio none`, `radio unknown`
    Values(ValuesDraft),
}

/// A line of an entry: an attribute and its answer.
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
    pub control: RefDraft,
    /// The expected status.
    pub status: StatusDraft,
    /// The facts, inventories and attributes that settle it (L-224).
    pub because: Vec<PathDraft>,
    /// The whole field.
    pub span: Span,
}

/// The expected status of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusDraft {
    Applies,
    NotApplicable,
    Open,
    Covered,
    NotAssessed,
}
