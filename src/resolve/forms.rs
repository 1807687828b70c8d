//! Forms and their sections.

use rustc_hash::FxHashMap;

use super::names::{Decl, Tree};
use super::provenance::Defaults;
use super::reader::{Reader, numbering, text, texts};
use super::vocabulary::twice;
use crate::diag::{Code, Diagnostics};
use crate::model::{Form, FormId, Section, SectionId, Table};
use crate::source::Place;
use crate::syntax::ast::{FormDraft, SectionDraft};

pub static UNKNOWN_FORM: Code = Code::error("P0264", "form that does not exist");
pub static SECTION_TWICE: Code = Code::error("P0265", "section that is declared twice");

/// Resolves all forms.
pub(super) fn resolve_forms(
    tree: &Tree<'_>,
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Table<FormId, Form> {
    let mut forms = Table::default();
    for (key, decl) in tree.forms.iter() {
        let form = resolve_form((decl, defaults), out);
        let _ = forms.insert(key, form);
    }
    forms
}

fn resolve_form(
    (decl, defaults): (&Decl<'_, FormDraft>, &Defaults),
    out: &mut Diagnostics,
) -> Form {
    let draft = decl.draft;
    let mut reader = Reader::new(decl.item, out);
    Form {
        key: draft.key.value.clone(),
        title: draft.title.value.clone(),
        number: numbering(draft.number.as_ref()),
        issue: numbering(draft.issue.as_ref()),
        dated: reader.date(draft.dated.as_ref()),
        about: text(draft.about.as_ref()),
        sections: resolve_sections(&mut reader, &draft.sections),
        provenance: defaults.complete(&mut reader, &draft.provenance, decl.file),
        was: texts(&draft.was),
        place: decl.head(),
    }
}

fn resolve_sections(reader: &mut Reader<'_>, drafts: &[SectionDraft]) -> Table<SectionId, Section> {
    let mut sections = Table::default();
    let mut first: FxHashMap<&str, Place> = FxHashMap::default();
    for draft in drafts {
        let place = reader.place(draft.key.span);
        if let Some(first) = first.insert(&draft.key.value, place) {
            reader.report(twice(&SECTION_TWICE, place, first, "section", &draft.key));
            continue;
        }
        let section = Section {
            key: draft.key.value.clone(),
            title: draft.title.value.clone(),
            number: numbering(draft.number.as_ref()),
            holds: reader.words(&draft.holds),
            about: text(draft.about.as_ref()),
            was: texts(&draft.was),
            place,
        };
        let _ = sections.insert(&draft.key.value, section);
    }
    sections
}
