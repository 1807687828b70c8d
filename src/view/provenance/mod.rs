//! The provenance of a scheme: the aspects that wait to be compared with their source, and those that are ours.
//!
//! It is meant for a reader who has a licensed copy of a source at hand and confirms item by item.

mod grounds;
mod items;
mod parts;
mod says;

use serde::Serialize;

use super::basis::{BuildStamp, SchemeBasis};
use super::document_schema::DocumentSchema;
use super::overlays::{OverlayView, view_overlays};
use crate::model::Aspect;
use crate::source::Text;

pub use grounds::{ConfidenceAspects, ConfirmSlots, SharedGround};
pub use items::{ProvenanceItem, ProvenanceOf};
pub use parts::{ProvenancePart, WaitingAspect, WaitingItem};

/// The aspects of a scheme that are not published.
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
    /// The aspects that are shown; empty for all.
    pub aspects: Vec<Aspect>,
    /// The overlays that confirmed aspects already.
    pub overlays: Vec<OverlayView>,
    /// The catalogs of the edition in its order, and last the edition itself.
    pub parts: Vec<ProvenancePart>,
    /// The date and tool with which the document is built.
    pub stamp: BuildStamp,
}

/// Builds the provenance of a scheme.
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
        parts: parts::view_parts(basis, of),
        stamp: basis.stamp.clone(),
    }
}
