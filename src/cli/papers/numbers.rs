//! The numbers of issued papers, where papers have boxes for them.

use std::collections::BTreeSet;

use crate::answers::paper_records;
use crate::cli::making::Made;
use crate::project::Dossier;
use crate::render::{ProductDocument, SharedView, product_documents};
use crate::view::{FilledBlanks, FilledDocuments, FilledView, PaperView, Standing};

/// How the slot ends in which a paper says its issue and date.
const ISSUE: &str = "issue";

/// A paper that is printed, with the slots of other papers of which it tells.
pub(super) struct Told<'p, 'd> {
    pub made: &'p Made<'d>,
    pub document: &'p ProductDocument,
    pub slots: &'p BTreeSet<String>,
}

/// Fills in the number, the issue and the date with which a paper is issued, and the numbers of other issued papers that it cites.
/// What somebody filled in there stays.
pub(super) fn add_numbers(
    paper: &Told<'_, '_>,
    dossier: &Dossier,
    state: &PaperView,
    filled: &mut FilledDocuments,
) {
    let (basis, key) = (paper.made.basis, &paper.document.key);
    let blanks = filled.blanks.entry(key.clone()).or_default();
    let view = paper.document.make(basis);
    if let Some(number) = &state.number {
        add(blanks, slot_of(&view, 0), number);
    }
    let is_issue = |slot: &String| slot.ends_with(ISSUE);
    if let (Some(slot), Some(date)) = (slot_of(&view, 1).filter(is_issue), &state.date) {
        add(blanks, Some(slot), &format!("{}, {date}", state.issue));
    }
    if paper.slots.is_empty() {
        return;
    }
    let records = paper_records(dossier.journal.exchanges());
    for document in product_documents(basis) {
        let issues = records.get(&document.key).map(|record| &record.issues);
        let last = issues.and_then(|issues| issues.last());
        let number = last.and_then(|last| last.issued.number.as_ref());
        let Some(number) = number.filter(|_| document.key != *key) else {
            continue;
        };
        let slot = slot_of(&document.make(basis), 0);
        add(
            blanks,
            slot.filter(|slot| paper.slots.contains(slot)),
            number,
        );
    }
}

/// Returns one of the slots that identify a paper: first that of its number, then that of its issue.
fn slot_of(view: &SharedView, at: usize) -> Option<String> {
    let blank = view.issue().get(at)?;
    Some(blank.slot.to_string())
}

fn add(blanks: &mut FilledBlanks, slot: Option<String>, value: &str) {
    let Some(slot) = slot else { return };
    blanks.entry(slot).or_insert_with(|| FilledView {
        value: Some(value.to_owned()),
        shown: value.to_owned(),
        standing: Standing::Answered,
        kept: false,
        follows: None,
        note: None,
    });
}
