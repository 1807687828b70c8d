//! Warns of keys that depart from the convention (L-024).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Ask, AskColumn, AskKind, Choice, Scheme};
use crate::source::{Place, Text};

codes! {
    UNCONVENTIONAL = warning("P0590", "key that departs from the convention"),
}

/// A key with the place of its item.
type Key<'a> = (Place, &'a Text);

/// Reports names and choices that are not in small letters, digits and `_`, and keys of evidence and work that are not in
/// small letters, digits and `-`. Keys of all else are written as the source has them.
pub(super) fn check_keys(scheme: &Scheme) -> Diagnostics {
    let names = names(scheme).map(|key| (key, '_'));
    let keys = keys_of_evidence(scheme).chain(keys_of_work(scheme));
    let keys = keys.map(|key| (key, '-'));
    names
        .chain(keys)
        .filter(|((_, key), separator)| !is_conventional(key, *separator))
        .map(|((place, key), separator)| unconventional(place, key, separator))
        .collect()
}

/// Returns the names that conditions use, and the choices.
fn names(scheme: &Scheme) -> impl Iterator<Item = Key<'_>> {
    let facts = scheme.facts.iter().flat_map(|(_, fact)| {
        let own = std::iter::once((fact.place, &fact.key));
        own.chain(choices(fact.place, fact.answer.choices()))
    });
    let inventories = scheme.inventories.iter().flat_map(|(_, inventory)| {
        let own = std::iter::once((inventory.place, &inventory.key));
        own.chain(inventory.attributes.iter().flat_map(|(_, attribute)| {
            let own = std::iter::once((attribute.place, &attribute.key));
            own.chain(choices(attribute.place, attribute.answer.choices()))
        }))
    });
    let subsets = scheme.subsets.iter().map(|(_, row)| (row.place, &row.key));
    let derives = scheme.derives.iter().map(|(_, row)| (row.place, &row.key));
    let asked = asks(scheme).flat_map(|ask| {
        let lists = offered(&ask.kind).into_iter();
        lists.flat_map(|list| choices(ask.place, list))
    });
    facts
        .chain(inventories)
        .chain(subsets)
        .chain(derives)
        .chain(asked)
}

fn asks(scheme: &Scheme) -> impl Iterator<Item = &Ask> {
    let forms = scheme.forms.iter();
    let sections = forms.flat_map(|(_, form)| form.sections.iter());
    sections.flat_map(|(_, section)| &section.asks)
}

/// Returns the lists of choices that a question of a form offers: its own, or those of its columns.
fn offered(kind: &AskKind) -> Vec<&[Choice]> {
    match kind {
        AskKind::OneOf(choices) => vec![choices],
        AskKind::Blank(_) => Vec::new(),
        AskKind::ListOf(columns) => {
            let kinds = columns.iter().map(|column| &column.kind);
            kinds.flat_map(offered).collect()
        }
    }
}

fn keys_of_evidence(scheme: &Scheme) -> impl Iterator<Item = Key<'_>> {
    let kinds = scheme.evidence.iter().map(|(_, row)| (row.place, &row.key));
    let lines = scheme
        .controls
        .iter()
        .filter_map(|(_, control)| control.assessment())
        .flat_map(|assessment| &assessment.evidence)
        .filter(|line| line.choice.kinds().len() > 1)
        .map(|line| (line.place, &line.key));
    let asked = asks(scheme).flat_map(|ask| {
        let columns: &[AskColumn] = match &ask.kind {
            AskKind::ListOf(columns) => columns,
            AskKind::OneOf(_) | AskKind::Blank(_) => &[],
        };
        let columns = columns.iter().map(|column| (ask.place, &column.key));
        std::iter::once((ask.place, &ask.key)).chain(columns)
    });
    kinds.chain(lines).chain(asked)
}

fn keys_of_work(scheme: &Scheme) -> impl Iterator<Item = Key<'_>> {
    let procedures = scheme.procedures.iter().flat_map(|(_, procedure)| {
        let cases = procedure.depths.iter().flat_map(|block| &block.cases);
        let own = std::iter::once((procedure.place, &procedure.key));
        own.chain(cases.map(|case| (case.place, &case.key)))
    });
    let configurations = scheme.configurations.iter();
    let titled = scheme.roles.iter().map(|(_, row)| (row.place, &row.key));
    let titled = titled.chain(configurations.map(|(_, row)| (row.place, &row.key)));
    let phases = scheme.phases.iter().map(|(_, row)| (row.place, &row.key));
    let events = scheme.events.iter().flat_map(|(_, event)| {
        let own = std::iter::once((event.place, &event.key));
        own.chain(choices(event.place, &event.kinds))
    });
    let rules = scheme.rules.iter().map(|(_, row)| (row.place, &row.key));
    procedures
        .chain(titled)
        .chain(phases)
        .chain(events)
        .chain(rules)
}

fn choices(place: Place, choices: &[Choice]) -> impl Iterator<Item = Key<'_>> {
    choices.iter().map(move |choice| (place, &choice.key))
}

fn is_conventional(key: &str, separator: char) -> bool {
    let fits = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == separator;
    key.chars().all(fits)
}

/// Returns the key as the convention has it.
fn restyled(key: &str, separator: char) -> String {
    let mut text = String::with_capacity(key.len() + 4);
    let mut after_small = false;
    for char in key.chars() {
        if char.is_ascii_alphanumeric() {
            if char.is_ascii_uppercase() && after_small {
                text.push(separator);
            }
            text.push(char.to_ascii_lowercase());
            after_small = char.is_ascii_lowercase() || char.is_ascii_digit();
        } else {
            text.push(separator);
            after_small = false;
        }
    }
    text
}

fn unconventional(place: Place, key: &str, separator: char) -> Diagnostic {
    let message =
        format!("the key `{key}` does not consist of small letters, digits and `{separator}`");
    Diagnostic::at(&UNCONVENTIONAL, place, message)
        .help(format!("write `{}`", restyled(key, separator)))
}
