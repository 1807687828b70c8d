//! `praman verify`: whether a paper, or the folder of a dossier, is what it claims to be.

mod compare;
mod file;
mod folder;
mod html;

use std::path::PathBuf;

use crate::cli::output::read_date;
use crate::cli::session::Session;
use crate::cli::terminal::{Answer, Exit, Terminal};
use crate::model::Date;
use crate::project::{Disk, is_dossier};

/// Verify that a paper is what the dossier gives, or that a dossier is whole
///
/// Of a paper, it makes the paper again and says that the file is identical, in which slots it differs, and where it differs
/// elsewhere. Of a dossier, it checks the chain of the journal, edits by hand, evidence, packages and issued papers. It shows that things
/// agree, not who made them. Ends with 1 if something differs.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct VerifyArguments {
    /// Verify this file, or the folder of this dossier
    #[arg(value_name = "FILE|DIR")]
    file: PathBuf,
    /// Name the folder of the dossier of which the file was made
    #[arg(long, value_name = "DIR")]
    dossier: Option<PathBuf>,
    /// Name the paper; without it, the name of the file does
    #[arg(long, value_name = "PAPER")]
    paper: Option<String>,
    /// Name the date that a draft prints, as --date of build
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    date: Option<Date>,
    /// Name the first working day with which a draft was made, as --first-day of build
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    first_day: Option<Date>,
}

/// What was found out.
struct Verified {
    /// What to say.
    text: String,
    /// Whether all agrees.
    agrees: bool,
}

pub(in crate::cli) fn verify(arguments: &VerifyArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let mut agrees = true;
    let is_folder = is_dossier(&Disk, &arguments.file);
    let verified = match &arguments.dossier {
        Some(dossier) => file::verify_file(&mut session, arguments, dossier),
        None if is_folder => folder::verify_folder(&mut session, &arguments.file),
        None => {
            return Answer::usage(
                "name a dossier, or a file with its dossier: praman verify FILE --dossier DIR",
            );
        }
    };
    let result = verified.map(|verified| {
        agrees = verified.agrees;
        verified.text
    });
    let answer = session.finish(result, terminal);
    if !agrees && answer.exit == Exit::Fine {
        return answer.ending(Exit::Errors);
    }
    answer
}
