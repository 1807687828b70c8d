//! `praman evidence`: the evidence of a dossier.

mod add;
mod beside;
mod check;
mod folder;
mod list;
mod opened;
mod unsaid;

use clap::Subcommand;

use super::terminal::{Answer, Terminal};

pub(super) use beside::{Beside, BesideInView, SAMPLES_FILE, listed, read_samples_file};
pub(super) use check::{day_of, read_own_file};
pub(super) use unsaid::not_sent;

/// Register the evidence of a dossier, list it, and check it
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: EvidenceCommand,
}

#[derive(Debug, Subcommand)]
enum EvidenceCommand {
    Add(add::Arguments),
    List(list::Arguments),
    Check(check::Arguments),
}

pub(super) fn evidence(arguments: &Arguments, terminal: Terminal) -> Answer {
    match &arguments.command {
        EvidenceCommand::Add(arguments) => add::add(arguments, terminal),
        EvidenceCommand::List(arguments) => list::list(arguments, terminal),
        EvidenceCommand::Check(arguments) => check::check(arguments, terminal),
    }
}
