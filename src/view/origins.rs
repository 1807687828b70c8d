//! Where the aspects of items come from, and how sure they are.

use serde::Serialize;

use crate::model::{Aspect, Confidence, Provenance};
use crate::source::Text;

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

/// Where some aspects of an item come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OriginView {
    /// How sure they are.
    pub confidence: Confidence,
    /// The source, where one is named.
    pub source: Option<Text>,
    /// The aspects.
    pub aspects: Vec<Aspect>,
}

/// Shows where each aspect of an item comes from.
pub(super) fn view_item_grounds(provenance: &Provenance) -> Vec<GroundView> {
    let grounds = provenance.iter().map(|(aspect, ground)| GroundView {
        aspect,
        confidence: ground.confidence,
        source: ground.source.clone(),
    });
    grounds.collect()
}

/// Puts the aspects together that come from one source with one confidence, in the order of aspects.
pub(super) fn view_origins(provenance: &Provenance) -> Vec<OriginView> {
    let mut origins: Vec<OriginView> = Vec::new();
    for (aspect, ground) in provenance.iter() {
        let confidence = ground.confidence;
        let known = origins.iter_mut().find(|known| {
            known.confidence == confidence && known.source.as_deref() == ground.source.as_deref()
        });
        match known {
            Some(known) => known.aspects.push(aspect),
            None => origins.push(OriginView {
                confidence,
                source: ground.source.clone(),
                aspects: vec![aspect],
            }),
        }
    }
    origins
}
