//! Forms and their sections.

use rustc_hash::FxHashMap;

use super::asks::resolve_asks;
use super::names::{Named, Tree};
use super::part_names::PartNames;
use super::provenance::Defaults;
use super::reader::{DraftReader, resolve_each};
use super::style::KeyStyle;
use super::vocabulary::inventory_named;
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{
    Excerpt, Form, FormId, Holding, InventoryId, PartyId, RESERVED_FILES, Section, SectionId,
    Table, path_misfit,
};
use crate::source::{Place, Text};
use crate::syntax::ast::{FormDraft, HoldingDraft, ItemKind, Name, SectionDraft};

codes! {
    UNKNOWN_FORM = error("P0264", "form that does not exist"),
    SECTION_TWICE = error("P0265", "section that is declared twice"),
    LISTED_TWICE = error("P0267", "inventory that a form lists twice"),
    WHOSE = error("P0268", "undertakings without a party, or a party where none belongs"),
    FILE_TAKEN = error("P0289", "form whose file name cannot be used"),
}

impl Named for FormId {
    const KIND: ItemKind = ItemKind::Form;
    const UNKNOWN: &'static Code = &UNKNOWN_FORM;
}

pub(super) fn resolve_forms(
    tree: &Tree<'_>,
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Table<FormId, Form> {
    resolve_each(tree.of(ItemKind::Form), out, |reader, decl| {
        let FormDraft {
            key,
            title,
            file,
            author,
            number,
            issue,
            dated,
            about,
            ref sections,
            ref provenance,
            ref was,
        } = *decl.draft;
        Form {
            key: reader.key(key),
            title: reader.text(title),
            file: resolve_file(reader, key, file),
            author: author.and_then(|author| reader.refer(tree, author)),
            number: reader.numbering(number),
            issue: reader.numbering(issue),
            dated: reader.date(dated),
            about: reader.given(about),
            sections: resolve_sections(reader, tree, sections),
            provenance: defaults.complete(reader, provenance, decl.file),
            was: reader.keys(was),
            place: decl.head(),
        }
    })
}

/// Returns the name of the files of a form (L-360).
fn resolve_file(reader: &mut DraftReader<'_>, key: Name, file: Option<Name>) -> Text {
    let name = reader.word(file.unwrap_or(key)).to_lowercase();
    let why = if RESERVED_FILES.contains(&name.as_str()) {
        Some("another document has this name")
    } else {
        path_misfit(&format!("{name}.html"))
    };
    if let Some(why) = why {
        let place = reader.place(file.unwrap_or(key).span);
        reader.report(file_taken(place, &name, why, file.is_some()));
    }
    name.into()
}

fn resolve_sections(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    drafts: &[SectionDraft],
) -> Table<SectionId, Section> {
    let mut sections = Table::default();
    let mut names = PartNames::new(&SECTION_TWICE, "section", KeyStyle::Part);
    let mut listed: FxHashMap<InventoryId, Place> = FxHashMap::default();
    let mut earlier = None;
    for draft in drafts {
        let SectionDraft {
            key,
            title,
            number,
            ref holds,
            ref lists,
            ref excerpt,
            ref asks,
            about,
            ref was,
        } = *draft;
        if !names.declare(reader, key) {
            continue;
        }
        let place = reader.place(key.span);
        let (holds, undertakes) = resolve_holds(reader, tree, holds);
        if undertakes.is_some()
            && let Some(first) = earlier.replace(place)
        {
            reader.report(undertaken_twice(place, first));
        }
        let section = Section {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            holds,
            undertakes,
            lists: resolve_lists(reader, tree, lists, &mut listed),
            excerpts: resolve_excerpts(reader, excerpt),
            asks: resolve_asks(reader, tree, asks),
            leading: leading(draft),
            about: reader.given(about),
            was: reader.keys(was),
            place,
        };
        let _ = sections.insert(section.key.clone(), section);
    }
    sections
}

/// Resolves what a section holds. Undertakings, and nothing else, belong to a party (L-189).
fn resolve_holds<'n>(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'n>,
    drafts: &'n [HoldingDraft],
) -> (Vec<Holding>, Option<PartyId>) {
    let mut holds = Vec::with_capacity(drafts.len());
    let mut undertakes = None;
    for draft in drafts {
        let Some(held) = reader.choose::<Holding>(draft.word) else {
            continue;
        };
        if holds.contains(&held) {
            reader.report_twice(draft.word, "word");
            continue;
        }
        holds.push(held);
        match (held == Holding::Undertakings, draft.of) {
            (true, Some(party)) => undertakes = reader.refer(tree, party),
            (true, None) => {
                let place = reader.place(draft.word.span);
                reader.drop_with(whose(place, tree.of(ItemKind::Party).names()));
            }
            (false, Some(party)) => {
                let place = reader.place(party.span);
                reader.report(not_of(place, held, reader.word(party)));
            }
            (false, None) => {}
        }
    }
    (holds, undertakes)
}

/// Resolves the papers that print a section again, each once (L-366).
fn resolve_excerpts(reader: &mut DraftReader<'_>, names: &[Name]) -> Vec<Excerpt> {
    let mut excerpts = Vec::with_capacity(names.len());
    for name in names {
        let Some(excerpt) = reader.choose::<Excerpt>(*name) else {
            continue;
        };
        if excerpts.contains(&excerpt) {
            reader.report_twice(*name, "word");
        } else {
            excerpts.push(excerpt);
        }
    }
    excerpts
}

/// Counts the questions above `holds`.
fn leading(draft: &SectionDraft) -> usize {
    let Some(holds) = draft.holds.first() else {
        return 0;
    };
    draft
        .asks
        .iter()
        .take_while(|ask| ask.key.span.start < holds.word.span.start)
        .count()
}

/// Resolves the inventories that a section lists. A form lists each of them once (L-188).
fn resolve_lists(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    names: &[Name],
    listed: &mut FxHashMap<InventoryId, Place>,
) -> Vec<InventoryId> {
    let mut inventories = Vec::with_capacity(names.len());
    for name in names {
        let Some(id) = inventory_named(reader, tree, *name) else {
            continue;
        };
        let place = reader.place(name.span);
        if let Some(first) = listed.get(&id) {
            let diagnostic = listed_twice(place, *first, reader.word(*name));
            reader.report(diagnostic);
        } else {
            listed.insert(id, place);
            inventories.push(id);
        }
    }
    inventories
}

fn file_taken(place: Place, name: &str, why: &str, is_given: bool) -> Diagnostic {
    let message = format!("the files of the form cannot be named `{name}`: {why}");
    let help = if is_given {
        "choose another name".to_owned()
    } else {
        "name them with `file NAME`".to_owned()
    };
    Diagnostic::at(&FILE_TAKEN, place, message).help(help)
}

fn whose<'n>(place: Place, parties: impl Iterator<Item = &'n str>) -> Diagnostic {
    let message = "the section does not say whose undertakings it holds";
    let help = match parties.into_iter().next() {
        Some(party) => format!("name a party: `holds undertakings of {party}`"),
        None => "declare a party, and name it after `of`".to_owned(),
    };
    Diagnostic::at(&WHOSE, place, message).help(help)
}

fn undertaken_twice(place: Place, first: Place) -> Diagnostic {
    let message = "two sections of this form hold undertakings";
    Diagnostic::at(&WHOSE, place, message)
        .again(first, "held")
        .help("keep one of them: one party signs a form")
}

fn not_of(place: Place, held: Holding, party: &str) -> Diagnostic {
    let message = format!("`{}` takes no party", held.word());
    Diagnostic::at(&WHOSE, place, message).help(format!(
        "remove `of {party}`; only `undertakings` takes a party"
    ))
}

fn listed_twice(place: Place, first: Place, name: &str) -> Diagnostic {
    let message = format!("the inventory `{name}` is listed twice in this form");
    Diagnostic::at(&LISTED_TWICE, place, message)
        .again(first, "listed")
        .help("keep one of them")
}
