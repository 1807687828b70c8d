//! `praman explain`: what a code means.

use super::codes::all_codes;
use super::terminal::{Answer, Terminal};
use crate::diag::{Code, did_you_mean};

/// Explain the code of an error or a warning
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Give the code, as P0204
    code: String,
}

/// Prints the explanation of a code.
pub(super) fn explain(arguments: &Arguments, terminal: Terminal) -> Answer {
    let wanted = arguments.code.trim().to_ascii_uppercase();
    match all_codes().find(|code| code.id == wanted) {
        Some(code) => Answer::fine(explanation(code)),
        None => unknown(&wanted, terminal),
    }
}

fn explanation(code: &Code) -> String {
    format!(
        "# {}: {}\n\n{}\n",
        code.id,
        code.summary,
        code.severity.word()
    )
}

fn unknown(wanted: &str, _terminal: Terminal) -> Answer {
    let near = did_you_mean(wanted, all_codes().map(|code| code.id));
    let help = near.unwrap_or_else(|| "codes look like `P0204`".to_owned());
    Answer::errors(format!(
        "error: there is no code `{wanted}`\n  help: {help}\n"
    ))
}
