//! Catalogs, groups, parties.

use super::history::{Scope, resolve_history};
use super::keys::Key;
use super::levels::resolve_levels;
use super::migrations::lineage_of;
use super::names::{Decl, Named, Tree};
use super::prints::resolve_prints;
use super::provenance::resolve_provenance;
use super::reader::{DraftReader, resolve_each};
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{Catalog, Cites, Lineage, Over, PartOf, Party, PartyId, Table};
use crate::source::Place;
use crate::syntax::ast::{CatalogDraft, CitesDraft, CountDraft, ItemKind, OverDraft, PartyDraft};

codes! {
    UNKNOWN_PARTY = error("P0213", "party that does not exist"),
    WRONG_COUNT = error("P0214", "number of controls that does not match"),
    PART_OF_LESS = error("P0215", "more controls than the source has"),
}
impl Named for PartyId {
    const KIND: ItemKind = ItemKind::Party;
    const UNKNOWN: &'static Code = &UNKNOWN_PARTY;
}

/// Resolves the catalog of a row.
pub(super) fn resolve_catalog<'t>(
    tree: &Tree<'t>,
    row: usize,
    decl: &Decl<'t, CatalogDraft>,
    out: &mut Diagnostics,
) -> Catalog {
    let CatalogDraft {
        form: _,
        key,
        title,
        revises: _,
        number,
        ref over,
        publisher,
        dated,
        cites,
        about,
        levels: _,
        ref controls,
        prints: _,
        ref provenance,
        ref history,
    } = *decl.draft;
    let mut reader = DraftReader::new(decl.item, out);
    let name = reader.reference(key).versioned();
    Catalog {
        key: name.key.into(),
        version: name.version.into(),
        title: reader.text(title),
        number: reader.numbering(number),
        publisher: reader.given(publisher),
        dated: reader.date(dated),
        cites: resolve_cites(&reader, cites),
        about: reader.given(about),
        over: over
            .iter()
            .map(|base| base_of(tree, &reader, base))
            .collect(),
        part_of: resolve_count(&mut reader, tree, row, controls.as_ref()),
        history: resolve_history(&mut reader, tree, &Scope::Catalog(row), history),
        lineage: lineage_of(tree, row),
        provenance: resolve_provenance(&mut reader, provenance),
        place: decl.head(),
        levels: {
            let has_levels = |draft: &CatalogDraft| !draft.levels.is_empty();
            let decl = newest_that(tree, row, decl, has_levels);
            resolve_levels(&mut DraftReader::new(decl.item, out), &decl.draft.levels)
        },
        prints: {
            let has_words = |draft: &CatalogDraft| !draft.prints.is_empty();
            let decl = newest_that(tree, row, decl, has_words);
            resolve_prints(&mut DraftReader::new(decl.item, out), &decl.draft.prints)
        },
    }
}

/// Returns the newest version of a catalog that says something; the catalog itself if none does. A revision inherits what the controls
/// that it inherits rest on.
fn newest_that<'t>(
    tree: &Tree<'t>,
    row: usize,
    decl: &Decl<'t, CatalogDraft>,
    says: impl Fn(&CatalogDraft) -> bool,
) -> Decl<'t, CatalogDraft> {
    let before = tree
        .versions_before(row)
        .filter_map(|row| tree.catalog(row));
    let mut versions = std::iter::once(*decl).chain(before);
    versions
        .find(|version| says(version.draft))
        .unwrap_or(*decl)
}

/// Returns the name of a base of a profile. Whether that catalog exists is checked with the controls that are taken.
fn base_of(tree: &Tree<'_>, reader: &DraftReader<'_>, draft: &OverDraft) -> Over {
    let name = reader.reference(draft.catalog).versioned();
    let row = tree.of(ItemKind::Catalog).row(&Key::versioned(name));
    Over {
        catalog: name.to_string().into(),
        level: draft.level.map(|level| reader.key(level)),
        lineage: row.map_or_else(Lineage::default, |row| lineage_of(tree, row)),
    }
}

pub(super) fn resolve_cites(reader: &DraftReader<'_>, draft: Option<CitesDraft>) -> Option<Cites> {
    draft.map(|cites| Cites {
        source: reader.text(cites.source),
        licence: reader.given(cites.licence),
    })
}

/// Compares the declared number of controls with the number in the files (L-034).
fn resolve_count(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    row: usize,
    draft: Option<&CountDraft>,
) -> Option<PartOf> {
    let draft = draft?;
    let read =
        |reader: &DraftReader<'_>, name| reader.word(name).parse::<usize>().unwrap_or(usize::MAX);
    let declared = read(reader, draft.count);
    let actual = tree.counts.get(&row).copied().unwrap_or(0);
    if declared != actual && !tree.unsure.contains(&row) {
        let place = reader.place(draft.count.span);
        reader.report(wrong_count(
            place,
            &tree.catalog_name(row),
            declared,
            actual,
        ));
    }
    let of = draft.of?;
    let total = read(reader, of);
    if total < declared {
        let place = reader.place(of.span);
        reader.report(part_of_less(place, declared, total));
    }
    Some(PartOf {
        total,
        because: reader.given(draft.because).unwrap_or_default(),
    })
}

pub(super) fn resolve_parties(tree: &Tree<'_>, out: &mut Diagnostics) -> Table<PartyId, Party> {
    let parties = tree.of(ItemKind::Party);
    resolve_each(parties, out, |reader, decl| {
        let PartyDraft { key, title, number } = *decl.draft;
        Party {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            place: decl.head(),
        }
    })
}

fn wrong_count(place: Place, name: &str, declared: usize, actual: usize) -> Diagnostic {
    let noun = if actual == 1 { "control" } else { "controls" };
    let message = format!("the catalog `{name}` has {actual} {noun}, not {declared}");
    let diagnostic = Diagnostic::at(&WRONG_COUNT, place, message);
    if actual < declared {
        return diagnostic.help(format!(
            "write the missing controls, or `controls {actual} of {declared} because \"…\"`"
        ));
    }
    diagnostic.help(format!(
        "write `controls {actual}`, or remove what does not belong to the catalog"
    ))
}

fn part_of_less(place: Place, declared: usize, total: usize) -> Diagnostic {
    let plural = if declared == 1 { "" } else { "s" };
    let message = format!("{declared} control{plural} cannot be part of {total}");
    Diagnostic::at(&PART_OF_LESS, place, message)
        .help("write as the second number how many controls the source has")
}
