//! The command line: arguments, one file per command, reports for people and as JSON, exit codes.
//!
//! Commands return what they have to say; [`run`] alone writes to the terminal.

mod arguments;
mod build;
mod check;
mod codes;
mod completions;
mod explain;
mod fmt;
mod guard;
mod json;
mod list;
mod output;
mod provenance;
mod report;
mod schema;
mod scheme;
mod session;
mod snippet;
mod table;
mod terminal;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

pub use codes::{CODES, all_codes};

use arguments::{Cli, Command};
use terminal::{Answer, Exit, Terminal};

/// Runs the program with its arguments, the program's name first.
///
/// Returns 0 where all is fine (warnings and open controls included), 1 where there are errors and nothing
/// was written, 2 where the command line cannot be understood, 3 where Praman itself made a mistake.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(message) => return usage(&message),
    };
    let terminal = Terminal::detect();
    let answer = guard::guarded(move || answer(&cli.command, terminal));
    ExitCode::from(answer.write() as u8)
}

fn answer(command: &Command, terminal: Terminal) -> Answer {
    match command {
        Command::Build(arguments) => build::build(arguments, terminal),
        Command::Check(arguments) => check::check(arguments, terminal),
        Command::Fmt(arguments) => fmt::fmt(arguments, terminal),
        Command::List(arguments) => list::list(arguments, terminal),
        Command::Scheme(arguments) => scheme::scheme(arguments, terminal),
        Command::Provenance(arguments) => provenance::provenance(arguments, terminal),
        Command::Why(arguments) => why::why(arguments, terminal),
        Command::Explain(arguments) => explain::explain(arguments, terminal),
        Command::Schema(arguments) => schema::schema(arguments, terminal),
        Command::Completions(arguments) => completions::completions(arguments, Cli::command()),
    }
}

/// Shows help, the version, or what is wrong with the command line.
fn usage(message: &clap::Error) -> ExitCode {
    // A reader that went away needs no answer.
    let _ = message.print();
    let exit = if message.use_stderr() {
        Exit::Usage
    } else {
        Exit::Fine
    };
    ExitCode::from(exit as u8)
}
