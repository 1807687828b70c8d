//! The tree of declarations: every item under its kind and key; duplicates are reported.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::keys::{Key, RowsByKey, table_kind};
use super::lost::Lost;
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{Id, Migration};
use crate::source::{Place, Text};
use crate::syntax::ast::{
    AllowDraft, Body, CatalogDraft, ControlDraft, Draft, ItemKind, Name, Placed, ProvenanceDraft,
    RefDraft, Reference, RelationDraft, ScenarioDraft, SyntaxFile, VersionedName, WordingDraft,
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
    /// Whether the item is that of an earlier version, which a revision leaves as it was. The file is that of the revision.
    is_left: bool,
}

impl<'a> Row<'a> {
    fn decl<D: Draft>(&self) -> Option<Decl<'a, D>> {
        let written = (!self.is_left).then_some(self)?;
        Decl::of(written.item, written.file)
    }
}

/// What a control of a revision inherits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inherits {
    /// What the control of this row is, which is written in an earlier version.
    From(usize),
    /// Something that could not be found or read, which has been reported.
    Lost,
}

/// The declared items of one kind, in the order of the source, each key once.
#[derive(Debug, Default)]
pub(super) struct Declared<'a> {
    rows: IndexMap<Key<'a>, Row<'a>, FxBuildHasher>,
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

    /// Returns the declaration of a row if it is of the type.
    pub fn decl<D: Draft>(&self, row: usize) -> Option<Decl<'a, D>> {
        self.rows.get_index(row)?.1.decl()
    }

    /// Says whether the item of a row is that of an earlier version, which a revision leaves as it was.
    pub fn is_left(&self, row: usize) -> bool {
        self.rows.get_index(row).is_some_and(|(_, row)| row.is_left)
    }

    /// Returns the number of the file of a row; of what a revision leaves as it was, that of the revision.
    pub fn file(&self, row: usize) -> Option<usize> {
        self.rows.get_index(row).map(|(_, row)| row.file)
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

    /// Returns the items with their keys in the order of declaration.
    pub fn items(&self) -> impl Iterator<Item = (Key<'a>, &'a Placed)> + '_ {
        self.rows.iter().map(|(key, row)| (*key, row.item))
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
            .filter_map(|(number, row)| Some((number, row.decl()?)))
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
    pub allows: Vec<Decl<'a, AllowDraft>>,
    pub wordings: Vec<Decl<'a, WordingDraft>>,
    /// What items that could not be read may have declared.
    pub lost: Lost<'a>,
    /// The heads of items of which parts may stand elsewhere: text that starts no item follows them, or they are declared
    /// twice.
    pub torn: FxHashSet<Place>,
    /// The defaults of each file.
    pub defaults: Vec<Vec<Decl<'a, ProvenanceDraft>>>,
    /// The rows of catalogs with a key, in order.
    pub versions: FxHashMap<&'a str, Vec<usize>>,
    /// The rows of the catalogs whose controls may be more than are declared.
    pub unsure: FxHashSet<usize>,
    /// The number of controls that each catalog declares, by row, including broken ones.
    pub counts: FxHashMap<usize, usize>,
    /// The rows of all controls, by key.
    pub by_key: RowsByKey<'a>,
    /// The rows of the catalogs that other catalogs revise, by row of the revision. No circle is among them.
    pub revises: FxHashMap<usize, usize>,
    /// The rows of the catalogs of which it could not be found what they revise.
    pub orphans: BTreeSet<usize>,
    /// What controls of revisions inherit, by row.
    pub inherits: FxHashMap<usize, Inherits>,
    /// What became of keys in the step to each catalog that says something of it, by row.
    pub migrations: FxHashMap<usize, Arc<Migration>>,
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
        });
        Self {
            declared,
            relations: Vec::new(),
            scenarios: Vec::new(),
            allows: Vec::new(),
            wordings: Vec::new(),
            lost: Lost::default(),
            torn: FxHashSet::default(),
            defaults: vec![Vec::new(); files.len()],
            versions: FxHashMap::default(),
            unsure: FxHashSet::default(),
            counts: FxHashMap::default(),
            by_key: RowsByKey::with_room_for(controls),
            revises: FxHashMap::default(),
            orphans: BTreeSet::new(),
            inherits: FxHashMap::default(),
            migrations: FxHashMap::default(),
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
            let first = first.item;
            let noun = table_kind(kind).noun();
            out.push(twice(
                &DUPLICATE,
                key_place(item),
                key_place(first),
                noun,
                &key.full(),
            ));
            self.tear(first, out);
            return None;
        }
        let row = Row {
            item,
            file,
            is_left: false,
        };
        let (row, _) = declared.rows.insert_full(key, row);
        Some(row)
    }

    /// Declares a control that a revision leaves as it was, given by its row in the earlier version.
    pub fn declare_left(&mut self, key: Key<'a>, old: usize) -> Option<usize> {
        let item = self.of(ItemKind::Control).item(old)?;
        let from = self.written(old);
        let file = self.catalog(key.catalog)?.file;
        let row = Row {
            item,
            file,
            is_left: true,
        };
        let declared = self.of_mut(ItemKind::Control);
        let (row, _) = declared.rows.insert_full(key, row);
        self.inherits.insert(row, Inherits::From(from));
        self.by_key.add(key.name, row);
        *self.counts.entry(key.catalog).or_default() += 1;
        Some(row)
    }

    /// Looks a name up.
    pub fn find<I: Named>(&self, name: &str) -> Found<I> {
        let key = Key::plain(name);
        let declared = self.of(I::KIND);
        match declared.row(&key) {
            Some(row) => Found::Known(I::from_index(row)),
            None if self.lost.may_be(I::KIND, name) => Found::Broken,
            None => Found::Unknown,
        }
    }

    /// Returns the name of the item of a kind that had a name before.
    pub fn renamed(&self, kind: ItemKind, name: &str) -> Option<&'a str> {
        let mut rows = self.of(kind).rows.iter();
        let had = |item: &Placed| match &item.item.body {
            Body::Read(_, draft) => {
                let mut earlier = draft.earlier_keys().iter();
                earlier.any(|earlier| item.item.word(*earlier) == name)
            }
            Body::Broken { .. } => false,
        };
        let (key, _) = rows.find(|(_, row)| had(row.item))?;
        Some(key.name)
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
        .help("give one of them another key, or remove one")
}
