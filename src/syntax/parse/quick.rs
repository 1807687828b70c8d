//! The pieces that are most of every file, read from their tokens without pest.
//!
//! Each function answers `None` for what it does not know; pest then reads the piece, and says what is
//! wrong with it.

use super::super::ast::{Name, RefDraft, Text};
use super::super::outline::TokenRange;
use super::super::text::unquote;
use super::super::token::{Token, TokenKind};
use super::reader::Source;
use crate::source::{Span, Spanned};

/// Tokens that are no trivia, with spans counted from the start of an item.
struct Words<'a> {
    source: Source<'a>,
    start: u32,
    rest: &'a [Token],
}

/// One of the functions of this module.
pub(super) type Read<T> = fn(Source<'_>, u32, &TokenRange) -> Option<T>;

/// Reads one text.
pub(super) fn read_text(source: Source<'_>, start: u32, range: &TokenRange) -> Option<Text> {
    let mut words = Words::new(source, start, range);
    let text = words.text()?;
    words.end(text)
}

/// Reads one key.
pub(super) fn read_key(source: Source<'_>, start: u32, range: &TokenRange) -> Option<Name> {
    let mut words = Words::new(source, start, range);
    let key = words.key()?;
    words.end(key)
}

/// Reads a key and a text.
pub(super) fn read_titled(
    source: Source<'_>,
    start: u32,
    range: &TokenRange,
) -> Option<(Name, Text)> {
    let mut words = Words::new(source, start, range);
    let titled = (words.key()?, words.text()?);
    words.end(titled)
}

/// Reads keys with commas between them.
pub(super) fn read_keys(source: Source<'_>, start: u32, range: &TokenRange) -> Option<Vec<Name>> {
    let mut words = Words::new(source, start, range);
    let mut keys = vec![words.key()?];
    while let Some((comma, _)) = words.next() {
        let key = words.key().filter(|key| !starts_clause(&key.value))?;
        if comma != "," {
            return None;
        }
        keys.push(key);
    }
    Some(keys)
}

/// Reads one reference.
pub(super) fn read_reference(
    source: Source<'_>,
    start: u32,
    range: &TokenRange,
) -> Option<RefDraft> {
    let mut words = Words::new(source, start, range);
    let first = words.key()?;
    let span = first.span;
    words.end(RefDraft {
        catalog: None,
        version: None,
        key: Some(first),
        span,
    })
}

/// After a comma these words begin the next clause of a line.
fn starts_clause(word: &str) -> bool {
    matches!(word, "by" | "each")
}

impl<'a> Words<'a> {
    fn new(source: Source<'a>, start: u32, range: &TokenRange) -> Self {
        let rest = source.tokens.get(range.clone()).unwrap_or(&[]);
        Self {
            source,
            start,
            rest,
        }
    }

    fn token(&mut self) -> Option<Token> {
        while let Some((first, rest)) = self.rest.split_first() {
            self.rest = rest;
            if !first.kind.is_trivia() {
                return Some(*first);
            }
        }
        None
    }

    fn next(&mut self) -> Option<(&'a str, Token)> {
        let token = self.token()?;
        Some((token.text(self.source.text), token))
    }

    fn key(&mut self) -> Option<Name> {
        let (text, token) = self.next()?;
        let is_key = token.kind == TokenKind::Word && !text.starts_with('-');
        is_key.then(|| Spanned::new(text.to_owned(), self.span(token)))
    }

    fn text(&mut self) -> Option<Text> {
        let (text, token) = self.next()?;
        let is_text = matches!(token.kind, TokenKind::Str | TokenKind::Text);
        is_text.then(|| Spanned::new(unquote(text), self.span(token)))
    }

    fn end<T>(&mut self, value: T) -> Option<T> {
        self.token().is_none().then_some(value)
    }

    fn span(&self, token: Token) -> Span {
        token.span.back(self.start)
    }
}
