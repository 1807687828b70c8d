//! Keys, ids and values that do not fit.

use super::{
    CHARACTER, DIRECTION, ENTRY_TWICE, ID, KEY_TWICE, MISSING_KEY, NO_VALUE, SHAPE, UNKNOWN_KEY,
    VALUE, VALUE_TWICE, quoted, suggestion,
};
use crate::diag::{Diagnostic, did_you_mean};
use crate::model::Misfit;
use crate::source::Place;

pub fn shape(place: Place, context: &str, expected: &str, actual: &str) -> Diagnostic {
    let message = format!("{context} expects {expected}, found {actual}");
    Diagnostic::at(&SHAPE, place, message)
}

pub fn key_twice(place: Place, first: Place, key: &str) -> Diagnostic {
    Diagnostic::at(&KEY_TWICE, place, format!("{} is given twice", quoted(key)))
        .again(first, "given")
        .help("keep one of them")
}

pub fn entry_twice(place: Place, first: Place, id: &str) -> Diagnostic {
    let message = format!("{} is given twice", quoted(id));
    Diagnostic::at(&ENTRY_TWICE, place, message)
        .again(first, "given")
        .help("give one of them another id; answers and results are filed under it")
}

pub fn unknown_key<'a>(
    place: Place,
    key: &str,
    context: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("{} is not a key of {context}", quoted(key));
    Diagnostic::at(&UNKNOWN_KEY, place, message).help(suggestion(key, known, context, "has"))
}

pub fn missing_key(place: Place, context: &str, key: &str) -> Diagnostic {
    Diagnostic::at(&MISSING_KEY, place, format!("{context} has no `{key}`"))
        .help(format!("add `{key}: …`"))
}

pub fn no_value(place: Place, context: &str, expected: &str) -> Diagnostic {
    let message = format!("{context} has no value; expected {expected}");
    Diagnostic::at(&NO_VALUE, place, message).help("write `unknown` for what is not known yet")
}

pub fn value(place: Place, context: &str, written: &str, misfit: &Misfit) -> Diagnostic {
    let message = format!(
        "{context} expects {}, found {}",
        misfit.expected,
        quoted(written)
    );
    Diagnostic::at(&VALUE, place, message).maybe_help(did_you_mean(
        written,
        misfit.candidates.iter().map(String::as_str),
    ))
}

pub fn value_twice(place: Place, context: &str, value: &str) -> Diagnostic {
    let message = format!("{context} lists {} twice", quoted(value));
    Diagnostic::at(&VALUE_TWICE, place, message).help("take one of them out")
}

pub fn none_in_list(place: Place, context: &str) -> Diagnostic {
    Diagnostic::at(&VALUE, place, format!("{context} lists `none` beside other values")).help(
        "write `none` without a list where there is none, `unknown` in the list where there may be more",
    )
}

pub fn character(place: Place, context: &str, character: char) -> Diagnostic {
    let message = format!(
        "{context} holds the control character U+{:04X}, which documents cannot show",
        u32::from(character)
    );
    Diagnostic::at(&CHARACTER, place, message).help("take it out")
}

pub fn direction(place: Place, context: &str, character: char) -> Diagnostic {
    let message = format!(
        "{context} holds U+{:04X}, which changes the order in which letters are shown",
        u32::from(character)
    );
    Diagnostic::at(&DIRECTION, place, message)
        .help("take it out unless the text needs it; the documents print the text as it stands")
}

pub fn id_characters(place: Place, context: &str, id: &str) -> Diagnostic {
    Diagnostic::at(&ID, place, format!("{} cannot be {context}", quoted(id))).help(
        "an id begins with a letter or digit and is made of at most 64 of `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_` and `-`; \
         the name that people read goes into a text",
    )
}

pub fn id_reserved(place: Place, context: &str, id: &str) -> Diagnostic {
    let message = format!("`{id}` is a reserved word and cannot be {context}");
    Diagnostic::at(&ID, place, message).help("give it another id")
}
