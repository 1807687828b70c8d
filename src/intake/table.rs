//! A table of answers, as a test script or a spreadsheet writes it: comma-separated values, a row for each slot.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::codes;
use crate::diag::{Checked, Diagnostics};
use crate::source::{FileId, Place, Span};

/// What a kind of table is.
struct Form {
    /// What it is called in messages.
    what: &'static str,
    /// Its columns, and whether it must have them.
    columns: &'static [(&'static str, bool)],
    /// Its shortest first row.
    head: &'static str,
}

const ANSWERS: Form = Form {
    what: "table of answers",
    columns: &[("slot", true), ("answer", true), ("why", false)],
    head: "slot,answer",
};

const TESTS: Form = Form {
    what: "table of tests",
    columns: &[("test", true), ("slot", true)],
    head: "test,slot",
};

/// A row of a table of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The slot, as documents print it.
    pub slot: String,
    /// The answer; never empty.
    pub answer: String,
    /// The reason, which the journal keeps; may be empty.
    pub why: String,
    /// Its first line.
    pub place: Place,
}

/// A row of a table of tests: which slot a test answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestName {
    /// The class and the name of the test, with a point between them.
    pub test: String,
    /// The slot, as documents print it.
    pub slot: String,
    /// Its first line.
    pub place: Place,
}

/// Reads a table of answers. Its first row names the columns `slot`, `answer` and, if there are reasons, `why`, in any
/// order. A row without an answer says nothing.
///
/// # Errors
/// Reports columns that are missing, unknown or there twice, and rows of another length.
pub fn read_table(file: FileId, text: &str) -> Checked<Vec<TableRow>> {
    read_rows(file, text, &ANSWERS, |place, cell| {
        let answer = cell("answer");
        (!answer.is_empty()).then(|| TableRow {
            slot: cell("slot").trim().to_owned(),
            answer: answer.to_owned(),
            why: cell("why").to_owned(),
            place,
        })
    })
}

/// Reads a table of tests, which says what slot each test answers. Its first row names the columns `test` and `slot`. A row
/// without a slot says nothing.
///
/// # Errors
/// Reports columns that are missing, unknown or there twice, and rows of another length.
pub fn read_test_names(file: FileId, text: &str) -> Checked<Vec<TestName>> {
    read_rows(file, text, &TESTS, |place, cell| {
        let slot = cell("slot").trim();
        (!slot.is_empty()).then(|| TestName {
            test: cell("test").trim().to_owned(),
            slot: slot.to_owned(),
            place,
        })
    })
}

fn read_rows<Row>(
    file: FileId,
    text: &str,
    form: &Form,
    make: impl for<'r> Fn(Place, &dyn Fn(&str) -> &'r str) -> Option<Row>,
) -> Checked<Vec<Row>> {
    let mut diagnostics = Diagnostics::new();
    // Spreadsheets mark their UTF-8.
    let (start, text) = match text.strip_prefix('\u{feff}') {
        Some(text) => ('\u{feff}'.len_utf8(), text),
        None => (0, text),
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut columns: Option<Columns> = None;
    for record in reader.records() {
        // The text is UTF-8 and rows may have any length, so that none can fail to be read.
        let Ok(record) = record else { continue };
        let place = place_of(file, start, text, &record);
        let Some(known) = &columns else {
            let read = read_columns(&record, place, form);
            let is_wrong = read.diagnostics.has_errors();
            diagnostics.append(read.diagnostics);
            if is_wrong {
                return Checked::new(Vec::new(), diagnostics);
            }
            columns = Some(read.value);
            continue;
        };
        if record.len() != known.length {
            diagnostics.push(codes::uneven(place, record.len(), known.length));
            continue;
        }
        let cell = |name: &str| {
            let at = known.places.get(name);
            at.and_then(|at| record.get(*at)).unwrap_or_default()
        };
        rows.extend(make(place, &cell));
    }
    if columns.is_none() {
        let place = Place::new(file, Span::new(0, 0));
        let needed = form.columns.first().map_or("", |(name, _)| *name);
        diagnostics.push(codes::no_column(place, needed, form.head));
    }
    Checked::new(rows, diagnostics)
}

/// Which cell of a row is which.
#[derive(Default)]
struct Columns {
    length: usize,
    places: BTreeMap<String, usize>,
}

fn read_columns(record: &StringRecord, place: Place, form: &Form) -> Checked<Columns> {
    let mut diagnostics = Diagnostics::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let names = || record.iter().map(str::trim);
    let known = form.columns.iter().map(|(known, _)| *known);
    // A first row of data is one mistake, and not one for each cell.
    let unknown = names().find(|name| !known.clone().any(|known| known == *name));
    let report = |name| codes::unknown_column(place, form.what, name, known.clone());
    diagnostics.extend(unknown.map(report));
    for (at, name) in names().enumerate() {
        if places.insert(name.to_owned(), at).is_some() {
            diagnostics.push(codes::column_twice(place, name));
        }
    }
    let is_missing = |(name, is_needed): &&(&str, bool)| *is_needed && !places.contains_key(*name);
    let missing = form.columns.iter().find(is_missing);
    let missing = missing.filter(|_| unknown.is_none());
    diagnostics.extend(missing.map(|(name, _)| codes::no_column(place, name, form.head)));
    let length = record.len();
    Checked::new(Columns { length, places }, diagnostics)
}

/// Returns the place of a row: its first line.
fn place_of(file: FileId, start: usize, text: &str, record: &StringRecord) -> Place {
    let at = record.position().map_or(0, csv::Position::byte);
    let at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
    let rest = text.get(at..).unwrap_or_default();
    // The reader counts the rest of a line end, and lines without anything, to the row that follows.
    let row = rest.trim_start_matches(['\r', '\n']);
    let (at, rest) = (at + rest.len() - row.len(), row);
    let length = rest.lines().next().map_or(0, str::len);
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let (from, to) = (start + at, start + at + length);
    Place::new(file, Span::new(offset(from), offset(to)))
}
