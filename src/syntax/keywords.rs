//! The words of the language beyond the keywords of the table of items.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::ast::{Context, ItemKind};
use crate::diag::similar;

/// The words that begin an item which the language does not have yet (L-252).
pub const RESERVED_ITEMS: [&str; 2] = ["parameter", "translation"];

/// The words of fields, whatever their items.
static FIELDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let fields = Context::all().flat_map(Context::fields);
    fields.map(|field| field.word).collect()
});

/// Words that no fact, inventory, attribute, subset, derive, option or entry may have as its name (L-250).
pub const RESERVED_NAMES: [&str; 18] = [
    "and",
    "at",
    "claimed",
    "every",
    "exactly",
    "has",
    "is",
    "more",
    "no",
    "none",
    "not",
    "or",
    "satisfies",
    "some",
    "this",
    "unknown",
    "where",
    "yes",
];

/// Words of a use of samples, which no state may have as its key (L-328).
pub const SAMPLE_WORDS: [&str; 9] = [
    "any", "from", "leave", "leaves", "may", "none", "of", "own", "up",
];

/// Returns the words that begin an item, including the reserved ones.
pub fn item_keywords() -> impl Iterator<Item = &'static str> {
    ItemKind::ALL
        .into_iter()
        .map(|kind| kind.spec().keyword)
        .chain(RESERVED_ITEMS)
}

/// Says whether the word starts an item.
pub fn is_item_keyword(word: &str) -> bool {
    ItemKind::from_keyword(word).is_some() || RESERVED_ITEMS.contains(&word)
}

/// Says whether the word starts a field of some item. Inside an open item an item keyword that does so starts a new item in
/// column 0 only where a key and a title follow (L-009).
pub fn is_field(word: &str) -> bool {
    FIELDS.contains(word)
}

/// The words with which a line goes on with the field before it (L-007). They start no field.
pub const CONTINUATIONS: [&str; 10] = [
    "and",
    "because",
    "by",
    "for",
    "into",
    "or",
    "revises",
    "satisfies",
    "when",
    "where",
];

/// Says whether a line that begins with the word goes on with the field before it.
pub fn is_continuation(word: &str) -> bool {
    CONTINUATIONS.contains(&word)
}

/// Says whether text that starts no item may have been meant for the item before it, given its first word: it does not
/// begin like an item.
pub fn may_continue(word: &str) -> bool {
    is_field(word) || similar(word, item_keywords()).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_continues_a_field_starts_none() {
        let continue_too: Vec<_> = FIELDS.iter().filter(|word| is_continuation(word)).collect();
        assert!(continue_too.is_empty(), "{continue_too:?}");
    }
}
