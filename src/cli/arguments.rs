//! What can be said on the command line. The doc comments are the manual.

use clap::{Parser, Subcommand};

use super::{build, check, completions, explain, fmt, list, provenance, schema, scheme, why};

/// Compile certification schemes into test plans, construction files, checklists and traceability matrices
///
/// A scheme's requirements are written once, with the levels they apply at, the products they apply to, the
/// evidence they call for and the procedures that verify them. From that, and a description of a product,
/// praman makes the documents of its certification. The scheme that ships with it needs no other file.
#[derive(Debug, Parser)]
#[command(
    name = "praman",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  fine, warnings and open controls included
  1  errors, nothing written
  2  the command line cannot be understood
  3  a mistake of praman's own

NO_COLOR=1 turns colour off.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(build::Arguments),
    Check(check::Arguments),
    Fmt(fmt::Arguments),
    List(list::Arguments),
    Scheme(scheme::Arguments),
    Provenance(provenance::Arguments),
    Why(why::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
}
