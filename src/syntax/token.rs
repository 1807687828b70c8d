//! Turns text into tokens: flat, total and lossless.
//!
//! Every byte of the text belongs to exactly one token, so the joined tokens are the text. Lexing cannot fail: characters
//! without a meaning become tokens of a kind of their own, which the parser reports.

use crate::source::{Span, slice};

use super::left_open::Opened;

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Spaces, tabs, carriage returns; a byte-order mark, which is a token of its own.
    Blank,
    /// One line feed.
    Newline,
    /// `#` up to the end of the line.
    Comment,
    /// `"""…"""`.
    Text,
    /// `"""` without an end; stops where the end should have stood.
    OpenText,
    /// `"…"` on one line.
    Str,
    /// `"` without an end on its line; stops before the marks at the end of the line.
    OpenStr,
    /// Letters, digits, `_`, `.` and `-`: keywords, keys, names, numbers and dates.
    Word,
    /// One of `{ } ( ) [ ] , ; : = < > <= >= @`.
    Punct,
    /// Anything else.
    Unknown,
}

impl TokenKind {
    /// Says whether the token only separates others.
    pub fn is_blank(self) -> bool {
        matches!(self, Self::Blank | Self::Newline)
    }

    /// Says whether the token is a text in quotes, whether it ends or not.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::Str | Self::OpenStr | Self::Text | Self::OpenText
        )
    }

    /// Says whether the parser skips the token.
    pub fn is_trivia(self) -> bool {
        self.is_blank() || self == Self::Comment
    }
}

/// A token: its kind and its bytes, counted from the start of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its span.
    pub span: Span,
}

impl Token {
    /// Returns the token's part of the text it was made from.
    pub fn text(self, text: &str) -> &str {
        slice(text, self.span)
    }
}

/// The byte-order mark. It is at the start of many files, and in the middle of files that were joined.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Cuts a text into tokens.
pub fn lex(text: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: 0,
        tokens: Vec::new(),
    };
    lexer.tokens.reserve(text.len() / 5);
    while lexer.at < lexer.bytes.len() {
        lexer.next_token();
    }
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Where the line begins.
    line: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn next_token(&mut self) {
        match self.peek(0) {
            b' ' | b'\t' | b'\r' => {
                self.run(TokenKind::Blank, |b| matches!(b, b' ' | b'\t' | b'\r'));
            }
            b'\n' => self.push(TokenKind::Newline, 1),
            0xEF if self.rest().starts_with(BYTE_ORDER_MARK.as_bytes()) => {
                self.push(TokenKind::Blank, BYTE_ORDER_MARK.len());
            }
            b'#' => self.run(TokenKind::Comment, |b| b != b'\n'),
            b'"' if self.rest().starts_with(b"\"\"\"") => self.text_block(),
            b'"' => self.string(),
            b'<' | b'>' if self.peek(1) == b'=' => self.push(TokenKind::Punct, 2),
            b'{' | b'}' | b'(' | b')' | b'[' | b']' | b',' | b';' | b':' | b'=' | b'<' | b'>'
            | b'@' => self.push(TokenKind::Punct, 1),
            b'-' if self.peek(1).is_ascii_digit() => self.run(TokenKind::Word, is_word_byte),
            first if first.is_ascii_alphanumeric() || first == b'_' => {
                self.run(TokenKind::Word, is_word_byte);
            }
            _ => self.unknown(),
        }
    }

    /// Finds the end of a string: its closing quote or the end of the line; `\"` and `\\` do not end it. A string that is
    /// never closed stops before the marks at the end of the line, so that blocks and lists stay whole.
    fn string(&mut self) {
        let mut len = 1;
        loop {
            match self.peek(len) {
                b'"' => return self.push(TokenKind::Str, len + 1),
                b'\\' if matches!(self.peek(len + 1), b'"' | b'\\') => len += 2,
                b'\n' => break,
                _ if self.at + len >= self.bytes.len() => break,
                _ => len += 1,
            }
        }
        while len > 1 && is_end_of_line(self.peek(len - 1)) {
            len -= 1;
        }
        self.push(TokenKind::OpenStr, len);
    }

    /// Finds the end of a text block: the next `"""`. A block that was left open ends where its `"""` should have stood, so that
    /// the text after it is not lost.
    fn text_block(&mut self) {
        let rest = self.text.get(self.at + 3..).unwrap_or("");
        let close = find_close(rest);
        let opened = Opened {
            before: self.text.get(self.line..self.at).unwrap_or(""),
            inside: rest.get(..close.unwrap_or(rest.len())).unwrap_or(""),
            ends: close.is_some(),
        };
        match (opened.left_open(), close) {
            (None, Some(close)) => self.push(TokenKind::Text, close + 6),
            (open, _) => {
                let inside = opened
                    .inside
                    .get(..open.unwrap_or(rest.len()))
                    .unwrap_or("");
                // The line feed before the next line does not belong to the block.
                let inside = inside.strip_suffix('\n').unwrap_or(inside);
                self.push(TokenKind::OpenText, inside.len() + 3);
            }
        }
    }

    fn unknown(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or("");
        let more = rest
            .chars()
            .skip(1)
            .take_while(|char| is_unknown(*char))
            .map(char::len_utf8)
            .sum::<usize>();
        let first = rest.chars().next().map_or(1, char::len_utf8);
        self.push(TokenKind::Unknown, first + more);
    }

    fn run(&mut self, kind: TokenKind, belongs: impl Fn(u8) -> bool) {
        let more = self
            .rest()
            .iter()
            .skip(1)
            .take_while(|byte| belongs(**byte))
            .count();
        self.push(kind, more + 1);
    }

    fn push(&mut self, kind: TokenKind, len: usize) {
        let end = (self.at + len).min(self.bytes.len());
        self.tokens.push(Token {
            kind,
            span: span(self.at, end),
        });
        if matches!(
            kind,
            TokenKind::Newline | TokenKind::Text | TokenKind::OpenText
        ) {
            let text = self.bytes.get(self.at..end).unwrap_or(&[]);
            let newline = text.iter().rposition(|byte| *byte == b'\n');
            self.line = newline.map_or(self.line, |newline| self.at + newline + 1);
        }
        self.at = end;
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }
}

/// Finds the next `"""`.
fn find_close(rest: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let tail = rest.get(from..)?;
        let quote = tail.find('"')?;
        if tail.get(quote..)?.starts_with("\"\"\"") {
            return Some(from + quote);
        }
        from += quote + 1;
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

fn is_end_of_line(byte: u8) -> bool {
    matches!(
        byte,
        b'\r' | b' ' | b'\t' | b'{' | b'}' | b';' | b',' | b'=' | b':'
    )
}

fn is_unknown(char: char) -> bool {
    let known = char.is_ascii_alphanumeric()
        || char.is_ascii_whitespace()
        || "_.-{}()[],;:=<>@\"#\u{feff}".contains(char);
    !known
}

fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}

/// Texts are below 4 GiB: `project` refuses larger files.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
