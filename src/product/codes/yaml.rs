//! Text that is not YAML, and YAML that is not used.

use serde_yaml::granit_parser::ErrorKind;

use super::{EMPTY, NOT_USED, SYNTAX, TOO_DEEP, TOO_MUCH};
use crate::diag::Diagnostic;
use crate::source::Place;

pub fn syntax(place: Place, kind: &ErrorKind) -> Diagnostic {
    let error = kind.to_string().replace('\n', " ");
    Diagnostic::at(&SYNTAX, place, format!("this is not valid YAML: {error}"))
        .maybe_help(advice(kind).map(str::to_owned))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser has many errors, and only the likely ones need advice"
)]
fn advice(kind: &ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => Some("indent with spaces; YAML allows no tabs there"),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::InvalidMappingValueWhitespace => Some(
            "put a text that contains `: ` in quotes; keys of one mapping begin in the same column",
        ),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            Some("close the text with the quote that opened it; write `\\\"` for a quote inside it")
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            Some("write `\\\\` for a backslash, or put the text in single quotes")
        }
        ErrorKind::UnknownAnchor => {
            Some("define it before this line with `&name`, or put the text in quotes")
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry => {
            Some("keys of one mapping begin in the same column")
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator => {
            Some("close `{` with `}` and `[` with `]`, and separate the parts by commas")
        }
        _ => None,
    }
}

pub fn too_much(place: Place, limit: usize) -> Diagnostic {
    let message = format!("the aliases up to here repeat more than {limit} MB of text");
    Diagnostic::at(&TOO_MUCH, place, message)
    .help("an alias such as `*name` repeats all that `&name` marks; write out the few values that differ")
}

pub fn too_deep(place: Place, limit: usize) -> Diagnostic {
    let message = format!("lists and mappings are nested more than {limit} deep here");
    Diagnostic::at(&TOO_DEEP, place, message)
        .help("nothing in this file needs more than seven levels; check brackets and indentation")
}

pub fn alias_of_itself(place: Place) -> Diagnostic {
    Diagnostic::at(
        &TOO_MUCH,
        place,
        "this alias repeats the part that contains it",
    )
    .help("write the value out")
}

pub fn second_document(place: Place) -> Diagnostic {
    let message = "a second document begins here; a file holds one";
    Diagnostic::at(&NOT_USED, place, message)
        .help("remove the line `---`, and put the second document in a separate file")
}

pub fn key_is_no_word(place: Place) -> Diagnostic {
    let message = "a key must be a word; this one is empty, a list or a mapping";
    Diagnostic::at(&NOT_USED, place, message)
        .help("put a text that begins with `{`, `[` or `?` in quotes")
}

pub fn merge_of_no_mapping(place: Place) -> Diagnostic {
    Diagnostic::at(&NOT_USED, place, "`<<` expects an alias of a mapping")
        .help("write `<<: *name`, where `&name` marks a mapping")
}

pub fn tag(place: Place) -> Diagnostic {
    let message = "tags such as `!name` are not used here";
    Diagnostic::at(&NOT_USED, place, message)
        .help("remove the tag, or put a text that begins with `!` in quotes")
}

pub fn empty(place: Place) -> Diagnostic {
    Diagnostic::at(&EMPTY, place, "this product file is empty").help(
        "begin with `product: { name: … }`; `examples/wired-sensor/product.yaml` is an example",
    )
}
