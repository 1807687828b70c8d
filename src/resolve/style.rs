//! Checks how keys are written (L-022 to L-024).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{MAX_ID, is_id};
use crate::source::Place;
use crate::syntax::ast::{Name, Placed};
use crate::syntax::keywords::RESERVED_NAMES;

codes! {
    WRONG_STYLE = error("P0207", "malformed key"),
    RESERVED = error("P0208", "reserved name"),
}

/// What a key names, which says how it can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyStyle {
    /// An item, or a part of one that nothing is filed under.
    Key,
    /// A part of an item under which something is filed: a dot joins its key to that of its item, so none is in it.
    Part,
    /// What a condition asks for: a name before `is` and `has`, which no dot can be in (L-092).
    Name,
    /// A choice, which stands after `is` and `has`.
    Choice,
    /// An entry.
    Entry,
}

/// Reports a key that cannot be written so. The key is declared nevertheless.
pub(super) fn check_style(
    item: &Placed,
    name: Name,
    noun: &str,
    style: KeyStyle,
    out: &mut Diagnostics,
) {
    let key = item.item.word(name);
    let place = item.place(name.span);
    if is_reserved(key, style) {
        out.push(reserved(place, noun, key));
    } else if let Some(meaning) = said_in_product_files(noun, key) {
        out.push(taken(place, noun, key, meaning));
    } else {
        out.extend(misfit(place, noun, key, style));
    }
}

/// Says whether a key is a word of conditions. A product file shall not have to tell `None` from `none`, so the case of its
/// letters makes no difference; ids of entries stand in the product file alone.
fn is_reserved(key: &str, style: KeyStyle) -> bool {
    match style {
        KeyStyle::Key | KeyStyle::Part => false,
        KeyStyle::Name | KeyStyle::Choice => RESERVED_NAMES
            .iter()
            .any(|reserved| reserved.eq_ignore_ascii_case(key)),
        KeyStyle::Entry => RESERVED_NAMES.contains(&key),
    }
}

/// Returns what a word means in a product file where it cannot be a name of such a kind (L-250).
fn said_in_product_files(noun: &str, key: &str) -> Option<&'static str> {
    match (noun, key.to_ascii_lowercase().as_str()) {
        ("attribute", "origin" | "was" | "found") => Some("describes any entry in a product file"),
        ("inventory", "product") => Some("holds the identity in a product file"),
        (_, "null") => Some("means no value in a product file"),
        _ => None,
    }
}

fn misfit(place: Place, noun: &str, key: &str, style: KeyStyle) -> Option<Diagnostic> {
    match style {
        KeyStyle::Entry => (!is_id(key)).then(|| wrong_id(place, key)),
        KeyStyle::Name => {
            let begins = key.starts_with(|first: char| first.is_ascii_alphabetic());
            (!begins || key.contains('.')).then(|| wrong_name(place, noun, key))
        }
        KeyStyle::Part if key.contains('.') => Some(dotted(place, noun, key)),
        KeyStyle::Key | KeyStyle::Part | KeyStyle::Choice => {
            let begins = key.starts_with(|first: char| first.is_ascii_alphanumeric());
            (!begins).then(|| wrong_key(place, noun, key))
        }
    }
}

fn wrong_name(place: Place, noun: &str, name: &str) -> Diagnostic {
    let message = format!("`{name}` cannot name {} {noun}", article(noun));
    let diagnostic = Diagnostic::at(&WRONG_STYLE, place, message);
    if name.contains('.') {
        return diagnostic.help(format!(
            "a dot in a condition follows a reference; write `{}`",
            name.replace('.', "_")
        ));
    }
    let number = name.starts_with(|first: char| first.is_ascii_digit());
    diagnostic.help(if number {
        "begin it with a letter, and write the number from the source as `number \"…\"`"
    } else {
        "begin it with a letter"
    })
}

fn wrong_key(place: Place, noun: &str, key: &str) -> Diagnostic {
    let message = format!("`{key}` cannot be the key of {} {noun}", article(noun));
    Diagnostic::at(&WRONG_STYLE, place, message).help("begin it with a letter or a digit")
}

fn dotted(place: Place, noun: &str, key: &str) -> Diagnostic {
    let message = format!("the key `{key}` of {} {noun} contains a dot", article(noun));
    Diagnostic::at(&WRONG_STYLE, place, message).help(format!(
        "a dot separates keys in the names of answers; write `{}`",
        key.replace('.', "-")
    ))
}

fn wrong_id(place: Place, id: &str) -> Diagnostic {
    let message = format!("`{id}` cannot be the id of an entry");
    Diagnostic::at(&WRONG_STYLE, place, message).help(format!(
        "an id begins with a letter or digit and has at most {MAX_ID} characters"
    ))
}

pub(super) fn reserved(place: Place, noun: &str, key: &str) -> Diagnostic {
    let message = format!(
        "`{key}` is a reserved word and cannot name {} {noun}",
        article(noun)
    );
    Diagnostic::at(&RESERVED, place, message).help("choose another name")
}

fn taken(place: Place, noun: &str, key: &str, meaning: &str) -> Diagnostic {
    let message = format!("`{key}` {meaning} and cannot name {} {noun}", article(noun));
    Diagnostic::at(&RESERVED, place, message).help("choose another name")
}

pub(super) fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    }
}
