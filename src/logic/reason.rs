//! Why a condition holds, does not hold, or is open.

use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::model::Datum;
use crate::source::{Place, Text};

/// Why something is so: one sentence, and the data it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// A sentence for people, without its full stop.
    pub sentence: String,
    /// What settles it; for an open answer, what would settle it. In order, without repetition.
    pub settled_by: Settlers,
}

/// A datum of one product, with where it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settler {
    /// What kind of datum.
    pub datum: Datum,
    /// Its name in the product file: `source_access`, `radio`, `chip.soc.tee`.
    pub name: Text,
    /// Where it was said; `None` where nothing was.
    pub place: Option<Place>,
}

/// Data that settle something, in order; cheap to copy, since one list may stand in the reasons of many controls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settlers(Arc<[Settler]>);

/// Puts a list of data together that names each once.
#[derive(Default)]
pub(super) struct SettlerList {
    /// The first list that was added, as long as nothing else was: it is handed on as it is.
    first: Settlers,
    settlers: Vec<Settler>,
    names: FxHashSet<Text>,
    /// The addresses of the lists that were added: where one comes up again, nothing of it is new.
    addresses: FxHashSet<*const Settler>,
    /// Those lists, kept so that their addresses stay theirs.
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
    /// Adds a datum, unless one of its name is there.
    pub fn add(&mut self, settler: Settler) {
        self.open();
        self.add_new(settler);
    }

    fn add_new(&mut self, settler: Settler) {
        if self.names.insert(settler.name.clone()) {
            self.settlers.push(settler);
        }
    }

    /// Adds the data of another list.
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

    /// Takes the first list apart, since more comes.
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
    #[must_use]
    pub fn stated(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            settled_by: Settlers::default(),
        }
    }

    /// Makes a reason that rests on one datum.
    #[must_use]
    pub fn resting_on(sentence: impl Into<String>, settler: Settler) -> Self {
        Self {
            sentence: sentence.into(),
            settled_by: std::iter::once(settler).collect(),
        }
    }

    /// Joins reasons into one: the sentences with a word between them, the data united.
    #[must_use]
    pub fn joined(parts: impl IntoIterator<Item = Self>, word: &str) -> Self {
        let mut sentences: Vec<String> = Vec::new();
        let mut said: FxHashSet<String> = FxHashSet::default();
        let mut settlers = SettlerList::default();
        for part in parts {
            settlers.add_all(&part.settled_by);
            if !part.sentence.is_empty() && !said.contains(&part.sentence) {
                said.insert(part.sentence.clone());
                sentences.push(part.sentence);
            }
        }
        Self {
            sentence: sentences.join(word),
            settled_by: settlers.finish(),
        }
    }

    /// Adds data that are not there yet.
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

    /// Puts words before the sentence.
    #[must_use]
    pub fn prefixed(mut self, words: &str) -> Self {
        self.sentence = format!("{words}{}", self.sentence);
        self
    }
}
