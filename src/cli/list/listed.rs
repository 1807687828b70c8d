//! Lists in the forms in which they are printed.

use clap::ValueEnum;
use serde::Serialize;

use crate::cli::json::to_json;
use crate::cli::table::render_table;
use crate::cli::terminal::Look;
use crate::model::{PartyId, Scheme};

/// The form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Aligned columns for people
    Table,
    /// An array of objects
    Json,
}

/// A row of a list.
pub(super) trait Listed: Serialize + Sized {
    /// The headings of the table.
    const HEADING: &'static [&'static str];

    /// Returns its cells in the table.
    fn cells(&self) -> Vec<String>;

    /// Returns the rows that stand below it in the table, and within it in JSON.
    fn parts(&self) -> &[Self] {
        &[]
    }
}

pub(super) fn render_list<R: Listed>(rows: &[R], form: Form, look: Look) -> String {
    if form == Form::Json {
        return to_json(&rows);
    }
    let rows = rows
        .iter()
        .flat_map(|row| std::iter::once(row).chain(row.parts()));
    let cells: Vec<Vec<String>> = rows.map(R::cells).collect();
    render_table(R::HEADING, &cells, look)
}

/// Returns a title as it heads an item, after the number of the source if that is known (L-340).
pub(super) fn headed(number: Option<&str>, title: &str) -> String {
    number.map_or_else(|| title.to_owned(), |number| format!("{number} {title}"))
}

pub(super) fn cells<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}

/// Returns the keys of the parties of an audience.
pub(super) fn audience_keys<'a>(scheme: &'a Scheme, audience: &[PartyId]) -> Vec<&'a str> {
    let parties = audience.iter();
    parties.map(|party| scheme.parties.key(*party)).collect()
}
