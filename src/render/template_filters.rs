//! The filters of templates: how values are written.

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

use super::escape::escape_line;

/// Sets a technical name or value as code, if it is made of plain characters.
pub(super) fn code(text: &str) -> String {
    let plain = |character: char| {
        character.is_ascii_alphanumeric()
            || matches!(
                character,
                '.' | ':' | '_' | '-' | '/' | '+' | '@' | ' ' | '×'
            )
    };
    if !text.is_empty() && text.trim() == text && text.chars().all(plain) {
        format!("`{text}`")
    } else {
        escape_line(text)
    }
}

/// Writes a number and a noun, in the plural unless the number is 1. Without a plural of its own, a noun takes an `s`.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
pub(super) fn counted(count: usize, one: String, many: Option<String>) -> String {
    match many {
        _ if count == 1 => format!("1 {one}"),
        Some(many) => format!("{count} {many}"),
        None => format!("{count} {one}s"),
    }
}

/// Writes the first letter of a text big, and leaves the others as they are.
pub(super) fn first_big(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}

/// Joins texts with a comma, or with what is given.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
pub(super) fn commas(texts: Vec<Value>, joiner: Option<&str>) -> Result<Value, Error> {
    let mut parts = Vec::with_capacity(texts.len());
    for text in &texts {
        match text.as_str() {
            Some(part) if text.is_safe() => parts.push(part.to_owned()),
            Some(part) => parts.push(escape_line(part)),
            None => {
                let what = "a list of texts was expected";
                return Err(Error::new(ErrorKind::InvalidOperation, what));
            }
        }
    }
    let joiner = joiner.map_or_else(|| ", ".to_owned(), escape_joiner);
    Ok(Value::from_safe_string(parts.join(&joiner)))
}

fn escape_joiner(joiner: &str) -> String {
    let word = joiner.chars().all(char::is_alphabetic);
    let before = if word { " " } else { "" };
    format!("{before}{} ", escape_line(joiner))
}

/// Shortens a place to the name of its file and the line: `product.yaml:12` of `examples/a/product.yaml:12`.
pub(super) fn file_line(place: &str) -> String {
    let (_, short) = place.rsplit_once('/').unwrap_or(("", place));
    short.to_owned()
}

/// Writes minutes as people say them: `1 h 30 min`.
pub(super) fn time(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// Writes minutes of working time in days of 8 h, to half a day; less than half a day in hours: `10½ days`.
pub(super) fn days(minutes: u32) -> String {
    const HALF: u32 = 4 * 60;
    if minutes < HALF {
        return time(minutes);
    }
    let halves = minutes.saturating_add(HALF / 2) / HALF;
    match (halves / 2, halves % 2) {
        (0, _) => "½ day".to_owned(),
        (1, 0) => "1 day".to_owned(),
        (days, 0) => format!("{days} days"),
        (days, _) => format!("{days}½ days"),
    }
}
