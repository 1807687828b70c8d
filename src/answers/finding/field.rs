//! The keys of findings: which part and which field of a finding an answer is.

use crate::answers::key::AnswerKey;
use crate::model::{SlotPart, SlotWord, words};
use crate::source::Text;

words! {
    /// A field of a part of a finding.
    FindingField {
        /// Its number, such as `L-N3`.
        Number = "number",
        /// Its class, a key of the edition.
        Class = "class",
        /// What it is about, as people write it.
        About = "about",
        /// What was found, or what the verification showed.
        Text = "text",
        /// The day on which a part was written.
        Date = "date",
        /// The day by which a response is wanted.
        Due = "due",
        /// Why it came about.
        Cause = "cause",
        /// What was done about the case that was found.
        Correction = "correction",
        /// What is done so that it does not come again.
        Action = "action",
        /// Whether the response is accepted.
        Result = "result",
        /// The numbers of the evidence that shows it.
        Evidence = "evidence",
        /// The response that was verified, as a hash of what it says.
        Response = "response",
        /// Why a finding is closed without a response, or opened again.
        Reason = "reason",
    }
}

words! {
    /// What the verification of a response says.
    VerificationResult {
        /// The response settles the finding.
        Accepted = "accepted",
        /// It does not; another response is wanted.
        Refused = "refused",
    }
}

/// The words of the parts of a finding. Each part is written by one party, and merged as a whole.
pub const FINDING_PARTS: [SlotWord; 5] = [
    SlotWord::FindingRaised,
    SlotWord::FindingResponse,
    SlotWord::FindingVerified,
    SlotWord::FindingClosed,
    SlotWord::FindingReopened,
];

/// The number of a finding: the letter of the party that raises it, and a number from 1: `L-N3`. No number of evidence
/// has a hyphen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingNumber {
    /// The letter of the party, or its letters.
    pub letter: String,
    /// The number, from 1.
    pub number: u32,
}

impl FindingNumber {
    /// Reads a number as it is printed.
    pub fn read(text: &str) -> Option<Self> {
        let (letter, digits) = text.split_once("-N")?;
        let is_letter = |one: u8| one.is_ascii_uppercase();
        let begins = digits.starts_with(|digit: char| matches!(digit, '1'..='9'));
        let all = digits.bytes().all(|digit| digit.is_ascii_digit());
        if letter.is_empty() || !letter.bytes().all(is_letter) || !begins || !all {
            return None;
        }
        Some(Self {
            letter: letter.to_owned(),
            number: digits.parse().ok()?,
        })
    }
}

impl std::fmt::Display for FindingNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-N{}", self.letter, self.number)
    }
}

impl AnswerKey {
    /// Returns the key of a finding about this slot, as it is raised by one party to another. The key names no model; the text does.
    #[must_use]
    pub fn finding(&self, from: &str, to: &str, id: &str) -> Self {
        let slot = self.slot.beside(SlotWord::FindingRaised);
        let slot = slot.without(SlotPart::Column).without(SlotPart::Field);
        let slot = slot
            .with(SlotPart::From, from)
            .with(SlotPart::To, to)
            .with(SlotPart::Line, id);
        Self { slot, model: None }
    }

    /// Returns the key of a part of the finding of this key, in a round; the finding itself is in none.
    #[must_use]
    pub fn finding_part(&self, part: SlotWord, round: u32) -> Self {
        let slot = self.slot.beside(part).without(SlotPart::Field);
        let slot = if part == SlotWord::FindingRaised {
            slot.without(SlotPart::Round)
        } else {
            slot.with(SlotPart::Round, round.to_string())
        };
        Self {
            slot,
            model: self.model.clone(),
        }
    }

    /// Returns the key of a field of the part of a finding of this key.
    #[must_use]
    pub fn finding_field(&self, field: FindingField) -> Self {
        Self {
            slot: self.slot.clone().with(SlotPart::Field, field.word()),
            model: self.model.clone(),
        }
    }

    /// Says whether it is the key of a part of a finding.
    pub fn is_of_finding(&self) -> bool {
        FINDING_PARTS.contains(&self.slot.what)
    }

    /// Returns the field of a part of a finding that it is.
    pub fn finding_field_of(&self) -> Option<FindingField> {
        let field = self.slot.part(SlotPart::Field);
        FindingField::from_word(field.filter(|_| self.is_of_finding())?)
    }

    /// Returns the round of a part of a finding: 1 where none is named.
    pub(super) fn finding_round(&self) -> Option<u32> {
        match self.slot.part(SlotPart::Round) {
            None => Some(1),
            Some(round) => round.parse().ok(),
        }
    }

    /// Returns the id of the finding, with the parties that raise it and answer it.
    pub(super) fn finding_names(&self) -> Option<(&Text, &Text, &Text)> {
        let part = |part| self.slot.part(part);
        let names = part(SlotPart::Line).zip(part(SlotPart::From).zip(part(SlotPart::To)));
        let (id, (from, to)) = names.filter(|_| self.is_of_finding())?;
        Some((id, from, to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_printed() {
        for right in ["L-N1", "CB-N40"] {
            let number = FindingNumber::read(right);
            assert_eq!(number.map(|one| one.to_string()).as_deref(), Some(right));
        }
        for wrong in [
            "", "L-N", "L-N0", "L-N01", "l-N1", "-N1", "L1", "L-N1a", "L-N+1",
        ] {
            assert_eq!(FindingNumber::read(wrong), None, "{wrong}");
        }
    }
}
