//! The codes for mistakes in side files, and the wording of their messages.

use crate::diag::{Diagnostic, codes};
use crate::product::quoted;
use crate::source::Place;

codes! {
    STANCES = error("P0930", "found entry that is both accepted and contested"),
    LOGO = error("P0938", "logo that pages cannot show"),
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

/// Reports a logo. `why` says what is wrong with it.
pub fn logo(place: Place, file: &str, why: &str) -> Diagnostic {
    let message = format!("the logo {} {why}", quoted(file));
    Diagnostic::at(&LOGO, place, message)
        .help("name a PNG, a JPEG, or an SVG that only draws: no scripts, no styles, nothing from elsewhere")
}

pub fn large_logo(place: Place, file: &str, limit: usize) -> Diagnostic {
    let message = format!(
        "the logo {} is larger than {limit} KB; every page of every paper holds it",
        quoted(file)
    );
    Diagnostic::at(&LOGO, place, message)
        .help("save a smaller picture; 600 dots in width are enough for paper")
}
