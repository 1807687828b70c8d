//! Texts that are compared as people read them.

use std::hash::{Hash, Hasher};

use unicode_normalization::UnicodeNormalization;

/// A text that is compared word by word: line breaks, capitals, how accents are encoded and what cannot be seen make no
/// difference.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a>(pub &'a str);

impl<'a> Words<'a> {
    fn chars(self) -> impl Iterator<Item = char> + use<'a> {
        let words = self
            .0
            .split_whitespace()
            .filter(|word| word.contains(is_seen));
        let seen = words.flat_map(|word| word.chars().filter(|char| is_seen(*char)).chain([' ']));
        seen.flat_map(char::to_lowercase).nfc()
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
        self.chars().eq(other.chars())
    }
}

impl Eq for Words<'_> {}

impl Hash for Words<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.chars().for_each(|char| char.hash(state));
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
