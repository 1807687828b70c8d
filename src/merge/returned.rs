//! Fields that come back in a form.

use std::collections::{BTreeMap, BTreeSet};

use super::history::History;
use super::receipt::{Aside, Outcome, Receipt, Refusal};
use crate::answers::{AnswerKey, Content, Digest, Filled, GivenUp, Told, Unit, Version};

/// A field that somebody touched in a form. Those that nobody touched say nothing and are left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Returned {
    /// The slot and the model.
    pub key: AnswerKey,
    /// What is filled in; `None` if it was emptied.
    pub value: Option<Filled>,
    /// The base with which it left (`History::base`); empty where nothing was filled in then.
    pub base: Vec<Version>,
}

/// What fields that came back tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadBack {
    /// What they tell of each unit, in order.
    pub told: Vec<Told>,
    /// Those that came back as they had left.
    pub unchanged: Vec<Receipt>,
    /// Those that cannot be placed yet.
    pub aside: Vec<Aside>,
}

/// Reads the fields that came back in one form: those of one unit that left with one base are laid over it.
///
/// A field that is there twice with different values is told twice.
pub fn read_returned(history: &History, fields: &[Returned]) -> ReadBack {
    let mut units: BTreeMap<(Unit, Vec<Version>), Vec<&Returned>> = BTreeMap::new();
    for field in fields {
        let mut base = field.base.clone();
        base.sort();
        base.dedup();
        let unit = (Unit::of(&field.key), base);
        units.entry(unit).or_default().push(field);
    }
    let mut read = ReadBack::default();
    for ((unit, base), fields) in units {
        match base_contents(history, &unit, &base) {
            Some(before) => read.lay(unit, &base, &before, &fields),
            None => read.aside.extend(fields.into_iter().map(aside)),
        }
    }
    read
}

fn aside(field: &Returned) -> Aside {
    Aside {
        key: field.key.clone(),
        value: field.value.clone(),
        base: field.base.clone(),
        why: Refusal::BaseUnknown,
    }
}

/// Returns the contents with which a unit left; `None` if one of them is not known here.
fn base_contents(history: &History, unit: &Unit, base: &[Version]) -> Option<Vec<Content>> {
    if base.is_empty() {
        return Some(vec![Content::default()]);
    }
    let versions = base.iter();
    let contents = versions.map(|version| history.content(unit, *version).cloned());
    contents.collect()
}

impl ReadBack {
    /// Lays fields over what their unit held when they left.
    fn lay(&mut self, unit: Unit, base: &[Version], before: &[Content], fields: &[&Returned]) {
        let layers = layers(fields);
        let mut after: Vec<Content> = layers.iter().flat_map(|one| laid(before, one)).collect();
        if let [only] = before {
            after.retain(|content| content.claim() != only.claim());
        }
        if after.is_empty() || claims(&after) == claims(before) {
            self.unchanged.extend(fields.iter().map(|field| Receipt {
                key: field.key.clone(),
                outcome: Outcome::Unchanged,
            }));
            return;
        }
        after.sort();
        after.dedup();
        let rounds = base.iter().map(|version| version.round);
        let round = rounds.max().unwrap_or_default().saturating_add(1);
        let over = base.iter().zip(before).map(|(version, content)| GivenUp {
            round: version.round,
            reading: content.reading(),
        });
        let mut over: Vec<GivenUp> = over.collect();
        over.sort();
        self.told.push(Told {
            unit,
            contents: after.into_iter().map(|content| (round, content)).collect(),
            over,
        });
    }
}

fn claims(contents: &[Content]) -> BTreeSet<Digest> {
    contents.iter().map(Content::claim).collect()
}

/// Lays the fields of one layer over each of some contents.
fn laid(before: &[Content], fields: &[&Returned]) -> Vec<Content> {
    let mut after = before.to_vec();
    for content in &mut after {
        for field in fields {
            content.set(field.key.clone(), field.value.clone());
        }
    }
    after
}

/// Parts fields into layers in which each key is there once: one, unless a field is there twice.
fn layers<'a>(fields: &[&'a Returned]) -> Vec<Vec<&'a Returned>> {
    let mut layers: Vec<Vec<&Returned>> = Vec::new();
    for field in fields {
        let has = |layer: &Vec<&Returned>| layer.iter().any(|other| other.key == field.key);
        match layers.iter_mut().find(|layer| !has(layer)) {
            Some(layer) => layer.push(field),
            None => layers.push(vec![field]),
        }
    }
    layers
}
