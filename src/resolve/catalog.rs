//! Catalogs, groups, parties.

use std::collections::BTreeMap;

use super::history::resolve_history;
use super::levels::resolve_levels;
use super::names::{Decl, Named, Tree};
use super::provenance::resolve_provenance;
use super::reader::{DraftReader, resolve_each, unknown_word};
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{
    Catalog, CatalogId, Cites, Depth, Group, GroupId, Over, PartOf, Party, PartyId, Strength, Table,
};
use crate::source::{Place, Text};
use crate::syntax::ast::{
    CatalogDraft, CitesDraft, CountDraft, ItemKind, OverDraft, PartyDraft, TitledDraft, WordDraft,
};

codes! {
    UNKNOWN_PARTY = error("P0213", "party that does not exist"),
    WRONG_COUNT = error("P0214", "catalog with another number of controls"),
    PART_OF_LESS = error("P0215", "part that is larger than the whole"),
}
impl Named for PartyId {
    const KIND: ItemKind = ItemKind::Party;
    const UNKNOWN: &'static Code = &UNKNOWN_PARTY;
}

/// Resolves the catalog of a row.
pub(super) fn resolve_catalog(
    tree: &Tree<'_>,
    row: usize,
    decl: &Decl<'_, CatalogDraft>,
    out: &mut Diagnostics,
) -> Catalog {
    let CatalogDraft {
        form: _,
        key,
        title,
        ref over,
        publisher,
        dated,
        cites,
        about,
        ref levels,
        ref controls,
        ref prints,
        ref provenance,
        ref history,
    } = *decl.draft;
    let mut reader = DraftReader::new(decl.item, out);
    let name = reader.reference(key).versioned();
    Catalog {
        key: name.key.into(),
        version: name.version.into(),
        title: reader.text(title),
        publisher: reader.given(publisher),
        dated: reader.date(dated),
        cites: resolve_cites(&reader, cites),
        about: reader.given(about),
        over: over.iter().map(|base| base_of(&reader, base)).collect(),
        levels: resolve_levels(&mut reader, levels),
        prints: resolve_prints(&mut reader, prints),
        part_of: resolve_count(&mut reader, tree, row, controls.as_ref()),
        history: resolve_history(&mut reader, tree, Some(&[row]), history),
        provenance: resolve_provenance(&mut reader, provenance),
        place: decl.head(),
    }
}

/// Returns the name of a base of a profile. Whether that catalog exists is checked with the controls that are taken.
fn base_of(reader: &DraftReader<'_>, draft: &OverDraft) -> Over {
    Over {
        catalog: reader
            .reference(draft.catalog)
            .versioned()
            .to_string()
            .into(),
        level: draft.level.map(|level| reader.key(level)),
    }
}

pub(super) fn resolve_cites(reader: &DraftReader<'_>, draft: Option<CitesDraft>) -> Option<Cites> {
    draft.map(|cites| Cites {
        source: reader.text(cites.source),
        licence: reader.given(cites.licence),
    })
}

/// Reads the words that documents print for strengths and depths (L-035).
fn resolve_prints(reader: &mut DraftReader<'_>, drafts: &[WordDraft]) -> BTreeMap<Text, Text> {
    let known: Vec<&str> = Strength::words().chain(Depth::words()).collect();
    let mut prints = BTreeMap::new();
    for draft in drafts {
        let word = reader.word(draft.word);
        if !known.contains(&word) {
            let place = reader.place(draft.word.span);
            let noun = "a word that a catalog can print";
            reader.report(unknown_word(place, word, noun, &known));
        } else if prints.contains_key(word) {
            reader.report_twice(draft.word, "word");
        } else {
            prints.insert(reader.key(draft.word), reader.text(draft.text));
        }
    }
    prints
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

/// Resolves the groups of the catalogs in use; keys are `catalog:key`.
pub(super) fn resolve_groups(
    tree: &Tree<'_>,
    catalogs: &Table<CatalogId, Catalog>,
    used: impl Fn(usize) -> Option<CatalogId>,
    out: &mut Diagnostics,
) -> Table<GroupId, Group> {
    let mut groups = Table::default();
    for (row, decl) in tree.of(ItemKind::Group).decls::<TitledDraft>() {
        let catalog = tree
            .of(ItemKind::Group)
            .key(row)
            .and_then(|key| used(key.catalog));
        let Some(catalog) = catalog else {
            continue;
        };
        let TitledDraft {
            key,
            title,
            about,
            ref was,
        } = *decl.draft;
        let reader = DraftReader::new(decl.item, out);
        let group = Group {
            key: reader.key(key),
            catalog,
            title: reader.text(title),
            about: reader.given(about),
            was: reader.keys(was),
            place: decl.head(),
        };
        let name = format!("{}:{}", catalogs[catalog].key, group.key);
        let _ = groups.insert(name, group);
    }
    groups
}

pub(super) fn resolve_parties(tree: &Tree<'_>, out: &mut Diagnostics) -> Table<PartyId, Party> {
    let parties = tree.of(ItemKind::Party);
    resolve_each(parties, out, |reader, decl| {
        let PartyDraft { key, title } = *decl.draft;
        Party {
            key: reader.key(key),
            title: reader.text(title),
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
            "write the missing ones, or `controls {actual} of {declared} because \"…\"`"
        ));
    }
    diagnostic.help(format!(
        "write `controls {actual}` if none of them is too many"
    ))
}

fn part_of_less(place: Place, declared: usize, total: usize) -> Diagnostic {
    let plural = if declared == 1 { "" } else { "s" };
    let message = format!("{declared} control{plural} cannot be a part of {total}");
    Diagnostic::at(&PART_OF_LESS, place, message).help("write how many controls the source has")
}
