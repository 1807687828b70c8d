//! The words of the language beyond the keywords of the table of items.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::ast::{Context, ItemKind};

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

/// Says whether a line that begins with the word goes on with the field before it (L-007): these words start no
/// field.
pub fn is_continuation(word: &str) -> bool {
    matches!(
        word,
        "and" | "because" | "by" | "for" | "into" | "or" | "satisfies" | "when" | "where"
    )
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
