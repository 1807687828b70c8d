//! The words of a piece, one after the other.

use super::super::super::ast::{Name, RefDraft, Text};
use super::super::super::keywords::RESERVED_NAMES;
use super::super::super::outline::TokenRange;
use super::super::super::text::unquote;
use super::super::super::token::{Token, TokenKind};
use super::super::reader::Source;
use crate::source::{Span, Spanned};

/// Tokens that are no trivia, with spans counted from the start of an item.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Words<'a> {
    text: &'a str,
    start: u32,
    rest: &'a [Token],
}

impl<'a> Words<'a> {
    /// Starts at the first token of a range; `start` is the offset of the item.
    pub fn new(source: Source<'a>, start: u32, range: &TokenRange) -> Self {
        Self {
            text: source.text,
            start,
            rest: source.tokens.get(range.clone()).unwrap_or(&[]),
        }
    }

    /// Returns the value if nothing follows.
    pub fn end<T>(mut self, value: T) -> Option<T> {
        self.token().is_none().then_some(value)
    }

    /// Passes a word or mark if it is the next.
    pub fn take(&mut self, wanted: &str) -> Option<Span> {
        let mut ahead = *self;
        let token = ahead.token()?;
        if token.text(self.text) != wanted {
            return None;
        }
        *self = ahead;
        Some(self.span(token))
    }

    /// Reads a key.
    pub fn key(&mut self) -> Option<Name> {
        let token = self.token()?;
        let text = token.text(self.text);
        let is_key = token.kind == TokenKind::Word && !text.starts_with('-');
        is_key.then(|| Spanned::new(text.to_owned(), self.span(token)))
    }

    /// Reads a key that can be a name in a condition.
    pub fn name(&mut self) -> Option<Name> {
        self.key()
            .filter(|key| !key.value.contains('.') && !RESERVED_NAMES.contains(&key.value.as_str()))
    }

    /// Reads keys with commas between them. A comma before `by` or `each` begins the next clause.
    pub fn keys(&mut self) -> Option<Vec<Name>> {
        let mut keys = vec![self.key()?];
        loop {
            let mut ahead = *self;
            if ahead.take(",").is_none() {
                return Some(keys);
            }
            let key = ahead.key()?;
            if matches!(key.value.as_str(), "by" | "each") {
                return Some(keys);
            }
            keys.push(key);
            *self = ahead;
        }
    }

    /// Reads a text.
    pub fn text(&mut self) -> Option<Text> {
        let token = self.token()?;
        let is_text = matches!(token.kind, TokenKind::Str | TokenKind::Text);
        is_text.then(|| Spanned::new(unquote(token.text(self.text)), self.span(token)))
    }

    /// Reads a reference without a version: `C.1`, `asvs-c:C.1`.
    pub fn reference(&mut self) -> Option<RefDraft> {
        let first = self.key()?;
        let mut ahead = *self;
        let Some(colon) = ahead.take(":") else {
            let span = first.span;
            return Some(RefDraft {
                key: Some(first),
                span,
                ..RefDraft::default()
            });
        };
        let key = ahead.key()?;
        *self = ahead;
        let is_one_word = first.span.end == colon.start && colon.end == key.span.start;
        is_one_word.then(|| RefDraft {
            span: first.span.to(key.span),
            catalog: Some(first),
            version: None,
            key: Some(key),
        })
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

    fn span(&self, token: Token) -> Span {
        token.span.back(self.start)
    }
}
