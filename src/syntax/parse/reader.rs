//! Reads one piece of an item: checks its tokens, passes it to pest, and reports pest's error.

use thin_vec::ThinVec;

use super::codes;
use super::hints;
use super::nesting::Nesting;
use super::tokens::{Source, last_character};
use crate::diag::{Diagnostic, Diagnostics, first_odd_letter};
use crate::source::{Place, Span, slice};
use crate::syntax::ast::{Context, Inner, ItemKind, Lack, Name};
use crate::syntax::grammar::{Node, Piece, PieceError, Rule, parse_piece};
use crate::syntax::outline::{BlockSlice, FieldSlice, ItemSlice, MAX_NESTING, TokenRange};
use crate::syntax::text::says_something;
use crate::syntax::token::{Token, TokenKind};

/// Reads the pieces of one item.
#[derive(Debug)]
pub(super) struct PieceReader<'a> {
    pub source: Source<'a>,
    pub slice: &'a ItemSlice,
    /// The offset of the item in its file.
    pub start: u32,
    pub diagnostics: Diagnostics,
    /// The words of pieces that could not be read.
    pub mentions: ThinVec<Name>,
    /// What could not be read.
    pub lack: Lack,
    /// Whether the last piece lacks its end.
    pub lacks_end: bool,
    /// The last part, if it has no block.
    pub bare: Option<Inner>,
    /// Whether fields may stand in the wrong block, because of a brace or a text about which something has been reported.
    pub astray: bool,
}

/// A field that begins with a word.
#[derive(Debug, Clone)]
pub(super) struct FieldTokens<'a> {
    pub keyword: &'a str,
    /// The word and the tokens after it.
    pub range: TokenRange,
    /// The tokens after the word.
    pub tokens: TokenRange,
    pub block: Option<&'a BlockSlice>,
}

impl<'a> PieceReader<'a> {
    pub fn new(source: Source<'a>, slice: &'a ItemSlice) -> Self {
        Self {
            source,
            slice,
            start: source.span_of(&slice.head).start,
            diagnostics: Diagnostics::new(),
            mentions: ThinVec::new(),
            lack: Lack::Nothing,
            lacks_end: false,
            bare: None,
            astray: false,
        }
    }

    /// Returns the kind of the item and every part that it may have.
    pub fn parts(&self) -> Vec<Context> {
        let keyword = self.source.text_of(self.slice.head.start);
        let kind = ItemKind::from_keyword(keyword).map(Context::Item);
        kind.map_or_else(Vec::new, Context::with_parts)
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
        Name {
            span: self.span_of(&(index..index + 1)),
        }
    }

    /// Keeps the words of a piece that could not be read.
    pub fn mention(&mut self, range: &TokenRange) {
        let start = self.start;
        let mentions = self.source.mentions(range);
        self.mentions.extend(mentions.map(|span| Name {
            span: span.back(start),
        }));
        self.lack = self.lack.max(Lack::Words);
    }

    /// Notes that a piece that could not be read may have declared any name.
    pub fn lose_names(&mut self) {
        self.lack = Lack::Unnamed;
    }

    /// Says whether the first token is a word.
    pub fn begins_with_word(&self, range: &TokenRange) -> bool {
        let first = self.source.token(range.start).filter(|_| !range.is_empty());
        first.is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// Says whether a text in the range has no end. It may have taken in what follows it.
    pub fn has_open_text_in(&self, range: &TokenRange) -> bool {
        let tokens = self.source.tokens.get(range.clone()).unwrap_or(&[]);
        tokens
            .iter()
            .any(|token| matches!(token.kind, TokenKind::OpenStr | TokenKind::OpenText))
    }

    /// Keeps the words of a part of a piece, given by its span, that has no meaning.
    pub fn mention_span(&mut self, span: Span) {
        let tokens = self.slice.range();
        let is_inside = |index: &usize| {
            let token = self
                .source
                .token(*index)
                .map(|token| token.span.back(self.start));
            token.is_some_and(|token| span.start <= token.start && token.end <= span.end)
        };
        let inside: Vec<usize> = tokens.filter(is_inside).collect();
        self.lack = self.lack.max(Lack::Words);
        if let (Some(first), Some(last)) = (inside.first(), inside.last()) {
            self.mention(&(*first..*last + 1));
        }
    }

    /// Keeps the words of a block that is not read.
    pub fn mention_block(&mut self, block: &BlockSlice) {
        self.mention(&(block.open..block.end()));
    }

    /// Reports a block that is never closed, unless a text without an end contains its brace.
    pub fn check_closed(&mut self, block: &BlockSlice, owner: &str) {
        if block.close.is_some() {
            return;
        }
        let range = self.slice.range();
        let swallowed = range.clone().next_back().is_some_and(|last| {
            let token = self.source.token(last);
            token.is_some_and(|token| token.kind == TokenKind::OpenText)
        });
        if !swallowed {
            let place = self.source.place_of_token(block.open);
            self.report(codes::unclosed(place, "{", Some(owner)));
        }
        self.lose_names();
    }

    /// Reads a piece with an entry rule. Its mistakes are reported, and then its words are kept.
    pub fn read(&mut self, rule: Rule, range: &TokenRange) -> Option<Node<'a>> {
        self.is_sound(range)
            .then(|| self.read_sound(rule, range))
            .flatten()
    }

    /// Reads a piece whose tokens have been checked.
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

    /// Reports wrong tokens of a piece, and says whether the piece is worth reading. A wrong token is the cause of any other
    /// mistake in its piece.
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
                TokenKind::Str | TokenKind::Text => self.check_text(index, token),
                TokenKind::OpenStr | TokenKind::OpenText | TokenKind::Unknown => {
                    sound = false;
                    self.astray |= token.kind != TokenKind::Unknown;
                    if token.kind != TokenKind::OpenStr {
                        self.lose_names();
                    }
                    // Two foreign quotes around one text are one mistake, and so are the letters of another keyboard.
                    let is_odd = first_odd_letter(token.text(self.source.text)).is_some();
                    let report = self.diagnose_token(index, token);
                    let kind = if is_odd { None } else { report.help.clone() };
                    if helps.last() != Some(&kind) {
                        helps.push(kind);
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

    /// Splits a field into its word and the rest. A field that does not begin with a word is reported.
    pub fn field_tokens(
        &mut self,
        expected: &str,
        slice: &'a FieldSlice,
    ) -> Option<FieldTokens<'a>> {
        let first = slice.head.start;
        let token = self.source.token(first)?;
        if token.kind != TokenKind::Word {
            if slice.head.is_empty() || self.is_sound(&slice.head) {
                let place = self.source.place_of_token(first);
                let actual = self.source.describe(first);
                self.report(codes::unexpected(place, &actual, &[expected]));
            }
            self.mention(&slice.range());
            self.lose_names();
            return None;
        }
        Some(FieldTokens {
            keyword: token.text(self.source.text),
            range: slice.head.clone(),
            tokens: self.source.after_first(&slice.head),
            block: slice.block.as_deref(),
        })
    }

    /// Reports a field in the column of items.
    pub fn check_column(&mut self, slice: &FieldSlice) {
        if slice.in_column_0 {
            let first = slice.head.start;
            let place = self.source.place_of_token(first);
            self.report(codes::column_0(place, self.source.text_of(first)));
        }
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

    fn check_text(&mut self, index: usize, token: Token) {
        let text = token.text(self.source.text);
        if !says_something(text) && !self.is_wording() {
            let place = Place::new(self.source.file, token.span);
            self.report(codes::empty_text(place, self.source.word_before(index)));
            self.lack = self.lack.max(Lack::Words);
        }
        let braces = text.match_indices('$').map(|(at, _)| at);
        let mut braces = braces.filter(|at| text.as_bytes().get(at + 1) == Some(&b'{'));
        if let Some(at) = braces.next() {
            let start = token.span.start + u32::try_from(at).unwrap_or(0);
            let place = Place::new(self.source.file, Span::new(start, start + 2));
            self.report(codes::parameter_in_text(place));
        }
    }

    /// Says whether the item gives words of a licensed copy, in which an empty text changes nothing (L-216).
    fn is_wording(&self) -> bool {
        self.source.text_of(self.slice.head.start) == ItemKind::Wording.spec().keyword
    }

    fn diagnose_token(&self, index: usize, token: Token) -> Diagnostic {
        let place = Place::new(self.source.file, token.span);
        if token.kind == TokenKind::OpenStr {
            codes::unterminated_string(place)
        } else if token.kind == TokenKind::OpenText {
            let quotes = Span::new(token.span.start, token.span.start + 3);
            codes::unterminated_block(Place::new(self.source.file, quotes))
        } else {
            hints::foreign_token(self.source, index)
        }
    }

    /// Reports the error of pest: the token that was not expected. If something is missing at the end, the last character is
    /// shown.
    fn report_error(&mut self, range: &TokenRange, piece: Span, error: &PieceError) {
        if error.too_deep {
            let place = self.place(piece);
            return self.report(codes::too_deep(place, MAX_NESTING));
        }
        let at = piece
            .start
            .saturating_add(u32::try_from(error.at).unwrap_or(u32::MAX));
        let unexpected = range.clone().find(|index| {
            let span = self.span_of(&(*index..index + 1));
            at < span.end
                && self
                    .source
                    .token(*index)
                    .is_some_and(|t| !t.kind.is_trivia())
        });
        match unexpected {
            Some(index) if self.is_attribute(index) => {
                let place = self.source.place_of_token(index);
                self.report(codes::no_attribute(place, self.source.text_of(index)));
            }
            Some(index) => {
                let place = self.source.place_of_token(index);
                let diagnostic =
                    codes::unexpected(place, &self.source.describe(index), &error.expected);
                let hint =
                    hints::foreign_word(self.source, self.field_of(range), index, &error.expected);
                self.report(diagnostic.maybe_help(hint));
            }
            None => self.report_missing(range.end, &error.expected),
        }
    }

    /// Returns the word of the field to which a piece belongs; empty for the head of the item.
    fn field_of(&self, piece: &TokenRange) -> &'a str {
        if self.slice.head.contains(&piece.start) {
            return "";
        }
        self.source.word_before(piece.start)
    }

    fn is_attribute(&self, index: usize) -> bool {
        let keyword = self.source.text_of(self.slice.head.start);
        keyword == "inventory" && hints::is_attribute(self.source, index)
    }

    /// Reports that something is missing before the token with the number `end`.
    pub fn report_missing(&mut self, end: usize, expected: &[&str]) {
        self.lacks_end = true;
        let text = self.source.text;
        let (before, after) = self.source.tokens.split_at_checked(end).unwrap_or_default();
        let last = before.iter().rev().find(|token| !token.kind.is_trivia());
        let span = last.map_or(Span::default(), |token| last_character(text, *token));
        let next = after.iter().find(|token| token.kind != TokenKind::Blank);
        let actual = match next.map_or("", |token| token.text(text)) {
            "{" => "`{`",
            "}" | ";" => "the end of the field",
            _ => "the end of the line",
        };
        let place = Place::new(self.source.file, span);
        self.report(codes::unexpected(place, actual, expected));
    }
}
