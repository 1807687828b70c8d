//! The grounds of the aspects of items (L-210).

use indexmap::IndexMap;
use serde::Serialize;

use super::relations::RelationView;
use crate::model::{
    Aspect, AttributeKind, Confidence, ControlId, Ground, Mention, Provenance, Scheme, Treatment,
};
use crate::source::Text;

/// The ground of an aspect.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
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

/// A ground with its aspect.
type Grounded<'a> = (Aspect, &'a Ground);

/// Shows the ground of each aspect that a control has.
pub(super) fn view_control_grounds(
    scheme: &Scheme,
    id: ControlId,
    related: &[RelationView],
) -> Vec<GroundView> {
    let grounds = control_grounds(scheme, id, related);
    let grounds = grounds.map(|(aspect, ground)| GroundView {
        aspect,
        confidence: ground.confidence,
        source: ground.source.clone(),
    });
    grounds.collect()
}

/// Groups the aspects that a control has and that share source and confidence.
pub(super) fn view_control_origins(
    scheme: &Scheme,
    id: ControlId,
    related: &[RelationView],
) -> Vec<OriginView> {
    group(control_grounds(scheme, id, related))
}

/// Groups those of some aspects of an item that share source and confidence. The default of a file names aspects that an
/// item of another kind has.
pub(super) fn view_origins(provenance: &Provenance, aspects: &[Aspect]) -> Vec<OriginView> {
    let grounds = provenance.iter();
    group(grounds.filter(|(aspect, _)| aspects.contains(aspect)))
}

/// Groups aspects that share source and confidence, in their order.
fn group<'a>(grounds: impl Iterator<Item = Grounded<'a>>) -> Vec<OriginView> {
    let mut origins: IndexMap<&Ground, Vec<Aspect>> = IndexMap::new();
    for (aspect, ground) in grounds {
        origins.entry(ground).or_default().push(aspect);
    }
    let origins = origins.into_iter().map(|(ground, aspects)| OriginView {
        confidence: ground.confidence,
        source: ground.source.clone(),
        aspects,
    });
    origins.collect()
}

/// Returns the grounds of the aspects that a control has; its catalog and its file may give grounds for others.
fn control_grounds<'a>(
    scheme: &'a Scheme,
    id: ControlId,
    related: &[RelationView],
) -> impl Iterator<Item = Grounded<'a>> {
    let grounds = scheme.controls[id].provenance.iter();
    grounds.filter(move |(aspect, _)| {
        has_aspect(scheme, id, *aspect) || (*aspect == Aspect::Relation && !related.is_empty())
    })
}

/// Says whether a control has an aspect other than its relations (L-214).
fn has_aspect(scheme: &Scheme, id: ControlId, aspect: Aspect) -> bool {
    let control = &scheme.controls[id];
    let assessment = match &control.treatment {
        Treatment::Assessed(assessment) => Some(assessment),
        Treatment::Covered { .. } | Treatment::NotAssessed { .. } => None,
    };
    match aspect {
        Aspect::Number | Aspect::Title | Aspect::Strength => true,
        Aspect::Statement => control.statement.is_some(),
        Aspect::Objective => control.objective.is_some(),
        Aspect::Levels => !scheme.catalogs[control.catalog].levels.is_empty(),
        Aspect::Applies => assessment.is_some(),
        Aspect::Evidence => {
            assessment.is_some_and(|one| !one.evidence.is_empty() || !one.otherwise.is_empty())
        }
        Aspect::Procedure => assessment.is_some_and(|one| !one.verify.is_empty()),
        Aspect::Claim => assessment.is_some() && rests_on_claim(scheme, id),
        Aspect::Treatment => assessment.is_none(),
        Aspect::Relation | Aspect::Form | Aspect::Verdicts | Aspect::Findings | Aspect::Rule => {
            false
        }
    }
}

/// Says whether the condition of a control reads a claim.
pub(super) fn rests_on_claim(scheme: &Scheme, id: ControlId) -> bool {
    let mentions = scheme.mentions_of(id);
    mentions.iter().any(|mention| match mention {
        Mention::Attribute(step) => {
            let attribute = scheme.attribute(step.inventory, step.attribute);
            attribute.kind == AttributeKind::Claim
        }
        Mention::Fact(_) | Mention::Set(_) | Mention::Derive(_) | Mention::Broken => false,
    })
}
