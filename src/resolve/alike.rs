//! Finds keys of one kind that differ only by case (L-025). A reader would take them for one, and so would a file system.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::keys::Key;
use super::names::{Tree, key_place};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::source::Place;
use crate::syntax::ast::{ItemKind, Keys};

codes! {
    ALIKE = error("P0390", "key that differs from another only by case"),
}

/// Returns a key in small letters.
pub(super) fn folded(key: &str) -> Cow<'_, str> {
    if key.bytes().any(|byte| byte.is_ascii_uppercase()) {
        key.to_ascii_lowercase().into()
    } else {
        key.into()
    }
}

/// Reports each key of the tree that differs only by case from an earlier one of its kind.
pub(super) fn report_alike(tree: &Tree<'_>, out: &mut Diagnostics) {
    let mut words = FxHashMap::default();
    // Profiles are in the table of catalogs.
    let tables = ItemKind::ALL.into_iter();
    for kind in tables.filter(|kind| *kind != ItemKind::Profile) {
        match kind.spec().keys {
            // Facts, inventories, subsets and derived names share one space of names.
            Keys::Word => report_kind(tree, kind, &mut words, out),
            Keys::Own | Keys::OfCatalog | Keys::Versioned => {
                report_kind(tree, kind, &mut FxHashMap::default(), out);
            }
            Keys::None | Keys::Title => {}
        }
    }
}

/// The first key of those that are alike, and its place.
type First<'a> = FxHashMap<(usize, Cow<'a, str>, Cow<'a, str>), (Key<'a>, Place)>;

fn report_kind<'a>(tree: &Tree<'a>, kind: ItemKind, first: &mut First<'a>, out: &mut Diagnostics) {
    for (key, item) in tree.of(kind).items() {
        let small = (key.catalog, folded(key.name), folded(key.version));
        let place = key_place(item);
        match first.get(&small) {
            Some((same, at)) => {
                let names = [&*key.full(), &*same.full()];
                out.push(alike(place, *at, kind.noun(), names));
            }
            None => _ = first.insert(small, (key, place)),
        }
    }
}

/// Reports that a key differs from an earlier one only by case.
pub(super) fn alike(place: Place, first: Place, noun: &str, [key, same]: [&str; 2]) -> Diagnostic {
    let message = format!("the {noun} `{key}` differs from `{same}` only by case");
    Diagnostic::at(&ALIKE, place, message)
        .also(first, format!("`{same}` is here"))
        .help("give one of them another key, or remove one")
}
