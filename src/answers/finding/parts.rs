//! A finding, its rounds and its parts.

use std::collections::BTreeMap;

use super::field::FindingField;
use crate::answers::filled::{Digest, Held, compared};
use crate::answers::key::AnswerKey;
use crate::model::Date;
use crate::source::Text;

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The key of the finding, without a field.
    pub key: AnswerKey,
    /// The id.
    pub id: Text,
    /// The key of the party that raised it.
    pub from: Text,
    /// The key of the party that answers it.
    pub to: Text,
    /// The finding itself.
    pub raised: FindingPart,
    /// What became of it, round by round from 1.
    pub rounds: BTreeMap<u32, FindingRound>,
}

/// A round of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingRound {
    /// Why it was opened again.
    pub reopened: Option<FindingPart>,
    /// The response.
    pub response: Option<FindingPart>,
    /// The verification of the response.
    pub verified: Option<FindingPart>,
    /// Its closure without a verification.
    pub closed: Option<FindingPart>,
}

/// A part of a finding, which one party wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingPart {
    /// What its fields hold; of several values in conflict, the first.
    pub fields: BTreeMap<FindingField, String>,
    /// The key of the person who wrote it.
    pub by: String,
    /// Whether two people wrote it without knowing of each other.
    pub is_in_conflict: bool,
}

impl FindingPart {
    /// Returns what a field holds; empty where it holds nothing.
    pub fn text(&self, field: FindingField) -> &str {
        self.fields.get(&field).map_or("", String::as_str)
    }

    /// Returns the date that a field holds.
    pub fn date(&self, field: FindingField) -> Option<Date> {
        Date::parse(self.fields.get(&field)?)
    }

    /// Hashes what a response says: both parties know it, and a response that is changed has another hash.
    pub fn digest(&self) -> Digest {
        let mut text = String::new();
        for (field, value) in &self.fields {
            text.push_str(field.word());
            text.push('\u{1f}');
            text.push_str(&compared(value));
            text.push('\u{1e}');
        }
        Digest::of(&text)
    }

    /// Adds what a field holds.
    pub(super) fn add(&mut self, field: FindingField, held: &Held) {
        self.is_in_conflict |= matches!(held, Held::Conflict(_));
        if let Some(first) = held.values().first() {
            self.fields.insert(field, first.value.clone());
            self.by.clone_from(&first.by);
        }
    }
}

impl Finding {
    /// Returns the key of its class.
    pub fn class(&self) -> &str {
        self.raised.text(FindingField::Class)
    }

    /// Returns its number; its id where it has none.
    pub fn number(&self) -> &str {
        match self.raised.text(FindingField::Number) {
            "" => &self.id,
            number => number,
        }
    }

    /// Returns the number of its last round.
    pub fn last_round(&self) -> u32 {
        self.rounds.keys().next_back().copied().unwrap_or(1)
    }

    /// Returns its last round, if anything came of it.
    pub fn round(&self) -> Option<&FindingRound> {
        self.rounds.values().next_back()
    }
}
