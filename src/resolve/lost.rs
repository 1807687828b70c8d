//! What items that could not be read may have declared. A name that may be among it is not reported as unknown.

use rustc_hash::FxHashSet;

use super::keys::table_kind;
use crate::syntax::ast::ItemKind;
use crate::syntax::keywords::is_item_keyword;

/// What items that could not be read may have declared.
#[derive(Debug, Default)]
pub(super) struct Lost<'a> {
    /// The keys of items whose kind is known; of a key with a version the part before `@`.
    keys: FxHashSet<(ItemKind, &'a str)>,
    /// Keys of items whose kind is not known.
    of_any_kind: FxHashSet<&'a str>,
    /// The kinds of items whose key is not known.
    nameless: FxHashSet<ItemKind>,
    /// Whether there is an item of which neither kind nor key is known.
    unknown: bool,
    /// Whether there is text that starts no item. It may have been meant as any item.
    stray_text: bool,
}

impl<'a> Lost<'a> {
    /// Adds text that starts no item, with the key that it may declare.
    pub fn add_stray(&mut self, key: Option<&'a str>) {
        self.stray_text = true;
        self.add(None, key);
    }

    /// Adds an item of a kind, or of an unknown kind, with its key if it has one.
    pub fn add(&mut self, kind: Option<ItemKind>, key: Option<&'a str>) {
        match (kind.map(table_kind), key.map(without_version)) {
            (Some(kind), Some(key)) if !is_item_keyword(key) => drop(self.keys.insert((kind, key))),
            // A keyword that stands twice is no key.
            (Some(kind), _) => drop(self.nameless.insert(kind)),
            (None, Some(key)) => drop(self.of_any_kind.insert(key)),
            (None, None) => self.unknown = true,
        }
    }

    /// Says whether an item of a kind may have had a key.
    pub fn may_be(&self, kind: ItemKind, key: &str) -> bool {
        let kind = table_kind(kind);
        self.unknown
            || self.nameless.contains(&kind)
            || self.of_any_kind.contains(key)
            || self.keys.contains(&(kind, key))
    }

    /// Says whether there may have been an item of a kind.
    pub fn may_be_any(&self, kind: ItemKind) -> bool {
        let kind = table_kind(kind);
        self.stray_text
            || self.nameless.contains(&kind)
            || self.keys.iter().any(|(lost, _)| *lost == kind)
    }
}

fn without_version(key: &str) -> &str {
    key.split_once('@').map_or(key, |(key, _)| key)
}
