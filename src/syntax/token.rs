//! Turns text into tokens: flat, total and lossless.
//!
//! Every byte of the text belongs to exactly one token, so the joined tokens are the text. Lexing cannot fail: characters
//! without a meaning become tokens of a kind of their own, which the parser reports.

use crate::source::{Span, slice};

use super::keywords::is_item_keyword;

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
    /// `"""` without an end; stops before the next item head in column 0.
    OpenText,
    /// `"…"` on one line.
    Str,
    /// `"` without an end on its line; stops before the braces at the end of the line.
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
    /// never closed stops before the braces at the end of the line, so that blocks stay whole.
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

    /// Finds the end of a text block: the next `"""`. If the head of an item in column 0 comes first, the block was never
    /// closed and ends there, so that the following items are not lost. But `"""` on a line of its own always closes the
    /// block, since the quotes that open another block follow a keyword.
    fn text_block(&mut self) {
        let rest = self.text.get(self.at + 3..).unwrap_or("");
        let close = find_close(rest);
        let inside = rest.get(..close.unwrap_or(rest.len())).unwrap_or("");
        let closed_alone = close.is_some() && ends_in_own_line(inside);
        let head = find_item_head(inside).filter(|_| !closed_alone);
        match (head, close) {
            (None, Some(close)) => self.push(TokenKind::Text, close + 6),
            // The line feed before the head does not belong to the block.
            (Some(head), _) => self.push(TokenKind::OpenText, head + 2),
            (None, None) => self.push(TokenKind::OpenText, rest.len() + 3),
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
        self.at = end;
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }
}

/// Finds a line in column 0 of a text block that can only be the head of an item: an item keyword, a key and a title.
/// Returns the offset of the line.
fn find_item_head(inside: &str) -> Option<usize> {
    let mut offset = 0;
    for line in inside.split_inclusive('\n') {
        // The first piece is the rest of the opening line.
        if offset > 0 && looks_like_head(line) {
            return Some(offset);
        }
        offset += line.len();
    }
    None
}

/// Says whether there are only blanks between the last line feed and the end.
fn ends_in_own_line(inside: &str) -> bool {
    let last = inside.rsplit_once('\n');
    last.is_some_and(|(_, last)| last.trim().is_empty())
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

fn looks_like_head(line: &str) -> bool {
    if !line.starts_with(|first: char| first.is_ascii_lowercase()) {
        return false;
    }
    let mut words = line.splitn(3, ' ');
    let keyword = words.next().unwrap_or("");
    let key = words.next().unwrap_or("");
    is_item_keyword(keyword)
        && key.bytes().all(|byte| is_word_byte(byte) || byte == b'@')
        && words.next().is_some_and(|rest| rest.starts_with('"'))
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

fn is_end_of_line(byte: u8) -> bool {
    matches!(byte, b'\r' | b' ' | b'\t' | b'{' | b'}' | b';')
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
