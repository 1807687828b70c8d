//! Text that starts no item.

use std::sync::Arc;

use super::super::ast::{Item, ItemDraft, Placed};
use super::super::keywords::{Context, ITEMS};
use super::super::outline::TokenRange;
use super::super::token::TokenKind;
use super::codes;
use super::hints;
use super::reader::{Source, shortened};
use crate::diag::{Checked, Diagnostic, Diagnostics, did_you_mean, similar};

/// Whether the text is a mistake of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// It is.
    Own,
    /// It is there because of a mistake that has been reported.
    Reported,
}

/// Reports text that starts no item and keeps what it may declare and use.
pub(super) fn parse_stray(
    source: Source<'_>,
    range: &TokenRange,
    cause: Cause,
) -> Checked<Option<Placed>> {
    let mut diagnostics = Diagnostics::new();
    if cause == Cause::Own {
        diagnostics.push(diagnose(source, range));
    }
    Checked::new(hole(source, range), diagnostics)
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
            did_you_mean(word, ITEMS).unwrap_or_else(|| {
                "an item begins with a keyword such as `control`, first on its line".to_owned()
            }),
            format!("expected an item, found {}", source.describe(range.start)),
        ),
    }
}

/// A broken item with the words of the text. Where its first word is nearly a keyword, the second is
/// taken for the key that was to be declared.
fn hole(source: Source<'_>, range: &TokenRange) -> Option<Placed> {
    let mut mentions: Vec<String> = source.mentions(range).collect();
    let first = source.token(range.start)?;
    let is_word = first.kind == TokenKind::Word;
    let keyword = if is_word { first.text(source.text) } else { "" };
    if mentions.is_empty() {
        return None;
    }
    let key_range = source.after_first(range);
    let declares = !is_field(keyword) && similar(keyword, ITEMS).is_some();
    let key = source
        .token(key_range.start)
        .filter(|token| declares && !key_range.is_empty() && token.kind == TokenKind::Word)
        .map(|token| token.text(source.text).to_owned());
    let span = source.span_of(range);
    let head = source.span_of(&(range.start..range.start + 1));
    mentions.dedup();
    Some(Placed {
        file: source.file,
        start: span.start,
        item: Arc::new(Item {
            span: span.back(span.start),
            head: head.back(span.start),
            draft: ItemDraft::Broken {
                keyword: shortened(keyword),
                key,
            },
            mentions,
        }),
    })
}

fn is_field(word: &str) -> bool {
    Context::ALL
        .iter()
        .any(|context| context.fields().contains(&word))
}
