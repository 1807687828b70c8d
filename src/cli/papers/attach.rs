//! `praman attach`: adds a signed copy or a scan to an issue.

use std::path::PathBuf;

use super::codes;
use super::issued::{ATTACHED, issue_folder};
use crate::answers::{Attached, Exchanged, FileHash, PaperStep, paper_records};
use crate::cli::dossier::{Author, Desk, at_desk};
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::Diagnostic;
use crate::project::{Disk, FileSystem, MAX_FILE, safe_name, shown};

/// Attach a file to an issue of a paper: a signed copy, the scan of a stamped page
///
/// The file is copied into the folder of the issue, for good.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct AttachArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the paper
    #[arg(value_name = "PAPER")]
    paper: String,
    /// Name the file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Attach it to this issue; without it, to the last one
    #[arg(long, value_name = "N")]
    issue: Option<u32>,
    /// Name the person, by the key under `people` in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

pub(in crate::cli) fn attach(arguments: &AttachArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
        let mut author = Author::find(desk, &arguments.person, diagnostics)?;
        let planned = plan(desk, &author, arguments).map_err(|report| {
            diagnostics.push(*report);
            Stop
        })?;
        let (attached, bytes) = planned;
        let said = format!(
            "attached {} to {}, issue {}\n",
            attached.file, attached.paper, attached.issue
        );
        author.replace_file(attached.file.clone(), None, bytes);
        author.exchange(Exchanged::Paper(PaperStep::Attached(attached)));
        author.write(diagnostics)?;
        Ok(said)
    });
    session.finish(result, terminal)
}

/// Finds what it takes to attach a file.
fn plan(
    desk: &Desk<'_>,
    author: &Author<'_>,
    arguments: &AttachArguments,
) -> Result<(Attached, Vec<u8>), Box<Diagnostic>> {
    let paper = &arguments.paper;
    let holder = &desk.dossier.head.holder;
    if author.party() != holder {
        let of = author.party();
        let report = codes::other_party(paper, holder, &arguments.person, of);
        return Err(Box::new(report));
    }
    let records = paper_records(desk.dossier.journal.exchanges());
    let issues = records.get(paper).map(|record| record.issues.as_slice());
    let issues = issues.unwrap_or_default();
    let wanted = |issue: u32| arguments.issue.is_none_or(|wanted| wanted == issue);
    let issue = issues.iter().rev().map(|one| one.issued.issue);
    let issue = issue.into_iter().find(|issue| wanted(*issue));
    let Some(issue) = issue else {
        let known = issues.iter().map(|one| one.issued.issue);
        return Err(Box::new(codes::no_issue(paper, &known.collect::<Vec<_>>())));
    };
    let bytes = read(&arguments.file)?;
    let name = arguments.file.file_name().unwrap_or_default();
    let name = safe_name(&name.to_string_lossy());
    let file = format!("{}/{ATTACHED}/{name}", issue_folder(paper, issue));
    if !matches!(Disk.kind(&desk.folder.join(&file)), Ok(None)) {
        return Err(Box::new(codes::attached_before(&file)));
    }
    let attached = Attached {
        paper: paper.clone(),
        issue,
        sha256: FileHash::of(&bytes).to_string(),
        file,
    };
    Ok((attached, bytes))
}

fn read(file: &std::path::Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let failed = |why: &str| Box::new(codes::not_attached(&shown(file), why));
    let length = Disk
        .length(file)
        .map_err(|error| failed(&error.to_string()))?;
    if length > MAX_FILE {
        return Err(failed("it is too large"));
    }
    Disk.read(file).map_err(|error| failed(&error.to_string()))
}
