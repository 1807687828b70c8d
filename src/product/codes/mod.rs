//! The codes for mistakes in a product file, and the wording of their messages.

mod names;
mod series;
mod values;
mod yaml;

pub use names::*;
pub use series::*;
pub use values::*;
pub use yaml::*;

use crate::diag::{Code, did_you_mean};

pub static SYNTAX: Code = Code::error("P0401", "text that is not valid YAML");
pub static TOO_MUCH: Code = Code::error("P0402", "anchors that expand too far");
pub static TOO_DEEP: Code = Code::error("P0403", "lists and mappings nested too deep");
pub static NOT_USED: Code = Code::error("P0404", "YAML that product files do not use");
pub static EMPTY: Code = Code::error("P0405", "product file with nothing in it");
pub static SHAPE: Code = Code::error("P0406", "mapping, list or text where another is expected");
pub static KEY_TWICE: Code = Code::error("P0407", "key given twice");
pub static UNKNOWN_KEY: Code = Code::error("P0408", "key that does not exist here");
pub static MISSING_KEY: Code = Code::error("P0409", "key that must be there");
pub static NO_VALUE: Code = Code::error("P0410", "key without a value");
pub static VALUE: Code = Code::error("P0411", "value that does not fit");
pub static VALUE_TWICE: Code = Code::warning("P0412", "value given twice in a list");
pub static CHARACTER: Code = Code::error("P0413", "control character in a text");
pub static DIRECTION: Code = Code::warning("P0414", "hidden change of writing direction");
pub static UNKNOWN_EDITION: Code = Code::error("P0415", "edition that does not exist");
pub static UNKNOWN_LEVEL: Code = Code::error("P0416", "level that the edition does not have");
pub static UNKNOWN_FACT: Code = Code::error("P0417", "fact that the scheme does not ask");
pub static UNKNOWN_INVENTORY: Code = Code::error("P0418", "inventory that the scheme does not ask");
pub static UNKNOWN_ATTRIBUTE: Code =
    Code::error("P0419", "attribute that the inventory does not have");
pub static ID: Code = Code::error("P0420", "id that cannot be used");
pub static ENTRY_TWICE: Code = Code::error("P0421", "entry or variant given twice");
pub static REFERENCE: Code = Code::error("P0422", "reference to an entry that is not there");
pub static ADDED_TWICE: Code = Code::error("P0423", "variant that adds an entry of the lead");
pub static NOT_THERE: Code =
    Code::error("P0424", "variant that removes or changes what is not there");
pub static STILL_USED: Code =
    Code::error("P0425", "variant that removes an entry still referred to");
pub static NO_CHANGE: Code = Code::warning("P0426", "variant that changes nothing");
pub static UNKNOWN_CONTROL: Code = Code::error("P0427", "control that the edition does not have");
pub static DECLINED_SHALL: Code =
    Code::error("P0428", "requirement declined that is no recommendation");
pub static UNKNOWN_EVIDENCE: Code =
    Code::error("P0429", "kind of evidence that the scheme does not know");
pub static UNKNOWN_COVER: Code = Code::error("P0430", "evidence for something that is not there");

/// Every code of this module.
pub static CODES: &[&Code] = &[
    &SYNTAX,
    &TOO_MUCH,
    &TOO_DEEP,
    &NOT_USED,
    &EMPTY,
    &SHAPE,
    &KEY_TWICE,
    &UNKNOWN_KEY,
    &MISSING_KEY,
    &NO_VALUE,
    &VALUE,
    &VALUE_TWICE,
    &CHARACTER,
    &DIRECTION,
    &UNKNOWN_EDITION,
    &UNKNOWN_LEVEL,
    &UNKNOWN_FACT,
    &UNKNOWN_INVENTORY,
    &UNKNOWN_ATTRIBUTE,
    &ID,
    &ENTRY_TWICE,
    &REFERENCE,
    &ADDED_TWICE,
    &NOT_THERE,
    &STILL_USED,
    &NO_CHANGE,
    &UNKNOWN_CONTROL,
    &DECLINED_SHALL,
    &UNKNOWN_EVIDENCE,
    &UNKNOWN_COVER,
];

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

/// Suggests the known name that is most like `name`, or else lists the known names.
fn suggestion<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    owner: &str,
    verb: &str,
) -> String {
    did_you_mean(name, known.clone())
        .unwrap_or_else(|| format!("{owner} {verb} {}", list_some(known)))
}

fn list_some<'a>(names: impl Iterator<Item = &'a str> + Clone) -> String {
    const SHOWN: usize = 20;
    let more = names.clone().count().saturating_sub(SHOWN);
    match more {
        0 => crate::diag::list(names),
        more => {
            let shown: Vec<_> = names.take(SHOWN).map(|name| format!("`{name}`")).collect();
            format!("{} and {more} more", shown.join(", "))
        }
    }
}
