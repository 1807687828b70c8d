//! The options of `praman import`.

use std::path::PathBuf;

use clap::ValueEnum;

/// Take in packages that other parties sent, pages that were filled in, or tables of answers
///
/// Each answer is merged with what the folder holds: nothing that was typed is lost, and packages may come in any order and
/// more than once. A package of the party that applies for the certificate brings its product file, and answers are taken along
/// as `praman update` does. What cannot be placed goes to aside.yaml, and is offered again by the next import.
///
/// A page that was filled in in a browser is the file that *Save a copy* gives (.html), or a text with what *Copy answers as
/// text* gives (.txt, .eml). The answers of the party of PERSON are taken, each over what the page held when it was made.
///
/// A table is a CSV file with the columns `slot`, `answer` and, if there are reasons, `why`. Each row is answered as
/// `praman answer` does it; a row without an answer says nothing. A report of tests in the form of JUnit (.xml) answers the slots
/// that its tests are named after, or those that the table of --tests gives.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ImportArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Name the packages, the pages (.html, .txt), or the tables and reports of tests (.csv, .xml)
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// Show what would change, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Allow that more than ten answers are emptied
    #[arg(long)]
    pub(super) clear: bool,
    /// Read which slot each test answers from this table (.csv), with the columns test and slot
    #[arg(long, value_name = "FILE")]
    pub(super) tests: Option<PathBuf>,
    /// Choose the form of the receipt
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    pub(super) format: Form,
    /// Name the person who imports, by the key in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    pub(super) person: String,
}

/// The form of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Lists for people
    Text,
    /// One JSON document
    Json,
}
