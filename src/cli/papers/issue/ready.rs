//! Whether a paper may be issued as it is.

use crate::answers::{IssueManifest, Progress};
use crate::cli::dossier::{Author, Desk};
use crate::cli::papers::codes;
use crate::cli::papers::paper::Paper;
use crate::diag::Diagnostic;

/// Says whether a paper may be issued as it is.
pub(super) fn check_ready(
    desk: &Desk<'_>,
    author: &Author<'_>,
    paper: &Paper,
    manifest: &IssueManifest,
) -> Result<(), Box<Diagnostic>> {
    let key = &paper.key;
    let is_own = manifest.to_fill_in.is_none();
    if let Some(last) = paper.record.issues.last() {
        if last.issued.content == paper.content {
            return Err(Box::new(codes::unchanged(key, last.issued.issue)));
        }
        if manifest.reason.is_none() {
            return Err(Box::new(codes::no_reason(key, last.issued.issue)));
        }
    }
    let open = paper.open_slots(desk, author.party());
    if !open.is_empty() {
        return Err(Box::new(codes::open_slots(key, &open)));
    }
    if !is_own || paper.is_of_applicant {
        return Ok(());
    }
    if manifest.number.is_none() {
        return Err(Box::new(codes::no_number(key)));
    }
    let signed = [&paper.record.checked, &paper.record.approved];
    match (paper.record.progress(&paper.content), signed) {
        (Progress::Approved, _) => Ok(()),
        (Progress::Checked, _) => Err(Box::new(codes::not_approved(key))),
        (Progress::Draft | Progress::Issued, [Some(checked), _]) => {
            Err(Box::new(codes::lapsed(key, &checked.by)))
        }
        (Progress::Draft | Progress::Issued, [None, _]) => Err(Box::new(codes::not_checked(key))),
    }
}
