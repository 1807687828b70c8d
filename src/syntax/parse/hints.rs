//! What people write who come from other languages, answered with what is written here.

use super::super::token::TokenKind;
use super::codes;
use super::reader::Source;
use crate::diag::{Diagnostic, did_you_mean};
use crate::source::Place;

/// Answers a token that means nothing. `!=` comes as two tokens.
pub(super) fn foreign_token(source: Source<'_>, index: usize) -> Diagnostic {
    let span = source.span_of(&(index..index + 1));
    let equals = source.span_of(&(index + 1..index + 2));
    let is_unequal = source.text_of(index) == "!" && source.text_of(index + 1) == "=";
    if is_unequal && equals.start == span.end {
        return codes::unexpected_character(Place::new(source.file, span.to(equals)), "!=");
    }
    codes::unexpected_character(Place::new(source.file, span), source.text_of(index))
}

/// Answers a word or mark that stands where others were expected.
pub(super) fn foreign_word(source: Source<'_>, index: usize, expected: &[&str]) -> Option<String> {
    let token = source.token(index)?;
    let found = token.text(source.text);
    let wants = |word: &str| expected.iter().any(|name| name.contains(word));
    let hint = match found {
        "=" if wants("`is`") => "write `is`",
        "in" if wants("`is`") => "write `is one of (…)`",
        "contains" | "includes" if wants("`has`") => "write `has any of (…)`",
        "if" if wants("`when`") => "write `when`",
        "unless" if wants("`when`") => "write `when not (…)`",
        _ if is_text(token.kind) && expected.contains(&"a key") => "keys stand without quotes",
        "satisfies" => "`satisfies` goes with `every`: `every x where … satisfies …`",
        _ if token.kind == TokenKind::Word => return did_you_mean(found, keywords(expected)),
        _ => return None,
    };
    Some(hint.to_owned())
}

fn is_text(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Str | TokenKind::Text)
}

/// The keywords among what was expected.
fn keywords<'a>(expected: &'a [&str]) -> impl Iterator<Item = &'a str> {
    expected
        .iter()
        .flat_map(|name| name.split('`').skip(1).step_by(2))
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()))
}
