//! The papers of a dossier as the status shows them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use super::standing::{content_of, view_paper};
use crate::answers::{PaperRecord, paper_records};
use crate::cli::build::OwnFiles;
use crate::cli::making::{Made, Making, with_made};
use crate::cli::session::{SchemeArguments, Session, Stop};
use crate::model::Date;
use crate::project::Dossier;
use crate::render::{SharedView, product_documents};
use crate::view::{BuildStamp, PaperState};

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
pub(in crate::cli) fn paper_lines(
    dossier: &Dossier,
    folder: &Path,
) -> Result<Vec<PaperLine>, Stop> {
    let records = paper_records(dossier.journal.exchanges());
    let days = records.values().map(|record| record.first_day());
    let days: BTreeSet<Option<&str>> = days.collect();
    let mut lines: Vec<PaperLine> = Vec::new();
    for day in days {
        let stamp = BuildStamp {
            first_day: day.and_then(Date::parse),
            ..BuildStamp::default()
        };
        let making = Making {
            product: folder,
            level: None,
            scheme: &SchemeArguments::default(),
            own_files: OwnFiles::default(),
            open_for: None,
            stamp: &stamp,
        };
        let made = with_made(&mut Session::default(), &making, |made, _| {
            Ok(lines_with(made, &records, day))
        });
        lines.extend(made?);
    }
    lines.sort_by(|one, other| one.paper.cmp(&other.paper));
    Ok(lines)
}

/// Returns the lines of the papers that were last looked at with a first working day.
fn lines_with(
    made: &Made<'_>,
    records: &BTreeMap<String, PaperRecord>,
    day: Option<&str>,
) -> Vec<PaperLine> {
    let documents = product_documents(made.basis);
    let lines = documents.iter().filter_map(|document| {
        let record = records.get(&document.key)?;
        let is_here = record.first_day() == day;
        let bare = made.bare.filter(|_| is_here)?;
        line_of(made, &document.make(bare), record)
    });
    lines.collect()
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
