//! `praman completions`: completion scripts for shells.

use clap_complete::Shell;

use super::terminal::{Answer, Reader};

/// Print a completion script for a shell
///
/// Put it where your shell looks for completions, for example:
/// praman completions bash > ~/.local/share/bash-completion/completions/praman
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name the shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Writes the script for what can be said on the command line.
pub(super) fn completions(arguments: &Arguments, mut command: clap::Command) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "praman", &mut script);
    Answer::fine(String::from_utf8_lossy(&script)).read_by(Reader::Program)
}
