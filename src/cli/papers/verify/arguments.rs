//! The arguments of `praman verify`, and what it finds out.

use std::path::PathBuf;

use crate::cli::output::read_date;
use crate::model::Date;

/// Verify that a paper is what the dossier gives, or that a dossier is whole
///
/// Of a paper, it makes the paper again and says that the file is identical, in which slots it differs, and where it differs
/// elsewhere. Of a dossier, it checks the chain of the journal, edits by hand, evidence, packages and issued papers. It shows that things
/// agree, not who made them. Ends with 1 if something differs.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct VerifyArguments {
    /// Verify this file, or the folder of this dossier
    #[arg(value_name = "FILE|DIR")]
    pub file: PathBuf,
    /// Name the folder of the dossier of which the file was made
    #[arg(long, value_name = "DIR")]
    pub dossier: Option<PathBuf>,
    /// Name the paper; without it, the name of the file does
    #[arg(long, value_name = "PAPER")]
    pub paper: Option<String>,
    /// Name the date that a draft prints, as --date of build
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    pub date: Option<Date>,
    /// Name the first working day with which a draft was made, as --first-day of build
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    pub first_day: Option<Date>,
}

/// What was found out.
pub(super) struct Verified {
    /// What to say.
    pub text: String,
    /// Whether all agrees.
    pub agrees: bool,
}
