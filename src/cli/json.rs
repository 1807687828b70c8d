//! Diagnostics as one JSON document.

use std::fmt::Write as _;

use serde::Serialize;

use super::report::count;
use crate::diag::{Diagnostic, Diagnostics, Edit, Label};
use crate::render::is_hidden;
use crate::source::{Place, Sources, Span};

/// Writes diagnostics as one JSON document with a line feed at its end.
///
/// Lines and columns count from 1, columns in characters; an end is the position after the last character.
pub(super) fn render_json(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let (errors, warnings) = count(diagnostics);
    let document = Document {
        diagnostics: diagnostics
            .iter()
            .map(|diagnostic| report(sources, diagnostic))
            .collect(),
        errors,
        warnings,
    };
    to_json(&document)
}

/// Writes a value as indented JSON with a line feed at its end. Characters that control a terminal, which can stand only in
/// its texts, are escaped.
pub(super) fn to_json(value: &impl Serialize) -> String {
    // Our types have text keys and finite numbers, so JSON can hold them.
    let plain = serde_json::to_string_pretty(value).unwrap_or_default() + "\n";
    if !plain.contains(is_hidden) {
        return plain;
    }
    let mut json = String::with_capacity(plain.len());
    for letter in plain.chars() {
        if is_hidden(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing to a string does not fail.
                let _ = write!(json, "\\u{unit:04x}");
            }
        } else {
            json.push(letter);
        }
    }
    json
}

#[derive(Serialize)]
struct Document<'a> {
    diagnostics: Vec<Report<'a>>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Report<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    position: Position<'a>,
    label: Option<&'a str>,
    labels: Vec<Other<'a>>,
    help: Option<&'a str>,
    note: Option<&'a str>,
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Other<'a> {
    message: &'a str,
    #[serde(flatten)]
    position: Position<'a>,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    #[serde(flatten)]
    position: Position<'a>,
    /// Offsets in bytes.
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize, Default)]
struct Position<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

fn report<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Report<'a> {
    let related = |label: &'a Label| Other {
        message: &label.text,
        position: position(sources, Some(label.place)),
    };
    let label = diagnostic.primary.as_ref().map(|label| label.text.as_str());
    Report {
        code: diagnostic.code.id,
        severity: diagnostic.severity().word(),
        message: &diagnostic.message,
        position: position(sources, diagnostic.place()),
        label: label.filter(|text| !text.is_empty()),
        labels: diagnostic.secondary.iter().map(related).collect(),
        help: diagnostic.help.as_deref(),
        note: diagnostic.note.as_deref(),
        fix: diagnostic.fix.as_ref().map(|fix| Fix {
            title: &fix.title,
            edits: fix
                .edits
                .iter()
                .map(|edit| replacement(sources, edit))
                .collect(),
        }),
    }
}

fn replacement<'a>(sources: &'a Sources, edit: &'a Edit) -> Replacement<'a> {
    Replacement {
        position: position(sources, Some(edit.place)),
        start: edit.place.span.start,
        end: edit.place.span.end,
        text: &edit.text,
    }
}

fn position(sources: &Sources, place: Option<Place>) -> Position<'_> {
    let located = place.and_then(|place| Some((place, sources.get(place.file)?)));
    let Some((place, file)) = located else {
        return Position::default();
    };
    let end = Span::new(place.span.end, place.span.end);
    let start = sources.line_column(place);
    let end = sources.line_column(Place::new(place.file, end));
    Position {
        file: Some(file.path()),
        line: start.map(|at| at.line),
        column: start.map(|at| at.column),
        end_line: end.map(|at| at.line),
        end_column: end.map(|at| at.column),
    }
}
