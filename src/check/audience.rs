//! Checks that those who give something are among those who may see it (L-315).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Ask, EvidenceKind, Form, Inventory, PartyId, PrintedInventories, Scheme};
use crate::source::Place;

codes! {
    AUTHOR_LEFT_OUT = error("P0592", "audience without the party that gives it"),
}

/// Checks every audience: of evidence, of attributes, and of what the forms of the edition ask.
pub(super) fn check_audience(scheme: &Scheme) -> Diagnostics {
    let evidence = scheme.evidence.iter();
    let mut found: Diagnostics = evidence
        .filter(|(_, kind)| scheme.is_complete(kind.place))
        .filter_map(|(_, kind)| check_evidence(scheme, kind))
        .collect();
    let printed: Vec<(&Form, PrintedInventories)> = used_forms(scheme)
        .map(|form| (form, form.inventories()))
        .collect();
    let inventories = scheme.inventories.iter();
    let inventories = inventories.filter(|(_, inventory)| scheme.is_complete(inventory.place));
    found.extend(inventories.flat_map(|(id, inventory)| {
        let forms = printed.iter();
        let forms = forms.filter(|(_, printed)| printed.section_of(id).is_some());
        check_attributes(scheme, inventory, &authors(forms.map(|(form, _)| *form)))
    }));
    let forms = used_forms(scheme).filter(|form| scheme.is_complete(form.place));
    found.extend(forms.flat_map(|form| check_asks(scheme, form)));
    found
}

fn used_forms(scheme: &Scheme) -> impl Iterator<Item = &Form> {
    scheme.edition.forms.iter().map(|id| &scheme.forms[*id])
}

/// Returns who fills in some forms; nobody if of one of them that is not known.
fn authors<'a>(forms: impl Iterator<Item = &'a Form>) -> Vec<PartyId> {
    let authors: Option<Vec<PartyId>> = forms.map(|form| form.author).collect();
    authors.unwrap_or_default()
}

/// Checks a kind of evidence: who signs it sees it, and one of those who fill in the forms that hold it.
fn check_evidence(scheme: &Scheme, kind: &EvidenceKind) -> Option<Diagnostic> {
    let name = format!("the evidence `{}`", kind.key);
    let places = kind.places_in(&scheme.edition);
    let authors = authors(places.map(|(form, _)| &scheme.forms[form]));
    let signer = kind.signed_by.as_slice();
    check_one(scheme, &kind.audience, signer, (kind.place, &name))
        .or_else(|| check_one(scheme, &kind.audience, &authors, (kind.place, &name)))
}

fn check_attributes(
    scheme: &Scheme,
    inventory: &Inventory,
    authors: &[PartyId],
) -> Vec<Diagnostic> {
    let attributes = inventory.attributes.iter();
    attributes
        .filter_map(|(_, attribute)| {
            let name = format!("`{}.{}`", inventory.key, attribute.key);
            check_one(
                scheme,
                &attribute.audience,
                authors,
                (attribute.place, &name),
            )
        })
        .collect()
}

fn check_asks(scheme: &Scheme, form: &Form) -> Vec<Diagnostic> {
    let asks = form.sections.iter().flat_map(|(_, section)| &section.asks);
    asks.filter_map(|ask: &Ask| {
        let name = format!("`{}` in the form `{}`", ask.key, form.key);
        check_one(
            scheme,
            &ask.audience,
            form.author.as_slice(),
            (ask.place, &name),
        )
    })
    .collect()
}

/// Reports an audience in which there is none of those who may give something.
fn check_one(
    scheme: &Scheme,
    audience: &[PartyId],
    givers: &[PartyId],
    (place, name): (Place, &str),
) -> Option<Diagnostic> {
    let first = givers.first()?;
    let is_left_out = !audience.is_empty() && !givers.iter().any(|party| audience.contains(party));
    is_left_out.then(|| left_out(place, name, &scheme.parties[*first].key))
}

fn left_out(place: Place, name: &str, party: &str) -> Diagnostic {
    let message = format!("the audience of {name} leaves out `{party}`, which gives it");
    Diagnostic::at(&AUTHOR_LEFT_OUT, place, message).help(format!(
        "add `{party}` to the `audience`, or remove `audience`, so that every party may see it"
    ))
}
