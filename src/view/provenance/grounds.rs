//! Grounds that many items share, counted and grouped.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::{Serialize, Serializer};

use super::items::{Item, ProvenanceItem, Said};
use crate::model::{Aspect, Confidence, Ground};
use crate::source::Text;

/// The aspects with a confidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConfidenceAspects {
    /// The confidence.
    pub confidence: Confidence,
    /// The aspects, each with the number of its items.
    pub aspects: Vec<AspectItems>,
}

/// An aspect with the number of items that it is counted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AspectItems {
    /// The aspect.
    pub aspect: Aspect,
    /// The number of items.
    pub items: usize,
}

/// A ground that an aspect has in many items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SharedGround {
    /// The aspect.
    pub aspect: Aspect,
    /// The confidence.
    pub confidence: Confidence,
    /// The source, if one is named.
    pub source: Option<Text>,
    /// The kind of the items, in the plural: `controls`.
    #[serde(serialize_with = "in_plural")]
    #[cfg_attr(test, schemars(with = "String"))]
    pub kinds: ProvenanceItem,
    /// How many of them have this ground.
    pub items: usize,
    /// How many of them have the aspect.
    pub of: usize,
    /// The text of the aspect, if it can be confirmed and all of them have the same.
    pub says: Option<String>,
    /// The slots to fill in, if all of them have the same text.
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

/// A ground that several aspects have, with the number by which rows of a table name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NumberedGround {
    /// The number, from 1.
    pub number: usize,
    /// The confidence.
    pub confidence: Confidence,
    /// The source, if one is named.
    pub source: Option<Text>,
}

/// The slots for the comparison with a copy of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConfirmSlots {
    /// The slot for whether it agrees or differs.
    pub agrees: String,
    /// The slot for clause and page of the copy.
    pub place: String,
    /// The slot for the text of the copy.
    pub says: String,
    /// The slot for the person who compared.
    pub by: String,
    /// The slot for the date.
    pub date: String,
}

/// The number of rows from which a ground is printed once, under a number.
const NUMBERED: usize = 3;

/// A ground of an aspect of items of one kind.
type Key<'a> = (ProvenanceItem, Aspect, &'a Ground);

/// The items that have a ground.
#[derive(Debug, Default)]
struct Standing {
    keys: Vec<Text>,
    says: BTreeSet<String>,
}

/// The grounds of a part.
#[derive(Debug)]
pub(super) struct Grounds<'a> {
    standing: IndexMap<Key<'a>, Standing>,
    /// The number of items that have each aspect.
    having: IndexMap<(ProvenanceItem, Aspect), usize>,
}

impl<'a> Grounds<'a> {
    pub fn of(items: &[Item<'a>]) -> Self {
        let mut standing: IndexMap<Key<'a>, Standing> = IndexMap::new();
        let mut having: IndexMap<(ProvenanceItem, Aspect), usize> = IndexMap::new();
        for item in items {
            for said in &item.aspects {
                *having.entry((item.kind, said.aspect)).or_default() += 1;
                let key = (item.kind, said.aspect, said.ground);
                let entry = standing.entry(key).or_default();
                entry.keys.push(item.key.clone());
                entry.says.insert(said.says.clone());
            }
        }
        Self { standing, having }
    }

    /// Counts the aspects of each confidence.
    pub fn counts(&self) -> Vec<ConfidenceAspects> {
        let counts = ORDER.iter().map(|confidence| {
            let mut aspects: IndexMap<Aspect, usize> = IndexMap::new();
            for ((_, aspect, ground), standing) in &self.standing {
                if ground.confidence == *confidence {
                    *aspects.entry(*aspect).or_default() += standing.keys.len();
                }
            }
            aspects.sort_keys();
            ConfidenceAspects {
                confidence: *confidence,
                aspects: aspects
                    .into_iter()
                    .map(|(aspect, items)| AspectItems { aspect, items })
                    .collect(),
            }
        });
        counts.filter(|count| !count.aspects.is_empty()).collect()
    }

    /// Says whether a ground is shown once for all items of a kind: because it is `ours`, or because all of them have
    /// it.
    fn is_told_once(&self, (kind, aspect, ground): Key<'_>, standing: usize) -> bool {
        let having = self.having.get(&(kind, aspect)).copied().unwrap_or(0);
        match ground.confidence {
            Confidence::Published => false,
            Confidence::Ours => true,
            Confidence::Secondary
            | Confidence::Inferred
            | Confidence::Unconfirmed
            | Confidence::Disputed => standing > 1 && standing == having,
        }
    }

    /// Returns the grounds that are shown once, those that can be confirmed first, without slots.
    pub fn shared(&self) -> Vec<(ProvenanceItem, SharedGround)> {
        let standing = self.standing.iter();
        let mut shared: Vec<_> = standing
            .filter(|(key, standing)| self.is_told_once(**key, standing.keys.len()))
            .collect();
        shared.sort_by_key(|((kind, aspect, ground), _)| (rank(ground.confidence), *kind, *aspect));
        shared
            .into_iter()
            .map(|((kind, aspect, ground), standing)| {
                let having = self.having.get(&(*kind, *aspect)).copied().unwrap_or(0);
                let says = standing.says.first().filter(|_| standing.says.len() == 1);
                let can_confirm = ground.confidence != Confidence::Ours;
                let shared = SharedGround {
                    aspect: *aspect,
                    confidence: ground.confidence,
                    source: ground.source.clone(),
                    kinds: *kind,
                    items: standing.keys.len(),
                    of: having,
                    says: says.filter(|_| can_confirm).cloned(),
                    slots: None,
                    keys: standing.keys.clone(),
                };
                (*kind, shared)
            })
            .collect()
    }

    /// Numbers the grounds that occur in several rows of the table of items.
    pub fn numbered(&self, items: &[Item<'a>]) -> Vec<(&'a Ground, NumberedGround)> {
        let mut rows: IndexMap<GroundKey<'a>, (&'a Ground, usize)> = IndexMap::new();
        for item in items {
            let told = item
                .aspects
                .iter()
                .filter(|said| self.has_row(item.kind, said));
            for said in told {
                let key = (rank(said.ground.confidence), said.ground.source.as_deref());
                rows.entry(key).or_insert((said.ground, 0)).1 += 1;
            }
        }
        // The sort is stable: grounds of one confidence stay in the order of the items.
        rows.sort_by(|(a, _), _, (b, _), _| a.cmp(b));
        let several = rows.into_values().filter(|(_, count)| *count >= NUMBERED);
        several
            .enumerate()
            .map(|(index, (ground, _))| {
                let numbered = NumberedGround {
                    number: index + 1,
                    confidence: ground.confidence,
                    source: ground.source.clone(),
                };
                (ground, numbered)
            })
            .collect()
    }

    /// Says whether an aspect of an item has slots of its own.
    pub fn has_row(&self, kind: ProvenanceItem, said: &Said<'_>) -> bool {
        let key = (kind, said.aspect, said.ground);
        match said.ground.confidence {
            Confidence::Published | Confidence::Ours => false,
            Confidence::Secondary
            | Confidence::Inferred
            | Confidence::Unconfirmed
            | Confidence::Disputed => self.standing.get(&key).is_none_or(|standing| {
                standing.says.len() != 1 || !self.is_told_once(key, standing.keys.len())
            }),
        }
    }
}

/// The rank of a confidence, and a source.
type GroundKey<'a> = (usize, Option<&'a str>);

/// The confidences in the order in which they are shown: those that can be confirmed first.
const ORDER: [Confidence; 6] = [
    Confidence::Unconfirmed,
    Confidence::Disputed,
    Confidence::Inferred,
    Confidence::Secondary,
    Confidence::Ours,
    Confidence::Published,
];

/// Returns the place of a confidence in that order.
pub(super) fn rank(confidence: Confidence) -> usize {
    let place = ORDER.iter().position(|known| *known == confidence);
    place.unwrap_or(ORDER.len())
}
