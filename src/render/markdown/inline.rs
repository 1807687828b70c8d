//! What stands within a line, as Markdown that people read.

use std::fmt::Write as _;

use crate::render::document::{
    Field, FieldKind, FilledField, FilledMark, Inline, Target, plain_text,
};
use crate::render::escape::{AtStart, escape_readable, isolate};
use crate::render::initials::printed;

/// Where inlines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph or heading.
    Line,
    /// In a cell or heading, which has no line ends and begins no line.
    Cell,
    /// On one line that may be the beginning of an item or paragraph.
    Item,
}

/// Writes a paragraph; a blank that stands alone gets its label, or it would be a line across the page.
pub(super) fn write_paragraph(content: &[Inline]) -> String {
    let mut text = String::new();
    if let [Inline::Field(field)] = content
        && !field.label.is_empty()
    {
        text = escape_readable(&field.label, AtStart::Yes) + ": ";
    }
    text + &write_inlines(content, Place::Line)
}

pub(super) fn write_inlines(inlines: &[Inline], place: Place) -> String {
    let mut out = String::new();
    let mut rest = inlines.iter();
    while let Some(inline) = rest.next() {
        let after = first_character(rest.as_slice());
        inline_into(inline, after, place, &mut out);
    }
    out.trim_end().to_owned()
}

fn first_character(inlines: &[Inline]) -> Option<char> {
    let first = inlines.first()?;
    match first {
        Inline::Break => Some(' '),
        Inline::Field(field) => match field.answer() {
            Some(filled) => filled.lines.first()?.chars().next(),
            // Blanks and boxes begin with punctuation.
            None => Some('['),
        },
        Inline::Text(_)
        | Inline::Strong(_)
        | Inline::Emphasis(_)
        | Inline::Code(_)
        | Inline::Link { .. } => plain_text(std::slice::from_ref(first)).chars().next(),
    }
}

fn inline_into(inline: &Inline, after: Option<char>, place: Place, out: &mut String) {
    match inline {
        Inline::Text(text) => out.push_str(&escape_readable(text, at_start(place, out))),
        Inline::Strong(inner) => wrapped("**", inner, after, place, out),
        Inline::Emphasis(inner) => wrapped("*", inner, after, place, out),
        Inline::Code(code) => out.push_str(&code_span(code)),
        Inline::Link { target, content } => {
            let content = write_inlines(content, place);
            // Writing to a string does not fail.
            let _ = write!(out, "[{content}]({})", address(target));
        }
        Inline::Field(field) => {
            if let Some(filled) = field.answer() {
                filled_into(filled, after, place, out);
            } else {
                out.push_str(&blank(field));
                mark_into(field.note(), after, place, out);
            }
        }
        Inline::Break => out.push_str(match place {
            Place::Line => "\\\n",
            Place::Cell | Place::Item => "<br>",
        }),
    }
}

/// Says whether what is written next begins a line.
fn at_start(place: Place, out: &str) -> AtStart {
    let first = out.is_empty() || out.ends_with('\n');
    match place {
        Place::Line | Place::Item if first => AtStart::Yes,
        Place::Line | Place::Item | Place::Cell => AtStart::No,
    }
}

/// Writes what is filled in: its lines on one line, so that none begins anything, and the mark that says why they do not
/// count as they are.
fn filled_into(filled: &FilledField, after: Option<char>, place: Place, out: &mut String) {
    for (index, line) in filled.lines.iter().enumerate() {
        out.push_str(if index > 0 { "<br>" } else { "" });
        let line = escape_readable(line, at_start(place, out));
        out.push_str(&isolate(line));
    }
    mark_into(filled.mark.as_ref(), after, place, out);
}

fn mark_into(mark: Option<&FilledMark>, after: Option<char>, place: Place, out: &mut String) {
    if let Some(mark) = mark {
        out.push_str("<br>");
        let words = Inline::Text(mark.words.clone());
        inline_into(&Inline::Strong(vec![words]), after, place, out);
    }
}

/// Writes stressed text; without the marks where Markdown would not read them as such.
fn wrapped(mark: &str, inner: &[Inline], after: Option<char>, place: Place, out: &mut String) {
    let inner = write_inlines(inner, place);
    let inner = inner.trim();
    let mark = if can_mark(out.chars().next_back(), inner, after) {
        mark
    } else {
        ""
    };
    out.push_str(mark);
    out.push_str(inner);
    out.push_str(mark);
}

/// Says whether marks around `inner` open and close: punctuation inside needs a blank or punctuation
/// outside, and marks do not touch other marks.
fn can_mark(before: Option<char>, inner: &str, after: Option<char>) -> bool {
    let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else {
        return false;
    };
    let apart = |side: Option<char>| side.is_none_or(|side| !side.is_alphanumeric());
    let opens = first.is_alphanumeric() || apart(before);
    let closes = last.is_alphanumeric() || apart(after);
    let touches = [before, Some(first), Some(last), after].contains(&Some('*'));
    opens && closes && !touches
}

/// Writes code where Markdown can carry it without a doubt, else text.
fn code_span(code: &str) -> String {
    let plain =
        !code.trim().is_empty() && !code.contains(['`', '|', '\n', '\\']) && code.trim() == code;
    if plain {
        format!("`{code}`")
    } else {
        // Four blanks at the beginning of a line would make a block of code.
        escape_readable(&single_blanks(code), AtStart::No)
    }
}

/// Makes one of blanks that follow one another.
fn single_blanks(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for character in text.chars() {
        if character != ' ' || !single.ends_with(' ') {
            single.push(character);
        }
    }
    single
}

fn address(target: &Target) -> String {
    let (mark, address) = match target {
        Target::Web(address) => ("", address.as_str()),
        Target::Anchor(anchor) => ("#", anchor.as_str()),
        Target::File(name) => ("", name.as_str()),
    };
    let mut encoded = mark.to_owned();
    for character in address.chars() {
        match character {
            ' ' | '<' | '>' | '(' | ')' | '\\' | '|' | '`' | '"' => {
                let _ = write!(encoded, "%{:02X}", u32::from(character));
            }
            other if other.is_control() => {}
            other => encoded.push(other),
        }
    }
    encoded
}

/// Writes a field as people fill it in on paper: a blank, or boxes.
fn blank(field: &Field) -> String {
    match &field.kind {
        FieldKind::Text | FieldKind::Lines | FieldKind::Drawing | FieldKind::Signature
            if field.value.is_empty() =>
        {
            "____".to_owned()
        }
        FieldKind::Text | FieldKind::Lines | FieldKind::Drawing | FieldKind::Signature => {
            escape_readable(&field.value, AtStart::No)
        }
        FieldKind::Check => "[ ]".to_owned(),
        FieldKind::Choice(options) => {
            let words = printed(field.words, options);
            let boxes = words.iter().map(|(key, title)| {
                let mark = if **key == field.value { 'x' } else { ' ' };
                format!("[{mark}] {}", escape_readable(title, AtStart::No))
            });
            boxes.collect::<Vec<_>>().join(" ")
        }
    }
}
