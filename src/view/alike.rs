//! What is alike stands together, so that documents can say it once.

use std::hash::Hash;

use indexmap::IndexMap;

/// Puts what is alike after the first of it, and leaves the order as it is otherwise. Says of each whether it is like the
/// one before it.
pub(super) fn beside_alike<'i, Item, Key: Hash + Eq>(
    items: &'i [Item],
    key: impl Fn(&'i Item) -> Key,
) -> Vec<(&'i Item, bool)> {
    let mut groups: IndexMap<Key, Vec<&Item>> = IndexMap::new();
    for item in items {
        groups.entry(key(item)).or_default().push(item);
    }
    let items = groups.into_values().flat_map(|group| {
        let items = group.into_iter().enumerate();
        items.map(|(place, item)| (item, place > 0))
    });
    items.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_follows_the_first_of_it() {
        let ordered = |words: &[&str]| {
            let ordered = beside_alike(words, |word| word.chars().next());
            let shown = ordered.into_iter().map(|(word, as_before)| {
                let mark = if as_before { "+" } else { "" };
                format!("{mark}{word}")
            });
            shown.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ordered(&[]), "");
        assert_eq!(
            ordered(&["a1", "b1", "a2", "c", "b2", "a3"]),
            "a1 +a2 +a3 b1 +b2 c"
        );
    }
}
