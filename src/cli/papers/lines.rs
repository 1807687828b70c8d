//! The papers of a dossier as the status shows them.

use serde::Serialize;

use super::standing::{content_of, view_paper};
use crate::answers::{PaperRecord, paper_records};
use crate::cli::making::Made;
use crate::model::Date;
use crate::render::{SharedView, product_documents};
use crate::view::PaperState;

/// A paper that somebody has checked, approved or issued, as the status shows it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct PaperLine {
    pub paper: String,
    pub state: PaperState,
    /// The issue that it is, or that it becomes.
    pub issue: u32,
    pub number: Option<String>,
    /// Whether somebody checked or approved it, and it has changed since.
    pub lapsed: bool,
    pub checked_by: Option<String>,
    pub approved_by: Option<String>,
    /// The issues that another one took the place of.
    pub superseded: Vec<u32>,
}

/// Says how far the papers have come that somebody has checked, approved or issued.
pub(in crate::cli) fn paper_lines(made: &Made<'_>) -> Vec<PaperLine> {
    let records = made
        .dossier
        .map(|one| paper_records(one.journal.exchanges()));
    let records = records.unwrap_or_default();
    let lines = made.by_day.iter().flat_map(|(day, bare)| {
        let documents = product_documents(bare);
        let lines = documents.iter().filter_map(|document| {
            let record = records.get(&document.key)?;
            let is_here = record.first_day().and_then(Date::parse) == *day;
            is_here.then(|| line_of(made, &document.make(bare), record))?
        });
        lines.collect::<Vec<PaperLine>>()
    });
    let mut lines: Vec<PaperLine> = lines.collect();
    lines.sort_by(|one, other| one.paper.cmp(&other.paper));
    lines
}

fn line_of(made: &Made<'_>, view: &SharedView, record: &PaperRecord) -> Option<PaperLine> {
    let (dossier, filled) = (made.dossier?, made.filled?);
    let content = content_of(view, filled);
    let shown = view_paper(&dossier.head, record, &content);
    let superseded = record.issues.iter().rev().skip(1).rev();
    Some(PaperLine {
        paper: view.key().to_owned(),
        state: shown.state,
        issue: shown.issue,
        number: shown.number,
        lapsed: record.has_lapsed(&content),
        checked_by: record.checked.as_ref().map(|one| one.by.clone()),
        approved_by: record.approved.as_ref().map(|one| one.by.clone()),
        superseded: superseded.map(|one| one.issued.issue).collect(),
    })
}
