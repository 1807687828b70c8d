//! Texts that are compared as people read them.

use std::hash::{Hash, Hasher};

use unicode_normalization::UnicodeNormalization;

/// A text that is compared word by word: line breaks, capitals, how accents are encoded and what cannot be seen make no
/// difference.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a>(pub &'a str);

impl<'a> Words<'a> {
    fn chars(self) -> impl Iterator<Item = char> + use<'a> {
        self.seen().flat_map(char::to_lowercase).nfc()
    }

    /// Returns the same as [`Words::chars`] of a text in ASCII, in much less time.
    fn ascii_chars(self) -> impl Iterator<Item = char> + use<'a> {
        self.seen().map(|char| char.to_ascii_lowercase())
    }

    fn seen(self) -> impl Iterator<Item = char> + use<'a> {
        let words = self
            .0
            .split_whitespace()
            .filter(|word| word.contains(is_seen));
        words.flat_map(|word| word.chars().filter(|char| is_seen(*char)).chain([' ']))
    }
}

impl Words<'_> {
    /// Returns the words as they are compared, with one space after each.
    pub fn as_read(self) -> String {
        self.chars().collect()
    }
}

impl PartialEq for Words<'_> {
    fn eq(&self, other: &Self) -> bool {
        if self.0.is_ascii() && other.0.is_ascii() {
            self.ascii_chars().eq(other.ascii_chars())
        } else {
            self.chars().eq(other.chars())
        }
    }
}

impl Eq for Words<'_> {}

impl Hash for Words<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if self.0.is_ascii() {
            self.ascii_chars().for_each(|char| char.hash(state));
        } else {
            self.chars().for_each(|char| char.hash(state));
        }
    }
}

/// Says whether a character can be seen.
pub fn is_seen(char: char) -> bool {
    // Soft hyphens, joiners, marks of direction and fillers take no room, or leave it empty.
    let is_empty = matches!(char, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}');
    !is_empty && !char.is_whitespace() && !char.is_control()
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxBuildHasher;
    use std::hash::BuildHasher as _;

    use super::*;

    /// Texts in ASCII are compared in a way of their own, and are the same words as others that are read alike.
    #[test]
    fn ascii_and_other_texts_are_compared_alike() {
        let check = |one: &str, other: &str, is_same: bool| {
            let (one, other) = (Words(one), Words(other));
            assert_eq!(one == other, is_same, "{one:?} {other:?}");
            let hash = |words: Words<'_>| FxBuildHasher.hash_one(words);
            assert!(!is_same || hash(one) == hash(other), "{one:?} {other:?}");
            let read: String = one.chars().collect();
            assert!(!one.0.is_ascii() || one.ascii_chars().collect::<String>() == read);
        };
        check("The  device\nis GOOD.", "the device is good.", true);
        check("the device is good.", "the de\u{ad}vice is good.", true);
        // The Kelvin sign is a `k` in lower case.
        check("k", "\u{212a}", true);
        check("a\u{b}b\u{7}", "A b", true);
        check("caf\u{e9}", "cafe\u{301}", true);
        check("cafe", "caf\u{e9}", false);
        check("ab", "a b", false);
    }
}
