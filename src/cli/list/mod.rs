//! `praman list`: what a scheme holds.

mod editions;
mod rows;
mod vocabulary;

use clap::ValueEnum;

use super::choose::choose_level;
use super::json::to_json;
use super::load::{SchemeArguments, load_scheme};
use super::report::render_reports;
use super::table::render_table;
use super::terminal::{Answer, Exit, Look, Terminal};
use rows::Part;
use vocabulary::{FactRow, list_facts};

pub(super) use vocabulary::answer_form;

/// List what a scheme holds: controls, evidence, procedures, facts, editions
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Choose what to list
    #[arg(value_enum)]
    what: What,
    /// List what a level of the edition calls for; without it, every level
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[command(flatten)]
    scheme: SchemeArguments,
    /// Choose the form of the list
    #[arg(long, value_enum, value_name = "FORM", default_value = "table")]
    format: Form,
}

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Controls with their levels, evidence and procedures
    Controls,
    /// Kinds of evidence with the controls that call for them
    Evidence,
    /// Test procedures with their depths and the controls that call for them
    Procedures,
    /// Facts and inventories: the questions of a product file
    Facts,
    /// Editions of the scheme
    Editions,
}

/// The form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Aligned columns for people
    Table,
    /// An array of objects
    Json,
}
