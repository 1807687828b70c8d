//! Reads the most frequent pieces from their tokens, without pest.
//!
//! Each function returns `None` for a piece that it does not know. Then pest reads the piece and reports its mistakes. A
//! test checks that both read a piece in the same way. With it, the check of 10 000 requirements takes about half of the work.

mod cursor;
mod lines;
#[cfg(test)]
mod tests;

use crate::syntax::ast::{Name, RefDraft, TextDraft};

pub(super) use cursor::Cursor;
pub(super) use lines::{read_applies, read_evidence, read_relates, read_verify};

/// Reads one text.
pub(super) fn read_text(mut cursor: Cursor<'_>) -> Option<TextDraft> {
    let text = cursor.text()?;
    cursor.end(text)
}

/// Reads texts with commas between them.
pub(super) fn read_texts(mut cursor: Cursor<'_>) -> Option<Vec<TextDraft>> {
    let mut texts = vec![cursor.text()?];
    while cursor.take(",").is_some() {
        texts.push(cursor.text()?);
    }
    cursor.end(texts)
}

/// Reads one key.
pub(super) fn read_key(mut cursor: Cursor<'_>) -> Option<Name> {
    let key = cursor.key()?;
    cursor.end(key)
}

/// Reads keys with commas between them.
pub(super) fn read_keys(mut cursor: Cursor<'_>) -> Option<Vec<Name>> {
    cursor.end(cursor.keys()?)
}

/// Reads a key and a text.
pub(super) fn read_titled(mut cursor: Cursor<'_>) -> Option<(Name, TextDraft)> {
    let titled = (cursor.key()?, cursor.text()?);
    cursor.end(titled)
}

/// Reads one reference.
pub(super) fn read_reference(mut cursor: Cursor<'_>) -> Option<RefDraft> {
    let reference = cursor.reference()?;
    cursor.end(reference)
}

#[cfg(test)]
thread_local! {
    /// Whether pest has to read everything, so that a test can compare the two.
    static SKIPPED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Says whether pieces may be read here.
pub(super) fn is_skipped() -> bool {
    #[cfg(test)]
    return SKIPPED.get();
    #[cfg(not(test))]
    false
}
