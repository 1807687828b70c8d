//! The printer: tokens in order, lines, and the comments between tokens.

use super::spacing::{Piece, is_spaced};
use crate::source::slice;
use crate::syntax::outline::TokenRange;
use crate::syntax::token::{BYTE_ORDER_MARK, Token, TokenKind};

/// The text that was printed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Last {
    /// Nothing yet.
    Nothing,
    /// `{` of a block.
    Open,
    /// Any other token.
    Token,
    /// A comment: a new line must follow.
    Comment,
}

/// Prints the tokens of a text.
#[derive(Debug)]
pub(super) struct Printer<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The number of the next token to be printed.
    at: usize,
    out: String,
    /// The width of the last line, in characters.
    pub column: usize,
    pub last: Last,
}

impl<'a> Printer<'a> {
    pub fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self {
            text,
            tokens,
            at: 0,
            out: String::with_capacity(text.len() + 16),
            column: 0,
            last: Last::Nothing,
        }
    }

    /// Prints the comments at the end and returns the whole.
    pub fn finish(mut self) -> String {
        self.comments(self.tokens.len(), 0);
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out
    }

    /// Prints the comments before a token and begins a line for it.
    pub fn start_line(&mut self, token: usize, indent: usize) {
        self.comments(token, indent);
        let blank = self.last != Last::Open && self.has_blank_line(token);
        self.line(indent, blank);
        self.skip_to(token);
    }

    /// Begins the line of a closing brace, without a blank line before it.
    pub fn start_closing_line(&mut self, token: usize, indent: usize) {
        self.comments(token, indent + 2);
        self.line(indent, false);
        self.skip_to(token);
    }

    /// Begins a piece that is printed unchanged: on a line of its own if it had one.
    pub fn start_verbatim(&mut self, token: usize) {
        self.comments(token, 0);
        let own_line = self.newlines_before(token) > 0 || self.last == Last::Comment;
        if own_line || self.out.is_empty() {
            self.line(0, self.has_blank_line(token));
            let blanks = self.indentation(token);
            self.push(&blanks);
        } else {
            self.push(" ");
        }
        self.skip_to(token);
    }

    /// Prints the comments, and the `;` of a block, between the last token printed and another.
    pub fn comments(&mut self, until: usize, indent: usize) {
        while self.at < until {
            let index = self.at;
            self.at += 1;
            let Some(piece) = self.piece(index) else {
                break;
            };
            if piece.kind == TokenKind::Comment {
                self.comment(index, indent);
            } else if piece.is(";") {
                self.semicolon(indent);
            }
        }
    }

    /// Prints a comment: after the text before it on its line, or on a line of its own.
    pub fn comment(&mut self, index: usize, indent: usize) {
        let own_line = self.newlines_before(index) > 0 || self.last == Last::Nothing;
        if own_line || self.last == Last::Comment {
            let blank = self.last != Last::Open && self.has_blank_line(index);
            self.line(indent, blank);
        } else {
            self.push(" ");
        }
        let text = self.text_of(index).trim_end();
        self.push(text);
        self.last = Last::Comment;
    }

    fn semicolon(&mut self, indent: usize) {
        if self.last != Last::Token {
            self.line(indent, false);
        }
        self.push(";");
        self.last = Last::Token;
    }

    /// Ends the line, if there is one, and begins another.
    pub fn line(&mut self, indent: usize, blank: bool) {
        if !self.out.is_empty() {
            self.out.push('\n');
            if blank {
                self.out.push('\n');
            }
        }
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    /// Prints text unchanged except for carriage returns at line ends, which are removed.
    pub fn push(&mut self, text: &str) {
        if text.contains('\r') {
            self.out.push_str(&without_carriage_returns(text));
        } else {
            self.out.push_str(text);
        }
        let (column, tail) = match text.rfind('\n') {
            Some(at) => (0, text.get(at + 1..).unwrap_or("")),
            None => (self.column, text),
        };
        self.column = column + tail.chars().count();
        self.last = Last::Token;
    }

    /// Skips the tokens before `token`.
    pub fn skip_to(&mut self, token: usize) {
        self.at = self.at.max(token);
    }

    /// Returns a token with its neighbours, including trivia.
    pub fn piece(&self, index: usize) -> Option<Piece<'a>> {
        let token = self.tokens.get(index)?;
        let before = index
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before));
        Some(Piece {
            kind: token.kind,
            text: slice(self.text, token.span),
            joined: before.is_some_and(|before| !before.kind.is_trivia()),
        })
    }

    pub fn text_of(&self, index: usize) -> &'a str {
        self.tokens
            .get(index)
            .map_or("", |token| slice(self.text, token.span))
    }

    /// Returns the numbers of the tokens of a range that are not blank.
    pub fn visible(&self, range: &TokenRange) -> Vec<usize> {
        range
            .clone()
            .filter(|index| {
                let token = self.tokens.get(*index);
                token.is_some_and(|token| !token.kind.is_blank())
            })
            .collect()
    }

    /// Returns a range of tokens as written, except for line ends.
    pub fn original(&self, range: &TokenRange) -> String {
        let first = self.tokens.get(range.start).map(|token| token.span);
        let last = range
            .end
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map(|token| token.span);
        match (first, last) {
            (Some(first), Some(last)) => without_carriage_returns(slice(self.text, first.to(last))),
            _ => String::new(),
        }
    }

    /// Says whether a line ends directly after a token, comments aside.
    pub fn ends_line(&self, index: usize) -> bool {
        self.kinds_after(index)
            .find(|kind| !matches!(kind, TokenKind::Blank | TokenKind::Comment))
            == Some(TokenKind::Newline)
    }

    /// Returns the tokens joined on one line.
    pub fn joined(&self, visible: &[usize]) -> String {
        let mut line = String::new();
        for (number, index) in visible.iter().enumerate() {
            if number > 0 && self.is_spaced_before(visible, number) {
                line.push(' ');
            }
            line.push_str(self.text_of(*index));
        }
        line
    }

    /// Says whether there is a space before the token at the place `number` of a list of tokens.
    pub fn is_spaced_before(&self, visible: &[usize], number: usize) -> bool {
        let piece = |number: Option<usize>| {
            let index = visible.get(number?)?;
            self.piece(*index)
        };
        let (Some(left), Some(right)) = (piece(number.checked_sub(1)), piece(Some(number))) else {
            return false;
        };
        is_spaced(
            piece(number.checked_sub(2)),
            left,
            right,
            piece(Some(number + 1)),
        )
    }

    /// Counts the line ends directly before a token.
    fn newlines_before(&self, token: usize) -> usize {
        let before = self.tokens.get(..token).unwrap_or(&[]);
        before
            .iter()
            .rev()
            .take_while(|token| token.kind.is_blank())
            .filter(|token| token.kind == TokenKind::Newline)
            .count()
    }

    fn has_blank_line(&self, token: usize) -> bool {
        self.last != Last::Nothing && self.newlines_before(token) > 1
    }

    fn kinds_after(&self, index: usize) -> impl Iterator<Item = TokenKind> {
        let after = self.tokens.get(index + 1..).unwrap_or(&[]);
        after.iter().map(|token| token.kind)
    }

    /// The blanks before the first token of a line.
    fn indentation(&self, token: usize) -> String {
        let before = self.tokens.get(..token).unwrap_or(&[]);
        let blanks: Vec<&str> = before
            .iter()
            .rev()
            .take_while(|token| token.kind == TokenKind::Blank)
            .map(|token| slice(self.text, token.span))
            .filter(|text| *text != BYTE_ORDER_MARK)
            .collect();
        blanks.into_iter().rev().collect()
    }
}

/// Removes carriage returns at line ends.
fn without_carriage_returns(text: &str) -> String {
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| line.trim_end_matches('\r'))
        .collect();
    lines.join("\n")
}
