//! The codes for mistakes in the files of a dossier, and the wording of their messages.

use crate::diag::{Diagnostic, codes, did_you_mean, list_some};
use crate::product::{ENTRY_TWICE, MISSING_KEY, NO_VALUE, quoted};
use crate::source::Place;

codes! {
    NEWER = error("P0850", "dossier of a newer version"),
    TWICE = error("P0851", "answer given twice"),
    MISPLACED = error("P0852", "answer in the file of something else"),
    VALUES = error("P0853", "answer without a value, or with a value and a conflict"),
    UNKNOWN_PERSON = warning("P0854", "person whom the dossier does not name"),
    LINE = error("P0855", "line of a journal that cannot be read"),
    CHAIN = error("P0856", "journal that was altered"),
    TABLE = error("P0838", "table of answers that cannot be read"),
    REPORT = error("P0845", "report of tests that cannot be read"),
    NOT_SENT = error("P0893", "answer set aside that cannot be read"),
}

/// The greatest number of people that a message lists.
const SHOWN: usize = 20;

/// Reports a report of tests. `why` says what is wrong with it.
pub fn no_report(place: Place, why: &str) -> Diagnostic {
    let message = format!("this is no report of tests that can be read: {why}");
    Diagnostic::at(&REPORT, place, message)
        .help("give the XML in the form of JUnit that test programs write, without a document type")
}

pub fn no_value(place: Place, context: &str, expected: &str) -> Diagnostic {
    let message = format!("{context} has no value; expected {expected}");
    Diagnostic::at(&NO_VALUE, place, message).help("write it, or remove the line")
}

pub fn newer(place: Place, version: &str) -> Diagnostic {
    let message = format!(
        "this dossier has version {}; this program reads version 1",
        quoted(version)
    );
    Diagnostic::at(&NEWER, place, message)
        .help("use the version of praman that wrote it, or a newer one")
}

pub fn no_version(place: Place) -> Diagnostic {
    let message = "this dossier does not say its version";
    Diagnostic::at(&MISSING_KEY, place, message)
        .help("begin with `dossier: 1`; a folder with a dossier is made by `praman dossier new`")
}

pub fn person_twice(place: Place, first: Place, key: &str) -> Diagnostic {
    let message = format!("{} names two people", quoted(key));
    Diagnostic::at(&ENTRY_TWICE, place, message)
        .again(first, "named")
        .help("give one of them another key; answers name people by their keys")
}

/// Reports a slot that is filled in twice.
pub fn twice(place: Place, first: Place, slot: &str) -> Diagnostic {
    let message = format!("{} is answered twice", quoted(slot));
    Diagnostic::at(&TWICE, place, message)
        .again(first, "answered")
        .help("keep one of them, or put both under `conflict`")
}

pub fn no_item(place: Place, item_words: &[&str]) -> Diagnostic {
    let item_words: Vec<String> = item_words.iter().map(|word| format!("`{word}`")).collect();
    let message = format!(
        "a file of answers names one thing that it is about, or nothing for the product; found {}",
        item_words.join(" and ")
    );
    Diagnostic::at(&MISPLACED, place, message)
        .help("keep one of these lines; each control, procedure and inventory has a file")
}

/// Reports an answer that is about something else than its file.
pub fn misplaced(place: Place, about: &str, file: &str) -> Diagnostic {
    let message = format!("this answer is about {about}, and this file about {file}");
    Diagnostic::at(&MISPLACED, place, message)
        .help(format!("move it to the file of answers about {about}"))
}

pub fn no_values(place: Place) -> Diagnostic {
    let message = "this record has neither `answer` nor `conflict`";
    Diagnostic::at(&VALUES, place, message)
        .help("write `answer:`, or remove the record to clear the answer")
}

pub fn value_and_conflict(place: Place) -> Diagnostic {
    let message = "this record has both `answer` and `conflict`";
    Diagnostic::at(&VALUES, place, message)
        .help("keep `answer` if the conflict is settled, and `conflict` if it is not")
}

pub fn small_conflict(place: Place) -> Diagnostic {
    let message = "a conflict has at least two values";
    Diagnostic::at(&VALUES, place, message).help("if one value is left, write it under `answer`")
}

pub fn unknown_person<'a>(
    place: Place,
    person: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("the dossier names no person {}", quoted(person));
    let help = did_you_mean(person, known.clone()).unwrap_or_else(|| {
        let known = list_some(known, SHOWN);
        format!("add the person to `people` in `dossier.yaml`, which names {known}")
    });
    Diagnostic::at(&UNKNOWN_PERSON, place, message).help(help)
}

pub fn line(place: Place, number: usize, why: &str) -> Diagnostic {
    let message = format!("line {number} of the journal cannot be read: {why}");
    Diagnostic::at(&LINE, place, message)
        .help("restore the journal from a copy or from version control; only praman writes it")
}

pub fn unknown_column<'a>(
    place: Place,
    table: &str,
    column: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("a {table} has no column {}", quoted(column));
    Diagnostic::at(&TABLE, place, message).help(format!(
        "the first row names the columns {}",
        list_some(known, SHOWN)
    ))
}

pub fn column_twice(place: Place, name: &str) -> Diagnostic {
    let message = format!("the column `{name}` is there twice");
    Diagnostic::at(&TABLE, place, message).help("remove one of them")
}

pub fn no_column(place: Place, name: &str, head: &str) -> Diagnostic {
    let message = format!("the table has no column `{name}`");
    Diagnostic::at(&TABLE, place, message).help(format!("begin the table with the row `{head}`"))
}

/// Reports a row that is longer or shorter than the head of its table.
pub fn uneven(place: Place, found: usize, expected: usize) -> Diagnostic {
    let message = format!("this row has {found} cells, and the first row {expected}");
    Diagnostic::at(&TABLE, place, message)
        .help("put cells that contain a comma, a quotation mark or a line end into double quotes")
}

/// Reports what was set aside and cannot be read again.
pub fn not_sent(place: Place) -> Diagnostic {
    let message = "`sent` is not what praman writes for an answer that was set aside";
    Diagnostic::at(&NOT_SENT, place, message)
        .help("restore the line from a copy, or remove the record if the answer is not wanted")
}

pub fn chain(place: Place, number: usize) -> Diagnostic {
    let message = format!("line {number} of the journal does not fit the line before it");
    Diagnostic::at(&CHAIN, place, message)
        .note("each line contains the hash of the line before it: a line was altered, added, removed or moved")
        .help("restore the journal from a copy or from version control; only praman writes it")
}
