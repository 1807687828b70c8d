//! The syntax tree: what was written, nothing resolved.
//!
//! Types end in `Draft`. Spans count from the start of the item. A part that could not be read is a
//! hole: an absent field, a [`ExprDraft::Broken`], an [`ItemDraft::Broken`] that still says which name it
//! declares. The words of a broken piece are kept as [`Item::mentions`], so that what it meant to use is
//! not reported as unused.

mod catalog;
mod control;
mod expr;
mod forms;
mod overlay;
mod procedure;
mod rules;
mod scenario;
mod vocabulary;
mod work;

use std::sync::Arc;

use super::keywords::is_item_keyword;
use crate::source::{FileId, Place, Span, Spanned};

pub use catalog::{
    CatalogDraft, CitesDraft, CountDraft, EditionDraft, GroupDraft, HistoryDraft, HistoryKind,
    LevelDraft, LevelPair, OverDraft, ProvenanceDraft, UsesDraft, UsesLevels, VerdictDraft,
    WordDraft,
};
pub use control::{
    AlternativesDraft, AppliesDraft, ByDraft, ChangeKind, ControlDraft, CoveredDraft, DropDraft,
    LevelClause, LineClauses, LineDraft, OtherwiseDraft, RelatesDraft, RowsClause, VerifyDraft,
};
pub use expr::{
    Comparison, ExprDraft, HasKind, OperatorDraft, PathDraft, Polarity, QuantifiedDraft,
    Quantifier, TestDraft, ValueDraft,
};
pub use forms::{
    AskDraft, AskKindDraft, EvidenceDraft, FormDraft, FormPlace, HoldingDraft, InterpretationDraft,
    NumberDraft, RelationDraft, SectionDraft,
};
pub use overlay::{OverlayDraft, WordingDraft};
pub use procedure::{CaseDraft, DepthDraft, EffortDraft, ProcedureDraft, SampleDraft};
pub use rules::{
    ActDraft, ActKindDraft, DurationDraft, EventDraft, LimitDraft, MomentDraft, RuleDraft,
    WhenDraft,
};
pub use scenario::{ExpectDraft, ProductLine, ProductLineKind, ScenarioDraft};
pub use vocabulary::{
    AttributeDraft, ConstraintDraft, DeriveDraft, FactDraft, InventoryDraft, OptionDraft,
    SubsetDraft, TypeDraft, TypeKind,
};
pub use work::WorkDraft;

/// A word as written: a key, a name, a keyword of a closed list.
pub type Name = Spanned<String>;
/// A text as written, without its quotes, escapes resolved, common indentation removed.
pub type Text = Spanned<String>;

/// The items of a file.
#[derive(Debug, Clone)]
pub struct SyntaxFile {
    /// The file.
    pub file: FileId,
    /// Its items, in order.
    pub items: Vec<Placed>,
}

/// An item and where it stands.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The file.
    pub file: FileId,
    /// The offset of its first byte.
    pub start: u32,
    /// What it says.
    pub item: Arc<Item>,
}

impl Placed {
    /// Turns a span of the item into a place in the file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, span.shifted(self.start))
    }
}

/// An item.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// From the keyword to the last token.
    pub span: Span,
    /// The keyword and the key, for messages about the item as a whole.
    pub head: Span,
    /// What it says.
    pub draft: ItemDraft,
    /// The words of its pieces that could not be read.
    pub mentions: Vec<String>,
}

impl Item {
    /// Says whether a piece of the item could not be read, so that nothing must be concluded from what
    /// is absent.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        !self.mentions.is_empty()
    }
}

/// What an item says.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemDraft {
    /// `catalog`
    Catalog(Box<CatalogDraft>),
    /// `profile`: a catalog that takes controls from others.
    Profile(Box<CatalogDraft>),
    /// `in`: the catalog of the controls and groups that follow.
    In(RefDraft),
    /// `group`
    Group(GroupDraft),
    /// `party`
    Party(TitledDraft),
    /// `role`
    Role(WorkDraft),
    /// `phase`
    Phase(WorkDraft),
    /// `configuration`
    Configuration(WorkDraft),
    /// `fact`
    Fact(FactDraft),
    /// `inventory`
    Inventory(InventoryDraft),
    /// `subset`
    Subset(SubsetDraft),
    /// `derive`
    Derive(DeriveDraft),
    /// `constraint`
    Constraint(ConstraintDraft),
    /// `control`
    Control(Box<ControlDraft>),
    /// `evidence`
    Evidence(Box<EvidenceDraft>),
    /// `procedure`
    Procedure(Box<ProcedureDraft>),
    /// `form`
    Form(Box<FormDraft>),
    /// `relation`
    Relation(RelationDraft),
    /// `interpretation`
    Interpretation(Box<InterpretationDraft>),
    /// `edition`
    Edition(Box<EditionDraft>),
    /// `event`
    Event(Box<EventDraft>),
    /// `rule`
    Rule(Box<RuleDraft>),
    /// `scenario`
    Scenario(Box<ScenarioDraft>),
    /// `overlay`: whose wording an overlay holds.
    Overlay(OverlayDraft),
    /// `wording`: what an overlay says of a control.
    Wording(Box<WordingDraft>),
    /// `provenance` of a file.
    Provenance(ProvenanceDraft),
    /// An item that could not be read. It declares its key all the same.
    Broken {
        /// The keyword, or a word that stands where one is expected.
        keyword: String,
        /// The key, as far as it can be seen.
        key: Option<String>,
    },
}

impl ItemDraft {
    /// Returns the keyword of the item.
    #[must_use]
    pub fn keyword(&self) -> &str {
        match self {
            Self::Catalog(_) => "catalog",
            Self::Profile(_) => "profile",
            Self::In(_) => "in",
            Self::Group(_) => "group",
            Self::Party(_) => "party",
            Self::Role(_) => "role",
            Self::Phase(_) => "phase",
            Self::Configuration(_) => "configuration",
            Self::Fact(_) => "fact",
            Self::Inventory(_) => "inventory",
            Self::Subset(_) => "subset",
            Self::Derive(_) => "derive",
            Self::Constraint(_) => "constraint",
            Self::Control(_) => "control",
            Self::Evidence(_) => "evidence",
            Self::Procedure(_) => "procedure",
            Self::Form(_) => "form",
            Self::Relation(_) => "relation",
            Self::Interpretation(_) => "interpretation",
            Self::Edition(_) => "edition",
            Self::Event(_) => "event",
            Self::Rule(_) => "rule",
            Self::Scenario(_) => "scenario",
            Self::Overlay(_) => "overlay",
            Self::Wording(_) => "wording",
            Self::Provenance(_) => "provenance",
            Self::Broken { keyword, .. } => keyword,
        }
    }

    /// Says whether the item belongs in an overlay rather than in a scheme; `None` of text that starts no item.
    #[must_use]
    pub fn is_of_overlay(&self) -> Option<bool> {
        let keyword = self.keyword();
        is_item_keyword(keyword).then_some(matches!(keyword, "overlay" | "wording"))
    }
}

/// A key and a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitledDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
}

/// The name of a catalog, an edition or a control: `C.1`, `asvs-c:C.1`, `asvs-c@4.0.3:C.1`,
/// `asvs-c@4.0.3`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RefDraft {
    /// What stands before `:`, or the whole where there is an `@` and no `:`.
    pub catalog: Option<Name>,
    /// What stands after `@`.
    pub version: Option<Name>,
    /// What stands after `:`, or the whole where there is neither `:` nor `@`.
    pub key: Option<Name>,
    /// All of it.
    pub span: Span,
}
