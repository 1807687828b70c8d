//! All that is filled in.

use std::collections::BTreeMap;

use super::change::Change;
use super::filled::Held;
use super::key::{AnswerKey, Item};

/// What is filled in, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerSet(BTreeMap<AnswerKey, Held>);

impl AnswerSet {
    /// Returns what a slot holds for a model.
    pub fn get(&self, key: &AnswerKey) -> Option<&Held> {
        self.0.get(key)
    }

    /// Sets what a slot holds, or empties it; returns what it held.
    pub fn set(&mut self, key: AnswerKey, held: Option<Held>) -> Option<Held> {
        match held {
            Some(held) => self.0.insert(key, held),
            None => self.0.remove(&key),
        }
    }

    /// Makes changes: each slot holds what it held after its last one.
    pub fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            self.set(change.key.clone(), change.after.clone());
        }
    }

    /// Returns all answers, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&AnswerKey, &Held)> {
        self.0.iter()
    }

    /// Returns the number of answers.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Says whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the answers about each item, in order.
    pub fn by_item(&self) -> BTreeMap<Item, Vec<(&AnswerKey, &Held)>> {
        let mut items: BTreeMap<Item, Vec<(&AnswerKey, &Held)>> = BTreeMap::new();
        for (key, held) in &self.0 {
            items.entry(key.item()).or_default().push((key, held));
        }
        items
    }
}

impl FromIterator<(AnswerKey, Held)> for AnswerSet {
    fn from_iter<I: IntoIterator<Item = (AnswerKey, Held)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}
