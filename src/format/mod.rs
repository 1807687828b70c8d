//! Turns text into canonical text (L-013).
//!
//! Every token is printed once, in order and byte for byte. Only the white space between tokens is new, and it follows from
//! the outline: two spaces for each block, one field on a line, at most one blank line. Therefore no comment can be lost
//! and no meaning can change. Items that cannot be read are left as they are.

mod block;
mod printer;
mod spacing;
mod words;

use crate::source::Sources;
use crate::syntax::outline::{Chunk, ItemSlice, TokenRange, outline};
use crate::syntax::parse_file;
use crate::syntax::token::{Token, lex};
use printer::Printer;

/// The greatest width of a line that can be broken, in characters.
pub const WIDTH: usize = 100;

/// Returns the canonical form of a text. A text in canonical form is returned unchanged.
pub fn format_text(text: &str) -> String {
    let tokens = lex(text);
    let outline = outline(text, &tokens);
    let sound = sound_items(text);
    let mut printer = Printer::new(text, &tokens);
    for chunk in &outline.chunks {
        match chunk {
            Chunk::Item(slice) if is_sound(slice, &tokens, &sound) => printer.item(slice),
            Chunk::Item(slice) => printer.verbatim(&slice.range()),
            Chunk::Stray(range) => printer.verbatim(range),
        }
    }
    printer.finish()
}

/// Returns the offsets of the items that can be read completely, in order.
fn sound_items(text: &str) -> Vec<u32> {
    let file = Sources::default().add("", "");
    let parsed = parse_file(file, text).value;
    parsed
        .items
        .iter()
        .filter(|placed| !placed.item.is_incomplete())
        .map(|placed| placed.start)
        .collect()
}

fn is_sound(slice: &ItemSlice, tokens: &[Token], sound: &[u32]) -> bool {
    tokens
        .get(slice.head.start)
        .is_some_and(|token| sound.binary_search(&token.span.start).is_ok())
}

impl Printer<'_> {
    fn item(&mut self, slice: &ItemSlice) {
        self.start_line(slice.head.start, 0);
        self.words(&slice.head, 0, slice.block.as_ref());
        if let Some(block) = &slice.block {
            self.block(block, 0);
        }
    }

    /// Prints a piece unchanged, with the blanks before it on its line.
    fn verbatim(&mut self, range: &TokenRange) {
        self.start_verbatim(range.start);
        let text = self.original(range);
        self.push(&text);
        self.skip_to(range.end);
    }
}
