//! Keys, ids and values that do not fit.

use super::{
    CHARACTER, DIRECTION, ENTRY_TWICE, FAR_AHEAD, ID, KEY_TWICE, MISSING_KEY, NO_VALUE, OUTSIDE,
    SHAPE, UNBOUNDED, UNKNOWN_KEY, VALUE, VALUE_TWICE, quoted, suggestion,
};
use crate::diag::{Diagnostic, did_you_mean, plain, write_plain};
use crate::model::{Date, Misfit, is_id};
use crate::source::Place;

pub fn shape(place: Place, context: &str, expected: &str, actual: &str) -> Diagnostic {
    let message = format!("{context} expects {expected}, found {actual}");
    Diagnostic::at(&SHAPE, place, message)
}

/// Reports `none` for all facts or all inventories at once.
pub fn none_of_all(place: Place, context: &str, help: &str) -> Diagnostic {
    shape(place, context, "a mapping, or `unknown`", "`none`").help(help)
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

/// Reports an entry of another file that has the id of one of the product file.
pub fn entry_known(place: Place, known: Option<Place>, entry: &str) -> Diagnostic {
    let message = format!("the product file has an entry {} already", quoted(entry));
    let diagnostic = Diagnostic::at(&ENTRY_TWICE, place, message).help(
        "give what was found an id of its own; where the vendor added it since, the entry there says `was`, with the id from here",
    );
    match known {
        Some(known) => diagnostic.also(known, "the entry of the product file"),
        None => diagnostic,
    }
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

/// Reports a key below which nothing stands; most of these keys take no `unknown`.
pub fn no_mapping(place: Place, context: &str, expected: &str) -> Diagnostic {
    no_value(place, context, expected).help("write what belongs under it, or remove the line")
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
    Diagnostic::at(&VALUE_TWICE, place, message)
        .help("remove one of them, or correct it if another value was meant")
}

pub fn none_in_list(place: Place, context: &str) -> Diagnostic {
    Diagnostic::at(&VALUE, place, format!("{context} lists `none` together with other values")).help(
        "write `none` without a list if there is none, or `unknown` in the list if there may be more",
    )
}

pub fn unbounded(place: Place, name: &str) -> Diagnostic {
    let message = format!(
        "`{name}` is a claim, a text, a version or a hash, so in further entries it could be anything"
    );
    Diagnostic::at(&UNBOUNDED, place, message)
        .help("remove the line: what is not said of further entries may be anything")
}

pub fn bounds_nothing(place: Place, name: &str) -> Diagnostic {
    let message =
        format!("`{name}` of further entries could be `unknown`, which says nothing about them");
    Diagnostic::at(&UNBOUNDED, place, message)
        .help("remove the line: what is not said of further entries may be anything")
}

pub fn outside(place: Place, bound: Option<Place>, name: &str, inventory: &str) -> Diagnostic {
    let message = format!(
        "`{name}` was found, but `more` says that no further entry of `{inventory}` could be like it"
    );
    let diagnostic = Diagnostic::at(&OUTSIDE, place, message)
        .label("found")
        .help("ask the vendor what else further entries could be, and correct `more`");
    match bound {
        Some(bound) => diagnostic.also(bound, "what further entries could only be"),
        None => diagnostic,
    }
}

pub fn character(place: Place, context: &str, character: char) -> Diagnostic {
    let message = format!(
        "{context} contains the control character U+{:04X}, which documents cannot show",
        u32::from(character)
    );
    Diagnostic::at(&CHARACTER, place, message)
        .help("remove it, and type the text again if necessary")
}

pub fn direction(place: Place, context: &str, character: char) -> Diagnostic {
    let message = format!(
        "{context} contains U+{:04X}, which changes the order in which letters are shown",
        u32::from(character)
    );
    Diagnostic::at(&DIRECTION, place, message)
        .help("remove it, unless the text needs it; documents make the character visible")
}

pub fn id_characters(place: Place, context: &str, id: &str) -> Diagnostic {
    let report = Diagnostic::at(&ID, place, format!("{} cannot be {context}", quoted(id)));
    if let Some(plain) = plain(id).filter(|plain| is_id(plain.trim())) {
        return report.help(write_plain(id, plain.trim()));
    }
    report.help(
        "an id begins with a letter or digit and is made of at most 64 of `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_` and `-`; \
         put the name for readers into a text",
    )
}

pub fn id_reserved(place: Place, context: &str, id: &str) -> Diagnostic {
    let message = format!("`{id}` is a reserved word and cannot be {context}");
    Diagnostic::at(&ID, place, message).help("give it another id")
}

pub fn far_ahead(place: Place, context: &str, date: Date, years: u16, edition: Date) -> Diagnostic {
    let message =
        format!("{context} is more than {years} years after the date of the edition, {edition}");
    Diagnostic::at(&FAR_AHEAD, place, message)
        .help(format!("correct the year of `{date}`, or write `unknown`"))
}
