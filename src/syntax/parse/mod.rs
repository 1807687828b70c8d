//! Turns pieces into drafts.
//!
//! [`reader`] reads a piece: it reports wrong tokens, passes the piece to pest, and turns pest's error into a diagnostic.
//! [`head`] and [`fields`] walk over an item as its draft describes it, and [`shapes`] reads each kind of field. A piece
//! that could not be read is a hole in the draft; its words are kept, and the cause is reported once.

mod acts;
mod catalogs;
mod codes;
mod expr;
mod fields;
mod head;
mod hints;
mod item;
mod lines;
mod nesting;
mod products;
mod quick;
mod reader;
mod shapes;
mod stray;
mod tokens;
mod types;
mod values;

pub use codes::CODES;

use crate::diag::{Checked, Diagnostics};
use crate::source::{FileId, Span, Text, slice};
use crate::syntax::ast::SyntaxFile;
use crate::syntax::outline::{Chunk, outline};
use crate::syntax::token::{BYTE_ORDER_MARK, Token, TokenKind, lex};
use tokens::Source;

/// Reads a file. A piece that cannot be read is a hole in the tree and a diagnostic.
pub fn parse_file(file: FileId, text: impl Into<Text>) -> Checked<SyntaxFile> {
    parse_text(file, &text.into())
}

fn parse_text(file: FileId, text: &Text) -> Checked<SyntaxFile> {
    let tokens = lex(text);
    let outline = outline(text, &tokens);
    let blanked = blank_out(text, &tokens);
    let source = Source {
        file,
        text: blanked.as_deref().unwrap_or(text),
        tokens: &tokens,
    };
    let mut items = Vec::with_capacity(outline.chunks.len());
    let mut diagnostics = Diagnostics::new();
    let mut is_unfinished = false;
    for chunk in &outline.chunks {
        match chunk {
            Chunk::Item(slice) => {
                let parsed = item::parse_item(source, text, slice);
                is_unfinished = parsed.is_unfinished;
                items.push(parsed.item);
                diagnostics.append(parsed.diagnostics);
            }
            Chunk::Stray(range) => {
                let cause = if is_unfinished && stray::may_continue(source, range) {
                    stray::Cause::Reported
                } else {
                    stray::Cause::Own
                };
                items.extend(diagnostics.take(stray::parse_stray(source, text, range, cause)));
                is_unfinished = false;
            }
        }
    }
    Checked::new(SyntaxFile { file, items }, diagnostics)
}

/// Replaces comments and byte-order marks by spaces, so that pest need not know them and offsets stay the same. Returns
/// `None` if there is nothing to replace.
fn blank_out(text: &str, tokens: &[Token]) -> Option<String> {
    let mut blanked = String::new();
    let mut done = 0;
    let is_replaced = |token: &&Token| {
        let is_mark = token.kind == TokenKind::Blank && token.text(text) == BYTE_ORDER_MARK;
        is_mark || token.kind == TokenKind::Comment
    };
    for token in tokens.iter().filter(is_replaced) {
        let before = Span::new(done, token.span.start);
        blanked.push_str(slice(text, before));
        blanked.extend((token.span.start..token.span.end).map(|_| ' '));
        done = token.span.end;
    }
    let rest = text.get(done as usize..).filter(|_| done > 0)?;
    blanked.push_str(rest);
    Some(blanked)
}
