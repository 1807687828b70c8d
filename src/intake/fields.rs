//! Reads words and texts of the files of a dossier, and reports what is none.

use super::codes;
use crate::model::Misfit;
use crate::product::{Content, Fields, Node, Notes, missing_key, value};
use crate::source::{Span, Spanned};

/// Reads a text as it is written; anything else is reported. `context` is how messages name it.
pub(super) fn read_word<'n>(
    notes: &mut Notes,
    node: &'n Node,
    context: &str,
    expected: &str,
) -> Option<Spanned<&'n str>> {
    match &node.content {
        Content::Text(text) if !text.is_empty() => Some(Spanned::new(text, node.span)),
        Content::Text(_) | Content::Nothing => {
            let place = notes.place(node.span);
            notes.report(codes::no_value(place, context, expected));
            None
        }
        Content::List(_) | Content::Mapping(_) => {
            notes.wrong_shape(node, context, expected);
            None
        }
    }
}

/// Reads the text under a key, where there is one.
pub(super) fn read_optional<'n>(
    notes: &mut Notes,
    fields: &Fields<'n>,
    key: &str,
    expected: &str,
) -> Option<Spanned<&'n str>> {
    read_word(notes, fields.value(key)?, &format!("`{key}`"), expected)
}

/// Reads the text under a key that must be there. `owner` is how messages name the mapping, which begins at `start`.
pub(super) fn read_required<'n>(
    notes: &mut Notes,
    fields: &Fields<'n>,
    [owner, key, expected]: [&str; 3],
    start: Span,
) -> Option<Spanned<&'n str>> {
    if fields.get(key).is_none() {
        let place = notes.place(Span::new(start.start, start.start));
        notes.report(missing_key(place, owner, key));
        return None;
    }
    read_optional(notes, fields, key, expected)
}

/// Understands a word, or reports that it does not fit; `known` are the words that do, where they are a closed list.
pub(super) fn understand<T>(
    notes: &mut Notes,
    word: Spanned<&str>,
    [context, expected]: [&str; 2],
    known: impl Iterator<Item = &'static str>,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let read = read(word.value);
    if read.is_none() {
        let misfit = Misfit {
            expected: expected.to_owned(),
            candidates: known.map(str::to_owned).collect(),
        };
        let place = notes.place(word.span);
        notes.report(value(place, context, word.value, &misfit));
    }
    read
}
