//! The numbers of evidence that registers have, and those that they should have.

use std::collections::BTreeSet;

use crate::answers::{EvidenceNumber, Pieces};

/// The numbers of evidence that registers have.
#[derive(Debug, Clone, Default)]
pub struct RegisteredNumbers {
    numbers: BTreeSet<EvidenceNumber>,
    /// What the numbers of these registers begin with, whether or not they have any.
    letters: BTreeSet<String>,
}

impl RegisteredNumbers {
    /// Adds the pieces of a register.
    pub fn add(&mut self, pieces: &Pieces) {
        self.add_letter(&pieces.letter);
        let numbers = pieces.iter().map(|(number, _)| number.clone());
        self.numbers.extend(numbers);
    }

    /// Adds the letter of a party that has no register yet.
    pub fn add_letter(&mut self, letter: &str) {
        self.letters.insert(letter.to_owned());
    }

    /// Says whether a register has a number.
    pub fn has(&self, number: &EvidenceNumber) -> bool {
        self.numbers.contains(number)
    }

    /// Says whether a text is a number that a register has.
    pub fn has_text(&self, text: &str) -> bool {
        EvidenceNumber::read(text).is_some_and(|number| self.has(&number))
    }

    /// Returns the numbers that a text names and no register has, each once. Other things have numbers too, such as found
    /// entries and samples, and so do words; only what begins as a register's numbers do is one of evidence.
    pub fn missing_in(&self, text: &str) -> BTreeSet<EvidenceNumber> {
        let is_missing =
            |one: &EvidenceNumber| self.letters.contains(&one.letter) && !self.has(one);
        EvidenceNumber::all_in(text).filter(is_missing).collect()
    }

    /// Returns the number of the same register that is nearest to one that it does not have; of two, the smaller.
    pub fn nearest(&self, number: &EvidenceNumber) -> Option<&EvidenceNumber> {
        let is_same = |one: &&EvidenceNumber| one.letter == number.letter;
        let below = self.numbers.range(..number).next_back().filter(is_same);
        let above = self.numbers.range(number..).next().filter(is_same);
        let both = below.into_iter().chain(above);
        both.min_by_key(|one| one.number.abs_diff(number.number))
    }
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    reason = "a test may stop where its own data is wrong"
)]
mod tests {
    use super::*;

    fn registered(numbers: &[&str]) -> RegisteredNumbers {
        let numbers: BTreeSet<EvidenceNumber> = numbers
            .iter()
            .map(|text| EvidenceNumber::read(text).unwrap())
            .collect();
        RegisteredNumbers {
            letters: numbers.iter().map(|one| one.letter.clone()).collect(),
            numbers,
        }
    }

    #[test]
    fn what_no_register_has_is_found_in_texts() {
        let known = registered(&["L1", "L2", "V7"]);
        for (text, missing) in [
            ("L1, V7", ""),
            ("L3", "L3"),
            ("see L1 to L4, p. 2; V8 and L4", "L4 V8"),
            ("S1, F2, M3, CB9: L-N1, C.3, IPv6 at L2.", ""),
            ("photograph 3", ""),
        ] {
            let found: Vec<String> = known
                .missing_in(text)
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(found.join(" "), missing, "{text}");
        }
    }

    #[test]
    fn the_nearest_number_is_one_of_the_same_register() {
        let known = registered(&["L2", "L6", "L7", "V12"]);
        for (number, nearest) in [
            ("L1", Some("L2")),
            ("L4", Some("L2")),
            ("L5", Some("L6")),
            ("L71", Some("L7")),
            ("V1", Some("V12")),
            ("K3", None),
        ] {
            let number = EvidenceNumber::read(number).unwrap();
            let found = known.nearest(&number).map(ToString::to_string);
            assert_eq!(found.as_deref(), nearest, "{number}");
        }
    }
}
