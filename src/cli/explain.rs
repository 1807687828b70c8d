//! `praman explain`: explains a code.

use std::path::Path;

use super::codes::{all_codes, unknown_code};
use super::session::Session;
use super::terminal::{Answer, Terminal};
use crate::diag::Code;
use crate::project::{FileSystem, shipped};

/// Explain the code of an error or a warning
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Give the code, such as P0204
    #[arg(value_name = "CODE")]
    code: String,
}

/// Runs `praman explain`: prints the page of a code.
pub(super) fn explain(arguments: &Arguments, terminal: Terminal) -> Answer {
    let wanted = arguments.code.trim().to_ascii_uppercase();
    let mut session = Session::default();
    let code = all_codes().find(|code| code.id == wanted);
    let result = match code {
        Some(code) => Ok(page(code)),
        None => session.fail(unknown_code(&wanted)),
    };
    session.finish(result, terminal)
}

fn page(code: &Code) -> String {
    let path = format!("docs/diagnostics/{}.md", code.id);
    let page = shipped().read(Path::new(&path)).ok();
    let page = page.and_then(|bytes| String::from_utf8(bytes).ok());
    page.unwrap_or_else(|| format!("{} ({}): {}\n", code.id, code.severity.word(), code.summary))
}
