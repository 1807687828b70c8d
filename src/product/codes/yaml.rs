//! Text that is not YAML, and YAML that product files do not use.

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
            "a text that holds `: ` stands in quotes; keys of one mapping begin in the same column",
        ),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => Some(
            "a text in quotes ends with the quote it began with; write `\\\"` for one inside it",
        ),
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
        | ErrorKind::ExpectedFlowSequenceSeparator => Some(
            "what opens with `{` or `[` closes with `}` or `]`; its parts are separated by commas",
        ),
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
    Diagnostic::at(&TOO_DEEP, place, message).help(
        "nothing in a product file is nested deeper than seven; check brackets and indentation",
    )
}

pub fn alias_of_itself(place: Place) -> Diagnostic {
    Diagnostic::at(&TOO_MUCH, place, "this alias repeats what it stands in")
        .help("write the value out")
}

pub fn second_document(place: Place) -> Diagnostic {
    let message = "a second document begins here; a product file holds one";
    Diagnostic::at(&NOT_USED, place, message)
        .help("take the line `---` out, or keep each product in a file of its own")
}

pub fn key_is_no_word(place: Place) -> Diagnostic {
    let message = "a key must be a word; this one is empty, a list or a mapping";
    Diagnostic::at(&NOT_USED, place, message)
        .help("a text that begins with `{`, `[` or `?` stands in quotes")
}

pub fn merge_of_no_mapping(place: Place) -> Diagnostic {
    Diagnostic::at(&NOT_USED, place, "`<<` expects an alias of a mapping")
        .help("write `<<: *name`, where `&name` marks a mapping")
}

pub fn tag(place: Place) -> Diagnostic {
    let message = "product files have no tags such as `!name`";
    Diagnostic::at(&NOT_USED, place, message)
        .help("take the tag out, or put a text that begins with `!` in quotes")
}

pub fn empty(place: Place) -> Diagnostic {
    Diagnostic::at(&EMPTY, place, "this product file holds nothing").help(
        "begin with `product: { name: … }`; an example stands in `examples/wired-sensor/product.yaml`",
    )
}
