//! The grounds of the aspects of items (L-210).

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::{Aspect, Confidence, Ground, Provenance};
use crate::source::Text;

/// The ground of an aspect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroundView {
    /// The aspect.
    pub aspect: Aspect,
    /// The confidence.
    pub confidence: Confidence,
    /// The source, if one is named.
    pub source: Option<Text>,
}

/// A ground that several aspects of an item share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OriginView {
    /// The confidence.
    pub confidence: Confidence,
    /// The source, if one is named.
    pub source: Option<Text>,
    /// The aspects.
    pub aspects: Vec<Aspect>,
}

/// Shows the ground of each aspect of an item.
pub(super) fn view_item_grounds(provenance: &Provenance) -> Vec<GroundView> {
    let grounds = provenance.iter().map(|(aspect, ground)| GroundView {
        aspect,
        confidence: ground.confidence,
        source: ground.source.clone(),
    });
    grounds.collect()
}

/// Groups the aspects of an item that share source and confidence, in the order of aspects.
pub(super) fn view_origins(provenance: &Provenance) -> Vec<OriginView> {
    let mut origins: IndexMap<&Ground, Vec<Aspect>> = IndexMap::new();
    for (aspect, ground) in provenance.iter() {
        origins.entry(ground).or_default().push(aspect);
    }
    let origins = origins.into_iter().map(|(ground, aspects)| OriginView {
        confidence: ground.confidence,
        source: ground.source.clone(),
        aspects,
    });
    origins.collect()
}
