//! How controls stand to others, found by control.

use rustc_hash::FxHashMap;

use super::traceability::RelationView;
use crate::model::{ControlId, Relation, RelationTarget, Scheme};

/// The relations of a scheme, from both ends; nothing goes from the map into a document but by key.
#[derive(Debug)]
pub(super) struct Relations<'a> {
    scheme: &'a Scheme,
    of_control: FxHashMap<ControlId, Vec<&'a Relation>>,
}

impl<'a> Relations<'a> {
    /// Goes through the relations of a scheme.
    pub fn of(scheme: &'a Scheme) -> Self {
        let mut of_control: FxHashMap<ControlId, Vec<&Relation>> = FxHashMap::default();
        for relation in &scheme.relations {
            of_control.entry(relation.focal).or_default().push(relation);
            match relation.target {
                RelationTarget::Control(other) if other != relation.focal => {
                    of_control.entry(other).or_default().push(relation);
                }
                RelationTarget::Control(_) | RelationTarget::Outside(_) => {}
            }
        }
        Self { scheme, of_control }
    }

    /// Shows how a control stands to others, in the order in which it is written.
    pub fn view(&self, control: ControlId) -> Vec<RelationView> {
        let relations = self.of_control.get(&control).into_iter().flatten();
        relations
            .map(|relation| self.seen_from(control, relation))
            .collect()
    }

    fn seen_from(&self, control: ControlId, relation: &Relation) -> RelationView {
        let (kind, other) = match &relation.target {
            RelationTarget::Outside(other) => (relation.kind, other),
            RelationTarget::Control(other) if relation.focal == control => {
                (relation.kind, &self.scheme.controls[*other].name)
            }
            RelationTarget::Control(_) => {
                let focal = &self.scheme.controls[relation.focal].name;
                (relation.kind.reversed(), focal)
            }
        };
        RelationView {
            kind: kind.word(),
            phrase: kind.phrase(),
            other: other.to_string(),
            because: relation.because.as_ref().map(ToString::to_string),
        }
    }
}
