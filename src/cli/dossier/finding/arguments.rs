//! What can be said of findings on the command line. The doc comments are the manual.

use std::path::PathBuf;

use clap::ValueEnum;

/// Raise a finding
#[derive(Debug, clap::Args)]
pub(super) struct RaiseArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Say what it is about: a slot as documents print it, a requirement, or `product`
    #[arg(long, value_name = "SLOT")]
    pub about: String,
    /// Give its class, one of those of the edition, such as major
    #[arg(long, value_name = "CLASS")]
    pub class: String,
    /// Say what was found; - reads it from standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: String,
    /// Name the party that answers it; without it, that is the party that applies for the certificate
    #[arg(long, value_name = "PARTY")]
    pub to: Option<String>,
    /// Say until when a response is wanted, in the form 2026-12-24
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    #[command(flatten)]
    pub by: Written,
}

/// Answer a finding: why it came about, and what is done about it
///
/// What is not given stays as it was. A response after one that was refused is a new one, and so is one to a finding that
/// was opened again.
#[derive(Debug, clap::Args)]
pub(super) struct RespondArguments {
    #[command(flatten)]
    pub one: Named,
    /// Say why it came about; - reads it from standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub cause: Option<String>,
    /// Say what was done about the case that was found
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub correction: Option<String>,
    /// Say what is done so that it does not come again
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub action: Option<String>,
    #[command(flatten)]
    pub by: Written,
}

/// Say whether the response to a finding is accepted
///
/// A finding is closed by a response that is accepted.
#[derive(Debug, clap::Args)]
pub(super) struct VerifyArguments {
    #[command(flatten)]
    pub one: Named,
    /// Say whether the response settles the finding
    #[arg(long, value_enum, value_name = "RESULT")]
    pub result: Judged,
    /// Say what the verification showed; - reads it from standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Name the evidence that shows it, by its numbers, separated by commas
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
    pub evidence: Vec<String>,
    /// Say until when another response is wanted
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    #[command(flatten)]
    pub by: Written,
}

/// Whether a response is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Judged {
    /// It settles the finding, which is closed
    Accepted,
    /// It does not, and another one is wanted
    Refused,
}

/// Close a finding without an accepted response, such as one that was raised by mistake
#[derive(Debug, clap::Args)]
pub(super) struct CloseArguments {
    #[command(flatten)]
    pub one: Named,
    /// Give the reason
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub because: String,
    #[command(flatten)]
    pub by: Written,
}

/// Open a finding again that was closed
#[derive(Debug, clap::Args)]
pub(super) struct ReopenArguments {
    #[command(flatten)]
    pub one: Named,
    /// Give the reason
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub because: String,
    /// Say until when another response is wanted
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    #[command(flatten)]
    pub by: Written,
}

/// List the findings with their state
#[derive(Debug, clap::Args)]
pub(super) struct ListArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// List only findings that are not closed
    #[arg(long)]
    pub open: bool,
    /// Choose the form of the output
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    pub format: ListForm,
    /// Take this day for today, as 2026-01-31
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}

/// The form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListForm {
    /// A table for people
    Text,
    /// One JSON document
    Json,
}

/// A finding of a dossier.
#[derive(Debug, clap::Args)]
pub(super) struct Named {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Name the finding by its number, such as L-N1, or by its id
    #[arg(value_name = "FINDING")]
    pub finding: String,
}

/// Who writes a part of a finding, and the day on which it was written.
#[derive(Debug, clap::Args)]
pub(super) struct Written {
    /// Give the day, in the form 2026-01-31; without it, it is today, in UTC
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Name the person, by the key under `people` in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    pub person: String,
}
