//! Reads text that starts no item.

use thin_vec::ThinVec;

use std::sync::Arc;

use super::codes;
use super::hints;
use super::tokens::Source;
use crate::diag::{Checked, Diagnostic, Diagnostics, did_you_mean, similar};
use crate::source::{Span, Text};
use crate::syntax::ast::{Body, Item, Name, Placed};
use crate::syntax::keywords::{is_field, item_keywords};
use crate::syntax::outline::TokenRange;
use crate::syntax::token::TokenKind;

/// The cause of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// It is a mistake of its own.
    Own,
    /// It follows from a mistake that has been reported.
    Reported,
}

/// Reports text that starts no item, and keeps the names that it may declare and use.
pub(super) fn parse_stray(
    source: Source<'_>,
    text: &Text,
    range: &TokenRange,
    cause: Cause,
) -> Checked<Option<Placed>> {
    let mut diagnostics = Diagnostics::new();
    if cause == Cause::Own {
        diagnostics.push(diagnose(source, range));
    }
    Checked::new(hole(source, text, range), diagnostics)
}

fn diagnose(source: Source<'_>, range: &TokenRange) -> Diagnostic {
    let place = source.place_of_token(range.start);
    let word = source.text_of(range.start);
    let kind = source.token(range.start).map(|token| token.kind);
    match kind {
        Some(TokenKind::OpenStr) => codes::unterminated_string(place),
        Some(TokenKind::OpenText) => codes::unterminated_block(place),
        Some(TokenKind::Unknown) => hints::foreign_token(source, range.start),
        Some(TokenKind::Word) if is_field(word) => codes::stray_text(
            place,
            "is a `}` too early, or the head of an item missing?".to_owned(),
            format!("the field `{word}` stands outside any item"),
        ),
        Some(TokenKind::Punct) if word == "}" => codes::stray_text(
            place,
            "take it out".to_owned(),
            "this `}` closes nothing".to_owned(),
        ),
        Some(
            TokenKind::Word
            | TokenKind::Punct
            | TokenKind::Str
            | TokenKind::Text
            | TokenKind::Blank
            | TokenKind::Newline
            | TokenKind::Comment,
        )
        | None => codes::stray_text(
            place,
            did_you_mean(word, item_keywords()).unwrap_or_else(|| {
                "an item begins with a keyword such as `control`, first on its line".to_owned()
            }),
            format!("expected an item, found {}", source.describe(range.start)),
        ),
    }
}

/// Makes a broken item with the words of the text. If the first word resembles a keyword, the second counts as the key
/// of the item.
fn hole(source: Source<'_>, text: &Text, range: &TokenRange) -> Option<Placed> {
    let span = source.span_of(range);
    let name = |span: Span, start: u32| Name {
        span: span.back(start),
    };
    let mentions: ThinVec<Name> = (source.mentions(range))
        .map(|word| name(word, span.start))
        .collect();
    let first = source.token(range.start)?;
    if mentions.is_empty() {
        return None;
    }
    let is_word = first.kind == TokenKind::Word;
    let keyword = if is_word { first.text(source.text) } else { "" };
    let key_range = source.after_first(range);
    let declares = !is_field(keyword) && similar(keyword, item_keywords()).is_some();
    let key = source
        .token(key_range.start)
        .filter(|token| declares && !key_range.is_empty() && token.kind == TokenKind::Word)
        .map(|token| name(token.span, span.start));
    let nothing = Span::new(first.span.start, first.span.start);
    let keyword = name(if is_word { first.span } else { nothing }, span.start);
    Some(Placed {
        file: source.file,
        start: span.start,
        item: Arc::new(Item {
            text: text.part(span),
            head: first.span.back(span.start),
            body: Body::Broken { keyword },
            key,
            incomplete: true,
            mentions,
        }),
    })
}
