//! `praman finding`: what a party raises against the product or the work, and what becomes of it.

mod arguments;
mod list;
mod number;
mod pick;
mod raise;
mod step;

use clap::Subcommand;

pub(super) use list::FindingLine;
pub(super) use number::check_numbers;

use crate::cli::terminal::{Answer, Terminal};
use arguments::{
    CloseArguments, ListArguments, RaiseArguments, ReopenArguments, RespondArguments,
    VerifyArguments,
};

/// Raise findings, answer them, verify the answers, and close them
///
/// A finding is raised by one party and answered by another. Each finding has a number, such as L-N1, and goes to the
/// parties that may see it with the next packages. docs/dossier/findings.md says more.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct FindingArguments {
    #[command(subcommand)]
    command: FindingCommand,
}

#[derive(Debug, Subcommand)]
enum FindingCommand {
    Raise(RaiseArguments),
    Respond(RespondArguments),
    Verify(VerifyArguments),
    Close(CloseArguments),
    Reopen(ReopenArguments),
    List(ListArguments),
}

pub(in crate::cli) fn finding(arguments: &FindingArguments, terminal: Terminal) -> Answer {
    match &arguments.command {
        FindingCommand::Raise(arguments) => raise::raise(arguments, terminal),
        FindingCommand::Respond(arguments) => step::respond(arguments, terminal),
        FindingCommand::Verify(arguments) => step::verify(arguments, terminal),
        FindingCommand::Close(arguments) => step::close(arguments, terminal),
        FindingCommand::Reopen(arguments) => step::reopen(arguments, terminal),
        FindingCommand::List(arguments) => list::list(arguments, terminal),
    }
}
