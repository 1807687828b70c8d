//! The words of the language that are more than keywords of the table of items.

use super::ast::ItemKind;

/// The words that begin an item which the language does not have yet (L-252).
pub const RESERVED_ITEMS: [&str; 2] = ["parameter", "translation"];

/// Item keywords that are also fields: inside an open item such a word in column 0 starts a new item
/// only where a key and a title follow (L-009).
const ALSO_FIELDS: [&str; 9] = [
    "configuration",
    "edition",
    "evidence",
    "form",
    "group",
    "inventory",
    "phase",
    "provenance",
    "role",
];

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

/// Returns the words that begin an item, those that mean nothing yet included.
pub fn item_keywords() -> impl Iterator<Item = &'static str> {
    ItemKind::ALL
        .into_iter()
        .map(|kind| kind.spec().keyword)
        .chain(RESERVED_ITEMS)
}

/// Says whether the word starts an item.
#[must_use]
pub fn is_item_keyword(word: &str) -> bool {
    ItemKind::from_keyword(word).is_some() || RESERVED_ITEMS.contains(&word)
}

/// Says whether the item keyword is also the keyword of a field.
#[must_use]
pub fn is_also_field(word: &str) -> bool {
    ALSO_FIELDS.contains(&word)
}

/// Says whether a line that begins with the word goes on with the field before it (L-007): these words start no
/// field.
#[must_use]
pub fn is_continuation(word: &str) -> bool {
    matches!(
        word,
        "and" | "because" | "by" | "for" | "into" | "or" | "satisfies" | "when" | "where"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::ast::Context;

    fn fields() -> impl Iterator<Item = &'static str> {
        Context::all().flat_map(|context| context.fields().into_iter().map(|field| field.word))
    }

    #[test]
    fn a_word_that_continues_a_field_starts_none() {
        for field in fields() {
            assert!(!is_continuation(field), "`{field}`");
        }
    }

    #[test]
    fn words_that_are_items_and_fields_are_known() {
        for field in fields() {
            assert!(!is_item_keyword(field) || is_also_field(field), "`{field}`");
        }
    }
}
