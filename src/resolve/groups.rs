//! Resolves the groups of the catalogs that an edition uses, with those that revisions inherit (L-058).

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::names::{Decl, Tree};
use super::reader::DraftReader;
use crate::diag::Diagnostics;
use crate::model::{Catalog, CatalogId, Group, GroupId, Table};
use crate::syntax::ast::{ItemKind, TitledDraft};

/// The groups of the catalogs in use.
#[derive(Debug, Default)]
pub(super) struct Groups<'a> {
    /// The groups, by `catalog:key`.
    pub table: Table<GroupId, Group>,
    /// The keys that revisions give to groups, by row of the revision and the key before.
    moved: FxHashMap<(usize, &'a str), &'a str>,
}

/// A group of a version of a catalog in use.
struct Versioned<'a> {
    /// The row of the version, and how many versions are newer.
    version: (usize, usize),
    catalog: CatalogId,
    decl: Decl<'a, TitledDraft>,
}

impl<'a> Groups<'a> {
    /// Resolves the groups of catalogs, given with their rows.
    pub fn resolve(
        tree: &Tree<'a>,
        catalogs: &Table<CatalogId, Catalog>,
        rows: &[usize],
        out: &mut Diagnostics,
    ) -> Self {
        let mut moved = FxHashMap::default();
        let mut groups: IndexMap<String, (usize, Group)> = IndexMap::new();
        for versioned in oldest_first(tree, catalogs, rows) {
            let (row, age) = versioned.version;
            let (key, draft) = (
                versioned.decl.word(versioned.decl.draft.key),
                versioned.decl.draft,
            );
            let name = |key: &str| format!("{}:{key}", catalogs[versioned.catalog].key);
            let mut group = versioned.resolve(age, out);
            for old in &draft.was {
                let old = versioned.decl.word(*old);
                moved.insert((row, old), key);
                let is_older = groups
                    .get(&name(old))
                    .is_some_and(|(other, _)| *other > age);
                let before = is_older.then(|| groups.shift_remove(&name(old))).flatten();
                if let Some((_, before)) = before {
                    group = inherit(group, before);
                }
            }
            if let Some((_, before)) = groups.get(&name(key)) {
                group = inherit(group, before.clone());
            }
            groups.insert(name(key), (age, group));
        }
        let mut table = Table::default();
        for (name, (_, group)) in groups {
            let _ = table.insert(name, group);
        }
        Self { table, moved }
    }

    /// Returns the key that a group of an earlier version has now; `steps` are the rows of the versions after that one, the oldest
    /// first.
    pub fn key_now<'k>(&self, key: &'k str, steps: impl Iterator<Item = usize>) -> &'k str
    where
        'a: 'k,
    {
        steps.fold(key, |key, row| {
            self.moved.get(&(row, key)).copied().unwrap_or(key)
        })
    }
}

/// Gives a group what it does not say itself, and the group said that it was before.
fn inherit(group: Group, before: Group) -> Group {
    Group {
        number: group.number.or(before.number),
        about: group.about.or(before.about),
        ..group
    }
}

/// Returns the groups of all versions of catalogs, the oldest versions first.
fn oldest_first<'a>(
    tree: &Tree<'a>,
    catalogs: &Table<CatalogId, Catalog>,
    rows: &[usize],
) -> Vec<Versioned<'a>> {
    let mut versions: FxHashMap<usize, (usize, CatalogId)> = FxHashMap::default();
    for (catalog, row) in catalogs.ids().zip(rows) {
        let all = std::iter::once(*row).chain(tree.versions_before(*row));
        versions.extend(all.enumerate().map(|(age, row)| (row, (age, catalog))));
    }
    let declared = tree.of(ItemKind::Group);
    let mut groups: Vec<Versioned<'a>> = declared
        .decls()
        .filter_map(|(row, decl)| {
            let version = declared.key(row)?.catalog;
            let (age, catalog) = *versions.get(&version)?;
            Some(Versioned {
                version: (version, age),
                catalog,
                decl,
            })
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.version.1));
    groups
}

impl Versioned<'_> {
    fn resolve(&self, age: usize, out: &mut Diagnostics) -> Group {
        let TitledDraft {
            key,
            title,
            number,
            about,
            ref was,
        } = *self.decl.draft;
        let reader = DraftReader::new(self.decl.item, out);
        Group {
            key: reader.key(key),
            catalog: self.catalog,
            title: reader.text(title),
            number: reader.numbering(number),
            about: reader.given(about),
            was: reader.keys(was),
            is_left: age > 0,
            place: self.decl.head(),
        }
    }
}
