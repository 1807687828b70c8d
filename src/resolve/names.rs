//! What is declared where: every item under its kind and key, duplicates reported.

use std::fmt;
use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Id;
use crate::source::{Place, Span};
use crate::syntax::ast::{
    CatalogDraft, ConstraintDraft, ControlDraft, DeriveDraft, EditionDraft, EventDraft,
    EvidenceDraft, FactDraft, FormDraft, GroupDraft, InterpretationDraft, InventoryDraft,
    OverlayDraft, Placed, ProcedureDraft, ProvenanceDraft, RelationDraft, RuleDraft, ScenarioDraft,
    SubsetDraft, TitledDraft, WordingDraft, WorkDraft,
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

impl<D> Decl<'_, D> {
    /// Returns where the keyword and the key stand.
    pub fn head(&self) -> Place {
        self.item.place(self.item.item.head)
    }

    /// Says whether a piece that could not be read holds the word.
    pub fn mentions(&self, word: &str) -> bool {
        self.item.item.mentions.iter().any(|other| other == word)
    }
}

/// The declared items of one kind, in the order of the source, each key once.
#[derive(Debug)]
pub(super) struct Kind<'a, K, D> {
    /// What one of them is called.
    pub noun: &'static str,
    /// The code under which a missing one is reported.
    pub unknown: &'static Code,
    pub rows: Vec<Decl<'a, D>>,
    by_key: FxHashMap<K, (usize, Place)>,
    broken: FxHashSet<K>,
    order: Vec<K>,
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

impl<'a, K: Copy + Eq + Hash, D> Kind<'a, K, D> {
    pub fn new(noun: &'static str, unknown: &'static Code) -> Self {
        Self {
            noun,
            unknown,
            rows: Vec::new(),
            by_key: FxHashMap::default(),
            broken: FxHashSet::default(),
            order: Vec::new(),
        }
    }

    /// Takes an item in; reports a second one of the same key and leaves it out.
    pub fn declare(
        &mut self,
        key: K,
        shown: &str,
        span: Span,
        decl: Decl<'a, D>,
        out: &mut Diagnostics,
    ) -> Option<usize> {
        let place = decl.item.place(span);
        if let Some((_, first)) = self.by_key.get(&key) {
            out.push(duplicate(place, *first, self.noun, shown));
            return None;
        }
        let row = self.rows.len();
        self.by_key.insert(key, (row, place));
        self.order.push(key);
        self.rows.push(decl);
        Some(row)
    }

    /// Notes the key of a broken item.
    pub fn declare_broken(&mut self, key: K) {
        self.broken.insert(key);
    }

    pub fn find<I: Id>(&self, key: &K) -> Found<I> {
        match self.by_key.get(key) {
            Some((row, _)) => Found::Known(I::from_index(*row)),
            None if self.broken.contains(key) => Found::Broken,
            None => Found::Unknown,
        }
    }

    /// Returns the row under a key.
    pub fn row(&self, key: &K) -> Option<usize> {
        self.by_key.get(key).map(|(row, _)| *row)
    }

    pub fn is_broken(&self, key: &K) -> bool {
        self.broken.contains(key)
    }

    pub fn get(&self, row: usize) -> Option<&Decl<'a, D>> {
        self.rows.get(row)
    }

    /// Returns the keys in the order of declaration.
    pub fn keys(&self) -> impl Iterator<Item = K> + '_ {
        self.order.iter().copied()
    }

    /// Returns the items with their keys, in order.
    pub fn iter(&self) -> impl Iterator<Item = (K, &Decl<'a, D>)> + '_ {
        self.order.iter().copied().zip(&self.rows)
    }

    /// Returns the key of a row.
    pub fn key(&self, row: usize) -> Option<K> {
        self.order.get(row).copied()
    }
}

/// Everything declared in the tree.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// By key and version.
    pub catalogs: Kind<'a, (&'a str, &'a str), CatalogDraft>,
    /// By key and version.
    pub editions: Kind<'a, (&'a str, &'a str), EditionDraft>,
    /// By the row of the catalog and key.
    pub groups: Kind<'a, (usize, &'a str), GroupDraft>,
    /// By the row of the catalog and key.
    pub controls: Kind<'a, (usize, &'a str), ControlDraft>,
    pub parties: Kind<'a, &'a str, TitledDraft>,
    pub roles: Kind<'a, &'a str, WorkDraft>,
    pub phases: Kind<'a, &'a str, WorkDraft>,
    pub configurations: Kind<'a, &'a str, WorkDraft>,
    pub facts: Kind<'a, &'a str, FactDraft>,
    pub inventories: Kind<'a, &'a str, InventoryDraft>,
    pub subsets: Kind<'a, &'a str, SubsetDraft>,
    pub derives: Kind<'a, &'a str, DeriveDraft>,
    pub constraints: Kind<'a, &'a str, ConstraintDraft>,
    pub events: Kind<'a, &'a str, EventDraft>,
    pub rules: Kind<'a, &'a str, RuleDraft>,
    pub evidence: Kind<'a, &'a str, EvidenceDraft>,
    pub procedures: Kind<'a, &'a str, ProcedureDraft>,
    pub forms: Kind<'a, &'a str, FormDraft>,
    pub interpretations: Kind<'a, &'a str, InterpretationDraft>,
    pub relations: Vec<Decl<'a, RelationDraft>>,
    pub scenarios: Vec<Decl<'a, ScenarioDraft>>,
    /// By key and version of the catalog.
    pub overlays: Kind<'a, (&'a str, &'a str), OverlayDraft>,
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
    /// Returns `key@version` of a catalog, by row.
    pub fn catalog_name(&self, row: usize) -> String {
        let decl = self.catalogs.get(row);
        decl.map_or_else(String::new, |decl| full_name(decl.draft.key.names()))
    }

    /// Returns the row of the catalog of a control, by row.
    pub fn catalog_of(&self, control: usize) -> Option<usize> {
        self.controls.key(control).map(|(catalog, _)| catalog)
    }

    /// Returns the keys of the controls of a catalog, by row of the catalog.
    pub fn control_keys(&self, catalog: usize) -> impl Iterator<Item = &'a str> + '_ {
        let keys = self.controls.keys();
        keys.filter_map(move |(row, key)| (row == catalog).then_some(key))
    }
}

/// The key and the version of a declaration.
pub(super) trait Versioned {
    /// Returns key and version; the version is empty where none is written.
    fn names(&self) -> (&str, &str);
}

impl Versioned for crate::syntax::ast::RefDraft {
    fn names(&self) -> (&str, &str) {
        let key = self.catalog.as_ref().or(self.key.as_ref());
        (
            key.map_or("", |name| name.value.as_str()),
            self.version.as_ref().map_or("", |name| name.value.as_str()),
        )
    }
}

/// Joins key and version: `asvs-c@4.0.3`.
pub(super) fn full_name((key, version): (&str, &str)) -> String {
    if version.is_empty() {
        key.to_owned()
    } else {
        format!("{key}@{version}")
    }
}

fn duplicate(place: Place, first: Place, noun: &str, key: impl fmt::Display) -> Diagnostic {
    let message = format!("the {noun} `{key}` is declared twice");
    Diagnostic::at(&DUPLICATE, place, message)
        .label("declared again here")
        .also(first, "first declared here")
        .help("give one of them another key, or take one out")
}
