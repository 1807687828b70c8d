//! The codes for mistakes in side files, and the wording of their messages.

use crate::diag::{Diagnostic, codes};
use crate::product::quoted;
use crate::source::Place;

codes! {
    STANCES = error("P0930", "found entry that is both accepted and contested"),
    PATTERN = error("P0935", "pattern that gives several papers one number"),
}

pub fn stances(place: Place, other: Place) -> Diagnostic {
    let message = "this found entry is both accepted and contested";
    Diagnostic::at(&STANCES, place, message)
        .also(other, "accepted here")
        .help("keep the word that the vendor gave last")
}

pub fn pattern(place: Place, pattern: &str) -> Diagnostic {
    let message = format!("{} gives every paper the same number", quoted(pattern));
    Diagnostic::at(&PATTERN, place, message)
        .help("write `{number}` where the number counts up, as in `TR/{year}/{number}`")
}

/// Reports a word in braces that means nothing in a pattern.
pub fn pattern_word(place: Place, pattern: &str, word: &str) -> Diagnostic {
    let message = format!(
        "{} holds {}, which means nothing",
        quoted(pattern),
        quoted(word)
    );
    Diagnostic::at(&PATTERN, place, message).help("write `{number}`, `{year}` or `{month}`")
}
