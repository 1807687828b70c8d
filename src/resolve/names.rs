//! What is declared where: every item under its kind and key, duplicates reported.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Id;
use crate::source::{Place, Text};
use crate::syntax::ast::{
    CatalogDraft, ControlDraft, Draft, ItemKind, Name, Placed, ProvenanceDraft, RefDraft,
    Reference, RelationDraft, ScenarioDraft, SyntaxFile, TextDraft, WordingDraft,
};

pub static DUPLICATE: Code = Code::error("P0201", "key that is declared twice");

/// An item that declares something.
#[derive(Debug)]
pub(super) struct Decl<'a, D> {
    /// The item.
    pub item: &'a Placed,
    /// What it says.
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
    /// Takes an item as one of a type; `None` where it is of another.
    pub fn of(item: &'a Placed, file: usize) -> Option<Self> {
        let draft = item.item.draft()?;
        Some(Self { item, draft, file })
    }
}

impl<'a, D> Decl<'a, D> {
    /// Returns where the keyword and the key stand.
    pub fn head(&self) -> Place {
        self.item.place(self.item.item.head)
    }

    /// Returns the key of the item, as a text that shares that of its file.
    pub fn key(&self) -> Text {
        let key = self.item.item.key;
        key.map_or_else(Text::default, |key| self.item.item.word_text(key))
    }

    /// Returns a word of the item.
    pub fn word(&self, name: Name) -> &'a str {
        self.item.item.word(name)
    }

    /// Returns what a text of the item says.
    pub fn text(&self, text: TextDraft) -> Text {
        self.item.item.text(text)
    }

    /// Returns what a text of the item says, where it was given.
    pub fn given(&self, text: Option<TextDraft>) -> Option<Text> {
        text.map(|text| self.text(text))
    }

    /// Returns words of the item, as texts that share that of its file.
    pub fn keys(&self, names: &[Name]) -> Vec<Text> {
        names
            .iter()
            .map(|name| self.item.item.word_text(*name))
            .collect()
    }

    /// Takes a reference of the item apart.
    pub fn reference(&self, reference: RefDraft) -> Reference<'a> {
        self.item.item.reference(reference)
    }
}

/// Under what an item is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key<'a> {
    /// The row of the catalog to which it belongs; 0 where it belongs to none.
    pub catalog: usize,
    /// The key itself.
    pub name: &'a str,
    /// The version, of what has one.
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
    pub fn versioned((name, version): (&'a str, &'a str)) -> Self {
        Self {
            version,
            ..Self::plain(name)
        }
    }

    /// Returns key and version: `asvs-c@4.0.3`.
    pub fn full(self) -> String {
        full_name((self.name, self.version))
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

    /// Returns the item of a row, as one of a type.
    pub fn decl<D: Draft>(&self, row: usize) -> Option<Decl<'a, D>> {
        let (_, found) = self.rows.get_index(row)?;
        Decl::of(found.item, found.file)
    }

    /// Returns the item of a row.
    pub fn item(&self, row: usize) -> Option<&'a Placed> {
        self.rows.get_index(row).map(|(_, row)| row.item)
    }

    /// Returns the key of a row.
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
    /// The kind of the items.
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
    /// Whether there is text that starts no item: it may have been any.
    pub has_stray_text: bool,
    /// Keys of controls that belong to no catalog that is known.
    pub lost_controls: FxHashSet<&'a str>,
    /// The catalogs, by row, that have controls whose key is not known.
    pub unsure: FxHashSet<usize>,
    /// How many controls each catalog declares, by row; broken ones included.
    pub counts: FxHashMap<usize, usize>,
    /// The rows of all controls with a key.
    pub by_key: FxHashMap<&'a str, Vec<usize>>,
}

impl<'a> Tree<'a> {
    /// Makes a tree with nothing in it, and room for what stands in files.
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
            by_key: FxHashMap::with_capacity_and_hasher(controls, FxBuildHasher),
        }
    }

    /// Returns the declared items of a kind.
    #[expect(clippy::indexing_slicing, reason = "there is one for each kind")]
    pub fn of(&self, kind: ItemKind) -> &Declared<'a> {
        &self.declared[table_of(kind)]
    }

    #[expect(clippy::indexing_slicing, reason = "there is one for each kind")]
    fn of_mut(&mut self, kind: ItemKind) -> &mut Declared<'a> {
        &mut self.declared[table_of(kind)]
    }

    /// Takes an item in under a key, and returns its row; reports a second one of the same key and leaves it out.
    pub fn declare(
        &mut self,
        kind: ItemKind,
        key: Key<'a>,
        (item, file): (&'a Placed, usize),
        out: &mut Diagnostics,
    ) -> Option<usize> {
        let declared = self.of_mut(kind);
        if let Some(first) = declared.rows.get(&key) {
            let shown = key.full();
            let places = (key_place(item), key_place(first.item));
            out.push(duplicate(places, table_kind(kind).noun(), &shown));
            return None;
        }
        let (row, _) = declared.rows.insert_full(key, Row { item, file });
        Some(row)
    }

    /// Notes the key of a broken item.
    pub fn declare_broken(&mut self, kind: ItemKind, key: Key<'a>) {
        self.of_mut(kind).broken.insert(key);
    }

    /// Finds what a name means.
    pub fn find<I: Named>(&self, name: &str) -> Found<I> {
        let key = Key::plain(name);
        let declared = self.of(I::KIND);
        match declared.row(&key) {
            Some(row) => Found::Known(I::from_index(row)),
            None if declared.is_broken(&key) => Found::Broken,
            None => Found::Unknown,
        }
    }

    /// Returns `key@version` of a catalog, by row.
    pub fn catalog_name(&self, row: usize) -> String {
        let key = self.of(ItemKind::Catalog).key(row);
        key.map_or_else(String::new, Key::full)
    }

    /// Returns a catalog, by row.
    pub fn catalog(&self, row: usize) -> Option<Decl<'a, CatalogDraft>> {
        self.of(ItemKind::Catalog).decl(row)
    }

    /// Returns a control, by row.
    pub fn control(&self, row: usize) -> Option<Decl<'a, ControlDraft>> {
        self.of(ItemKind::Control).decl(row)
    }

    /// Returns the row of the catalog of a control, by row.
    pub fn catalog_of(&self, control: usize) -> Option<usize> {
        let key = self.of(ItemKind::Control).key(control);
        key.map(|key| key.catalog)
    }

    /// Returns the row of a control of a catalog.
    pub fn control_row(&self, catalog: usize, key: &str) -> Option<usize> {
        let key = Key::of_catalog(catalog, key);
        self.of(ItemKind::Control).row(&key)
    }

    /// Returns the keys of the controls of a catalog, by row of the catalog.
    pub fn control_keys(&self, catalog: usize) -> impl Iterator<Item = &'a str> + '_ {
        self.of(ItemKind::Control)
            .keys()
            .filter_map(move |key| (key.catalog == catalog).then_some(key.name))
    }
}

/// Catalogs and profiles share one space of keys.
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

/// Returns where the key of an item stands; where it has none, its head.
pub(super) fn key_place(item: &Placed) -> Place {
    let key = item.item.key.map(|key| key.span);
    item.place(key.unwrap_or(item.item.head))
}

/// Joins key and version: `asvs-c@4.0.3`.
pub(super) fn full_name((key, version): (&str, &str)) -> String {
    if version.is_empty() {
        key.to_owned()
    } else {
        format!("{key}@{version}")
    }
}

fn duplicate((place, first): (Place, Place), noun: &str, key: &str) -> Diagnostic {
    let message = format!("the {noun} `{key}` is declared twice");
    Diagnostic::at(&DUPLICATE, place, message)
        .label("declared again here")
        .also(first, "first declared here")
        .help("give one of them another key, or take one out")
}
