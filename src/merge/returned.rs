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
    read_returned_after(history, fields, &[])
}

/// Reads the fields that came back in a form as [`read_returned`] does. `earlier` holds what the copies that were made of the
/// same form before brought, the first one first: this one takes the place of them, whichever comes first.
pub fn read_returned_after(
    history: &History,
    fields: &[Returned],
    earlier: &[Vec<Returned>],
) -> ReadBack {
    let earlier: Vec<Units<'_>> = earlier.iter().map(|copy| by_unit(copy)).collect();
    let mut read = ReadBack::default();
    for (left, fields) in by_unit(fields) {
        let Some(before) = base_contents(history, &left) else {
            read.aside.extend(fields.into_iter().map(aside));
            continue;
        };
        let copies = earlier.iter().map(|copy| {
            let fields = copy.get(&left).map(Vec::as_slice);
            laid_all(&before, fields.unwrap_or_default())
        });
        let copies: Vec<Vec<Content>> = copies.collect();
        read.lay(left, &before, &fields, &copies);
    }
    read
}

/// A unit as it left in a form.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Left {
    unit: Unit,
    /// The base with which it left, in order and each version once.
    base: Vec<Version>,
}

/// Fields by the unit that left with them.
type Units<'a> = BTreeMap<Left, Vec<&'a Returned>>;

fn by_unit(fields: &[Returned]) -> Units<'_> {
    let mut units = Units::new();
    for field in fields {
        let mut base = field.base.clone();
        base.sort();
        base.dedup();
        let unit = Unit::of(&field.key);
        units.entry(Left { unit, base }).or_default().push(field);
    }
    units
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
fn base_contents(history: &History, left: &Left) -> Option<Vec<Content>> {
    if left.base.is_empty() {
        return Some(vec![Content::default()]);
    }
    let versions = left.base.iter();
    let contents = versions.map(|version| history.content(&left.unit, *version).cloned());
    contents.collect()
}

impl ReadBack {
    /// Lays fields over what their unit held when they left. What earlier copies brought is given up; each version of the form has
    /// its round, from the copy on in which it was first.
    fn lay(
        &mut self,
        left: Left,
        before: &[Content],
        fields: &[&Returned],
        copies: &[Vec<Content>],
    ) {
        let mut after = laid_all(before, fields);
        let since = copies
            .iter()
            .rposition(|copy| claims(copy) != claims(&after));
        let since = since.map_or(0, |last| last + 1);
        let past = copies.get(..since).unwrap_or_default();
        if after.is_empty() && past.iter().all(Vec::is_empty) {
            self.unchanged.extend(fields.iter().map(|field| Receipt {
                key: field.key.clone(),
                outcome: Outcome::Unchanged,
            }));
            return;
        }
        if after.is_empty() {
            after = before.to_vec();
        }
        let rounds = left.base.iter().map(|version| version.round);
        let first = rounds.max().unwrap_or_default().saturating_add(1);
        let round = |place: usize| first.saturating_add(u32::try_from(place).unwrap_or(u32::MAX));
        let over = left
            .base
            .iter()
            .zip(before)
            .map(|(version, content)| GivenUp {
                round: version.round,
                reading: content.reading(),
            });
        let past = past.iter().enumerate().flat_map(|(place, contents)| {
            let readings = contents.iter().map(Content::reading);
            readings.map(move |reading| GivenUp {
                round: round(place),
                reading,
            })
        });
        let mut over: Vec<GivenUp> = over.chain(past).collect();
        over.sort();
        over.dedup();
        let contents = after.into_iter().map(|content| (round(since), content));
        self.told.push(Told {
            unit: left.unit,
            contents: contents.collect(),
            over,
        });
    }
}

/// Lays fields over what their unit held; nothing where that is what it held.
fn laid_all(before: &[Content], fields: &[&Returned]) -> Vec<Content> {
    let layers = layers(fields);
    let mut after: Vec<Content> = layers.iter().flat_map(|one| laid(before, one)).collect();
    if let [only] = before {
        after.retain(|content| content.claim() != only.claim());
    }
    if claims(&after) == claims(before) {
        return Vec::new();
    }
    after.sort();
    after.dedup();
    after
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
