//! Prints blocks in braces: on one line if they were on one line and fit, otherwise one field on a line.

use super::WIDTH;
use super::printer::{Last, Printer};
use crate::syntax::outline::{BlockSlice, FieldSlice};
use crate::syntax::token::TokenKind;

impl Printer<'_> {
    /// Prints a block after the text before it.
    pub fn block(&mut self, block: &BlockSlice, indent: usize) {
        if let Some(line) = self.on_one_line(block) {
            self.brace(block.open, indent);
            self.push(line.get(1..).unwrap_or(""));
            self.skip_to(block.end());
            return;
        }
        self.brace(block.open, indent);
        self.last = Last::Open;
        for field in &block.fields {
            self.field(field, indent + 2);
        }
        if let Some(close) = block.close {
            self.start_closing_line(close, indent);
            self.push("}");
            self.skip_to(close + 1);
        }
    }

    fn field(&mut self, field: &FieldSlice, indent: usize) {
        let first = field
            .block
            .as_ref()
            .map_or(field.head.start, |block| block.open.min(field.head.start));
        self.start_line(first, indent);
        self.words(&field.head, indent, field.block.as_deref());
        if let Some(block) = &field.block {
            self.block(block, indent);
        }
    }

    /// Prints the opening brace. If a comment precedes it, it has a line of its own.
    fn brace(&mut self, open: usize, indent: usize) {
        self.comments(open, indent + 2);
        match self.last {
            Last::Comment => self.line(indent, false),
            Last::Token => self.push(" "),
            Last::Nothing | Last::Open => {}
        }
        self.push("{");
        self.skip_to(open + 1);
    }

    /// Returns the whole block as one line, if it is empty, or was on one line and fits after the printed text.
    fn on_one_line(&self, block: &BlockSlice) -> Option<String> {
        let range = block.open..block.close? + 1;
        let visible = self.visible(&range);
        let line = self.joined(&visible);
        let breaks = |index: usize| {
            self.piece(index).is_some_and(|piece| {
                matches!(piece.kind, TokenKind::Newline | TokenKind::Comment)
                    || piece.text.contains('\n')
            })
        };
        let is_empty = visible.len() == 2;
        let fits = self.column + 1 + line.chars().count() <= WIDTH;
        (is_empty || (fits && !range.clone().any(breaks))).then_some(line)
    }
}
