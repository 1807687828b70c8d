//! Hints for people who are used to other languages.

use super::codes;
use super::tokens::Source;
use crate::diag::{Diagnostic, did_you_mean};
use crate::source::Place;
use crate::syntax::token::TokenKind;

/// Reports a token without a meaning. `!=` is two tokens.
pub(super) fn foreign_token(source: Source<'_>, index: usize) -> Diagnostic {
    let span = source.span_of(&(index..index + 1));
    let equals = source.span_of(&(index + 1..index + 2));
    let is_unequal = source.text_of(index) == "!" && source.text_of(index + 1) == "=";
    if is_unequal && equals.start == span.end {
        return codes::unexpected_character(Place::new(source.file, span.to(equals)), "!=");
    }
    let place = Place::new(source.file, span);
    let diagnostic = codes::unexpected_character(place, source.text_of(index));
    // `yes/no`
    let before = source.word_before(index);
    if source.text_of(index) == "/" && matches!(before, "yes" | "no") {
        return diagnostic.help(YES_OR_NO);
    }
    diagnostic
}

const YES_OR_NO: &str = "write `yes or no`";

/// The types of one word.
const TYPES: [&str; 5] = ["text", "number", "date", "version", "sha256"];

const ALL_TYPES: &str = "there are `yes or no`, `one of { … }`, `set of { … }`, `number`, `text`, `date`, \
     `version`, `sha256`, `entry of` and `entries of` an inventory";

/// Returns a hint for the name of a type in other languages.
fn foreign_type(text: &str) -> Option<&'static str> {
    Some(match text.to_ascii_lowercase().as_str() {
        "bool" | "boolean" | "flag" | "yes" | "no" => YES_OR_NO,
        "string" | "str" => "write `text`",
        "int" | "integer" | "float" | "decimal" | "real" => {
            "write `number`, or with its unit `number in \"V\"`"
        }
        "enum" | "choice" => "write `one of { a, b }`",
        "list" | "array" => "write `set of { a, b }`",
        "time" | "datetime" | "timestamp" => "write `date`",
        _ => return None,
    })
}

/// Returns a hint for a word or mark in place of the expected ones.
pub(super) fn foreign_word(source: Source<'_>, index: usize, expected: &[&str]) -> Option<String> {
    let token = source.token(index)?;
    let text = token.text(source.text);
    let wants = |word: &str| expected.iter().any(|name| name.contains(word));
    if wants("a type such as") && token.kind == TokenKind::Word {
        let hint = foreign_type(text).map(str::to_owned);
        let hint = hint.or_else(|| did_you_mean(text, TYPES));
        return hint.or_else(|| Some(ALL_TYPES.to_owned()));
    }
    let hint = match text {
        "," if wants("`or`") && matches!(source.word_before(index), "yes" | "no") => YES_OR_NO,
        "=" if wants("`is`") => "write `is`",
        "in" if wants("`is`") => "write `is one of (…)`",
        "contains" | "includes" if wants("`has`") => "write `has any of (…)`",
        "if" if wants("`when`") => "write `when`",
        "batch" if wants("`batches`") => "write `batches`",
        "own" if wants("`leaves`") => "`own` comes first: `sample own 2 sealed`",
        "unless" if wants("`when`") => "write `when not (…)`",
        _ if is_text(token.kind) && expected.contains(&"a key") => "keys stand without quotes",
        "satisfies" => "`satisfies` goes with `every`: `every x where … satisfies …`",
        _ if token.kind == TokenKind::Word => return did_you_mean(text, keywords(expected)),
        _ => return None,
    };
    Some(hint.to_owned())
}

fn is_text(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Str | TokenKind::Text)
}

/// Returns the keywords among the expected names.
fn keywords<'a>(expected: &'a [&str]) -> impl Iterator<Item = &'a str> {
    expected
        .iter()
        .flat_map(|name| name.split('`').skip(1).step_by(2))
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()))
}
