//! What a unit holds, and the names of its versions.

use std::collections::BTreeMap;
use std::fmt;

use super::filled::{Digest, Filled, compared};
use super::key::AnswerKey;

/// What the answers of one unit hold together. Empty where all of them are.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Content(BTreeMap<AnswerKey, Filled>);

/// The name of a version of a unit: a content, and the round in which it was filled in.
///
/// The first content of a unit is of round 1; each change is of the round after all that are known where it is made. A
/// content that comes back after another one is therefore another version. Printed `3-` and the 32 digits of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The round, from 1.
    pub round: u32,
    /// The digest of the content.
    pub content: Digest,
}

impl Content {
    /// Returns what an answer holds.
    pub fn get(&self, key: &AnswerKey) -> Option<&Filled> {
        self.0.get(key)
    }

    /// Sets what an answer holds, or empties it.
    pub fn set(&mut self, key: AnswerKey, value: Option<Filled>) {
        match value {
            Some(value) => self.0.insert(key, value),
            None => self.0.remove(&key),
        };
    }

    /// Returns the answers that hold something, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&AnswerKey, &Filled)> {
        self.0.iter()
    }

    /// Says whether all answers are empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Hashes who filled in what, as it was typed.
    ///
    /// What was asked is in no digest that leaves a folder: each party stamps with its own questions, and a question may read
    /// what another party must not see.
    pub fn digest(&self) -> Digest {
        self.hashed(|filled, text| {
            add(text, &filled.value);
            add(text, &filled.by);
        })
    }

    /// Hashes what it says, whoever filled it in: values as they are compared.
    pub fn reading(&self) -> Digest {
        self.hashed(|filled, text| add(text, &compared(&filled.value)))
    }

    /// Hashes what it says, together with what was asked and judged. It stays in the folder.
    pub fn claim(&self) -> Digest {
        self.hashed(|filled, text| {
            add(text, &compared(&filled.value));
            add(text, &filled.meaning.to_string());
            let on = filled.on.map(|on| on.to_string());
            add(text, &on.unwrap_or_default());
        })
    }

    /// Marks the answers for review that another content has marked; says whether any was not.
    pub fn mark_as(&mut self, other: &Self) -> bool {
        let marked = other.0.iter().filter(|(_, filled)| filled.is_marked());
        let mut is_new = false;
        for (key, _) in marked {
            if let Some(filled) = self.0.get_mut(key).filter(|filled| !filled.is_marked()) {
                filled.meaning = Digest::NONE;
                is_new = true;
            }
        }
        is_new
    }

    fn hashed(&self, rest: impl Fn(&Filled, &mut String)) -> Digest {
        let mut text = String::new();
        for (key, filled) in &self.0 {
            add_key(&mut text, key);
            rest(filled, &mut text);
        }
        Digest::of(&text)
    }
}

fn add_key(text: &mut String, key: &AnswerKey) {
    add(text, key.slot.control.as_deref().unwrap_or_default());
    add(text, key.slot.what.word());
    add(text, key.model.as_deref().unwrap_or_default());
    for (part, value) in key.slot.parts() {
        add(text, part.word());
        add(text, value);
    }
    text.push(';');
}

/// Adds a text with its length, so that texts beside one another never read as others.
fn add(to: &mut String, text: &str) {
    to.push_str(&text.len().to_string());
    to.push(':');
    to.push_str(text);
}

impl Version {
    /// Reads a version as it is printed.
    pub fn read(text: &str) -> Option<Self> {
        let (round, content) = text.split_once('-')?;
        let round = round.parse().ok().filter(|round| *round > 0)?;
        let content = Digest::read(content)?;
        let version = Self { round, content };
        (version.to_string() == text).then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.round, self.content)
    }
}

impl FromIterator<(AnswerKey, Filled)> for Content {
    fn from_iter<I: IntoIterator<Item = (AnswerKey, Filled)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Slot, SlotWord};

    fn content(value: &str, by: &str) -> Content {
        let key = AnswerKey {
            slot: Slot::of_product(SlotWord::Figure),
            model: None,
        };
        let filled = Filled {
            value: value.into(),
            meaning: Digest::of("meaning"),
            wording: Digest::of("wording"),
            on: None,
            by: by.into(),
        };
        [(key, filled)].into_iter().collect()
    }

    #[test]
    fn a_reading_is_the_same_whoever_wrote_it() {
        let (asha, ravi) = (content("a\r\nb", "asha"), content("a\nb", "ravi"));
        assert_eq!(asha.reading(), ravi.reading());
        assert_ne!(asha.digest(), ravi.digest());
        assert_ne!(asha.reading(), content("c", "asha").reading());
        assert_ne!(asha.reading(), Content::default().reading());
    }

    #[test]
    fn versions_are_read_as_they_are_printed() {
        let version = Version {
            round: 3,
            content: content("a", "asha").digest(),
        };
        assert_eq!(Version::read(&version.to_string()), Some(version));
        for wrong in ["", "3", "3-", "0-00", "03-00000000000000000000000000000000"] {
            assert_eq!(Version::read(wrong), None, "{wrong}");
        }
    }
}
