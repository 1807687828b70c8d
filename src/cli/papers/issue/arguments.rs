//! What is said on the command line of an issue.

use std::path::PathBuf;

use crate::answers::IssuedCopy;
use crate::cli::output::{FormatArguments, read_date};
use crate::cli::papers::issued::ATTACHED;
use crate::model::Date;

/// Issue a paper: keep it for good as it is now, with its number, date, names and recipients
///
/// A paper of the party that applies can be issued when its slots are settled; one of another party must be checked and
/// approved too. A person of a party that does not fill in the paper issues it as a form to be filled in. A correction is a
/// new issue that takes the place of the one before it. docs/dossier/issue.md says more.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct IssueArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Name the paper, as --target of build does: plan, tcf
    #[arg(value_name = "PAPER")]
    pub(super) paper: String,
    /// Give its number, or the number that goes into the pattern of laboratory.yaml
    #[arg(long, value_name = "NUMBER")]
    pub(super) number: Option<String>,
    /// Say why it is issued; a correction says what is corrected
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(super) reason: Option<String>,
    /// Name somebody to whom it goes; may be given several times
    #[arg(long, value_name = "RECIPIENT")]
    pub(super) to: Vec<String>,
    /// Issue a copy that is marked as such, beside the others: original=Vayu Devices. May be given several times; a copy
    /// is written in HTML, into a folder of that name
    #[arg(long, value_name = "WORD=RECIPIENT", value_parser = read_copy)]
    pub(super) copy: Vec<IssuedCopy>,
    #[command(flatten)]
    pub(super) formats: FormatArguments,
    /// Give the date of the issue, in the form 2026-01-31; without it, it is today's, in UTC
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    pub(super) date: Option<Date>,
    /// Give the schedule of the paper this first working day, in the form 2026-02-02
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    pub(super) first_day: Option<Date>,
    /// Issue a paper for the decision although findings are open that stop a certificate; --reason says why
    #[arg(long, requires = "reason")]
    pub(super) despite_findings: bool,
    /// Name the person, by the key under `people` in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    pub(super) person: String,
}

/// Reads a copy: the word that marks it and names its folder, and to whom it goes.
pub(super) fn read_copy(text: &str) -> Result<IssuedCopy, String> {
    let parts = text.split_once('=');
    let parts = parts.map(|(copy, to)| (copy.trim(), to.trim()));
    let is_word = |word: &str| {
        let letters = || {
            word.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        };
        word.starts_with(|first: char| first.is_ascii_lowercase()) && letters()
    };
    match parts {
        Some((ATTACHED, _)) => Err(format!("`{ATTACHED}` is the folder of signed copies")),
        Some((copy, to)) if is_word(copy) && !to.is_empty() => Ok(IssuedCopy {
            copy: copy.to_owned(),
            to: to.to_owned(),
        }),
        _ => Err("a copy looks like `original=Vayu Devices`, its word in small letters".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_a_word_and_a_recipient() {
        let check = |text: &str, copy: Option<(&str, &str)>| {
            let read = read_copy(text).ok();
            let read = read
                .as_ref()
                .map(|one| (one.copy.as_str(), one.to.as_str()));
            assert_eq!(read, copy, "{text}");
        };
        check("original=Vayu Devices", Some(("original", "Vayu Devices")));
        check(" third-copy = A = B ", Some(("third-copy", "A = B")));
        for text in [
            "original",
            "original=",
            "=Vayu",
            "../up=Vayu",
            "Original=Vayu",
            "-=Vayu",
            "attached=Vayu",
        ] {
            check(text, None);
        }
    }
}
