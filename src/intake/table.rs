//! A table of answers, as a test script or a spreadsheet writes it: comma-separated values, a row for each slot.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::codes;
use crate::diag::{Checked, Diagnostics};
use crate::source::{FileId, Place, Span};

/// The columns of a table, and whether it must have them.
const COLUMNS: [(&str, bool); 3] = [("slot", true), ("answer", true), ("why", false)];

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

/// Reads a table of answers. Its first row names the columns `slot`, `answer` and, if there are reasons, `why`, in any
/// order. A row without an answer says nothing.
///
/// # Errors
/// Reports columns that are missing, unknown or there twice, and rows of another length.
pub fn read_table(file: FileId, text: &str) -> Checked<Vec<TableRow>> {
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
    let mut columns = None;
    for record in reader.records() {
        // The text is UTF-8 and rows may have any length, so that none can fail to be read.
        let Ok(record) = record else { continue };
        let place = place_of(file, start, text, &record);
        let Some(known) = &columns else {
            let read = read_columns(&record, place);
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
        rows.extend(known.row(&record, place));
    }
    if columns.is_none() {
        let place = Place::new(file, Span::new(0, 0));
        diagnostics.push(codes::no_column(place, "slot"));
    }
    Checked::new(rows, diagnostics)
}

/// Which cell of a row is which.
#[derive(Default)]
struct Columns {
    length: usize,
    slot: usize,
    answer: usize,
    why: Option<usize>,
}

impl Columns {
    fn row(&self, record: &StringRecord, place: Place) -> Option<TableRow> {
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let answer = cell(self.answer);
        (!answer.is_empty()).then(|| TableRow {
            slot: cell(self.slot).trim().to_owned(),
            answer: answer.to_owned(),
            why: self.why.map(cell).unwrap_or_default().to_owned(),
            place,
        })
    }
}

fn read_columns(record: &StringRecord, place: Place) -> Checked<Columns> {
    let mut diagnostics = Diagnostics::new();
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    let names = || record.iter().map(str::trim);
    let is_known = |name: &str| COLUMNS.iter().any(|(known, _)| *known == name);
    // A first row of data is one mistake, and not one for each cell.
    let unknown = names().find(|name| !is_known(name));
    let known = COLUMNS.iter().map(|(known, _)| *known);
    diagnostics.extend(unknown.map(|name| codes::unknown_column(place, name, known)));
    for (at, name) in names().enumerate() {
        if found.insert(name, at).is_some() {
            diagnostics.push(codes::column_twice(place, name));
        }
    }
    let is_missing = |(name, is_needed): &&(&str, bool)| *is_needed && !found.contains_key(name);
    let missing = COLUMNS
        .iter()
        .find(is_missing)
        .filter(|_| unknown.is_none());
    diagnostics.extend(missing.map(|(name, _)| codes::no_column(place, name)));
    let at = |name: &str| found.get(name).copied();
    let columns = Columns {
        length: record.len(),
        slot: at("slot").unwrap_or_default(),
        answer: at("answer").unwrap_or_default(),
        why: at("why"),
    };
    Checked::new(columns, diagnostics)
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
