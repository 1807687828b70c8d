//! The tree of declarations: every item under its kind and key; duplicates are reported.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::keys::{Key, RowsByKey};
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::source::{Place, Text};
use crate::syntax::ast::{
    CatalogDraft, ControlDraft, Draft, ItemKind, Name, Placed, ProvenanceDraft, RefDraft,
    Reference, RelationDraft, ScenarioDraft, SyntaxFile, VersionedName, WordingDraft,
};

codes! {
    DUPLICATE = error("P0201", "key that is declared twice"),
}

/// A declaration: an item with its draft.
#[derive(Debug)]
pub(super) struct Decl<'a, D> {
    pub item: &'a Placed,
    pub draft: &'a D,
    /// The number of its file.
    pub file: usize,
}

impl<D> Clone for Decl<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Decl<'_, D> {}

impl<'a, D: Draft> Decl<'a, D> {
    /// Returns the declaration if the item is of the type of the draft.
    pub fn of(item: &'a Placed, file: usize) -> Option<Self> {
        let draft = item.item.draft()?;
        Some(Self { item, draft, file })
    }
}

impl<'a, D> Decl<'a, D> {
    /// Returns the place of the keyword and the key.
    pub fn head(&self) -> Place {
        self.item.place(self.item.item.head)
    }

    /// Returns the key of the item; it shares the text of its file.
    pub fn key(&self) -> Text {
        let key = self.item.item.key;
        key.map_or_else(Text::default, |key| self.item.item.word_text(key))
    }

    /// Returns a word of the item.
    pub fn word(&self, name: Name) -> &'a str {
        self.item.item.word(name)
    }

    /// Takes a reference of the item apart.
    pub fn reference(&self, reference: RefDraft) -> Reference<'a> {
        self.item.item.reference(reference)
    }
}

/// An item and the number of its file.
#[derive(Debug, Clone, Copy)]
struct Row<'a> {
    item: &'a Placed,
    file: usize,
}

/// The declared items of one kind, in the order of the source, each key once.
#[derive(Debug, Default)]
pub(super) struct Declared<'a> {
    rows: IndexMap<Key<'a>, Row<'a>, FxBuildHasher>,
    /// Keys of items that could not be read.
    broken: FxHashSet<Key<'a>>,
}

/// What a look-up gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found<T> {
    /// It is declared.
    Known(T),
    /// A broken item declares it; this has been reported.
    Broken,
    /// It is not declared.
    Unknown,
}

impl<'a> Declared<'a> {
    /// Returns the row under a key.
    pub fn row(&self, key: &Key<'_>) -> Option<usize> {
        self.rows.get_index_of(key)
    }

    /// Says whether an item that could not be read has the key.
    pub fn is_broken(&self, key: &Key<'_>) -> bool {
        self.broken.contains(key)
    }

    /// Returns the declaration of a row if it is of the type.
    pub fn decl<D: Draft>(&self, row: usize) -> Option<Decl<'a, D>> {
        let (_, found) = self.rows.get_index(row)?;
        Decl::of(found.item, found.file)
    }

    pub fn item(&self, row: usize) -> Option<&'a Placed> {
        self.rows.get_index(row).map(|(_, row)| row.item)
    }

    pub fn key(&self, row: usize) -> Option<Key<'a>> {
        self.rows.get_index(row).map(|(key, _)| *key)
    }

    /// Returns the keys in the order of declaration.
    pub fn keys(&self) -> impl Iterator<Item = Key<'a>> + '_ {
        self.rows.keys().copied()
    }

    /// Returns the names of the keys in the order of declaration.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.rows.keys().map(|key| key.name)
    }

    /// Returns the items of a type with their rows, in order.
    pub fn decls<D: Draft>(&self) -> impl Iterator<Item = (usize, Decl<'a, D>)> + '_ {
        self.rows
            .values()
            .enumerate()
            .filter_map(|(number, row)| Some((number, Decl::of(row.item, row.file)?)))
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }
}

/// A table of the model whose rows are items that others name.
pub(super) trait Named: Id {
    const KIND: ItemKind;
    /// The code under which a missing one is reported.
    const UNKNOWN: &'static Code;
}

/// Everything declared in the tree.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// The items that have keys, by kind; profiles are among the catalogs.
    declared: [Declared<'a>; ItemKind::ALL.len()],
    pub relations: Vec<Decl<'a, RelationDraft>>,
    pub scenarios: Vec<Decl<'a, ScenarioDraft>>,
    pub wordings: Vec<Decl<'a, WordingDraft>>,
    /// Whether there is an overlay that could not be read.
    pub has_broken_overlay: bool,
    /// The defaults of each file.
    pub defaults: Vec<Vec<Decl<'a, ProvenanceDraft>>>,
    /// The rows of catalogs with a key, in order.
    pub versions: FxHashMap<&'a str, Vec<usize>>,
    /// Keys of catalogs that could not be read.
    pub broken_catalogs: FxHashSet<&'a str>,
    /// Keys of editions that could not be read.
    pub broken_editions: FxHashSet<&'a str>,
    /// Whether there is text that starts no item. It may have been meant as any item.
    pub has_stray_text: bool,
    /// Keys of controls whose catalog is not known.
    pub lost_controls: FxHashSet<&'a str>,
    /// The rows of the catalogs that have controls whose key is not known.
    pub unsure: FxHashSet<usize>,
    /// The number of controls that each catalog declares, by row, including broken ones.
    pub counts: FxHashMap<usize, usize>,
    /// The rows of all controls, by key.
    pub by_key: RowsByKey<'a>,
}

impl<'a> Tree<'a> {
    /// Makes an empty tree with room for the items of files.
    pub fn with_room_for(files: &[SyntaxFile]) -> Self {
        let mut counts = [0; ItemKind::ALL.len()];
        for placed in files.iter().flat_map(|file| &file.items) {
            let table = placed.item.kind().map(table_of);
            if let Some(count) = table.and_then(|table| counts.get_mut(table)) {
                *count += 1;
            }
        }
        let controls = counts
            .get(table_of(ItemKind::Control))
            .copied()
            .unwrap_or_default();
        let declared = counts.map(|count| Declared {
            rows: IndexMap::with_capacity_and_hasher(count, FxBuildHasher),
            broken: FxHashSet::default(),
        });
        Self {
            declared,
            relations: Vec::new(),
            scenarios: Vec::new(),
            wordings: Vec::new(),
            has_broken_overlay: false,
            defaults: vec![Vec::new(); files.len()],
            versions: FxHashMap::default(),
            broken_catalogs: FxHashSet::default(),
            broken_editions: FxHashSet::default(),
            has_stray_text: false,
            lost_controls: FxHashSet::default(),
            unsure: FxHashSet::default(),
            counts: FxHashMap::default(),
            by_key: RowsByKey::with_room_for(controls),
        }
    }

    #[expect(clippy::indexing_slicing, reason = "there is one for each kind")]
    pub fn of(&self, kind: ItemKind) -> &Declared<'a> {
        &self.declared[table_of(kind)]
    }

    #[expect(clippy::indexing_slicing, reason = "there is one for each kind")]
    fn of_mut(&mut self, kind: ItemKind) -> &mut Declared<'a> {
        &mut self.declared[table_of(kind)]
    }

    /// Declares an item under a key and returns its row. A second item with the key is reported and left out.
    pub fn declare(
        &mut self,
        kind: ItemKind,
        key: Key<'a>,
        item: &'a Placed,
        file: usize,
        out: &mut Diagnostics,
    ) -> Option<usize> {
        let declared = self.of_mut(kind);
        if let Some(first) = declared.rows.get(&key) {
            let (place, first) = (key_place(item), key_place(first.item));
            let noun = table_kind(kind).noun();
            out.push(twice(&DUPLICATE, place, first, noun, &key.full()));
            return None;
        }
        let (row, _) = declared.rows.insert_full(key, Row { item, file });
        Some(row)
    }

    /// Records the key of a broken item.
    pub fn declare_broken(&mut self, kind: ItemKind, key: Key<'a>) {
        self.of_mut(kind).broken.insert(key);
    }

    /// Looks a name up.
    pub fn find<I: Named>(&self, name: &str) -> Found<I> {
        let key = Key::plain(name);
        let declared = self.of(I::KIND);
        match declared.row(&key) {
            Some(row) => Found::Known(I::from_index(row)),
            None if declared.is_broken(&key) => Found::Broken,
            None => Found::Unknown,
        }
    }

    /// Returns the `key@version` of the catalog of a row.
    pub fn catalog_name(&self, row: usize) -> String {
        let key = self.of(ItemKind::Catalog).key(row);
        key.map_or_else(String::new, Key::full)
    }

    /// Returns the row of the catalog that is named without its version, if it has only one.
    pub fn only_version(&self, name: VersionedName<'_>) -> Option<usize> {
        match self.versions.get(name.key)?.as_slice() {
            [only] if name.version.is_empty() => Some(*only),
            _ => None,
        }
    }

    pub fn catalog(&self, row: usize) -> Option<Decl<'a, CatalogDraft>> {
        self.of(ItemKind::Catalog).decl(row)
    }

    pub fn control(&self, row: usize) -> Option<Decl<'a, ControlDraft>> {
        self.of(ItemKind::Control).decl(row)
    }

    /// Returns the row of the catalog of the control of a row.
    pub fn catalog_of(&self, control: usize) -> Option<usize> {
        let key = self.of(ItemKind::Control).key(control);
        key.map(|key| key.catalog)
    }

    pub fn control_row(&self, catalog: usize, key: &str) -> Option<usize> {
        let key = Key::of_catalog(catalog, key);
        self.of(ItemKind::Control).row(&key)
    }

    /// Returns the keys of the controls of the catalog of a row.
    pub fn control_keys(&self, catalog: usize) -> impl Iterator<Item = &'a str> + '_ {
        self.of(ItemKind::Control)
            .keys()
            .filter_map(move |key| (key.catalog == catalog).then_some(key.name))
    }
}

/// Returns the kind whose table holds items of a kind. Catalogs and profiles share one.
fn table_kind(kind: ItemKind) -> ItemKind {
    if kind == ItemKind::Profile {
        ItemKind::Catalog
    } else {
        kind
    }
}

fn table_of(kind: ItemKind) -> usize {
    table_kind(kind) as usize
}

/// Returns the place of the key of an item, or of its head if it has no key.
pub(super) fn key_place(item: &Placed) -> Place {
    let key = item.item.key.map(|key| key.span);
    item.place(key.unwrap_or(item.item.head))
}

/// Reports a name that is declared twice.
pub(super) fn twice(
    code: &'static Code,
    place: Place,
    first: Place,
    noun: &str,
    name: &str,
) -> Diagnostic {
    let message = format!("the {noun} `{name}` is declared twice");
    Diagnostic::at(code, place, message)
        .again(first, "declared")
        .help("give one of them another key, or take one out")
}
