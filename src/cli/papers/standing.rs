//! How far the papers of a dossier have come.

use std::collections::BTreeMap;

use crate::answers::{FileHash, Head, PaperRecord, Progress, Signature, paper_records};
use crate::project::Dossier;
use crate::render::{SharedView, product_documents, write_content};
use crate::view::{Basis, FilledDocuments, PaperState, PaperView, SignerView};

/// Returns the hash of what a paper says.
pub(super) fn content_of(view: &SharedView, filled: &FilledDocuments) -> String {
    FileHash::of(&write_content(view, filled)).to_string()
}

/// Returns how far papers have come, as they print it: those that somebody has checked, approved or issued.
pub(in crate::cli) fn view_papers(
    dossier: &Dossier,
    bare: &Basis<'_>,
    filled: &FilledDocuments,
) -> BTreeMap<String, PaperView> {
    let records = paper_records(dossier.journal.exchanges());
    if records.is_empty() {
        return BTreeMap::new();
    }
    let documents = product_documents(bare);
    let documents = documents.iter().filter_map(|document| {
        let record = records.get(&document.key)?;
        let content = content_of(&document.make(bare), filled);
        let view = view_paper(&dossier.head, record, &content);
        Some((document.key.clone(), view))
    });
    documents.collect()
}

/// Shows how far a paper has come that says what has a hash.
pub(super) fn view_paper(head: &Head, record: &PaperRecord, content: &str) -> PaperView {
    let progress = record.progress(content);
    let holds = |one: &&Signature| one.content == content;
    let checked = record.checked.as_ref().filter(holds);
    let approved = record.approved.as_ref().filter(holds);
    let last = record.issues.last().map(|one| &one.issued);
    let issued = last.filter(|_| progress == Progress::Issued);
    PaperView {
        state: state_of(progress),
        issue: issued.map_or_else(|| record.next_issue(), |issued| issued.issue),
        number: last.and_then(|issued| issued.number.clone()),
        date: issued.map(|issued| issued.date.clone()),
        checked: checked.map(|one| signer(head, one)),
        approved: approved.map(|one| signer(head, one)),
        to: Vec::new(),
        copy: None,
        reason: None,
        replaces: None,
    }
}

pub(super) fn state_of(progress: Progress) -> PaperState {
    match progress {
        Progress::Draft => PaperState::Draft,
        Progress::Checked => PaperState::Checked,
        Progress::Approved => PaperState::Approved,
        Progress::Issued => PaperState::Issued,
    }
}

pub(super) fn signer(head: &Head, signature: &Signature) -> SignerView {
    SignerView {
        name: name_of(head, &signature.by),
        date: signature.date.clone(),
    }
}

/// Returns the name of a person, or the key of one whom the dossier no longer names.
pub(super) fn name_of(head: &Head, key: &str) -> String {
    let person = head.people.get(key);
    person.map_or_else(|| key.to_owned(), |person| person.name.clone())
}
