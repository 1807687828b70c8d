//! The command line: arguments, one file per command, reports for people and as JSON, exit codes.
//!
//! Commands return what they have to say; [`run`] alone writes to the terminal.

mod arguments;
mod build;
mod check;
mod codes;
mod completions;
mod dossier;
mod evidence;
mod explain;
mod fmt;
mod guard;
mod interview;
mod json;
mod list;
mod making;
mod options;
mod output;
mod papers;
mod prove;
mod provenance;
mod questions;
mod report;
mod schema;
mod scheme;
mod session;
mod signals;
mod snippet;
mod table;
mod terminal;
mod trial;
mod what_if;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

pub use codes::{CODES, all_codes};

use arguments::{Cli, Command};
use terminal::{Answer, Exit, Terminal};

/// Runs the program with its arguments, the program's name first.
///
/// Returns 0 if all is fine (even with warnings and open controls), 1 if there are errors and nothing was written, 2 if
/// the command line cannot be understood, 3 if there is a mistake in Praman itself. A signal that stops the program ends it
/// as it ends others, after its temporary files are gone.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(message) => return usage(&message),
    };
    signals::tidy_up_when_stopped();
    let terminal = Terminal::detect();
    let answer = guard::guarded(move || answer(&cli.command, terminal));
    ExitCode::from(answer.write() as u8)
}

fn answer(command: &Command, terminal: Terminal) -> Answer {
    match command {
        Command::New(arguments) => interview::new(arguments, terminal),
        Command::Build(arguments) => build::build(arguments, terminal),
        Command::Check(arguments) => check::check(arguments, terminal),
        Command::Fmt(arguments) => fmt::fmt(arguments, terminal),
        Command::List(arguments) => list::list(arguments, terminal),
        Command::Scheme(arguments) => scheme::scheme(arguments, terminal),
        Command::Provenance(arguments) => provenance::provenance(arguments, terminal),
        Command::Why(arguments) => why::why(arguments, terminal),
        Command::Questions(arguments) => questions::questions(arguments, terminal),
        Command::WhatIf(arguments) => what_if::what_if(arguments, terminal),
        Command::Prove(arguments) => prove::prove(arguments, terminal),
        Command::Test(arguments) => trial::test(arguments, terminal),
        Command::Dossier(arguments) => dossier::dossier(arguments, terminal),
        Command::Status(arguments) => dossier::status(arguments, terminal),
        Command::Answer(arguments) => dossier::answer(arguments, terminal),
        Command::Confirm(arguments) => dossier::confirm(arguments, terminal),
        Command::Settle(arguments) => dossier::settle(arguments, terminal),
        Command::CarryOver(arguments) => dossier::carry_over(arguments, terminal),
        Command::Round(arguments) => dossier::round(arguments, terminal),
        Command::Update(arguments) => dossier::update(arguments, terminal),
        Command::Ask(arguments) => dossier::ask(arguments, terminal),
        Command::Finding(arguments) => dossier::finding(arguments, terminal),
        Command::Reply(arguments) => dossier::reply(arguments, terminal),
        Command::Export(arguments) => dossier::export(arguments, terminal),
        Command::Import(arguments) => dossier::import(arguments, terminal),
        Command::Found(arguments) => dossier::found(arguments, terminal),
        Command::Undo(arguments) => dossier::undo(arguments, terminal),
        Command::Log(arguments) => dossier::log(arguments, terminal),
        Command::Report(arguments) => papers::report(arguments, terminal),
        Command::CheckOff(arguments) => papers::check_off(arguments, terminal),
        Command::Approve(arguments) => papers::approve(arguments, terminal),
        Command::Issue(arguments) => papers::issue(arguments, terminal),
        Command::Attach(arguments) => papers::attach(arguments, terminal),
        Command::Verify(arguments) => papers::verify(arguments, terminal),
        Command::Evidence(arguments) => evidence::evidence(arguments, terminal),
        Command::Explain(arguments) => explain::explain(arguments, terminal),
        Command::Schema(arguments) => schema::schema(arguments, terminal),
        Command::Completions(arguments) => completions::completions(arguments, Cli::command()),
    }
}

/// Shows help, the version, or what is wrong with the command line, which repeats words of it.
fn usage(message: &clap::Error) -> ExitCode {
    if message.use_stderr() {
        let answer = Answer::errors(message.render().to_string()).ending(Exit::Usage);
        return ExitCode::from(answer.write() as u8);
    }
    // A reader that went away needs no answer.
    let _ = message.print();
    ExitCode::from(Exit::Fine as u8)
}
