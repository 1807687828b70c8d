//! `praman report`: the papers that close a certification, and what keeps them from being issued.

use std::path::{Path, PathBuf};

use super::bar::{Bar, stopping_findings};
use super::paper::{Paper, find_paper, tool};
use crate::cli::build::{Chosen, Order, OwnFiles, build_product};
use crate::cli::dossier::Desk;
use crate::cli::making::{Made, Making, Purpose, with_made};
use crate::cli::output::OutputArguments;
use crate::cli::report::counted;
use crate::cli::session::{SchemeArguments, Session, Stop};
use crate::cli::table::render_table;
use crate::cli::terminal::{Answer, Look, Terminal};
use crate::project::{Disk, is_dossier};
use crate::render::product_documents;
use crate::view::{BuildStamp, PaperState};

/// Make the papers that close a certification: test report, checklist, decision, certificate, traceability
///
/// They are written from what the dossier holds, as drafts until they are issued. At the end stands what keeps each of
/// them from being issued. docs/dossier/report.md says more.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ReportArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    output: OutputArguments,
    /// Write into this folder; by default, into out in the folder of the dossier
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Show what this file of the laboratory says; by default, for a dossier of the laboratory, what laboratory.yaml beside its
    /// folder says, if there is such a file
    #[arg(long, value_name = "FILE")]
    laboratory: Option<PathBuf>,
}

pub(in crate::cli) fn report(arguments: &ReportArguments, terminal: Terminal) -> Answer {
    if !is_dossier(&Disk, &arguments.folder) {
        return Answer::usage(
            "`praman report` takes the folder of a dossier; `praman build --target report` makes an empty report of a product file",
        );
    }
    let mut session = Session::default();
    let result = build_closing(&mut session, arguments, terminal.out);
    session.finish(result, terminal)
}

fn build_closing(
    session: &mut Session,
    arguments: &ReportArguments,
    look: Look,
) -> Result<String, Stop> {
    let scheme = SchemeArguments::default();
    let order = Order {
        product: &arguments.folder,
        level: None,
        scheme: &scheme,
        chosen: Chosen::Closing,
        output: &arguments.output,
        out: arguments.out.as_deref(),
        first_day: None,
        open_for: None,
        own_files: OwnFiles {
            laboratory: arguments.laboratory.as_deref(),
            maker: None,
        },
        replace: false,
    };
    // A paper is checked and issued with the laboratory's file that lies beside the dossier. Another one says other things.
    let is_usual = arguments.laboratory.is_none();
    let (built, rows) = build_product(session, &order, look, |made| {
        is_usual.then(|| closing_rows(made)).flatten()
    })?;
    let rows = match rows {
        Some(rows) => rows,
        None => rows_of(&arguments.folder)?,
    };
    let table = render_table(
        &["paper", "state", "keeps it from being issued"],
        &rows,
        look,
    );
    Ok(format!("{built}\n{table}"))
}

/// Returns the rows of the papers that close a certification. They show the files that are read if no others are named.
fn rows_of(folder: &Path) -> Result<Vec<Vec<String>>, Stop> {
    let stamp = BuildStamp {
        tool: Some(tool()),
        ..BuildStamp::default()
    };
    let making = Making {
        product: folder,
        level: None,
        scheme: &SchemeArguments::default(),
        own_files: OwnFiles::default(),
        open_for: None,
        stamp: &stamp,
        purpose: Purpose::Build,
    };
    // What is wrong with the folder was said by the build.
    with_made(&mut Session::default(), &making, |made, _| {
        closing_rows(made).ok_or(Stop)
    })
}

/// Returns a row for each of the papers that close a certification, as they are now; `None` of a product file.
fn closing_rows(made: &Made<'_>) -> Option<Vec<Vec<String>>> {
    let (desk, dossier) = (made.desk?, made.dossier?);
    let documents = product_documents(made.basis);
    let closing = documents.iter().filter(|document| document.closes);
    let papers = closing.filter_map(|document| find_paper(made, document, dossier));
    Some(papers.map(|paper| row_of(&paper, desk)).collect())
}

/// The words for slots that are not settled, in the order in which they are told.
const UNSETTLED: [&str; 5] = [
    "missing",
    "to review",
    "in conflict",
    "undecided",
    "not checked",
];

fn row_of(paper: &Paper, desk: &Desk<'_>) -> Vec<String> {
    let words: Vec<&str> = paper
        .unsettled(desk, &paper.party)
        .map(|(_, word)| word)
        .collect();
    let counts = UNSETTLED.iter().filter_map(|word| {
        let count = words.iter().filter(|one| *one == word).count();
        (count > 0).then(|| format!("{count} {word}"))
    });
    let mut keeps: Vec<String> = counts.collect();
    if paper.bar != Bar::None {
        let open = stopping_findings(desk).len();
        keeps.extend((open > 0).then(|| counted(open, "open finding")));
    }
    let state = paper.state();
    let lacks = match state {
        PaperState::Draft => Some("nobody has checked it"),
        PaperState::Checked => Some("nobody has approved it"),
        PaperState::Approved | PaperState::Issued => None,
    };
    let lacks = lacks.filter(|_| !paper.is_of_applicant);
    keeps.extend(lacks.map(str::to_owned));
    vec![
        paper.key.clone(),
        state.word().to_owned(),
        if keeps.is_empty() {
            "nothing".to_owned()
        } else {
            keeps.join(", ")
        },
    ]
}
