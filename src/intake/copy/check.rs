//! Whether a copy belongs to the dossier into which it is imported.

use super::brought::PageCopy;
use super::codes;
use crate::answers::Head;
use crate::diag::Diagnostics;

/// Checks that a copy is of a page of the dossier, in its edition and level. `name` is how messages name it.
pub fn check_copy(name: &str, copy: &PageCopy, head: &Head) -> Diagnostics {
    let mut found = Diagnostics::new();
    if copy.dossier != head.id {
        found.push(codes::other_dossier(name, copy.dossier, head.id));
        return found;
    }
    let both = [
        ("the edition", &copy.edition, &head.edition),
        ("the level", &copy.level, &head.level),
    ];
    let differences = both.into_iter().filter(|(_, found, here)| found != here);
    let differences: Vec<String> = differences
        .map(|(what, found, here)| format!("{what} `{found}` (here `{here}`)"))
        .collect();
    if !differences.is_empty() {
        found.push(codes::other_edition(name, &differences));
    }
    found
}
