//! Kinds of evidence.

use super::answers::{report_paper, resolve_answers};
use super::keys::Key;
use super::lexicon::Lexicon;
use super::names::{Named, Tree};
use super::provenance::Defaults;
use super::reader::{DraftReader, meant, resolve_each};
use crate::diag::{Code, Diagnostic, Diagnostics, codes, list};
use crate::model::{
    EvidenceForm, EvidenceId, EvidenceKind, Form, FormId, InventoryId, PrintedInventories,
    SectionId, Table,
};
use crate::source::Place;
use crate::syntax::ast::{EvidenceDraft, FormPlace, ItemKind};

codes! {
    UNKNOWN_EVIDENCE = error("P0260", "evidence kind that does not exist"),
    KIND_MISSING = error("P0261", "evidence that does not say what it is"),
    UNKNOWN_SECTION = error("P0262", "section that does not exist"),
    PLACE_TWICE = error("P0263", "evidence that names the same section twice"),
}

impl Named for EvidenceId {
    const KIND: ItemKind = ItemKind::Evidence;
    const UNKNOWN: &'static Code = &UNKNOWN_EVIDENCE;
}

/// Resolves all kinds of evidence.
pub(super) fn resolve_evidence(
    tree: &Tree<'_>,
    lexicon: &Lexicon<'_>,
    forms: &Table<FormId, Form>,
    used: &[FormId],
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Table<EvidenceId, EvidenceKind> {
    let printed = used
        .iter()
        .filter_map(|id| Some((*id, forms.row(*id)?.inventories())));
    let printed: Vec<(FormId, PrintedInventories)> = printed.collect();
    resolve_each(tree.of(ItemKind::Evidence), out, |reader, decl| {
        let EvidenceDraft {
            key,
            title,
            number,
            kind,
            ref answers,
            ref places,
            contains,
            ref languages,
            signed_by,
            ref audience,
            ref provenance,
            ref was,
        } = *decl.draft;
        let answers = answers.as_ref();
        let form = match (kind, answers) {
            (_, Some(_)) => Some(EvidenceForm::Answers),
            (Some(kind), None) => reader.choose(kind),
            (None, None) => {
                if !reader.dropped {
                    reader.report(kind_missing(decl.head(), &decl.key()));
                }
                None
            }
        };
        if let (Some(kind), Some(EvidenceForm::Answers), None) = (kind, form, answers) {
            let place = reader.place(kind.span);
            reader.drop_with(whose_answers(place));
        }
        let answers = answers.and_then(|answers| {
            report_paper(reader, decl.draft);
            resolve_answers(lexicon, reader, tree, answers)
        });
        EvidenceKind {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            form: form.unwrap_or(EvidenceForm::Document),
            places: match &answers {
                Some(answers) => answer_places(&printed, answers.inventory),
                None => resolve_places(reader, tree, forms, places),
            },
            answers,
            contains: reader.given(contains),
            languages: reader.languages(languages),
            signed_by: reader.refer_given(tree, signed_by),
            audience: reader.refer_all(tree, audience),
            provenance: defaults.complete(reader, provenance, decl.file),
            was: reader.keys(was),
            place: decl.head(),
        }
    })
}

fn resolve_places(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    forms: &Table<FormId, Form>,
    drafts: &[FormPlace],
) -> Vec<(FormId, SectionId)> {
    let mut places: Vec<(FormId, SectionId)> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let Some(id) = reader.refer::<FormId>(tree, draft.form) else {
            continue;
        };
        let Some(form) = forms.row(id) else {
            continue;
        };
        let name = reader.word(draft.section);
        let Some(section) = form.sections.find(name) else {
            let declared = tree.of(ItemKind::Form);
            let row = declared.row(&Key::plain(&form.key));
            let item = row.and_then(|row| declared.item(row));
            if item.is_some_and(|placed| tree.may_declare(placed, name)) {
                reader.lose();
            } else {
                let place = reader.place(draft.section.span);
                reader.drop_with(unknown_section(place, name, form));
            }
            continue;
        };
        if places.contains(&(id, section)) {
            let place = reader.place(draft.span);
            reader.report(place_twice(place, &form.key, name));
        } else {
            places.push((id, section));
        }
    }
    places
}

/// Returns the places of answers about an inventory: the sections that list it, else those that hold the answers (L-311).
fn answer_places(
    printed: &[(FormId, PrintedInventories)],
    inventory: InventoryId,
) -> Vec<(FormId, SectionId)> {
    let find = |section: fn(&PrintedInventories, InventoryId) -> Option<SectionId>| {
        let places = printed.iter();
        places
            .filter_map(|(form, printed)| Some((*form, section(printed, inventory)?)))
            .collect::<Vec<_>>()
    };
    let listed = find(PrintedInventories::listing);
    if listed.is_empty() {
        return find(PrintedInventories::section_of);
    }
    listed
}

fn kind_missing(place: Place, key: &str) -> Diagnostic {
    let message = format!("the evidence kind `{key}` does not say what it is");
    let kinds = list(EvidenceForm::words());
    Diagnostic::at(&KIND_MISSING, place, message)
        .help(format!("add `kind document`; the kinds are {kinds}"))
}

fn whose_answers(place: Place) -> Diagnostic {
    let message = "the evidence kind does not say which answers it holds";
    Diagnostic::at(&KIND_MISSING, place, message).help(
        "name an inventory: `kind answers of chip`, or some of its attributes: `kind answers of chip: lock`",
    )
}

fn unknown_section(place: Place, name: &str, form: &Form) -> Diagnostic {
    let message = format!("the form `{}` has no section `{name}`", form.key);
    Diagnostic::at(&UNKNOWN_SECTION, place, message)
        .undeclared(&format!("section of {}", form.key), name)
        .maybe_help(meant(name, "section", form.sections.keys()))
}

fn place_twice(place: Place, form: &str, section: &str) -> Diagnostic {
    let message = format!("the section `{section}` of the form `{form}` is named twice");
    Diagnostic::at(&PLACE_TWICE, place, message).help("keep one of them")
}
