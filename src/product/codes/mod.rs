//! The codes for mistakes in a product file, and the wording of their messages.

mod documents;
mod names;
mod series;
mod values;
mod yaml;

pub use documents::*;
pub use names::*;
pub use series::*;
pub use values::*;
pub use yaml::*;

use crate::diag::{codes, did_you_mean, list_some};

codes! {
    SYNTAX = error("P0401", "text that is not valid YAML"),
    TOO_MUCH = error("P0402", "anchors that expand too far"),
    TOO_DEEP = error("P0403", "lists and mappings nested too deep"),
    NOT_USED = error("P0404", "YAML that is not used here"),
    EMPTY = error("P0405", "empty product file"),
    SHAPE = error("P0406", "mapping, list or text where another shape is expected"),
    KEY_TWICE = error("P0407", "key given twice"),
    UNKNOWN_KEY = error("P0408", "key that does not exist here"),
    MISSING_KEY = error("P0409", "missing key"),
    NO_VALUE = error("P0410", "key without a value"),
    VALUE = error("P0411", "value that does not fit"),
    VALUE_TWICE = warning("P0412", "value given twice in a list"),
    CHARACTER = error("P0413", "control character in a text"),
    DIRECTION = warning("P0414", "hidden change of writing direction"),
    UNKNOWN_EDITION = error("P0415", "edition that does not exist"),
    UNKNOWN_LEVEL = error("P0416", "level that the edition does not have"),
    UNKNOWN_FACT = error("P0417", "fact that the scheme does not ask for"),
    UNKNOWN_INVENTORY = error("P0418", "inventory that the scheme does not have"),
    UNKNOWN_ATTRIBUTE = error("P0419", "attribute that the inventory does not have"),
    ID = error("P0420", "id that cannot be used"),
    ENTRY_TWICE = error("P0421", "entry or variant given twice"),
    REFERENCE = error("P0422", "reference to an entry that does not exist"),
    LOST_REFERENCE = warning("P0439", "found entry that refers to an entry the product does not have"),
    ADDED_TWICE = error("P0423", "variant that adds an entry of the lead"),
    NOT_THERE = error("P0424", "variant that removes or changes what does not exist"),
    STILL_USED = error("P0425", "variant that removes an entry that is still referred to"),
    NO_CHANGE = warning("P0426", "variant that changes nothing"),
    UNKNOWN_CONTROL = error("P0427", "control that the edition does not have"),
    DECLINED_SHALL = error("P0428", "declined requirement"),
    UNKNOWN_EVIDENCE = error("P0429", "kind of evidence that cannot be handed in"),
    UNKNOWN_COVER = error("P0430", "evidence for something that does not exist"),
    CIRCLE = error("P0435", "entries that lead back to themselves"),
    NUMBER_TWICE = error("P0436", "document number given to another document"),
    HASH_TWICE = error("P0437", "hash of another document"),
    FAR_AHEAD = warning("P0438", "date long after the date of the edition"),
    EARLIER_ID = error("P0441", "earlier id that is in use, or that two entries had"),
    UNBOUNDED = error("P0447", "attribute of further entries that cannot be bounded"),
    OUTSIDE = warning("P0448", "found entry that contradicts `more`"),
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
