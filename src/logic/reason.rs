//! Why a condition holds, does not hold, or is open.

use crate::model::Datum;
use crate::source::Place;

/// Why something is so: one sentence, and the data it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// A sentence for people, without its full stop.
    pub sentence: String,
    /// What settles it; for an open answer, what would settle it. In order, without repetition.
    pub settled_by: Vec<Settler>,
}

/// A datum of one product, with where it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settler {
    /// What kind of datum.
    pub datum: Datum,
    /// Its name in the product file: `source_access`, `radio`, `chip.soc.tee`.
    pub name: String,
    /// Where it was said; `None` where nothing was.
    pub place: Option<Place>,
}

impl Reason {
    /// Makes a reason that rests on no datum.
    #[must_use]
    pub fn stated(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            settled_by: Vec::new(),
        }
    }

    /// Makes a reason that rests on one datum.
    #[must_use]
    pub fn resting_on(sentence: impl Into<String>, settler: Settler) -> Self {
        Self {
            sentence: sentence.into(),
            settled_by: vec![settler],
        }
    }

    /// Joins reasons into one: the sentences with a word between them, the data united.
    #[must_use]
    pub fn joined(parts: impl IntoIterator<Item = Self>, word: &str) -> Self {
        let mut joined = Self::default();
        let mut sentences: Vec<String> = Vec::new();
        for part in parts {
            if !part.sentence.is_empty() && !sentences.contains(&part.sentence) {
                sentences.push(part.sentence);
            }
            joined.add_settlers(part.settled_by);
        }
        joined.sentence = sentences.join(word);
        joined
    }

    /// Adds data that are not there yet.
    pub fn add_settlers(&mut self, settlers: impl IntoIterator<Item = Settler>) {
        for settler in settlers {
            if !self
                .settled_by
                .iter()
                .any(|known| known.name == settler.name)
            {
                self.settled_by.push(settler);
            }
        }
    }

    /// Puts words before the sentence.
    #[must_use]
    pub fn prefixed(mut self, words: &str) -> Self {
        self.sentence = format!("{words}{}", self.sentence);
        self
    }
}
