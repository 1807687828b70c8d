//! The keys under which items are declared.

use std::collections::hash_map::Entry;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::syntax::ast::{ItemKind, VersionedName};

/// The key under which an item is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key<'a> {
    /// The row of the catalog to which it belongs; 0 if it belongs to none.
    pub catalog: usize,
    /// The key itself.
    pub name: &'a str,
    /// The version; empty if it has none.
    pub version: &'a str,
}

impl<'a> Key<'a> {
    /// A key that stands for itself.
    pub fn plain(name: &'a str) -> Self {
        Self::of_catalog(0, name)
    }

    /// A key within a catalog.
    pub fn of_catalog(catalog: usize, name: &'a str) -> Self {
        Self {
            catalog,
            name,
            version: "",
        }
    }

    /// A key with a version.
    pub fn versioned(name: VersionedName<'a>) -> Self {
        Self {
            version: name.version,
            ..Self::plain(name.key)
        }
    }

    /// Returns key and version: `asvs-c@4.0.3`.
    pub fn full(self) -> String {
        let (key, version) = (self.name, self.version);
        VersionedName { key, version }.to_string()
    }
}

/// Returns the kind whose table holds items of a kind. Catalogs and profiles share one.
pub(super) fn table_kind(kind: ItemKind) -> ItemKind {
    if kind == ItemKind::Profile {
        ItemKind::Catalog
    } else {
        kind
    }
}

/// Rows by key. Nearly every key has one row, which needs no list of its own.
#[derive(Debug, Default)]
pub(super) struct RowsByKey<'a> {
    first: FxHashMap<&'a str, usize>,
    others: FxHashMap<&'a str, Vec<usize>>,
}

impl<'a> RowsByKey<'a> {
    /// Makes an index with room for a number of keys.
    pub fn with_room_for(keys: usize) -> Self {
        Self {
            first: FxHashMap::with_capacity_and_hasher(keys, FxBuildHasher),
            others: FxHashMap::default(),
        }
    }

    /// Adds a row under a key.
    pub fn add(&mut self, key: &'a str, row: usize) {
        match self.first.entry(key) {
            Entry::Occupied(_) => self.others.entry(key).or_default().push(row),
            Entry::Vacant(vacant) => {
                vacant.insert(row);
            }
        }
    }

    /// Returns the rows under a key, in order.
    pub fn rows(&self, key: &str) -> impl Iterator<Item = usize> + Clone + '_ {
        let others = self.others.get(key).into_iter().flatten();
        self.first.get(key).into_iter().chain(others).copied()
    }
}
