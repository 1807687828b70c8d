//! Checks that every form of the edition prints something, under a name of its own, and that a form prints each kind of
//! evidence that controls ask for (L-360, L-183).

use rustc_hash::FxHashMap;

use super::evidence::asked_kinds;
use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::model::{
    AnswersOf, EvidenceForm, EvidenceId, EvidenceKind, Form, Holding, Scheme, SectionId,
};

codes! {
    PRINTS_NOTHING = warning("P0553", "form that prints nothing"),
    NOT_PRINTED = warning("P0554", "evidence that no form prints"),
    SAME_FILE = error("P0555", "forms whose files have the same name"),
}

/// Checks the forms of the edition, and what they print.
pub(super) fn check_forms(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut files: FxHashMap<&str, &Form> = FxHashMap::default();
    for form in scheme.edition.forms.iter().map(|id| &scheme.forms[*id]) {
        if !form.is_printed() && scheme.is_complete(form.place) {
            diagnostics.push(prints_nothing(form));
        }
        if let Some(first) = files.insert(&form.file, form)
            && first.key != form.key
        {
            diagnostics.push(same_file(form, first));
        }
    }
    let unprinted = asked_kinds(scheme).into_iter();
    diagnostics.extend(unprinted.filter_map(|id| check_evidence(scheme, id)));
    diagnostics
}

/// Checks that one of the places of a kind prints it. Places in forms that print nothing are reported with the form.
fn check_evidence(scheme: &Scheme, id: EvidenceId) -> Option<Diagnostic> {
    let kind = &scheme.evidence[id];
    let places = kind.places_in(&scheme.edition);
    let places: Vec<(&Form, SectionId)> = places
        .map(|(form, section)| (&scheme.forms[form], section))
        .collect();
    if let Some(answers) = &kind.answers {
        return is_unlisted(scheme, kind, &places).then(|| not_listed(scheme, kind, answers));
    }
    let readable = |form: &Form| form.is_printed() && scheme.is_complete(form.place);
    let is_lost =
        |(form, section): &(&Form, SectionId)| readable(form) && !prints(kind, form, *section);
    let is_reported = !places.is_empty() && places.iter().all(is_lost);
    (is_reported && scheme.is_complete(kind.place)).then(|| not_printed(kind, &places))
}

/// Says whether answers have a place in no form of an edition that has forms. Nothing is said of forms that could not be read.
fn is_unlisted(scheme: &Scheme, kind: &EvidenceKind, places: &[(&Form, SectionId)]) -> bool {
    let mut forms = scheme.edition.forms.iter().map(|id| &scheme.forms[*id]);
    let readable = forms.all(|form| scheme.is_complete(form.place));
    let has_forms = !scheme.edition.forms.is_empty();
    places.is_empty() && has_forms && readable && scheme.is_complete(kind.place)
}

/// Says whether a form prints a kind of evidence that has its place in a section.
fn prints(kind: &EvidenceKind, form: &Form, section: SectionId) -> bool {
    let is_declared = kind.form == EvidenceForm::Declaration && form.holds(Holding::Declarations);
    form.sections[section].holds.contains(&Holding::Evidence)
        || form.holds(Holding::AllEvidence)
        || form.holds(Holding::Index)
        || is_declared
}

fn prints_nothing(form: &Form) -> Diagnostic {
    let message = format!(
        "the form `{}` prints nothing: its sections hold, list and ask nothing",
        form.key
    );
    Diagnostic::at(&PRINTS_NOTHING, form.place, message).help(
        "say what a section holds, such as `holds responses`, or leave the form out of the edition",
    )
}

fn not_printed(kind: &EvidenceKind, places: &[(&Form, SectionId)]) -> Diagnostic {
    let sections: Vec<String> = places
        .iter()
        .map(|(form, section)| format!("{} {}", form.key, form.sections[*section].key))
        .collect();
    let sections = list(sections.iter().map(String::as_str));
    let message = format!(
        "no form prints the evidence `{}`, whose place is {sections}",
        kind.key
    );
    Diagnostic::at(&NOT_PRINTED, kind.place, message).help(
        "let the section hold `evidence`, or another section of the form `index` or `all-evidence`",
    )
}

fn not_listed(scheme: &Scheme, kind: &EvidenceKind, answers: &AnswersOf) -> Diagnostic {
    let inventory = &scheme.inventories[answers.inventory].key;
    let message = format!(
        "no form prints the evidence `{}`, which consists of answers about `{inventory}`",
        kind.key
    );
    Diagnostic::at(&NOT_PRINTED, kind.place, message).help(format!(
        "let a section of a form list the inventory, `lists {inventory}`, or hold `answers`"
    ))
}

fn same_file(form: &Form, first: &Form) -> Diagnostic {
    let message = format!(
        "the files of the forms `{}` and `{}` would both be called `{}`",
        first.key, form.key, form.file
    );
    Diagnostic::at(&SAME_FILE, form.place, message)
        .also(first.place, "the other form")
        .help("give one of them a name of its own: `file NAME`")
}
