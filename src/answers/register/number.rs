//! Numbers of pieces of evidence.

use std::fmt;

/// The number of a piece of evidence: the letter of the party whose register it is in, and a number from 1: `V12`.
///
/// Numbers are in the order of their letters, then of their numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EvidenceNumber {
    /// The letter of the party, or its letters.
    pub letter: String,
    /// The number, from 1.
    pub number: u32,
}

impl EvidenceNumber {
    /// Reads a number as it is printed: letters from `A` to `Z`, then digits that do not begin with `0`.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.find(|letter: char| !letter.is_ascii_uppercase())?;
        let (letter, digits) = text.split_at_checked(digits)?;
        let begins = digits.starts_with(|digit: char| matches!(digit, '1'..='9'));
        let all = digits.bytes().all(|digit| digit.is_ascii_digit());
        if letter.is_empty() || !begins || !all {
            return None;
        }
        Some(Self {
            letter: letter.to_owned(),
            number: digits.parse().ok()?,
        })
    }

    /// Returns the numbers that are words of a text, as in `see V12, p. 7`.
    pub fn all_in(text: &str) -> impl Iterator<Item = Self> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words.filter_map(Self::read)
    }
}

impl fmt::Display for EvidenceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letter, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_printed() {
        for right in ["V1", "L40", "CB7", "V4294967295"] {
            let number = EvidenceNumber::read(right);
            assert_eq!(number.map(|one| one.to_string()).as_deref(), Some(right));
        }
        for wrong in [
            "",
            "V",
            "12",
            "v12",
            "V0",
            "V012",
            "V+1",
            "V 1",
            "V1a",
            "É1",
            "V4294967296",
        ] {
            assert_eq!(EvidenceNumber::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_are_found_in_texts() {
        let found = EvidenceNumber::all_in("see V12, p. 7; (L3) and v4, XV12x, CB2.");
        let found: Vec<String> = found.map(|one| one.to_string()).collect();
        assert_eq!(found, ["V12", "L3", "CB2"]);
    }

    #[test]
    fn numbers_are_in_the_order_in_which_they_were_given() {
        let mut numbers = ["V10", "L3", "V9"].map(EvidenceNumber::read);
        numbers.sort();
        let shown = numbers.map(|one| one.map(|one| one.to_string()).unwrap_or_default());
        assert_eq!(shown, ["L3", "V9", "V10"]);
    }
}
