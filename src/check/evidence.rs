//! Checks that every evidence kind that is a paper has a place in a form of the edition (L-183).

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::model::{EvidenceId, EvidenceKind, Scheme};

codes! {
    NO_PLACE = error("P0505", "evidence without a place in a form"),
    FORM_NOT_USED = error("P0506", "evidence in a form that the edition does not use"),
}

/// Checks that every evidence kind has a place in a form, and that the edition uses such a form for every kind that its
/// controls ask for.
///
/// An edition without forms has no place for any.
pub(super) fn check_evidence_places(scheme: &Scheme) -> Diagnostics {
    let used = &scheme.edition.forms;
    let asked = asked_kinds(scheme);
    // A form may seem to be missing because its name could not be read.
    let is_sure = scheme.is_complete(scheme.edition.place);
    scheme
        .evidence
        .iter()
        .filter(|(_, kind)| scheme.is_complete(kind.place) && kind.answers.is_none())
        .filter_map(|(id, kind)| {
            if used.is_empty() {
                return None;
            }
            if kind.places.is_empty() {
                return Some(no_place(scheme, kind));
            }
            let in_use = kind.places.iter().any(|(form, _)| used.contains(form));
            let wanted = asked.contains(&id) && !used.is_empty() && is_sure;
            (wanted && !in_use).then(|| form_not_used(scheme, kind))
        })
        .collect()
}

/// Returns the kinds that controls of the edition ask for. Other editions of the same files may ask for other kinds,
/// with places in forms of their own.
pub(super) fn asked_kinds(scheme: &Scheme) -> BTreeSet<EvidenceId> {
    scheme
        .controls
        .iter()
        .filter_map(|(_, control)| control.assessment())
        .flat_map(|assessment| {
            assessment
                .evidence
                .iter()
                .flat_map(|line| line.choice.kinds())
                .chain(&assessment.otherwise)
                .copied()
        })
        .collect()
}

fn no_place(scheme: &Scheme, kind: &EvidenceKind) -> Diagnostic {
    let message = format!("the evidence `{}` has no place in a form", kind.key);
    let example = scheme
        .edition
        .forms
        .iter()
        .find_map(|form| {
            let form = &scheme.forms[*form];
            let (_, section) = form.sections.iter().next()?;
            Some(format!("`form {} {}`", form.key, section.key))
        })
        .unwrap_or_else(|| "`form F03 software`".to_owned());
    Diagnostic::at(&NO_PLACE, kind.place, message).help(format!(
        "name the form and the section that hold it, such as {example}"
    ))
}

fn form_not_used(scheme: &Scheme, kind: &EvidenceKind) -> Diagnostic {
    let mut forms: Vec<&str> = kind
        .places
        .iter()
        .map(|(form, _)| scheme.forms[*form].key.as_str())
        .collect();
    forms.dedup();
    let message = format!(
        "the evidence `{}` has its place in {}, which `{}` does not use",
        kind.key,
        list(forms),
        scheme.edition.name()
    );
    let used = list(
        scheme
            .edition
            .forms
            .iter()
            .map(|form| scheme.forms[*form].key.as_str()),
    );
    Diagnostic::at(&FORM_NOT_USED, kind.place, message)
        .also(scheme.edition.place, format!("it uses {used}"))
        .help("give it a place in one of these, or add its form to the edition")
}
