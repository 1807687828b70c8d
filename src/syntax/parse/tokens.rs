//! A file and its tokens, for the readers of pieces.

use crate::source::{FileId, Place, Span, slice};
use crate::syntax::keywords::RESERVED_NAMES;
use crate::syntax::outline::TokenRange;
use crate::syntax::token::{Token, TokenKind};

/// A file and its tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub file: FileId,
    pub text: &'a str,
    pub tokens: &'a [Token],
}

impl<'a> Source<'a> {
    pub fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    /// Returns the text of a token, or an empty text if there is no such token.
    pub fn text_of(&self, index: usize) -> &'a str {
        self.token(index)
            .map_or("", |token| slice(self.text, token.span))
    }

    /// Returns the text of the token before a token, or an empty text if there is none. Blanks do not count.
    pub fn word_before(&self, index: usize) -> &'a str {
        let before = self.tokens.get(..index).unwrap_or(&[]);
        let word = before
            .iter()
            .rev()
            .find(|token| token.kind != TokenKind::Blank);
        word.map_or("", |token| token.text(self.text))
    }

    /// Returns the number of the token after a word, if it has no meaning and no blank stands between: a letter of the word that
    /// the language does not have.
    pub fn glued_unknown(&self, index: usize) -> Option<usize> {
        let is = |index, kind| self.token(index).is_some_and(|token| token.kind == kind);
        (is(index, TokenKind::Word) && is(index + 1, TokenKind::Unknown)).then_some(index + 1)
    }

    /// Says whether a token stands at the left edge of the file.
    pub fn is_in_column_0(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.token(before));
        before.is_none_or(|before| before.kind == TokenKind::Newline)
    }

    /// Returns the bytes from the first to the last token, counted from the start of the file.
    pub fn span_of(&self, range: &TokenRange) -> Span {
        let first = self.token(range.start).map(|token| token.span);
        let last = self
            .token(range.end.saturating_sub(1))
            .map(|token| token.span);
        match (first, last) {
            (Some(first), Some(last)) if !range.is_empty() => first.to(last),
            (Some(first), _) => Span::new(first.start, first.start),
            (None, _) => Span::default(),
        }
    }

    pub fn place_of(&self, range: &TokenRange) -> Place {
        Place::new(self.file, self.span_of(range))
    }

    pub fn place_of_token(&self, index: usize) -> Place {
        self.place_of(&(index..index + 1))
    }

    /// Returns the number of the first token in the range that is not trivia.
    pub fn first_word(&self, range: &TokenRange) -> Option<usize> {
        range.clone().find(|index| {
            self.token(*index)
                .is_some_and(|token| !token.kind.is_trivia())
        })
    }

    /// Returns the rest of the range after its first token and the trivia that follows it.
    pub fn after_first(&self, range: &TokenRange) -> TokenRange {
        let rest = range.start + 1..range.end;
        self.first_word(&rest).unwrap_or(range.end)..range.end
    }

    /// Returns the words of a range that may be names. Spans count from the start of the file.
    pub fn mentions(self, range: &TokenRange) -> impl Iterator<Item = Span> + use<'a> {
        let tokens = self.tokens.get(range.clone()).unwrap_or(&[]);
        let is_name = move |token: &&Token| {
            token.kind == TokenKind::Word && !RESERVED_NAMES.contains(&token.text(self.text))
        };
        tokens.iter().filter(is_name).map(|token| token.span)
    }

    /// Returns the description of a token for messages.
    pub fn describe(&self, index: usize) -> String {
        let Some(token) = self.token(index) else {
            return "the end of the file".to_owned();
        };
        if token.kind.is_text() {
            return "a text in quotes".to_owned();
        }
        format!("`{}`", shortened(token.text(self.text)))
    }
}

/// Cuts a quotation for messages to forty characters.
pub(super) fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

pub(super) fn last_character(text: &str, token: Token) -> Span {
    let width = token
        .text(text)
        .chars()
        .next_back()
        .map_or(0, char::len_utf8);
    let width = u32::try_from(width).unwrap_or(0);
    Span::new(token.span.end.saturating_sub(width), token.span.end)
}
