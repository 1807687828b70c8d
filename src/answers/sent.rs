//! What leaves a folder about a unit, and what could not be placed where it came to.

use super::content::Version;
use super::filled::{Digest, Filled};
use super::key::AnswerKey;
use super::told::{GivenUp, Told};
use super::unit::Unit;

/// What leaves a folder about a unit: what it tells, without a digest of what was asked or judged. A question reads what the
/// product file answers, and so a digest of it would be one of answers that the recipient may not see.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sent {
    /// The unit.
    pub unit: Unit,
    /// The contents, each with its round.
    pub contents: Vec<(u32, Vec<SentAnswer>)>,
    /// What these took the place of. Only values of the unit itself are hashed.
    pub over: Vec<GivenUp>,
}

/// An answer as it leaves a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SentAnswer {
    /// The slot and the model.
    pub key: AnswerKey,
    /// The value as typed.
    pub value: String,
    /// The key of the person who filled it in.
    pub by: String,
    /// Whether the sender has to review it.
    pub to_review: bool,
}

/// What came in and could not be placed. It is offered again at the next import.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SetAside {
    /// The key of the party that sent it.
    pub from: String,
    /// What it tells.
    pub what: Unplaced,
    /// The reason, for people.
    pub why: String,
}

/// What could not be placed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unplaced {
    /// A unit of a package.
    Sent(Sent),
    /// A field of a page that was filled in.
    Field(UnplacedField),
}

/// A field of a page that was filled in, as it came.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnplacedField {
    /// The slot and the model, as one text. It is looked up and never taken apart.
    pub slot: String,
    /// What is filled in; empty if it was emptied.
    pub value: String,
    /// The key of the person.
    pub by: String,
    /// What was asked, where that is known here; else [`Digest::NONE`].
    pub meaning: Digest,
    /// What its unit held when the page was made.
    pub base: Vec<Version>,
}

impl SetAside {
    /// Returns the slot, for people.
    pub fn slot(&self) -> String {
        match &self.what {
            Unplaced::Sent(sent) => sent.unit.text(),
            Unplaced::Field(field) => field.slot.clone(),
        }
    }

    /// Returns the values that it tells, in order.
    pub fn values(&self) -> Vec<&str> {
        match &self.what {
            Unplaced::Sent(sent) => sent.answers().map(|answer| answer.value.as_str()).collect(),
            Unplaced::Field(field) => vec![field.value.as_str()],
        }
    }
}

impl Sent {
    /// Takes the stamps off what is told. `is_to_review` says of an answer whether it is no longer true as it was asked.
    pub fn of(told: &Told, is_to_review: impl Fn(&AnswerKey, &Filled) -> bool) -> Self {
        let contents = told.contents.iter().map(|(round, content)| {
            let answers = content.iter().map(|(key, filled)| SentAnswer {
                key: key.clone(),
                value: filled.value.clone(),
                by: filled.by.clone(),
                to_review: is_to_review(key, filled),
            });
            (*round, answers.collect())
        });
        Self {
            unit: told.unit.clone(),
            contents: contents.collect(),
            over: told.over.clone(),
        }
    }

    /// Returns the answers of all contents.
    pub fn answers(&self) -> impl Iterator<Item = &SentAnswer> {
        self.contents.iter().flat_map(|(_, answers)| answers)
    }
}
