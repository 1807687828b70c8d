//! Relations between controls, by control.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::model::{ControlId, Relation, RelationKind, RelationTarget, Scheme};
use crate::source::Text;

/// A relation of a control to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RelationView {
    /// The kind.
    pub kind: RelationWord,
    /// The relation in words: `is a subset of`.
    pub phrase: &'static str,
    /// The other control.
    pub other: Text,
    /// The ground.
    pub because: Option<Text>,
}

/// The kind of a relation, seen from the first control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RelationWord {
    /// Its verdict follows that of the other control.
    CoveredBy,
    /// The verdict of the other control follows its own.
    Covers,
    /// A relation of the scheme (L-190).
    #[serde(untagged)]
    Related(RelationKind),
}

impl RelationWord {
    /// Returns the relation as a part of a sentence: `is a subset of`.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::CoveredBy => "is covered by",
            Self::Covers => "covers",
            Self::Related(kind) => kind.phrase(),
        }
    }
}

/// Shows a relation of a control to another.
pub(super) fn view_relation(
    kind: RelationWord,
    target: &str,
    because: Option<&str>,
) -> RelationView {
    RelationView {
        kind,
        phrase: kind.phrase(),
        other: target.into(),
        because: because.map(Text::from),
    }
}

/// The relations of a scheme, from both ends. The map is read by key only.
#[derive(Debug)]
pub(super) struct Relations<'a> {
    scheme: &'a Scheme,
    of_control: FxHashMap<ControlId, Vec<&'a Relation>>,
}

impl<'a> Relations<'a> {
    /// Indexes the relations of a scheme.
    pub fn of(scheme: &'a Scheme) -> Self {
        let mut of_control: FxHashMap<ControlId, Vec<&Relation>> = FxHashMap::default();
        for relation in &scheme.relations {
            of_control.entry(relation.focal).or_default().push(relation);
            match relation.target {
                RelationTarget::Control(target) if target != relation.focal => {
                    of_control.entry(target).or_default().push(relation);
                }
                RelationTarget::Control(_) | RelationTarget::Outside(_) => {}
            }
        }
        Self { scheme, of_control }
    }

    /// Shows the relations of a control, in the order of the scheme.
    pub fn view(&self, control: ControlId) -> Vec<RelationView> {
        let relations = self.of_control.get(&control).into_iter().flatten();
        relations
            .map(|relation| self.seen_from(control, relation))
            .collect()
    }

    fn seen_from(&self, control: ControlId, relation: &Relation) -> RelationView {
        let (kind, target) = match &relation.target {
            RelationTarget::Outside(name) => (relation.kind, name),
            RelationTarget::Control(target) if relation.focal == control => {
                (relation.kind, &self.scheme.controls[*target].name)
            }
            RelationTarget::Control(_) => {
                let focal = &self.scheme.controls[relation.focal].name;
                (relation.kind.reversed(), focal)
            }
        };
        view_relation(
            RelationWord::Related(kind),
            target,
            relation.because.as_deref(),
        )
    }
}
