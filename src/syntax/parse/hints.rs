//! Hints for people who are used to other languages.

use super::codes;
use super::tokens::Source;
use crate::diag::{Diagnostic, did_you_mean};
use crate::source::Place;
use crate::syntax::ast::{ItemKind, Keys};
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

const ALL_TYPES: &str = "the types are `yes or no`, `one of { … }`, `set of { … }`, `number`, `text`, `date`, \
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

/// Returns a hint for a word or mark in a field in place of the expected ones; `field` is empty for the head of an item.
pub(super) fn foreign_word(
    source: Source<'_>,
    field: &str,
    index: usize,
    expected: &[&str],
) -> Option<String> {
    let token = source.token(index)?;
    let text = token.text(source.text);
    let wants = |word: &str| expected.iter().any(|name| name.contains(word));
    if wants("a type such as") && token.kind == TokenKind::Word {
        let hint = foreign_type(text).map(str::to_owned);
        let hint = hint.or_else(|| did_you_mean(text, TYPES));
        return hint.or_else(|| Some(ALL_TYPES.to_owned()));
    }
    if let Some(hint) = foreign_quantifier(source.word_before(index), text, &wants) {
        return Some(hint);
    }
    let hint = match text {
        "," if wants("`or`") && matches!(source.word_before(index), "yes" | "no") => YES_OR_NO,
        "=" if wants("`is`") => "write `is`",
        "in" if wants("`is`") => "write `is one of (…)`",
        "contains" | "includes" if wants("`has`") => "write `has any of (…)`",
        _ if wants("`(`") && source.word_before(index) == "of" => {
            "put the values in brackets: `is one of (a, b)`"
        }
        "and" | "or" if wants("`satisfies`") => {
            "`where` takes one test; put several in brackets: `where (… and …)`"
        }
        "if" if wants("`when`") => "write `when`",
        "batch" if wants("`batches`") => "write `batches`",
        "own" if wants("a state of samples") => "`own` comes first: `sample own 2 any`",
        "unless" if wants("`when`") => "write `when not (…)`",
        _ if is_text(token.kind) && expected.contains(&"a key") => {
            return Some(quoted_key(field));
        }
        "satisfies" => "`satisfies` belongs to `every`: `every x where … satisfies …`",
        _ if token.kind == TokenKind::Word => return did_you_mean(text, keywords(expected)),
        _ => return None,
    };
    Some(hint.to_owned())
}

/// Returns the hint for a text in place of a key. A field that bears the keyword of items names one of them.
fn quoted_key(field: &str) -> String {
    let item = ItemKind::from_keyword(field).map(|kind| kind.spec().keys);
    match item {
        Some(Keys::Own | Keys::OfCatalog | Keys::Word) => format!(
            "declare it once, as an item (`{field} key \"…\"`), and write its key here, without quotes"
        ),
        Some(Keys::None | Keys::Versioned | Keys::Title) | None => {
            "write keys without quotes".to_owned()
        }
    }
}

/// Returns a hint for a word in place of a quantifier, which was taken for a name.
fn foreign_quantifier(before: &str, set: &str, wants: &impl Fn(&str) -> bool) -> Option<String> {
    if !wants("`is`") || !set.starts_with(|first: char| first.is_ascii_lowercase()) {
        return None;
    }
    match before {
        "any" | "a" | "an" | "one" | "exists" => Some(format!("write `some {set}`")),
        "all" | "each" => Some(format!("write `every {set} satisfies …`")),
        "without" | "zero" => Some(format!("write `no {set}`")),
        _ => None,
    }
}

/// Says whether a word that cannot stand here was meant as the name of an attribute: a question follows it.
pub(super) fn is_attribute(source: Source<'_>, index: usize) -> bool {
    let next = source.after_first(&(index..source.tokens.len()));
    let is_first = source.word_before(index) == "\n";
    let token = |index| source.token(index).map(|token| token.kind);
    is_first && token(index) == Some(TokenKind::Word) && token(next.start) == Some(TokenKind::Str)
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
