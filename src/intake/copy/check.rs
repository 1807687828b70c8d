//! Whether a copy belongs to the dossier into which it is imported.

use super::brought::PageCopy;
use super::codes;
use crate::answers::Head;
use crate::diag::Diagnostics;
use crate::intake::head::differing_editions;

/// Checks that a copy is of a page of the dossier, in its edition and level. `name` is how messages name it.
pub fn check_copy(name: &str, copy: &PageCopy, head: &Head) -> Diagnostics {
    let mut reports = Diagnostics::new();
    if copy.dossier != head.id {
        reports.push(codes::other_dossier(name, copy.dossier, head.id));
        return reports;
    }
    let differences = differing_editions(head, &copy.edition, &copy.level);
    if !differences.is_empty() {
        reports.push(codes::other_edition(name, &differences));
    }
    reports
}
