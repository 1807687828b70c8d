//! `praman status`: what is answered, what is missing, what is to review, and whose turn it is.

mod counts;
mod json;
mod text;

use std::path::PathBuf;

use clap::ValueEnum;

use super::desk::{Desk, at_desk};
use crate::cli::session::Session;
use crate::cli::terminal::{Answer, Exit, Terminal};
use counts::Report;

/// Show what is answered in a dossier, what is missing, and whose turn it is
///
/// Counts what is answered, missing, to review, in conflict and undecided, for each party, each document and each
/// requirement. Below, it lists what is to review with what has changed, and each conflict with the numbers of its
/// answers. docs/dossier.md explains these words.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct StatusArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Show only what this party fills in
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// List also each slot that is missing
    #[arg(long)]
    missing: bool,
    /// Choose the form of the output
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    format: Form,
    /// End with exit code 1 unless everything is answered and recorded
    #[arg(long)]
    complete: bool,
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
    let mut session = Session::default();
    let mut is_complete = true;
    let result = at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
        let party = party(desk, arguments, diagnostics)?;
        let report = Report::of(desk, party);
        is_complete = report.is_complete();
        Ok(match arguments.format {
            Form::Json => json::render(desk, &report),
            Form::Text => text::render(desk, &report, arguments.missing, terminal.out),
        })
    });
    let answer = session.finish(result, terminal);
    if arguments.complete && !is_complete && answer.exit == Exit::Fine {
        return answer.ending(Exit::Errors);
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
