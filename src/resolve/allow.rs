//! Resolves the warnings that a scheme switches off (L-245): finds the items that are named.

use super::keys::Key;
use super::names::Tree;
use super::reader::DraftReader;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Allow, AllowedItem, Marked};
use crate::source::Place;
use crate::syntax::ast::{ItemKind, Keys, RefDraft, Reference};

codes! {
    UNKNOWN_ITEM = error("P0238", "item named in `allow` that does not exist"),
}

pub(super) fn resolve_allows(tree: &Tree<'_>, out: &mut Diagnostics) -> Vec<Allow> {
    let mut allows = Vec::with_capacity(tree.allows.len());
    for decl in &tree.allows {
        let mut reader = DraftReader::new(decl.item, out);
        let codes = decl.draft.codes.iter().map(|code| Marked {
            word: reader.key(*code),
            place: reader.place(code.span),
        });
        let codes = codes.collect();
        let items = decl.draft.items.iter();
        let items = items.filter_map(|item| find_items(tree, &mut reader, *item));
        allows.push(Allow {
            codes,
            items: items.collect(),
            because: reader.text(decl.draft.because),
            incomplete: reader.dropped,
            place: decl.head(),
        });
    }
    allows
}

/// Finds the items that a name means: of each kind there may be one.
fn find_items(
    tree: &Tree<'_>,
    reader: &mut DraftReader<'_>,
    written: RefDraft,
) -> Option<AllowedItem> {
    let mut extent = Vec::new();
    let mut is_lost = false;
    for (space, key) in keys_of(tree, reader.reference(written)) {
        for kind in ItemKind::ALL.into_iter().filter(|kind| space.holds(*kind)) {
            let declared = tree.of(kind);
            let item = declared.row(&key).and_then(|row| declared.item(row));
            extent.extend(item.map(|item| item.place(item.item.span())));
            is_lost |= tree.lost.may_be(kind, key.name) || tree.lost.may_be_any(kind);
        }
    }
    let place = reader.place(written.span);
    let name = reader.item.item.written(written.span);
    if !extent.is_empty() {
        let word = name.into();
        let name = Marked { word, place };
        return Some(AllowedItem { name, extent });
    }
    reader.lose();
    if !is_lost {
        reader.report(unknown_item(place, name));
    }
    None
}

/// Where an item with a name is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Plain,
    OfCatalog,
    Versioned,
}

impl Space {
    /// Says whether the keys of a kind are in it. Profiles are among the catalogs.
    fn holds(self, kind: ItemKind) -> bool {
        match kind.spec().keys {
            Keys::Own | Keys::Word => self == Self::Plain,
            Keys::OfCatalog => self == Self::OfCatalog,
            Keys::Versioned => self == Self::Versioned && kind != ItemKind::Profile,
            Keys::None | Keys::Title => false,
        }
    }
}

/// Returns the keys that a name can be: `teardown`, `H.1`, `home:H.1`, `home@1`.
fn keys_of<'a>(tree: &Tree<'_>, name: Reference<'a>) -> Vec<(Space, Key<'a>)> {
    let Some(key) = name.key else {
        return vec![(Space::Versioned, Key::versioned(name.versioned()))];
    };
    let catalogs = tree.of(ItemKind::Catalog);
    let rows = 0..catalogs.len();
    let is_meant = |row: &usize| {
        let catalog = catalogs.key(*row);
        catalog.is_some_and(|catalog| {
            name.catalog.is_none_or(|key| key == catalog.name)
                && name
                    .version
                    .is_none_or(|version| version == catalog.version)
        })
    };
    let of_catalogs = rows.filter(is_meant);
    let of_catalogs = of_catalogs.map(|row| (Space::OfCatalog, Key::of_catalog(row, key)));
    let plain = name
        .catalog
        .is_none()
        .then(|| (Space::Plain, Key::plain(key)));
    of_catalogs.chain(plain).collect()
}

fn unknown_item(place: Place, name: &str) -> Diagnostic {
    let message = format!("there is no item `{name}`");
    Diagnostic::at(&UNKNOWN_ITEM, place, message)
        .help("write the key of an item; a control can be named with its catalog: `home:H.1`")
}
