//! Reads a mapping of a side file, field by field.

use super::places::Places;
use crate::answers::FileHash;
use crate::diag::Diagnostic;
use crate::intake::fields::{read_optional, read_required, read_word, understand};
use crate::model::Date;
use crate::product::{Content, Fields, Node, Notes, TextKind, missing_key, value_twice};
use crate::source::{Place, Span, Spanned};

/// What is expected where a date is.
const DATE: &str = "a date such as `2026-01-31`";
/// What is expected where a hash is.
const HASH: &str = "a SHA-256, 64 hexadecimal digits";

/// A mapping with known keys.
pub(in crate::intake) struct Record<'n, 'o> {
    fields: Fields<'n>,
    /// How messages name it: `this sample`.
    owner: &'o str,
    span: Span,
    /// Whether it is a mapping at all; if not, nothing is said of what it lacks.
    is_mapping: bool,
}

impl<'n, 'o> Record<'n, 'o> {
    /// Opens a mapping; unknown keys, and what is no mapping, are reported.
    pub fn open(notes: &mut Notes, node: &'n Node, owner: &'o str, known: &[&str]) -> Self {
        Self {
            fields: notes.fields(node, owner, known),
            owner,
            span: node.span,
            is_mapping: matches!(node.content, Content::Mapping(_)),
        }
    }

    /// Returns the value under a key.
    pub fn value(&self, key: &str) -> Option<&'n Node> {
        self.fields.value(key)
    }

    /// Returns the place of the value under a key, else that of the mapping.
    pub fn place(&self, notes: &Notes, key: &str) -> Place {
        notes.place(self.value(key).map_or(self.span, |node| node.span))
    }

    /// Notes where the values under some keys are, below a path.
    pub fn note_places(&self, notes: &Notes, path: &str, keys: &[&str], places: &mut Places) {
        for key in keys {
            if let Some(node) = self.value(key) {
                places.set(format!("{path}/{key}"), notes.place(node.span));
            }
        }
    }

    /// Reads a text, where there is one.
    pub fn text(&self, notes: &mut Notes, key: &str) -> Option<String> {
        let word = read_optional(notes, &self.fields, key, "a text")?;
        Some(checked(notes, key, word))
    }

    /// Reads a text that must be there.
    pub fn required(&self, notes: &mut Notes, key: &str) -> Option<String> {
        let word = self.required_word(notes, key, "a text")?;
        Some(checked(notes, key, word))
    }

    /// Reports a key that is missing.
    pub fn require(&self, notes: &mut Notes, key: &str) -> Option<()> {
        if self.is_mapping && self.value(key).is_none() {
            let start = notes.place(Span::new(self.span.start, self.span.start));
            notes.report(missing_key(start, self.owner, key));
        }
        self.value(key).map(drop)
    }

    fn required_word(
        &self,
        notes: &mut Notes,
        key: &str,
        expected: &str,
    ) -> Option<Spanned<&'n str>> {
        if !self.is_mapping {
            return None;
        }
        read_required(notes, &self.fields, [self.owner, key, expected], self.span)
    }

    /// Reads a date, where there is one.
    pub fn date(&self, notes: &mut Notes, key: &str) -> Option<Date> {
        let word = read_optional(notes, &self.fields, key, DATE)?;
        as_date(notes, key, word)
    }

    /// Reads a date that must be there.
    pub fn required_date(&self, notes: &mut Notes, key: &str) -> Option<Date> {
        let word = self.required_word(notes, key, DATE)?;
        as_date(notes, key, word)
    }

    /// Reads dates: one, or a list of them.
    pub fn dates(&self, notes: &mut Notes, key: &str) -> Vec<Date> {
        let listed = self.words(notes, key);
        let dates = listed.iter().filter_map(|word| {
            let word = Spanned::new(word.value.as_str(), word.span);
            as_date(notes, key, word)
        });
        dates.collect()
    }

    /// Reads a hash, where there is one.
    pub fn hash(&self, notes: &mut Notes, key: &str) -> Option<FileHash> {
        let word = read_optional(notes, &self.fields, key, HASH)?;
        let context = format!("`{key}`");
        let none = std::iter::empty();
        understand(notes, word, [&context, HASH], none, FileHash::read)
    }

    /// Reads a language, where there is one, in the letters in which it is written.
    pub fn language(&self, notes: &mut Notes, key: &str) -> Option<String> {
        notes
            .text_of(&self.fields, self.owner, key, TextKind::Language)
            .map(|language| language.text)
    }

    /// Reads words: one, or a list of them. A word that is listed twice counts once.
    pub fn words(&self, notes: &mut Notes, key: &str) -> Vec<Spanned<String>> {
        let mut words: Vec<Spanned<String>> = Vec::new();
        let Some(node) = self.value(key) else {
            return words;
        };
        let context = format!("`{key}`");
        for part in node.parts() {
            let Some(word) = read_word(notes, part, &context, "a word, or a list such as `[a, b]`")
            else {
                continue;
            };
            if words.iter().all(|known| known.value != word.value) {
                words.push(Spanned::new(word.value.to_owned(), word.span));
            } else {
                let place = notes.place(word.span);
                notes.report(value_twice(place, &context, word.value));
            }
        }
        words
    }

    /// Reads a mapping from ids to values, where there is one; `twice` words the report of an id that is given twice.
    pub fn members<T>(
        &self,
        notes: &mut Notes,
        key: &str,
        twice: fn(Place, Place, &str) -> Diagnostic,
        mut read: impl FnMut(&mut Notes, &'n Spanned<String>, &'n Node) -> Option<T>,
    ) -> Vec<(String, T)> {
        let mut values = Vec::new();
        let Some(node) = self.value(key) else {
            return values;
        };
        if node.content == Content::Mapping(Vec::new()) {
            return values;
        }
        for member in notes.mapping(node, &format!("`{key}`"), twice) {
            if let Some(value) = read(notes, &member.key, &member.value) {
                values.push((member.key.value.clone(), value));
            }
        }
        values
    }
}

/// Reports characters that a paper cannot show.
fn checked(notes: &mut Notes, key: &str, word: Spanned<&str>) -> String {
    let place = notes.place(word.span);
    notes.check_characters(place, &format!("`{key}`"), word.value);
    word.value.to_owned()
}

fn as_date(notes: &mut Notes, key: &str, word: Spanned<&str>) -> Option<Date> {
    let context = format!("`{key}`");
    let none = std::iter::empty();
    understand(notes, word, [&context, DATE], none, Date::parse)
}

/// Returns the texts of words.
pub(in crate::intake) fn texts(words: Vec<Spanned<String>>) -> Vec<String> {
    words.into_iter().map(|word| word.value).collect()
}
