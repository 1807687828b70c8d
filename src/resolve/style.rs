//! Checks how keys are written (L-022 to L-024).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{MAX_ID, is_id};
use crate::source::Place;
use crate::syntax::ast::{Name, Placed, Style};
use crate::syntax::keywords::RESERVED_NAMES;

codes! {
    WRONG_STYLE = error("P0207", "key in the wrong style"),
    RESERVED = error("P0208", "name that is a word of the language"),
}

/// The words that a product file can say of any entry besides its attributes.
const SAID_OF_ENTRIES: [&str; 2] = ["origin", "was"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyStyle {
    /// A style of the scheme's keys.
    Of(Style),
    /// The style of ids of entries.
    Entry,
}

/// Reports a key in the wrong style. The key is declared nevertheless.
pub(super) fn check_style(
    item: &Placed,
    name: Name,
    noun: &str,
    style: KeyStyle,
    out: &mut Diagnostics,
) {
    let key = item.item.word(name);
    let place = item.place(name.span);
    let is_name = matches!(style, KeyStyle::Of(Style::Snake) | KeyStyle::Entry);
    if is_name && RESERVED_NAMES.contains(&key) {
        out.push(reserved(place, noun, key));
        return;
    }
    if noun == "attribute" && SAID_OF_ENTRIES.contains(&key) {
        out.push(said_of_entries(place, key));
        return;
    }
    let separator = match style {
        KeyStyle::Entry if !is_id(key) => {
            out.push(wrong_id(place, key));
            return;
        }
        KeyStyle::Of(Style::Free) | KeyStyle::Entry => return,
        KeyStyle::Of(Style::Snake) => '_',
        KeyStyle::Of(Style::Kebab) => '-',
    };
    if !is_written_so(key, separator) {
        out.push(wrong_style(place, noun, key, separator));
    }
}

fn is_written_so(key: &str, separator: char) -> bool {
    // Otherwise a name in a condition would be a number.
    let may_be_digit = separator == '-';
    let begins = |char: char| char.is_ascii_lowercase() || (may_be_digit && char.is_ascii_digit());
    let begins_well = key.starts_with(begins);
    let fits = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == separator;
    begins_well && key.chars().all(fits)
}

/// Returns a guess of how the key should be written.
fn restyled(key: &str, separator: char) -> String {
    let mut text = String::with_capacity(key.len() + 4);
    let mut after_small = false;
    for char in key.chars() {
        if char.is_ascii_alphanumeric() {
            if char.is_ascii_uppercase() && after_small {
                text.push(separator);
            }
            text.push(char.to_ascii_lowercase());
            after_small = char.is_ascii_lowercase() || char.is_ascii_digit();
        } else {
            text.push(separator);
            after_small = false;
        }
    }
    text
}

fn wrong_style(place: Place, noun: &str, key: &str, separator: char) -> Diagnostic {
    let example = restyled(key, separator);
    let message = format!(
        "the key `{key}` of {} {noun} is not in small letters, digits and `{separator}`",
        article(noun)
    );
    let diagnostic = Diagnostic::at(&WRONG_STYLE, place, message);
    if example.starts_with(|char: char| char.is_ascii_lowercase()) {
        diagnostic.help(format!("write `{example}`"))
    } else {
        diagnostic.help("begin it with a small letter")
    }
}

fn wrong_id(place: Place, id: &str) -> Diagnostic {
    let message = format!("`{id}` cannot be the id of an entry");
    Diagnostic::at(&WRONG_STYLE, place, message).help(format!(
        "an id begins with a letter or digit and has at most {MAX_ID} characters"
    ))
}

fn reserved(place: Place, noun: &str, key: &str) -> Diagnostic {
    let message = format!(
        "`{key}` is a word of the language and cannot name {} {noun}",
        article(noun)
    );
    Diagnostic::at(&RESERVED, place, message).help("choose another name")
}

fn said_of_entries(place: Place, key: &str) -> Diagnostic {
    let message =
        format!("`{key}` is said of any entry in a product file and cannot name an attribute");
    Diagnostic::at(&RESERVED, place, message).help("choose another name")
}

pub(super) fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    }
}
