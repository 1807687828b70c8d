//! `praman status`: what is answered, what is missing, what is to review, and whose turn it is.

mod counts;
mod evidence;
mod findings;
mod json;
mod text;

use std::path::PathBuf;

use clap::ValueEnum;

use super::at_desk::check_dossier;
use super::desk::Desk;
use super::finding::check_numbers;
use crate::answers::findings;
use crate::cli::build::OwnFiles;
use crate::cli::evidence::{day_of, read_own_file};
use crate::cli::making::{Making, Purpose, with_made};
use crate::cli::papers::{check_issued, paper_lines};
use crate::cli::session::{SchemeArguments, Session};
use crate::cli::terminal::{Answer, Exit, Terminal};
use crate::view::BuildStamp;
use counts::Report;
use evidence::{EvidenceReport, OnDay};

/// Show what is answered in a dossier, what is missing, and whose turn it is
///
/// Counts what is answered, missing, to review, in conflict and undecided, for each party, each document and each
/// requirement. Below, it lists what is to review with what has changed, and each conflict with the numbers of its
/// answers. docs/dossier.md explains these words. Then it says what of the evidence of each party is missing, wrong or no
/// longer valid.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct StatusArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Show only what this party fills in
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// List also each slot and each piece of evidence that is missing
    #[arg(long)]
    missing: bool,
    /// Choose the form of the output
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    format: Form,
    /// End with exit code 1 unless everything is answered and recorded, all evidence is there, and no finding is open that
    /// stops a certificate
    #[arg(long)]
    complete: bool,
    /// Check this file of the laboratory too: whether calibrations are valid
    #[arg(long, value_name = "FILE")]
    laboratory: Option<PathBuf>,
    /// Take this day for today, as 2026-01-31
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

/// The form of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Tables for people
    Text,
    /// One JSON document
    Json,
}

pub(in crate::cli) fn status(arguments: &StatusArguments, terminal: Terminal) -> Answer {
    let Some(today) = day_of(arguments.today.as_deref()) else {
        return Answer::usage("`--today` takes a date such as 2026-01-31");
    };
    let mut session = Session::default();
    let mut is_complete = true;
    let laboratory = read_own_file(&mut session, arguments.laboratory.as_deref());
    let result = laboratory.and_then(|laboratory| {
        let laboratory = laboratory.as_ref();
        let making = Making {
            product: &arguments.folder,
            level: None,
            scheme: &SchemeArguments::default(),
            own_files: OwnFiles::default(),
            open_for: None,
            stamp: &BuildStamp::default(),
            purpose: Purpose::Papers,
        };
        check_dossier(&mut session, &arguments.folder)?;
        with_made(&mut session, &making, |made, diagnostics| {
            let desk = made.desk(diagnostics)?;
            let party = party(desk, arguments, diagnostics)?;
            let report = Report::of(desk, party);
            let evidence = EvidenceReport::of(desk, OnDay { today, laboratory }, party);
            let papers = paper_lines(made);
            diagnostics.append(check_issued(desk.folder, desk.dossier).diagnostics);
            check_numbers(&findings(desk.answers), diagnostics);
            is_complete = report.is_complete() && evidence.is_complete();
            Ok(match arguments.format {
                Form::Json => json::render(desk, &report, &evidence, &papers, today),
                Form::Text => {
                    let told = text::Told {
                        report: &report,
                        evidence: &evidence,
                        papers: &papers,
                        lists_missing: arguments.missing,
                        today,
                    };
                    text::render(desk, &told, terminal.out)
                }
            })
        })
    });
    let answer = session.finish(result, terminal);
    if arguments.complete && !is_complete {
        return answer.unless_failed(Exit::Errors);
    }
    answer
}

/// Returns the key of the party that is asked for.
fn party<'a>(
    desk: &Desk<'_>,
    arguments: &'a StatusArguments,
    diagnostics: &mut crate::diag::Diagnostics,
) -> Result<Option<&'a str>, crate::cli::session::Stop> {
    let Some(named) = arguments.party.as_deref() else {
        return Ok(None);
    };
    let parties = &desk.basis.scheme.parties;
    if parties.lookup(named).is_some() {
        return Ok(Some(named));
    }
    let known: Vec<&str> = parties.keys().collect();
    diagnostics.push(super::codes::unknown_party(named, &known));
    Err(crate::cli::session::Stop)
}
