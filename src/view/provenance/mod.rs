//! What of a scheme is not published: what waits to be compared with its source, and what is ours.
//!
//! For somebody with a licensed copy of a source on the desk, who confirms items one by one.

mod build;
mod grounds;
mod items;
mod says;

use serde::{Serialize, Serializer};

use super::basis::{BuildStamp, CatalogView};
use super::document_schema::DocumentSchema;
use super::overlays::{OverlayView, view_overlays};
use super::scheme::SchemeBasis;
use crate::model::{Aspect, CatalogId, Confidence};
use crate::source::Text;

pub use items::ProvenanceItem;

/// Of what the provenance is shown.
#[derive(Debug, Clone, Copy)]
pub struct ProvenanceOf<'a> {
    /// The one catalog; `None` for all of the edition, and the edition itself.
    pub catalog: Option<CatalogId>,
    /// The aspects; all where none is named.
    pub aspects: &'a [Aspect],
}

/// What of a scheme is not published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProvenanceView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Provenance.word())))]
    pub schema: DocumentSchema,
    /// The edition: `iotscs@2024-03`.
    pub edition: String,
    /// Its title.
    pub edition_title: Text,
    /// The aspects that are shown; empty where all are.
    pub aspects: Vec<Aspect>,
    /// The overlays on whose word something stands already.
    pub overlays: Vec<OverlayView>,
    /// The catalogs of the edition in its order, and last the edition itself.
    pub parts: Vec<ProvenancePart>,
    /// When and with what the document is built.
    pub stamp: BuildStamp,
}

/// A catalog, or the edition with all that is in no catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProvenancePart {
    /// Key and version: `iso27400@2022`.
    pub name: String,
    /// The title.
    pub title: Text,
    /// The catalog; `None` of the edition.
    pub catalog: Option<CatalogView>,
    /// How many items it has: of a catalog, controls.
    pub items: usize,
    /// How many aspects have each confidence: what can be confirmed first, `ours`, and last `published`.
    pub counts: Vec<ConfidenceAspects>,
    /// What many items stand on together: grounds that all of a kind share, and all that is ours.
    pub shared: Vec<SharedGround>,
    /// Grounds of several items that are told one by one.
    pub grounds: Vec<NumberedGround>,
    /// The items of which something is not published, in the order of the scheme.
    pub waiting: Vec<WaitingItem>,
}

/// Which aspects have a confidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConfidenceAspects {
    /// The confidence.
    pub confidence: Confidence,
    /// The aspects, each with the number of its items.
    pub aspects: Vec<AspectItems>,
}

/// Of how many items an aspect is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AspectItems {
    /// The aspect.
    pub aspect: Aspect,
    /// How many items.
    pub items: usize,
}

/// A ground on which an aspect of many items stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SharedGround {
    /// The aspect.
    pub aspect: Aspect,
    /// The confidence.
    pub confidence: Confidence,
    /// The reason, where one is named.
    pub source: Option<Text>,
    /// What the items are, in the plural: `controls`.
    #[serde(serialize_with = "in_plural")]
    #[cfg_attr(test, schemars(with = "String"))]
    pub kinds: ProvenanceItem,
    /// How many of them stand on it.
    pub items: usize,
    /// How many of them have the aspect.
    pub of: usize,
    /// What all of them say, where that can be confirmed and is the same.
    pub says: Option<String>,
    /// The places to fill in, where all say the same.
    pub slots: Option<ConfirmSlots>,
    /// The items.
    pub keys: Vec<Text>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands on references"
)]
fn in_plural<S: Serializer>(kind: &ProvenanceItem, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.plural())
}

/// A ground on which several aspects stand, with the number by which rows of a table name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NumberedGround {
    /// The number, from 1.
    pub number: usize,
    /// The confidence.
    pub confidence: Confidence,
    /// The reason, where one is named.
    pub source: Option<Text>,
}

/// An item of which something is not published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WaitingItem {
    /// The key; of a control with that of its catalog.
    pub key: Text,
    /// What it is.
    pub kind: ProvenanceItem,
    /// The title.
    pub title: Text,
    /// What a control must be, in the author's Markdown.
    pub statement: Option<Text>,
    /// What a control is for, in the author's Markdown.
    pub objective: Option<Text>,
    /// Whether there is something to fill in for it.
    pub waits: bool,
    /// Its aspects that are not published: what can be confirmed first, `ours` last.
    pub aspects: Vec<WaitingAspect>,
}

/// An aspect that is not published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WaitingAspect {
    /// The aspect.
    pub aspect: Aspect,
    /// What the scheme says.
    pub says: String,
    /// How sure it is; never `published`.
    pub confidence: Confidence,
    /// The reason, where one is named.
    pub source: Option<Text>,
    /// The number of its ground, where several aspects stand on it.
    pub ground: Option<usize>,
    /// The places to fill in; `None` of what is ours, or is filled in for all items together.
    pub slots: Option<ConfirmSlots>,
}

/// The places in which somebody says what the copy of a source has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConfirmSlots {
    /// Whether it agrees or differs.
    pub agrees: String,
    /// Clause and page of the copy.
    pub place: String,
    /// What the copy says.
    pub says: String,
    /// Who looked.
    pub by: String,
    /// When.
    pub date: String,
}

/// Builds the provenance of a scheme.
#[must_use]
pub fn view_provenance(basis: &SchemeBasis<'_>, of: &ProvenanceOf<'_>) -> ProvenanceView {
    let scheme = basis.scheme;
    let shown = scheme.controls.iter().filter(|(_, control)| {
        let wanted = of.catalog;
        wanted.is_none_or(|wanted| wanted == control.catalog)
    });
    ProvenanceView {
        schema: DocumentSchema::Provenance,
        edition: scheme.edition.name(),
        edition_title: scheme.edition.title.clone(),
        aspects: of.aspects.to_vec(),
        overlays: view_overlays(scheme, basis.sources, shown.map(|(id, _)| id)),
        parts: build::view_parts(basis, of),
        stamp: basis.stamp.clone(),
    }
}

/// The confidences in the order in which they are shown: what can be confirmed first.
const ORDER: [Confidence; 6] = [
    Confidence::Unconfirmed,
    Confidence::Disputed,
    Confidence::Inferred,
    Confidence::Secondary,
    Confidence::Ours,
    Confidence::Published,
];

/// Returns the place of a confidence in that order.
fn rank(confidence: Confidence) -> usize {
    let place = ORDER.iter().position(|one| *one == confidence);
    place.unwrap_or(ORDER.len())
}
