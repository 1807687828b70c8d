//! The codes for mistakes in a product file, and the wording of their messages.

mod names;
mod series;
mod values;
mod yaml;

pub use names::*;
pub use series::*;
pub use values::*;
pub use yaml::*;

use crate::diag::{codes, did_you_mean, list_some};

codes! {
    SYNTAX = error("P0401", "text that is not valid YAML"),
    TOO_MUCH = error("P0402", "anchors that expand too far"),
    TOO_DEEP = error("P0403", "lists and mappings nested too deep"),
    NOT_USED = error("P0404", "YAML that product files do not use"),
    EMPTY = error("P0405", "product file with nothing in it"),
    SHAPE = error("P0406", "mapping, list or text where another is expected"),
    KEY_TWICE = error("P0407", "key given twice"),
    UNKNOWN_KEY = error("P0408", "key that does not exist here"),
    MISSING_KEY = error("P0409", "key that must be there"),
    NO_VALUE = error("P0410", "key without a value"),
    VALUE = error("P0411", "value that does not fit"),
    VALUE_TWICE = warning("P0412", "value given twice in a list"),
    CHARACTER = error("P0413", "control character in a text"),
    DIRECTION = warning("P0414", "hidden change of writing direction"),
    UNKNOWN_EDITION = error("P0415", "edition that does not exist"),
    UNKNOWN_LEVEL = error("P0416", "level that the edition does not have"),
    UNKNOWN_FACT = error("P0417", "fact that the scheme does not ask"),
    UNKNOWN_INVENTORY = error("P0418", "inventory that the scheme does not ask"),
    UNKNOWN_ATTRIBUTE = error("P0419", "attribute that the inventory does not have"),
    ID = error("P0420", "id that cannot be used"),
    ENTRY_TWICE = error("P0421", "entry or variant given twice"),
    REFERENCE = error("P0422", "reference to an entry that is not there"),
    ADDED_TWICE = error("P0423", "variant that adds an entry of the lead"),
    NOT_THERE = error("P0424", "variant that removes or changes what is not there"),
    STILL_USED = error("P0425", "variant that removes an entry still referred to"),
    NO_CHANGE = warning("P0426", "variant that changes nothing"),
    UNKNOWN_CONTROL = error("P0427", "control that the edition does not have"),
    DECLINED_SHALL = error("P0428", "requirement declined that is no recommendation"),
    UNKNOWN_EVIDENCE = error("P0429", "kind of evidence that the scheme does not know"),
    UNKNOWN_COVER = error("P0430", "evidence for something that is not there"),
}

pub fn quoted(text: &str) -> String {
    const SHOWN: usize = 60;
    if text.is_empty() {
        return "an empty text".to_owned();
    }
    let mut shown: String = text.chars().take(SHOWN).map(printable).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// Replaces a character that would spoil a message.
fn printable(letter: char) -> char {
    if letter == '`' {
        return '\'';
    }
    if letter.is_control() || is_direction(letter) {
        return '\u{fffd}';
    }
    letter
}

pub fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The greatest number of known names that a message lists.
const SHOWN: usize = 20;

/// Suggests the known name that is most like `name`, or else lists the known names.
fn suggestion<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    owner: &str,
    verb: &str,
) -> String {
    did_you_mean(name, known.clone())
        .unwrap_or_else(|| format!("{owner} {verb} {}", list_some(known, SHOWN)))
}
