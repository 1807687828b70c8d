//! The codes for mistakes in an evidence register, and the wording of their messages.

use crate::diag::{Diagnostic, codes};
use crate::product::{ENTRY_TWICE, quoted};
use crate::source::Place;

codes! {
    NUMBER = error("P0900", "number that cannot be in the register"),
    KEPT = error("P0901", "evidence that is kept in two places"),
    OUTSIDE = error("P0902", "file outside its evidence folder"),
    UNHASHED = error("P0904", "registered file without a hash"),
}

/// Reports what is no number, or one of another register.
pub fn number(place: Place, number: &str, letter: &str) -> Diagnostic {
    let message = format!("{} is not a number of this register", quoted(number));
    Diagnostic::at(&NUMBER, place, message).help(format!(
        "numbers here are `{letter}` and digits: `{letter}12`; `praman evidence add` gives the next one"
    ))
}

pub fn letter(place: Place, letter: &str) -> Diagnostic {
    let message = format!("numbers cannot begin with {}", quoted(letter));
    Diagnostic::at(&NUMBER, place, message)
        .help("write letters from `A` to `Z`, as in `V` for `V12`")
}

pub fn given(place: Place, given: &str) -> Diagnostic {
    let message = format!("`given` is {}, and no number", quoted(given));
    Diagnostic::at(&NUMBER, place, message)
        .help("write the greatest number that was ever given, such as `12` for `V12`")
}

pub fn number_twice(place: Place, first: Place, number: &str) -> Diagnostic {
    let message = format!("{} stands for two pieces of evidence", quoted(number));
    Diagnostic::at(&ENTRY_TWICE, place, message)
        .again(first, "given")
        .help("give the later one a new number; answers and papers refer to evidence by its number")
}

pub fn kept_twice(place: Place, file: Place) -> Diagnostic {
    let message = "this piece of evidence has both `file` and `place`";
    Diagnostic::at(&KEPT, place, message)
        .also(file, "the file is named here")
        .help("keep `file` if it is in the evidence folder, or else `place`; two files are two pieces of evidence")
}

pub fn outside(place: Place, file: &str) -> Diagnostic {
    let message = format!("{} is not below the evidence folder", quoted(file));
    Diagnostic::at(&OUTSIDE, place, message).help(
        "write the path below the evidence folder of the party, with `/`; for a file that is kept elsewhere, write `place`",
    )
}

pub fn unhashed(place: Place) -> Diagnostic {
    let message = "this piece of evidence names a file, and no `sha256`";
    Diagnostic::at(&UNHASHED, place, message).help(
        "take the piece out and register the file with `praman evidence add`, or write the SHA-256 of the file",
    )
}
