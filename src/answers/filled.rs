//! What is held in a slot.

use std::fmt;

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization;

/// A hash of what was asked, or of what was judged: 128 bits, printed as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 16]);

/// What somebody filled in.
///
/// Values are kept as they were typed. Two are the same if they read the same: composed letters, line ends as LF.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Filled {
    /// The value as typed; of a choice, its key. Never empty.
    pub value: String,
    /// What was asked when it was filled in, as far as it decides what the value means.
    pub meaning: Digest,
    /// The words around what was asked.
    pub wording: Digest,
    /// For a decision: the answers and the evidence that were judged.
    pub on: Option<Digest>,
    /// The key of the person.
    pub by: String,
}

/// What a slot holds for a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// One value.
    Value(Filled),
    /// Several that nobody has settled yet, in the order of their values, each once; at least two.
    Conflict(Vec<Filled>),
}

impl Digest {
    /// The meaning of an answer that its author has to review: no question has this digest.
    pub const NONE: Self = Self([0; 16]);

    /// Hashes a text.
    pub fn of(text: &str) -> Self {
        let hash: [u8; 32] = Sha256::digest(text).into();
        let mut short = [0; 16];
        for (to, from) in short.iter_mut().zip(hash) {
            *to = from;
        }
        Self(short)
    }

    /// Reads the 32 hexadecimal digits as which it is printed.
    pub fn read(text: &str) -> Option<Self> {
        // A number may begin with a sign.
        if text.len() != 32 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        u128::from_str_radix(text, 16)
            .ok()
            .map(|number| Self(number.to_be_bytes()))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Returns a value as values are compared: composed letters, line ends as LF.
pub fn compared(value: &str) -> String {
    value
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .nfc()
        .collect()
}

impl Filled {
    /// Says whether it came from another folder, whose party has it to review.
    pub fn is_marked(&self) -> bool {
        self.meaning == Digest::NONE
    }

    /// Says whether two values read the same.
    pub fn is_same(&self, other: &Self) -> bool {
        self.value == other.value || compared(&self.value) == compared(&other.value)
    }
}

impl Held {
    /// Returns its values, one or more.
    pub fn values(&self) -> &[Filled] {
        match self {
            Self::Value(value) => std::slice::from_ref(value),
            Self::Conflict(values) => values,
        }
    }

    /// Gathers values: one if they all read the same, else a conflict. `None` if there are none.
    pub fn gather(values: impl IntoIterator<Item = Filled>) -> Option<Self> {
        let mut kept: Vec<Filled> = Vec::new();
        for value in values {
            if !kept.iter().any(|known| known.is_same(&value)) {
                kept.push(value);
            }
        }
        kept.sort();
        if kept.len() > 1 {
            return Some(Self::Conflict(kept));
        }
        kept.pop().map(Self::Value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(value: &str) -> Filled {
        Filled {
            value: value.into(),
            meaning: Digest::of("meaning"),
            wording: Digest::of("wording"),
            on: None,
            by: "asha".into(),
        }
    }

    #[test]
    fn digests_are_read_as_they_are_printed() {
        let digest = Digest::of("What is asked?");
        assert_eq!(Digest::read(&digest.to_string()), Some(digest));
        for wrong in [
            "",
            "é",
            "12",
            "zz000000000000000000000000000000",
            "+0000000000000000000000000000000",
        ] {
            assert_eq!(Digest::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn values_that_read_the_same_are_one() {
        let held = Held::gather(["a\r\nb", "a\nb"].map(filled));
        assert!(matches!(held, Some(Held::Value(_))), "{held:?}");
        let composed = Held::gather(["\u{e9}", "e\u{301}"].map(filled));
        assert!(matches!(composed, Some(Held::Value(_))), "{composed:?}");
        let conflict = Held::gather(["b", "a", "b"].map(filled));
        let values = conflict.as_ref().map(Held::values).unwrap_or_default();
        let values: Vec<&str> = values.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(values, ["a", "b"]);
        assert_eq!(Held::gather([]), None);
    }
}
