//! Finds the items that are incomplete, so that nothing is concluded from what they lack.

use std::collections::BTreeSet;

use super::names::{Declared, Tree};
use crate::diag::{Diagnostics, similar};
use crate::model::{Aspect, Confidence};
use crate::source::{Place, Span};
use crate::syntax::ast::{Body, ItemKind, Placed, SyntaxFile};

/// Returns the heads of items of which a part could not be read or resolved.
///
/// If the provenance of a file is incomplete, all items of the file are.
pub(super) fn incomplete_items(files: &[SyntaxFile], diagnostics: &Diagnostics) -> BTreeSet<Place> {
    let faults = Faults::so_far(diagnostics);
    let mut heads = BTreeSet::new();
    for file in files {
        let lacking = |item: &&Placed| faults.lacks(item);
        let all = file.items.iter().filter(lacking).any(gives_provenance);
        heads.extend(
            file.items
                .iter()
                .filter(|item| all || lacking(item))
                .map(|item| item.place(item.item.head)),
        );
    }
    heads
}

/// The places of the mistakes found so far.
#[derive(Debug)]
pub(super) struct Faults(BTreeSet<Place>);

impl Faults {
    pub fn so_far(diagnostics: &Diagnostics) -> Self {
        Self(diagnostics.faults())
    }

    /// Says whether a part of an item could not be read, or is left out because of a mistake.
    pub fn lacks(&self, item: &Placed) -> bool {
        item.item.is_incomplete() || (!self.0.is_empty() && self.is_in(item))
    }

    fn is_in(&self, item: &Placed) -> bool {
        let whole = item.place(item.item.span());
        let end = Place::new(whole.file, Span::new(whole.span.end, whole.span.end));
        let first = Place::new(whole.file, Span::new(whole.span.start, whole.span.start));
        self.0.range(first..end).next().is_some()
    }
}

impl Declared<'_> {
    /// Says whether the item of a row lacks a part because of a mistake.
    pub fn lacks(&self, row: usize, faults: &Faults) -> bool {
        self.item(row).is_some_and(|item| faults.lacks(item))
    }
}

impl Tree<'_> {
    /// Says whether an item of a kind, or a part of one, may be missing because of a mistake.
    pub fn may_lack(&self, kind: ItemKind, faults: &Faults) -> bool {
        let mut items = self.of(kind).items();
        self.lost.may_be_any(kind) || items.any(|(_, item)| faults.lacks(item))
    }

    /// Notes that parts of an item may stand elsewhere.
    pub fn tear(&mut self, item: &Placed, out: &mut Diagnostics) {
        let head = item.place(item.item.head);
        self.torn.insert(head);
        out.mark_lacking(head);
    }

    /// Says whether a part of an item that could not be read, or that stands elsewhere, may declare a name.
    pub fn may_declare(&self, item: &Placed, name: &str) -> bool {
        item.item.may_declare(name) || self.torn.contains(&item.place(item.item.head))
    }

    /// Notes that there may be controls of a catalog that could not be read: of the versions of the catalog with a key, or of
    /// any catalog if none has the key.
    pub fn doubt(&mut self, catalog: &str) {
        let catalogs = self.of(ItemKind::Catalog).len();
        match self.versions.get(catalog) {
            Some(rows) => self.unsure.extend(rows),
            None => self.unsure.extend(0..catalogs),
        }
    }

    /// Says whether there may be controls of the catalog of a row that could not be read.
    pub fn may_lack_controls(&self, row: usize) -> bool {
        self.unsure.contains(&row) || self.lost.may_be_any(ItemKind::Control)
    }
}

/// Says whether an item gives the provenance of its file. A misspelt `provenance` counts too, and aspects with a
/// confidence where the word is missing.
fn gives_provenance(item: &Placed) -> bool {
    let word = "provenance";
    let mut words = item.item.text.split([' ', ',', '\n']);
    let first = words.next().unwrap_or_default();
    match &item.item.body {
        Body::Read(ItemKind::Provenance, _) => true,
        Body::Broken { .. } if similar(first, [word]).is_some() || first == word => true,
        Body::Read(..) | Body::Broken { .. } => {
            Aspect::from_word(first).is_some()
                && item.item.is_incomplete()
                && words.any(|word| Confidence::from_word(word).is_some())
        }
    }
}
