//! Whether the folder of a dossier is whole.

use std::path::Path;

use super::arguments::Verified;
use crate::answers::FileHash;
use crate::cli::papers::{check_issued, codes};
use crate::cli::report::counted;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::Lines;
use crate::diag::Diagnostics;
use crate::holdings::check_files;
use crate::project::{Disk, Dossier, FileSystem, load_dossier, load_registers, look_at_files};

/// Checks the chain of the journal, edits by hand, evidence, packages and issued papers.
pub(super) fn verify_folder(session: &mut Session, folder: &Path) -> Result<Verified, Stop> {
    // A journal whose chain is broken is reported here.
    let loaded = load_dossier(&Disk, &mut session.sources, folder);
    let dossier = session.pass(loaded)?.ok_or(Stop)?;
    let mut reports = Diagnostics::new();
    let issues = check_issued(folder, &dossier);
    let (evidence, pieces) = check_evidence(session, folder)?;
    let (packages, received) = check_packages(folder, &dossier);
    let steps = dossier.journal.steps().count();
    let mut lines = Lines::default();
    lines.add_words(&[
        (
            "journal",
            format!(
                "{}, each with the hash of the one before",
                counted(steps, "line")
            ),
        ),
        ("by hand", edited(dossier.edits.len())),
        (
            "evidence",
            state(pieces, "file", "as registered", &evidence),
        ),
        (
            "packages",
            state(received, "package", "as received", &packages),
        ),
        (
            "issued",
            issued(issues.issues, issues.files, &issues.diagnostics),
        ),
    ]);
    reports.append(issues.diagnostics);
    reports.append(evidence);
    reports.append(packages);
    let agrees = !reports.has_errors();
    session.diagnostics.append(reports);
    Ok(Verified {
        text: lines.into_text(),
        agrees,
    })
}

fn edited(count: usize) -> String {
    match count {
        0 => "no answer that is not recorded".to_owned(),
        _ => format!("{} edited and not recorded yet", counted(count, "answer")),
    }
}

fn issued(issues: usize, files: usize, reports: &Diagnostics) -> String {
    match issues {
        0 => "nothing".to_owned(),
        _ => format!(
            "{}, {}",
            counted(issues, "issue"),
            state(files, "file", "as issued", reports)
        ),
    }
}

fn state(count: usize, noun: &str, how: &str, reports: &Diagnostics) -> String {
    match (count, reports.len()) {
        (0, 0) => "nothing".to_owned(),
        (_, 0) => format!("{} {how}", counted(count, noun)),
        (_, wrong) => format!("{}, {wrong} not {how}", counted(count, noun)),
    }
}

fn check_evidence(session: &mut Session, folder: &Path) -> Result<(Diagnostics, usize), Stop> {
    let registers = load_registers(&Disk, &mut session.sources, folder);
    let registers = session.pass(registers)?;
    let mut reports = Diagnostics::new();
    let mut count = 0;
    for draft in &registers {
        let looked = look_at_files(&Disk, folder, &draft.register);
        count += looked.len();
        reports.append(check_files(&draft.register.pieces, &draft.places, &looked));
    }
    Ok((reports, count))
}

fn check_packages(folder: &Path, dossier: &Dossier) -> (Diagnostics, usize) {
    let mut reports = Diagnostics::new();
    let mut count = 0;
    for package in dossier.journal.received() {
        count += 1;
        let bytes = Disk.read(&folder.join(&package.file));
        match bytes {
            Ok(bytes) if FileHash::of(&bytes).to_string() == package.sha256 => {}
            Ok(bytes) => {
                let now = FileHash::of(&bytes).to_string();
                reports.push(codes::altered_package(&package.file, &now));
            }
            Err(error) => reports.push(codes::lost_package(&package.file, &error.to_string())),
        }
    }
    (reports, count)
}
