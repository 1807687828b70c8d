//! What is asked in a slot, in two parts: what decides the meaning of an answer, and the words around it.

use std::collections::BTreeMap;

use super::differs::differences;
use crate::answers::Digest;

/// What is asked in a slot, as it was put to people.
///
/// Places, reasons, numbers, other entries, the language and the version of the program are in neither part, so that an
/// answer stays true when they change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// What decides the meaning of an answer, by name: `statement`, `entry.closed_by`.
    pub meaning: BTreeMap<String, String>,
    /// The words around it: titles, guidance.
    pub wording: BTreeMap<String, String>,
}

impl Question {
    /// Adds a part that decides the meaning of an answer.
    pub(super) fn means(&mut self, name: &str, value: impl Into<String>) {
        self.meaning.insert(name.to_owned(), value.into());
    }

    /// Adds a part that is only words around it.
    pub(super) fn worded(&mut self, name: &str, value: impl Into<String>) {
        self.wording.insert(name.to_owned(), value.into());
    }

    /// Hashes what decides the meaning of an answer.
    pub fn meaning_digest(&self) -> Digest {
        digest(&self.meaning)
    }

    /// Hashes the words around it.
    pub fn wording_digest(&self) -> Digest {
        digest(&self.wording)
    }

    /// Says what is not as it was in an earlier question: `entry.closed_by: fuse → none`.
    pub fn changes_since(&self, earlier: &BTreeMap<String, String>) -> Vec<String> {
        // An answer stands beside what the product file gives, unless they differ, which is a conflict.
        differences(earlier, &self.meaning, |name| name != GIVEN)
    }
}

/// The name under which a question holds the statement of its control.
pub(super) const STATEMENT: &str = "statement";

/// The name under which a question holds the value of the product file, if the slot asks for one that the file gives.
pub(super) const GIVEN: &str = "given";

/// No name and no value holds the separators, so different parts give different texts.
fn digest(parts: &BTreeMap<String, String>) -> Digest {
    let mut text = String::new();
    for (name, value) in parts {
        text.push_str(name);
        text.push('\u{1f}');
        text.push_str(value);
        text.push('\u{1e}');
    }
    Digest::of(&text)
}
