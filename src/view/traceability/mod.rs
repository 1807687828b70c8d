//! The traceability document: control ↔ procedure ↔ evidence ↔ form section ↔ clause of the source.
//!
//! The keys and the order of the JSON of [`TraceabilityView::controls`] are a contract with those who read
//! it by machine; what is added goes behind, at the top.

mod build;
mod figures;
mod standards;

use serde::Serialize;

use super::basis::{HeadView, RefView};
use super::controls::TakesView;
use super::figure::Figures;
use super::gaps::Gap;
use super::roll_up::RollUpView;
use crate::model::{Aspect, Confidence, Depth, Depths, EvidenceForm, Strength};
use crate::plan::Status;
use crate::source::Text;
use crate::view::document_schema::DocumentSchema;
use crate::view::relations::RelationView;

pub use build::view_traceability;
pub(super) use build::view_variant;
pub use standards::{RelatedView, StandardAlone, StandardPair};

/// The traceability document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TraceabilityView {
    /// The edition: `iotscs@2024-03`.
    pub edition: String,
    /// The key of the level; `None` where the edition has none.
    pub level: Option<Text>,
    /// The model or the name of the product.
    pub product: String,
    /// Every control of the level, in the order of the scheme.
    pub controls: Vec<TracedControl>,
    /// What stands at the head of every document.
    pub head: HeadView,
    /// The clause of the source behind each control, in the same order.
    pub clauses: Vec<ClauseView>,
    /// The planned procedures, in the order of work, with the controls that each serves.
    pub procedures: Vec<ProcedureTrace>,
    /// The evidence kinds that are owed, in the order of the scheme, with the controls that want each.
    pub evidence_kinds: Vec<EvidenceTrace>,
    /// The sections of the edition's forms, with what belongs in each.
    pub sections: Vec<SectionTrace>,
    /// What is missing on the way from a control to its verdict.
    pub gaps: Vec<Gap>,
    /// How the catalogs in use stand to one another.
    pub standards: Vec<StandardPair>,
    /// What is drawn.
    pub figures: Figures,
    /// How verdicts roll up, from the rows of the test plan to each control.
    pub roll_up: RollUpView,
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Traceability.word())))]
    pub schema: DocumentSchema,
    /// What of each catalog no other one reaches; empty where the edition uses one catalog.
    pub alone: Vec<StandardAlone>,
}

/// A control: how it stands and what it calls for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TracedControl {
    /// The key with that of the catalog: `asvs-c:C.1`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The lowest level of the edition at which it holds; `None` where the edition has none.
    pub level: Option<Text>,
    /// Whether it must or should be met.
    pub strength: Strength,
    /// How it stands.
    pub status: Status,
    /// Why, as a sentence without its full stop.
    pub reason: String,
    /// How it stands for each product of the series, where they differ.
    pub variants: Vec<VariantStatusView>,
    /// The evidence owed.
    pub evidence: Vec<TracedEvidence>,
    /// The procedures owed.
    pub procedures: Vec<TracedProcedure>,
}

/// How a control stands for one product of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VariantStatusView {
    /// The variant; `None` for the lead.
    pub variant: Option<String>,
    /// How it stands.
    pub status: Status,
    /// Why.
    pub reason: String,
}

/// Evidence that a control calls for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TracedEvidence {
    /// The key of the obligation.
    pub key: Text,
    /// The kinds that meet it.
    pub kinds: Vec<Text>,
    /// Whether it is settled that it is owed: `applies` or `open`.
    pub status: Status,
    /// For which entries; `None` where it is owed once.
    #[serde(rename = "for")]
    pub rows: Option<Vec<EntryStatus>>,
}

/// A procedure that a control calls for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TracedProcedure {
    /// The key.
    pub key: Text,
    /// How deeply, for this control.
    pub depth: Depth,
    /// Whether it is settled that it is owed: `applies` or `open`.
    pub status: Status,
    /// For which entries; `None` where it is owed once.
    #[serde(rename = "for")]
    pub rows: Option<Vec<EntryStatus>>,
}

/// An entry for which something is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntryStatus {
    /// The entry: `interface.console`; `None` for entries not known yet.
    pub entry: Option<Text>,
    /// Whether it is settled that it is owed: `applies` or `open`.
    pub status: Status,
}

/// The clause of the source behind a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClauseView {
    /// The control.
    pub control: Text,
    /// Its catalog with the version.
    pub catalog: Text,
    /// The source's own number for it.
    pub clause: Text,
    /// What it takes, where it is a control of a profile.
    pub takes: Option<TakesView>,
    /// The title of its group.
    pub group: Option<Text>,
    /// Where each aspect of it comes from.
    pub grounds: Vec<GroundView>,
    /// What it is to other controls, seen from it.
    pub relations: Vec<RelationView>,
    /// The sections of forms in which its evidence belongs, as `F03/chips`.
    pub sections: Vec<Text>,
    /// Where it is declared, as `path:line`.
    pub place: Option<String>,
}

/// Where an aspect comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroundView {
    /// The aspect.
    pub aspect: Aspect,
    /// How sure it is.
    pub confidence: Confidence,
    /// The source, where one is named.
    pub source: Option<Text>,
}

/// A planned procedure and whom it serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProcedureTrace {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The deepest depth at which it is carried out.
    pub depth: Depths,
    /// Whether it is settled that it is owed: `applies` or `open`.
    pub status: Status,
    /// The controls that it serves, each at its own depth.
    pub controls: Vec<DepthView>,
    /// The procedures that need it first.
    pub required_by: Vec<RefView>,
}

/// A control and the depth at which it asks for a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DepthView {
    /// The control.
    pub control: Text,
    /// The depth.
    pub depth: Depths,
}

/// An evidence kind and who wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EvidenceTrace {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// What it is.
    pub form: EvidenceForm,
    /// The sections of forms that hold it, as `F03/chips`.
    pub sections: Vec<Text>,
    /// The controls that want it.
    pub controls: Vec<Text>,
}

/// A section of a form and what belongs in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SectionTrace {
    /// The form and our key of the section: `F03/chips`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The form's own number, or `number not known`; `None` where nothing is said.
    pub number: Option<String>,
    /// What it holds: `product`, `responses`, …
    pub holds: Vec<String>,
    /// The owed evidence kinds that belong in it.
    pub evidence: Vec<Text>,
    /// The controls whose evidence belongs in it.
    pub controls: Vec<Text>,
}
