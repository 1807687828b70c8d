//! Whether a package belongs to the folder into which it is imported.

use super::codes;
use super::manifest::Manifest;
use crate::answers::Head;
use crate::diag::Diagnostics;
use crate::intake::head::differing_editions;

/// Checks that a package is of the dossier of a folder, of its edition and level, and for its holder. `name` is how messages
/// name the package. One that is old is none that is wrong: what it tells was heard before.
pub fn check_package(name: &str, manifest: &Manifest, head: &Head) -> Diagnostics {
    let mut reports = Diagnostics::new();
    if manifest.dossier != head.id {
        reports.push(codes::other_dossier(name, manifest.dossier, head.id));
        return reports;
    }
    let differences = differing_editions(head, &manifest.edition, &manifest.level);
    if !differences.is_empty() {
        reports.push(codes::other_edition(name, &differences));
    }
    if manifest.to != head.holder && manifest.from != head.holder {
        reports.push(codes::other_party(name, &manifest.to, &head.holder));
    }
    reports
}
