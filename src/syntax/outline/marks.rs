//! The tokens that the outline reads, with their layout.

use crate::syntax::keywords::is_item_keyword;
use crate::syntax::token::{BYTE_ORDER_MARK, Token, TokenKind};

/// A token that is not trivia, with its layout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark<'a> {
    pub index: usize,
    pub kind: TokenKind,
    pub text: &'a str,
    pub first_on_line: bool,
    pub column: u32,
    /// The column of the first token of its line.
    pub indent: u32,
}

impl Mark<'_> {
    pub fn is(&self, punct: &str) -> bool {
        self.kind == TokenKind::Punct && self.text == punct
    }

    pub fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text == word
    }

    pub fn in_column_0(&self) -> bool {
        self.first_on_line && self.column == 0
    }
}

/// Skips trivia and records the layout of every other token.
pub(super) fn marks<'a>(text: &'a str, tokens: &[Token]) -> Vec<Mark<'a>> {
    let mut marks = Vec::with_capacity(tokens.len() / 2);
    let mut line_start = 0;
    let mut first_on_line = true;
    let mut indent = 0;
    for (index, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::Newline {
            line_start = token.span.end;
            first_on_line = true;
        }
        if token.kind == TokenKind::Blank && token.text(text) == BYTE_ORDER_MARK {
            line_start += token.span.end - token.span.start;
        }
        if token.kind.is_trivia() {
            continue;
        }
        let column = token.span.start.saturating_sub(line_start);
        if first_on_line {
            indent = column;
        }
        let text = token.text(text);
        marks.push(Mark {
            index,
            kind: token.kind,
            text,
            first_on_line,
            column,
            indent,
        });
        first_on_line = false;
        let spans_lines = matches!(token.kind, TokenKind::Text | TokenKind::OpenText);
        if spans_lines && let Some(last_line) = text.rfind('\n') {
            line_start = token.span.start + u32::try_from(last_line + 1).unwrap_or(0);
        }
    }
    marks
}

/// Outside any item, an item keyword at the start of a line starts an item wherever it stands.
pub(super) fn starts_item(mark: Mark<'_>) -> bool {
    mark.first_on_line && mark.kind == TokenKind::Word && is_item_keyword(mark.text)
}

pub(super) fn is_closer(mark: Mark<'_>) -> bool {
    mark.is(")") || mark.is("]") || mark.is("}")
}
