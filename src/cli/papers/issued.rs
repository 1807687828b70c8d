//! The files of issues: where they are, and whether they are as they were issued.

use std::path::Path;

use super::codes;
use crate::answers::{FileHash, IssueManifest, IssueRecord, IssuedFile, paper_records};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::read_issue;
use crate::project::{Disk, Dossier, FileSystem, Kind, shown};

/// The folder of issued papers, below that of the dossier.
const ISSUED: &str = "issued";

/// The folder of signed copies, in that of an issue.
pub(super) const ATTACHED: &str = "attached";

/// The manifest of an issue, in its folder.
const MANIFEST: &str = "issue.json";

/// What was checked of issues.
#[derive(Debug, Default)]
pub(in crate::cli) struct CheckedIssues {
    /// The number of issues.
    pub issues: usize,
    /// The number of files, manifests and attachments included.
    pub files: usize,
    /// What is not as it was issued.
    pub diagnostics: Diagnostics,
}

/// Returns the folder of an issue, below that of the dossier.
pub(super) fn issue_folder(paper: &str, issue: u32) -> String {
    format!("{ISSUED}/{paper}/{issue}")
}

/// Returns the path of the manifest of an issue, below the folder of the dossier.
pub(super) fn manifest_path(paper: &str, issue: u32) -> String {
    format!("{}/{MANIFEST}", issue_folder(paper, issue))
}

/// Reads the manifest of an issue.
///
/// # Errors
/// Returns why it cannot be read.
pub(super) fn read_manifest(folder: &Path, path: &str) -> Result<IssueManifest, String> {
    let bytes = Disk.read(&folder.join(path));
    let bytes = bytes.map_err(|error| error.to_string())?;
    read_issue(&bytes)
}

/// Checks that the files of all issues are as they were issued: the journal has the hash of each manifest, and a manifest those
/// of its files.
pub(in crate::cli) fn check_issued(folder: &Path, dossier: &Dossier) -> CheckedIssues {
    let mut checked = CheckedIssues::default();
    let records = paper_records(dossier.journal.exchanges());
    for issue in records.values().flat_map(|record| &record.issues) {
        checked.issues += 1;
        checked.check(folder, issue);
    }
    checked
}

impl CheckedIssues {
    fn check(&mut self, folder: &Path, issue: &IssueRecord) {
        let issued = &issue.issued;
        let below = issue_folder(&issued.paper, issued.issue);
        let path = manifest_path(&issued.paper, issued.issue);
        let manifest = self.check_file(folder, &path, &issued.manifest, None);
        let manifest = manifest.and_then(|bytes| read_issue(&bytes).ok());
        let files = manifest.map(|manifest| manifest.files).unwrap_or_default();
        for (name, file) in &files {
            self.check_file(folder, &format!("{below}/{name}"), &file.sha256, Some(file));
        }
        for attached in &issue.attached {
            self.check_file(folder, &attached.file, &attached.sha256, None);
        }
        let known = files.into_keys().chain([MANIFEST.to_owned()]);
        let known: Vec<String> = known.map(|name| format!("{below}/{name}")).collect();
        for entry in Disk.list(&folder.join(&below)).unwrap_or_default() {
            let path = shown(entry.path.strip_prefix(folder).unwrap_or(&entry.path));
            if entry.kind != Kind::Folder && !known.contains(&path) {
                self.diagnostics.push(codes::not_issued(&path));
            }
        }
    }

    /// Checks a file, and returns its bytes if they are as they were.
    fn check_file(
        &mut self,
        folder: &Path,
        path: &str,
        sha256: &str,
        known: Option<&IssuedFile>,
    ) -> Option<Vec<u8>> {
        self.files += 1;
        let bytes = Disk.read(&folder.join(path));
        let report: Diagnostic = match bytes {
            Ok(bytes) => {
                let now = FileHash::of(&bytes).to_string();
                let is_long = known.is_none_or(|known| known.bytes == bytes.len() as u64);
                if now == sha256 && is_long {
                    return Some(bytes);
                }
                codes::altered(path, &now)
            }
            Err(error) => codes::lost(path, &error.to_string()),
        };
        self.diagnostics.push(report);
        None
    }
}
