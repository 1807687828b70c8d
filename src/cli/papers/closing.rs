//! `praman report`: the papers that close a certification, and what keeps them from being issued.

use std::path::{Path, PathBuf};

use super::paper::{Paper, find_paper, tool};
use crate::cli::build::{Chosen, Order, build_product};
use crate::cli::dossier::{Desk, at_desk};
use crate::cli::making::{Making, with_made};
use crate::cli::output::OutputArguments;
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
        laboratory: arguments.laboratory.as_deref(),
        replace: false,
    };
    let built = build_product(session, &order, look)?;
    let papers = closing_papers(&arguments.folder)?;
    // What is wrong with the folder was said by the build.
    let rows = at_desk(&mut Session::default(), &arguments.folder, |desk, _| {
        Ok(papers.iter().map(|paper| row_of(paper, desk)).collect())
    });
    let rows: Vec<Vec<String>> = rows?;
    let table = render_table(
        &["paper", "state", "keeps it from being issued"],
        &rows,
        look,
    );
    Ok(format!("{built}\n{table}"))
}

/// Returns the papers that close a certification, as they are now.
fn closing_papers(folder: &Path) -> Result<Vec<Paper>, Stop> {
    let stamp = BuildStamp {
        tool: Some(tool()),
        ..BuildStamp::default()
    };
    let making = Making {
        product: folder,
        level: None,
        scheme: &SchemeArguments::default(),
        laboratory: None,
        open_for: None,
        stamp: &stamp,
    };
    with_made(&mut Session::default(), &making, |made, _| {
        let documents = product_documents(made.basis);
        let closing = documents.iter().filter(|document| document.closes);
        let papers = closing.filter_map(|document| find_paper(made, document, made.dossier?));
        Ok(papers.collect())
    })
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
