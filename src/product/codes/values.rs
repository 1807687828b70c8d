//! Keys, ids and values that do not fit.

use super::{
    CHARACTER, DIRECTION, ENTRY_TWICE, ID, KEY_TWICE, MISSING_KEY, NO_VALUE, SHAPE, UNKNOWN_KEY,
    VALUE, VALUE_TWICE, meant, quoted,
};
use crate::diag::{Diagnostic, did_you_mean};
use crate::model::Misfit;
use crate::source::Place;

pub fn shape(place: Place, what: &str, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::at(
        &SHAPE,
        place,
        format!("{what} expects {expected}, found {found}"),
    )
}

pub fn key_twice(place: Place, first: Place, key: &str) -> Diagnostic {
    Diagnostic::at(&KEY_TWICE, place, format!("{} is given twice", quoted(key)))
        .label("given again here")
        .also(first, "first given here")
        .help("keep one of them")
}

pub fn entry_twice(place: Place, first: Place, id: &str) -> Diagnostic {
    Diagnostic::at(
        &ENTRY_TWICE,
        place,
        format!("{} is given twice", quoted(id)),
    )
    .label("given again here")
    .also(first, "first given here")
    .help("give one of them another id; answers and results are filed under it")
}

pub fn unknown_key<'a>(
    place: Place,
    key: &str,
    what: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("{} is not a key of {what}", quoted(key));
    Diagnostic::at(&UNKNOWN_KEY, place, message).help(meant(key, known, what, "has"))
}

pub fn missing_key(place: Place, what: &str, key: &str) -> Diagnostic {
    Diagnostic::at(&MISSING_KEY, place, format!("{what} has no `{key}`"))
        .help(format!("add `{key}: …`"))
}

pub fn no_value(place: Place, what: &str, expected: &str) -> Diagnostic {
    Diagnostic::at(
        &NO_VALUE,
        place,
        format!("{what} has no value; expected {expected}"),
    )
    .help("write `unknown` for what is not known yet")
}

pub fn value(place: Place, what: &str, found: &str, misfit: &Misfit) -> Diagnostic {
    let message = format!(
        "{what} expects {}, found {}",
        misfit.expected,
        quoted(found)
    );
    let candidates = misfit.candidates.iter().map(String::as_str);
    Diagnostic::at(&VALUE, place, message).maybe_help(did_you_mean(found, candidates))
}

pub fn value_twice(place: Place, what: &str, found: &str) -> Diagnostic {
    Diagnostic::at(
        &VALUE_TWICE,
        place,
        format!("{what} lists {} twice", quoted(found)),
    )
    .help("take one of them out")
}

pub fn none_in_list(place: Place, what: &str) -> Diagnostic {
    Diagnostic::at(&VALUE, place, format!("{what} lists `none` beside other values")).help(
        "write `none` without a list where there is none, `unknown` in the list where there may be more",
    )
}

pub fn character(place: Place, what: &str, found: char) -> Diagnostic {
    Diagnostic::at(
        &CHARACTER,
        place,
        format!(
            "{what} holds the control character U+{:04X}, which documents cannot show",
            u32::from(found)
        ),
    )
    .help("take it out")
}

pub fn direction(place: Place, what: &str, found: char) -> Diagnostic {
    Diagnostic::at(
        &DIRECTION,
        place,
        format!(
            "{what} holds U+{:04X}, which changes the order in which letters are shown",
            u32::from(found)
        ),
    )
    .help("take it out unless the text needs it; the documents print the text as it stands")
}

pub fn id_characters(place: Place, what: &str, id: &str) -> Diagnostic {
    Diagnostic::at(&ID, place, format!("{} cannot be {what}", quoted(id))).help(
        "an id begins with a letter or digit and is made of at most 64 of `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_` and `-`; \
         the name that people read goes into a text",
    )
}

pub fn id_reserved(place: Place, what: &str, id: &str) -> Diagnostic {
    Diagnostic::at(
        &ID,
        place,
        format!("`{id}` is a reserved word and cannot be {what}"),
    )
    .help("give it another id")
}
