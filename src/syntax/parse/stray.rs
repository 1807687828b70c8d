//! Reads text that starts no item.

use thin_vec::ThinVec;

use std::sync::Arc;

use super::codes;
use super::hints;
use super::tokens::Source;
use crate::diag::{Checked, Diagnostic, Diagnostics, did_you_mean, similar};
use crate::source::{Span, Text};
use crate::syntax::ast::{Body, Item, Lack, Name, Placed};
use crate::syntax::keywords::{CONTINUATIONS, is_field, item_keywords};
use crate::syntax::outline::TokenRange;
use crate::syntax::token::{Token, TokenKind};

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
    if let Some(odd) = source.glued_unknown(range.start) {
        return hints::foreign_token(source, odd);
    }
    match kind {
        Some(TokenKind::OpenStr) => codes::unterminated_string(place),
        Some(TokenKind::OpenText) => codes::unterminated_block(place),
        Some(TokenKind::Unknown) => hints::foreign_token(source, range.start),
        Some(TokenKind::Word) if is_field(word) => codes::stray_text(
            place,
            "does a `}` come too early, or is the head of an item missing?".to_owned(),
            format!("the field `{word}` is outside any item"),
        ),
        Some(TokenKind::Punct) if word == "}" => codes::stray_text(
            place,
            "remove it".to_owned(),
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
            did_you_mean(word, item_keywords().chain(CONTINUATIONS)).unwrap_or_else(|| {
                "an item begins with a keyword such as `control` at the start of a line".to_owned()
            }),
            format!("expected an item, found {}", source.describe(range.start)),
        ),
    }
}

/// Says whether a text may be the rest of the item before it: it does not stand where items begin, or does not begin like one.
pub(super) fn may_continue(source: Source<'_>, range: &TokenRange) -> bool {
    let first = source.text_of(range.start);
    !source.is_in_column_0(range.start) || first == "}" || is_field(first)
}

/// Returns the key that a text may have been meant to declare. After a word in place of the keyword, it is the second;
/// where the keyword is missing, the first.
fn key_of(source: Source<'_>, range: &TokenRange) -> Option<Token> {
    let word = |index: usize| {
        let token = source.token(index).filter(|_| range.contains(&index))?;
        (token.kind == TokenKind::Word).then_some(token)
    };
    let first = word(range.start)?;
    let keyword = first.text(source.text);
    let second = source.after_first(range);
    let is_cut = |index| source.glued_unknown(index).is_some();
    if is_cut(range.start) || is_cut(second.start) {
        return None;
    }
    match word(second.start) {
        _ if is_field(keyword) => None,
        Some(key) => Some(key),
        None if similar(keyword, item_keywords()).is_some() => None,
        None => Some(first),
    }
}

/// Makes a broken item with the words of the text.
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
    let key = key_of(source, range).map(|token| name(token.span, span.start));
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
            lack: Lack::Words,
            mentions,
        }),
    })
}
