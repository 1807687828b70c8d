//! The numbers of findings: each party gives each number once.

use std::collections::BTreeMap;

use crate::answers::{AnswerKey, Finding, FindingField, FindingNumber, Held, letters_of};
use crate::cli::dossier::desk::Desk;
use crate::cli::dossier::finding_codes as codes;
use crate::diag::Diagnostics;

/// Returns the next number of a party: the one after all that were ever given, taken back or not.
pub(super) fn next_number(desk: &Desk<'_>, party: &str) -> FindingNumber {
    let letter = letter_of(desk, party);
    let ours = |text: &str| FindingNumber::read(text).filter(|one| one.letter == letter);
    let changes = desk.dossier.journal.lines().iter().map(|line| &line.change);
    let journal = changes.flat_map(|change| {
        let held = [&change.before, &change.after];
        held.into_iter().flatten().map(|held| (&change.key, held))
    });
    let all = desk.answers.iter().chain(journal);
    let given = all.filter(|(key, _)| is_number(key));
    let given = given.flat_map(|(_, held)| Held::values(held));
    let last = given.filter_map(|value| ours(&value.value)).max();
    let last = last.map_or(0, |last| last.number);
    FindingNumber {
        number: last.saturating_add(1),
        letter,
    }
}

fn is_number(key: &AnswerKey) -> bool {
    key.finding_field_of() == Some(FindingField::Number)
}

/// Returns the letter of a party: that of its register of evidence if it has one.
fn letter_of(desk: &Desk<'_>, party: &str) -> String {
    let mut registers = desk.beside.registers.iter();
    let own = registers.find(|one| one.register.party == *party);
    if let Some(own) = own {
        return own.register.pieces.letter.clone();
    }
    let parties = &desk.basis.scheme.parties;
    let letters = letters_of(parties.keys());
    let mut letters = parties.keys().zip(letters);
    let letter = letters.find(|(key, _)| *key == party);
    letter.map(|(_, letter)| letter).unwrap_or_default()
}

/// Warns of numbers that several findings have: colleagues with a folder each may give one number twice.
pub(in crate::cli::dossier) fn check_numbers(all: &[Finding], diagnostics: &mut Diagnostics) {
    let mut by_number: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for finding in all {
        by_number
            .entry(finding.number())
            .or_default()
            .push(&finding.id);
    }
    for (number, ids) in by_number.iter().filter(|(_, ids)| ids.len() > 1) {
        diagnostics.push(codes::number_twice(number, ids));
    }
}
