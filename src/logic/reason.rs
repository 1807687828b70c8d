//! Reasons: why a condition holds, does not hold, or is open (L-105).

use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Sentence;
use crate::model::Datum;
use crate::source::{Place, Text};

/// A reason: a sentence, and the data that it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// A sentence for people, without its full stop.
    pub sentence: Sentence,
    /// The data that settle the answer, or would settle an open one; in order, without repetition.
    pub settled_by: Settlers,
}

/// A datum that settles an answer, and its place in the product file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settler {
    /// The datum.
    pub datum: Datum,
    /// Its name in the product file: `source_access`, `radio`, `chip.soc.tee`.
    pub name: Text,
    /// Where it stands; `None` where the product file leaves it out.
    pub place: Option<Place>,
}

/// The data that settle an answer, in order. Cheap to clone, since the reasons of many controls may share a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settlers(Arc<[Settler]>);

/// Builds a list of settlers without repetition.
#[derive(Default)]
pub(super) struct SettlerList {
    /// The first list that was added. As long as it is the only one, it is returned as it is.
    first: Settlers,
    settlers: Vec<Settler>,
    names: FxHashSet<Text>,
    /// The addresses of the lists that were added. A list that comes up again adds nothing.
    addresses: FxHashSet<*const Settler>,
    /// Those lists, kept so that no other list gets their addresses.
    added: Vec<Settlers>,
}

impl Deref for Settlers {
    type Target = [Settler];

    fn deref(&self) -> &[Settler] {
        &self.0
    }
}

impl FromIterator<Settler> for Settlers {
    fn from_iter<I: IntoIterator<Item = Settler>>(settlers: I) -> Self {
        Self(settlers.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Settlers {
    type Item = &'a Settler;
    type IntoIter = std::slice::Iter<'a, Settler>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl SettlerList {
    /// Adds a settler, unless the list has one with its name.
    pub fn add(&mut self, settler: Settler) {
        self.open();
        self.add_new(settler);
    }

    fn add_new(&mut self, settler: Settler) {
        if self.names.insert(settler.name.clone()) {
            self.settlers.push(settler);
        }
    }

    /// Adds the settlers of another list.
    pub fn add_all(&mut self, settlers: &Settlers) {
        if settlers.is_empty() || self.first.as_ptr() == settlers.as_ptr() {
            return;
        }
        if self.first.is_empty() && self.settlers.is_empty() {
            self.first = settlers.clone();
            return;
        }
        self.open();
        if self.addresses.insert(settlers.as_ptr()) {
            self.added.push(settlers.clone());
            settlers
                .iter()
                .for_each(|settler| self.add_new(settler.clone()));
        }
    }

    /// Adds the settlers of the first list one by one, since more follow.
    fn open(&mut self) {
        let first = std::mem::take(&mut self.first);
        if !first.is_empty() {
            self.addresses.insert(first.as_ptr());
            first
                .iter()
                .for_each(|settler| self.add_new(settler.clone()));
            self.added.push(first);
        }
    }

    /// Returns the list.
    pub fn finish(self) -> Settlers {
        if self.settlers.is_empty() {
            self.first
        } else {
            self.settlers.into_iter().collect()
        }
    }
}

impl Reason {
    /// Makes a reason that rests on no datum.
    pub fn stated(sentence: impl Into<Sentence>) -> Self {
        Self {
            sentence: sentence.into(),
            settled_by: Settlers::default(),
        }
    }

    /// Makes a reason that rests on one datum.
    pub fn resting_on(sentence: impl Into<Sentence>, settler: Settler) -> Self {
        Self {
            sentence: sentence.into(),
            settled_by: std::iter::once(settler).collect(),
        }
    }

    /// Joins reasons into one: the sentences with a separator, the settlers united.
    pub fn joined(parts: impl IntoIterator<Item = Self>, separator: &'static str) -> Self {
        let mut sentences: Vec<Sentence> = Vec::new();
        let mut settlers = SettlerList::default();
        for part in parts {
            settlers.add_all(&part.settled_by);
            sentences.push(part.sentence);
        }
        Self {
            sentence: Sentence::joined(&sentences, separator),
            settled_by: settlers.finish(),
        }
    }

    /// Adds settlers that the reason does not have yet.
    #[must_use]
    pub fn with(self, settlers: impl IntoIterator<Item = Settler>) -> Self {
        let mut list = SettlerList::default();
        list.add_all(&self.settled_by);
        settlers.into_iter().for_each(|settler| list.add(settler));
        Self {
            settled_by: list.finish(),
            ..self
        }
    }

    /// Puts a prefix before the sentence.
    #[must_use]
    pub fn prefixed(self, prefix: &str) -> Self {
        Self {
            sentence: self.sentence.prefixed(prefix),
            ..self
        }
    }
}
