//! Answers as a file has them: some lines may be missing where somebody wrote the record by hand.

use std::collections::BTreeMap;

use super::comments::Comments;
use crate::answers::{AnswerKey, Digest, Filled, Held, Item};
use crate::source::Place;

/// What a file of answers says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswersDraft {
    /// The item that the answers are about.
    pub item: Item,
    /// What each slot holds, and where that is written.
    pub answers: BTreeMap<AnswerKey, (HeldDraft, Place)>,
    /// What people wrote beside them.
    pub comments: Comments,
}

/// What somebody filled in, with what is known of when and by whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilledDraft {
    /// The value as typed; never empty.
    pub value: String,
    /// What was asked when it was filled in, as far as it decides what the value means.
    pub meaning: Option<Digest>,
    /// The words around what was asked.
    pub wording: Option<Digest>,
    /// For a decision: the answers and the evidence that were judged.
    pub on: Option<Digest>,
    /// The key of the person.
    pub by: Option<String>,
}

/// What a slot holds for a model, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldDraft {
    /// One value.
    Value(FilledDraft),
    /// Several that nobody has settled yet; at least two.
    Conflict(Vec<FilledDraft>),
}

impl FilledDraft {
    /// Returns the answer, if no line of it is missing.
    pub fn stamped(&self) -> Option<Filled> {
        Some(Filled {
            value: self.value.clone(),
            meaning: self.meaning?,
            wording: self.wording?,
            on: self.on,
            by: self.by.clone()?,
        })
    }
}

impl HeldDraft {
    /// Returns its values, one or more.
    pub fn values(&self) -> &[FilledDraft] {
        match self {
            Self::Value(value) => std::slice::from_ref(value),
            Self::Conflict(values) => values,
        }
    }

    /// Returns what is held, if no line of any value is missing.
    pub fn stamped(&self) -> Option<Held> {
        let values: Option<Vec<Filled>> = self.values().iter().map(FilledDraft::stamped).collect();
        Held::gather(values?)
    }
}

impl From<&Filled> for FilledDraft {
    fn from(filled: &Filled) -> Self {
        Self {
            value: filled.value.clone(),
            meaning: Some(filled.meaning),
            wording: Some(filled.wording),
            on: filled.on,
            by: Some(filled.by.clone()),
        }
    }
}

impl From<&Held> for HeldDraft {
    fn from(held: &Held) -> Self {
        match held {
            Held::Value(value) => Self::Value(value.into()),
            Held::Conflict(values) => Self::Conflict(values.iter().map(Into::into).collect()),
        }
    }
}
