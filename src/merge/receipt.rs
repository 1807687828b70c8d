//! What became of each answer of an import.

use crate::answers::{AnswerKey, Filled, Version};
use crate::model::words;
use crate::source::Text;

/// How many answers an import may empty without being told to.
pub const CLEARED_AT_ONCE: usize = 10;

/// What became of one answer of an import.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Receipt {
    /// The slot and the model.
    pub key: AnswerKey,
    /// What became of it.
    pub outcome: Outcome,
}

words! {
    /// What becomes of an answer that is imported.
    Outcome {
        /// The folder holds it.
        AlreadySo = "already so",
        /// It came back as it had left.
        Unchanged = "unchanged",
        /// It was taken: what it replaces is what it was written over.
        Taken = "taken",
        /// The folder had it, or one that reads the same, and changed it since.
        HeardBefore = "heard before",
        /// It is now one of several that nobody has settled.
        Conflict = "conflict",
        /// It was emptied.
        Cleared = "cleared",
        /// It was emptied by one and changed by another: the change is kept.
        Kept = "kept",
        /// It was not taken.
        Aside = "aside",
    }
}

/// An answer that was not taken, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Aside {
    /// The slot and the model.
    pub key: AnswerKey,
    /// What was filled in; `None` if it was emptied.
    pub value: Option<Filled>,
    /// What it was written over, if it comes from a form.
    pub base: Vec<Version>,
    /// The reason.
    pub why: Refusal,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// It belongs to another party than the one whose answers are imported: the key of that party.
    OtherParty(Text),
    /// The edition asks no such thing of the product.
    NotAsked,
    /// It comes from a form, and what the form left with is not known here. It is offered again with the next import.
    BaseUnknown,
    /// It is none of the words to choose from, or no date.
    Unfit,
    /// What is told of it cannot be: its fields do not belong together, or its rounds are out of bounds.
    Unsound,
}

impl Refusal {
    /// Returns the reason, for people.
    pub fn reason(&self) -> String {
        match self {
            Self::OtherParty(party) => format!("it is answered by `{party}`"),
            Self::NotAsked => "nothing asks for it here".to_owned(),
            Self::BaseUnknown => "what the form left with is not known here".to_owned(),
            Self::Unfit => "it is no answer to what is asked".to_owned(),
            Self::Unsound => "its rounds or its fields cannot be".to_owned(),
        }
    }

    /// Returns its word, as files have it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::OtherParty(_) => "other-party",
            Self::NotAsked => "not-asked",
            Self::BaseUnknown => "base-unknown",
            Self::Unfit => "unfit",
            Self::Unsound => "unsound",
        }
    }
}
