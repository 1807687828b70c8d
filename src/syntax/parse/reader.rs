//! One piece of an item: what is wrong with its tokens, pest, what is wrong with its words.

use super::super::ast::Name;
use super::super::grammar::{Node, Piece, PieceError, Rule, parse_piece};
use super::super::keywords::RESERVED_NAMES;
use super::super::outline::{BlockSlice, ItemSlice, MAX_NESTING, TokenRange};
use super::super::token::{Token, TokenKind};
use super::codes;
use super::hints;
use super::nesting::Nesting;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, Place, Span, Spanned, slice};

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

    /// Returns the text of a token, or an empty one where there is none.
    pub fn text_of(&self, index: usize) -> &'a str {
        self.token(index)
            .map_or("", |token| slice(self.text, token.span))
    }

    /// Returns the text of the token before a token, or an empty one where there is none; blanks do not count.
    pub fn word_before(&self, index: usize) -> &'a str {
        (0..index)
            .rev()
            .find_map(|before| {
                self.token(before)
                    .filter(|token| token.kind != TokenKind::Blank)
            })
            .map_or("", |token| slice(self.text, token.span))
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

    /// Returns the first number of a token in the range that is no trivia.
    pub fn first_word(&self, range: &TokenRange) -> Option<usize> {
        range.clone().find(|index| {
            self.token(*index)
                .is_some_and(|token| !token.kind.is_trivia())
        })
    }

    /// Returns what stands in the range after its first token, without the trivia between them.
    pub fn after_first(&self, range: &TokenRange) -> TokenRange {
        let rest = range.start + 1..range.end;
        self.first_word(&rest).unwrap_or(range.end)..range.end
    }

    /// Returns the words of a range that may be names of something.
    pub fn mentions(self, range: &TokenRange) -> impl Iterator<Item = String> + use<'a> {
        let tokens = self.tokens.get(range.clone()).unwrap_or(&[]);
        tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .map(move |token| token.text(self.text))
            .filter(|word| !RESERVED_NAMES.contains(word))
            .map(str::to_owned)
    }

    /// Returns what a message calls a token.
    pub fn describe(&self, index: usize) -> String {
        match self.token(index).map(|token| token.kind) {
            Some(TokenKind::Str | TokenKind::OpenStr | TokenKind::Text | TokenKind::OpenText) => {
                "a text in quotes".to_owned()
            }
            Some(
                TokenKind::Word
                | TokenKind::Punct
                | TokenKind::Unknown
                | TokenKind::Blank
                | TokenKind::Newline
                | TokenKind::Comment,
            ) => format!("`{}`", shortened(self.text_of(index))),
            None => "the end of the file".to_owned(),
        }
    }
}

/// Cuts what a message quotes down to forty characters.
pub(super) fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// Reads the pieces of one item.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub source: Source<'a>,
    pub slice: &'a ItemSlice,
    /// The offset of the item in its file.
    pub start: u32,
    pub diagnostics: Diagnostics,
    pub mentions: Vec<String>,
    /// Whether the item needs a block and has none.
    pub lacks_block: bool,
}

impl<'a> Reader<'a> {
    pub fn new(source: Source<'a>, slice: &'a ItemSlice) -> Self {
        Self {
            source,
            slice,
            start: source.span_of(&slice.head).start,
            diagnostics: Diagnostics::new(),
            mentions: Vec::new(),
            lacks_block: false,
        }
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Turns a span of the item into a place in the file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.source.file, span.shifted(self.start))
    }

    /// Returns the bytes of a range of tokens, counted from the start of the item.
    pub fn span_of(&self, range: &TokenRange) -> Span {
        self.source.span_of(range).back(self.start)
    }

    /// Returns a token as a name.
    pub fn name_of(&self, index: usize) -> Name {
        Spanned::new(
            self.source.text_of(index).to_owned(),
            self.span_of(&(index..index + 1)),
        )
    }

    /// Keeps the words of a piece that could not be read. At least one is kept.
    pub fn mention(&mut self, range: &TokenRange) {
        self.mentions.extend(self.source.mentions(range));
        if self.mentions.is_empty() {
            self.mentions.push(String::new());
        }
    }

    /// Keeps the words of a block that is not read.
    pub fn mention_block(&mut self, block: &BlockSlice) {
        self.mention(&(block.open..block.end()));
    }

    /// Reads a piece with an entry rule. What is wrong with it is reported, and its words are kept.
    pub fn read(&mut self, rule: Rule, range: &TokenRange) -> Option<Node<'a>> {
        self.is_sound(range)
            .then(|| self.read_sound(rule, range))
            .flatten()
    }

    /// Reads a piece whose tokens have been looked at.
    pub fn read_sound(&mut self, rule: Rule, range: &TokenRange) -> Option<Node<'a>> {
        let span = self.span_of(range);
        let piece = Piece {
            text: slice(self.source.text, span.shifted(self.start)),
            start: span.start,
        };
        match parse_piece(rule, piece) {
            Ok(node) => Some(node),
            Err(error) => {
                self.report_error(range, span, &error);
                self.mention(range);
                None
            }
        }
    }

    /// Reports what is wrong with the tokens of a piece; says whether it is worth reading. An error in
    /// a token is the cause of whatever else would be found in its piece.
    pub fn is_sound(&mut self, range: &TokenRange) -> bool {
        let mut nesting = Nesting::default();
        let mut sound = true;
        let mut helps = Vec::new();
        for index in range.clone() {
            let Some(token) = self.source.token(index) else {
                break;
            };
            match token.kind {
                TokenKind::Blank | TokenKind::Newline | TokenKind::Comment => {}
                TokenKind::Str | TokenKind::Text => self.check_parameters(token),
                TokenKind::OpenStr | TokenKind::OpenText | TokenKind::Unknown => {
                    sound = false;
                    let report = self.diagnose_token(index, token);
                    // Two quotes from elsewhere around one text are one mistake.
                    if helps.last() != Some(&report.help) {
                        helps.push(report.help.clone());
                        self.report(report);
                    }
                }
                TokenKind::Word | TokenKind::Punct => {
                    if !nesting.admits(token.text(self.source.text)) {
                        let place = Place::new(self.source.file, token.span);
                        self.report(codes::too_deep(place, MAX_NESTING));
                        self.mention(range);
                        return false;
                    }
                }
            }
        }
        if sound && let Some(open) = self.first_unclosed(range) {
            sound = false;
            let place = self.source.place_of_token(open);
            self.report(codes::unclosed(place, self.source.text_of(open), None));
        }
        if !sound {
            self.mention(range);
        }
        sound
    }

    fn first_unclosed(&self, range: &TokenRange) -> Option<usize> {
        let unclosed = &self.slice.unclosed;
        if unclosed.is_empty() {
            return None;
        }
        range
            .clone()
            .find(|index| unclosed.binary_search(index).is_ok())
    }

    fn check_parameters(&mut self, token: Token) {
        let text = token.text(self.source.text);
        let braces = text.match_indices('$').map(|(at, _)| at);
        let mut braces = braces.filter(|at| text.as_bytes().get(at + 1) == Some(&b'{'));
        if let Some(at) = braces.next() {
            let start = token.span.start + u32::try_from(at).unwrap_or(0);
            let place = Place::new(self.source.file, Span::new(start, start + 2));
            self.report(codes::parameter_in_text(place));
        }
    }

    fn diagnose_token(&self, index: usize, token: Token) -> Diagnostic {
        let place = Place::new(self.source.file, token.span);
        match token.kind {
            TokenKind::OpenStr => codes::unterminated_string(place),
            TokenKind::OpenText => {
                let quotes = Span::new(token.span.start, token.span.start + 3);
                codes::unterminated_block(Place::new(self.source.file, quotes))
            }
            TokenKind::Unknown
            | TokenKind::Blank
            | TokenKind::Newline
            | TokenKind::Comment
            | TokenKind::Text
            | TokenKind::Str
            | TokenKind::Word
            | TokenKind::Punct => hints::foreign_token(self.source, index),
        }
    }

    /// Says what stands where something else was expected. What is missing at the end is shown at the
    /// last character that is there.
    fn report_error(&mut self, range: &TokenRange, piece: Span, error: &PieceError) {
        if error.too_deep {
            let place = self.place(piece);
            return self.report(codes::too_deep(place, MAX_NESTING));
        }
        let at = piece
            .start
            .saturating_add(u32::try_from(error.at).unwrap_or(u32::MAX));
        let found = range.clone().find(|index| {
            let span = self.span_of(&(*index..index + 1));
            at < span.end
                && self
                    .source
                    .token(*index)
                    .is_some_and(|t| !t.kind.is_trivia())
        });
        match found {
            Some(index) => {
                let place = self.source.place_of_token(index);
                let diagnostic =
                    codes::unexpected(place, &self.source.describe(index), &error.expected);
                let hint = hints::foreign_word(self.source, index, &error.expected);
                self.report(diagnostic.maybe_help(hint));
            }
            None => self.report_missing(range.end, &error.expected),
        }
    }

    /// Reports what is missing before the token with the number `end`.
    pub fn report_missing(&mut self, end: usize, expected: &[&str]) {
        let last = (0..end).rev().find_map(|index| {
            self.source
                .token(index)
                .filter(|token| !token.kind.is_trivia())
        });
        let span = last.map_or(Span::default(), |token| {
            last_character(self.source.text, token)
        });
        let next = (end..self.source.tokens.len()).find(|index| {
            self.source
                .token(*index)
                .is_some_and(|token| token.kind != TokenKind::Blank)
        });
        let found = match next.map_or("", |index| self.source.text_of(index)) {
            "{" => "`{`",
            "}" | ";" => "the end of the field",
            _ => "the end of the line",
        };
        let place = Place::new(self.source.file, span);
        self.report(codes::unexpected(place, found, expected));
    }
}

fn last_character(text: &str, token: Token) -> Span {
    let width = token
        .text(text)
        .chars()
        .next_back()
        .map_or(0, char::len_utf8);
    let width = u32::try_from(width).unwrap_or(0);
    Span::new(token.span.end.saturating_sub(width), token.span.end)
}
