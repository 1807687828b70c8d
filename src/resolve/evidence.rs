//! Kinds of evidence.

use super::keys::Key;
use super::names::{Named, Tree};
use super::provenance::Defaults;
use super::reader::{DraftReader, meant, resolve_each};
use crate::diag::{Code, Diagnostic, Diagnostics, codes, list};
use crate::model::{EvidenceForm, EvidenceId, EvidenceKind, Form, FormId, SectionId, Table};
use crate::source::Place;
use crate::syntax::ast::{EvidenceDraft, FormPlace, ItemKind};

codes! {
    UNKNOWN_EVIDENCE = error("P0260", "evidence kind that does not exist"),
    KIND_MISSING = error("P0261", "evidence that does not say what it is"),
    UNKNOWN_SECTION = error("P0262", "section that does not exist"),
    PLACE_TWICE = error("P0263", "evidence with the same place twice"),
}

impl Named for EvidenceId {
    const KIND: ItemKind = ItemKind::Evidence;
    const UNKNOWN: &'static Code = &UNKNOWN_EVIDENCE;
}

/// Resolves all kinds of evidence.
pub(super) fn resolve_evidence(
    tree: &Tree<'_>,
    forms: &Table<FormId, Form>,
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Table<EvidenceId, EvidenceKind> {
    resolve_each(tree.of(ItemKind::Evidence), out, |reader, decl| {
        let EvidenceDraft {
            key,
            title,
            kind,
            ref places,
            contains,
            ref languages,
            signed_by,
            ref provenance,
            ref was,
        } = *decl.draft;
        if kind.is_none() && !reader.dropped {
            reader.report(kind_missing(decl.head(), &decl.key()));
        }
        let form = reader.choose_given(kind);
        EvidenceKind {
            key: reader.key(key),
            title: reader.text(title),
            form: form.unwrap_or(EvidenceForm::Document),
            places: resolve_places(reader, tree, forms, places),
            contains: reader.given(contains),
            languages: reader.languages(languages),
            signed_by: reader.refer_given(tree, signed_by),
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
            if item.is_some_and(|placed| placed.item.mentions(name)) {
                reader.dropped = true;
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

fn kind_missing(place: Place, key: &str) -> Diagnostic {
    let message = format!("the evidence kind `{key}` does not say what it is");
    let kinds = list(EvidenceForm::words());
    Diagnostic::at(&KIND_MISSING, place, message)
        .help(format!("add `kind document`; the kinds are {kinds}"))
}

fn unknown_section(place: Place, name: &str, form: &Form) -> Diagnostic {
    let message = format!("the form `{}` has no section `{name}`", form.key);
    Diagnostic::at(&UNKNOWN_SECTION, place, message).maybe_help(meant(
        name,
        "section",
        form.sections.keys(),
    ))
}

fn place_twice(place: Place, form: &str, section: &str) -> Diagnostic {
    let message = format!("the section `{section}` of the form `{form}` stands here twice");
    Diagnostic::at(&PLACE_TWICE, place, message).help("keep one of them")
}
