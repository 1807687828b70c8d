//! The pieces that are most of every file, read from their tokens without pest.
//!
//! Each function answers `None` for what it does not know; pest then reads the piece, and says what is
//! wrong with it. What is read here, pest reads in the same way: a test compares the two.

mod lines;
#[cfg(test)]
mod tests;
mod words;

use crate::syntax::ast::{Name, RefDraft, TextDraft};

pub(super) use lines::{read_applies, read_evidence, read_relates, read_verify};
pub(super) use words::Words;

/// Reads one text.
pub(super) fn read_text(mut words: Words<'_>) -> Option<TextDraft> {
    let text = words.text()?;
    words.end(text)
}

/// Reads texts with commas between them.
pub(super) fn read_texts(mut words: Words<'_>) -> Option<Vec<TextDraft>> {
    let mut texts = vec![words.text()?];
    while words.take(",").is_some() {
        texts.push(words.text()?);
    }
    words.end(texts)
}

/// Reads one key.
pub(super) fn read_key(mut words: Words<'_>) -> Option<Name> {
    let key = words.key()?;
    words.end(key)
}

/// Reads keys with commas between them.
pub(super) fn read_keys(mut words: Words<'_>) -> Option<Vec<Name>> {
    words.end(words.keys()?)
}

/// Reads a key and a text.
pub(super) fn read_titled(mut words: Words<'_>) -> Option<(Name, TextDraft)> {
    let titled = (words.key()?, words.text()?);
    words.end(titled)
}

/// Reads one reference.
pub(super) fn read_reference(mut words: Words<'_>) -> Option<RefDraft> {
    let reference = words.reference()?;
    words.end(reference)
}

#[cfg(test)]
thread_local! {
    /// Whether pest has to read everything, so that a test can compare.
    static SKIPPED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Says whether pieces are to be read here at all.
pub(super) fn is_skipped() -> bool {
    #[cfg(test)]
    return SKIPPED.get();
    #[cfg(not(test))]
    false
}
