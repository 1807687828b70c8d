//! A cursor over the tokens of a piece.

use crate::source::Span;
use crate::syntax::ast::{Name, RefDraft, TextDraft};
use crate::syntax::keywords::RESERVED_NAMES;
use crate::syntax::outline::TokenRange;
use crate::syntax::parse::tokens::Source;
use crate::syntax::token::{Token, TokenKind};

/// Passes over tokens that are not trivia; spans count from the start of the item.
#[derive(Debug, Clone, Copy)]
pub(in crate::syntax::parse) struct Cursor<'a> {
    text: &'a str,
    start: u32,
    rest: &'a [Token],
}

impl<'a> Cursor<'a> {
    /// Starts at the first token of a range; `start` is the offset of the item.
    pub fn new(source: Source<'a>, start: u32, range: &TokenRange) -> Self {
        Self {
            text: source.text,
            start,
            rest: source.tokens.get(range.clone()).unwrap_or(&[]),
        }
    }

    /// Says whether nothing follows.
    pub fn is_at_end(mut self) -> bool {
        self.token().is_none()
    }

    /// Takes a word or mark if it is next.
    pub fn take(&mut self, wanted: &str) -> Option<Span> {
        let mut ahead = *self;
        let token = ahead.token()?;
        if token.text(self.text) != wanted {
            return None;
        }
        *self = ahead;
        Some(self.span(token))
    }

    pub fn key(&mut self) -> Option<Name> {
        self.key_and_word().map(|(key, _)| key)
    }

    /// Reads a key, with its text.
    pub fn key_and_word(&mut self) -> Option<(Name, &'a str)> {
        let token = self.token()?;
        let word = token.text(self.text);
        let is_key = token.kind == TokenKind::Word && !word.starts_with('-');
        let span = self.span(token);
        is_key.then_some((Name { span }, word))
    }

    /// Reads a key that can be a name in a condition.
    pub fn name(&mut self) -> Option<Name> {
        let (name, word) = self.key_and_word()?;
        (!word.contains('.') && !RESERVED_NAMES.contains(&word)).then_some(name)
    }

    /// Reads keys with commas between them. A comma before `by` or `each` begins the next clause.
    pub fn keys(&mut self) -> Option<Vec<Name>> {
        let mut keys = vec![self.key()?];
        loop {
            let mut ahead = *self;
            if ahead.take(",").is_none() {
                return Some(keys);
            }
            let (key, word) = ahead.key_and_word()?;
            if matches!(word, "by" | "each") {
                return Some(keys);
            }
            keys.push(key);
            *self = ahead;
        }
    }

    pub fn text(&mut self) -> Option<TextDraft> {
        let token = self.token()?;
        let is_text = matches!(token.kind, TokenKind::Str | TokenKind::Text);
        let span = self.span(token);
        is_text.then_some(TextDraft { span })
    }

    /// Reads texts with commas between them.
    pub fn texts(&mut self) -> Option<Vec<TextDraft>> {
        let mut texts = vec![self.text()?];
        while self.take(",").is_some() {
            texts.push(self.text()?);
        }
        Some(texts)
    }

    /// Reads a key and a text.
    pub fn titled(&mut self) -> Option<(Name, TextDraft)> {
        Some((self.key()?, self.text()?))
    }

    /// Reads a reference without a version: `C.1`, `asvs-c:C.1`.
    pub fn reference(&mut self) -> Option<RefDraft> {
        let first = self.key()?.span;
        let mut ahead = *self;
        let Some(colon) = ahead.take(":") else {
            return Some(RefDraft { span: first });
        };
        let key = ahead.key()?.span;
        *self = ahead;
        let is_one_word = first.end == colon.start && colon.end == key.start;
        is_one_word.then(|| RefDraft {
            span: first.to(key),
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
