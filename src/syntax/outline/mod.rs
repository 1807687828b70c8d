//! Finds items, fields and blocks among the tokens: where each begins and ends, whatever it says.
//!
//! The outline alone decides how reading continues after broken text. An item keyword in column 0 always starts an item,
//! whatever is still open before it (L-008). Indentation is consulted only in an item whose braces do not match, so that
//! recovery never changes the meaning of sound text.

mod marks;

use std::ops::Range;

use super::keywords::{is_continuation, is_field};
use super::token::{Token, TokenKind};
use marks::{Mark, is_closer, marks, starts_item};

/// The greatest depth of nested blocks (L-011). Deeper blocks are reported and not read.
pub const MAX_BLOCKS: usize = 8;
/// The greatest depth of nested brackets and `not` in a field (L-011). Deeper ones are reported and not read.
pub const MAX_NESTING: usize = 64;

/// The token numbers of a piece. It is empty, or begins and ends with a token that is not trivia.
pub type TokenRange = Range<usize>;

/// The pieces of a file, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Items and the text between them.
    pub chunks: Vec<Chunk>,
}

/// A piece of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chunk {
    /// An item.
    Item(ItemSlice),
    /// Tokens that start no item.
    Stray(TokenRange),
}

/// An item: its head, and its block if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemSlice {
    /// From the keyword to the last token before the block or the end of the item.
    pub head: TokenRange,
    /// The block in braces.
    pub block: Option<BlockSlice>,
    /// Braces and brackets that are never closed, by token number.
    pub unclosed: Vec<usize>,
}

/// A block in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockSlice {
    /// The token number of `{`.
    pub open: usize,
    /// The token number of `}`, if there is one.
    pub close: Option<usize>,
    /// Its fields.
    pub fields: Vec<FieldSlice>,
}

/// A field: its words, and its block if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldSlice {
    /// From the first to the last token before the block or the end of the field.
    pub head: TokenRange,
    /// The block in braces; few fields have one.
    pub block: Option<Box<BlockSlice>>,
    /// Whether its first token is in column 0.
    pub in_column_0: bool,
}

impl ItemSlice {
    /// Returns the tokens of the whole item.
    pub fn range(&self) -> TokenRange {
        let end = self.block.as_ref().map_or(self.head.end, BlockSlice::end);
        self.head.start..end
    }
}

impl FieldSlice {
    /// Returns the tokens of the whole field.
    pub fn range(&self) -> TokenRange {
        let end = self
            .block
            .as_ref()
            .map_or(self.head.end, |block| block.end());
        self.head.start..end
    }
}

impl BlockSlice {
    /// Returns the number of the token after the block.
    pub fn end(&self) -> usize {
        let last_field = self.fields.last().map(|field| field.range().end);
        self.close
            .map(|close| close + 1)
            .or(last_field)
            .unwrap_or(self.open + 1)
    }
}

/// Finds the pieces of a text.
pub fn outline(text: &str, tokens: &[Token]) -> Outline {
    let mut outliner = Outliner {
        marks: marks(text, tokens),
        at: 0,
        recovery: Recovery::Off,
        unclosed: Vec::new(),
    };
    let mut chunks = Vec::new();
    while let Some(token) = outliner.peek(0) {
        let chunk = if outliner.starts_item_outside(token) {
            Chunk::Item(outliner.item())
        } else {
            Chunk::Stray(outliner.stray())
        };
        chunks.push(chunk);
    }
    Outline { chunks }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recovery {
    /// Braces and brackets match, and layout does not matter.
    Off,
    /// They do not match: a `{` or `(` ends at a line that is not indented deeper than its own.
    On,
}

struct Outliner<'a> {
    marks: Vec<Mark<'a>>,
    at: usize,
    recovery: Recovery,
    unclosed: Vec<usize>,
}

impl<'a> Outliner<'a> {
    fn peek(&self, ahead: usize) -> Option<Mark<'a>> {
        self.marks.get(self.at + ahead).copied()
    }

    fn previous(&self) -> Option<Mark<'a>> {
        self.marks.get(self.at.checked_sub(1)?).copied()
    }

    /// Inside an item, only a keyword in column 0 starts another item.
    fn at_next_item(&self) -> bool {
        let Some(mark) = self.peek(0) else {
            return true;
        };
        if !mark.in_column_0() || !starts_item(mark) {
            return false;
        }
        !is_field(mark.text) || self.has_titled_head()
    }

    /// Outside any item, an indented word that may be a field needs a title to be an item. The provenance of a file has
    /// none.
    fn starts_item_outside(&self, mark: Mark<'a>) -> bool {
        let may_be_field = is_field(mark.text) && mark.text != "provenance";
        starts_item(mark) && (mark.column == 0 || !may_be_field || self.has_titled_head())
    }

    /// `evidence key "Title"` or `edition key@…`: the head of an item, not a field.
    fn has_titled_head(&self) -> bool {
        let key = self
            .peek(1)
            .is_some_and(|mark| mark.kind == TokenKind::Word);
        let after = self.peek(2);
        key && after.is_some_and(|mark| mark.kind == TokenKind::Str || mark.is("@"))
    }

    fn item(&mut self) -> ItemSlice {
        let start = self.at;
        self.recovery = Recovery::Off;
        let strict = self.read_item();
        if strict.unclosed.is_empty() {
            return strict;
        }
        self.at = start;
        self.recovery = Recovery::On;
        self.read_item()
    }

    fn read_item(&mut self) -> ItemSlice {
        self.unclosed.clear();
        let head = self.words();
        let block = self.block(1);
        ItemSlice {
            head,
            block,
            unclosed: std::mem::take(&mut self.unclosed),
        }
    }

    /// Skips everything up to the next item.
    fn stray(&mut self) -> TokenRange {
        let start = self.peek(0).map_or(0, |mark| mark.index);
        self.at += 1;
        while let Some(mark) = self.peek(0) {
            if self.starts_item_outside(mark) && (mark.column == 0 || is_closed(self.previous())) {
                break;
            }
            self.at += 1;
        }
        start..self.end_of_previous()
    }

    /// Reads the words of a head or a field up to its block or its end.
    fn words(&mut self) -> TokenRange {
        let Some(first) = self.peek(0) else {
            return 0..0;
        };
        self.at += 1;
        let mut brackets: Vec<Mark<'a>> = Vec::new();
        while let Some(mark) = self.peek(0) {
            if self.ends_words(mark, first, &brackets) {
                break;
            }
            if mark.is("(") || mark.is("[") || mark.is("{") {
                brackets.push(mark);
            } else if is_closer(mark) {
                brackets.pop();
            }
            self.at += 1;
        }
        self.unclosed.extend(brackets.iter().map(|open| open.index));
        first.index..self.end_of_previous()
    }

    fn ends_words(&self, mark: Mark<'a>, first: Mark<'a>, brackets: &[Mark<'a>]) -> bool {
        if self.at_next_item() {
            return true;
        }
        if self.recovery == Recovery::On
            && mark.first_on_line
            && mark.indent <= first.indent
            && !is_closer(mark)
            && !brackets.is_empty()
        {
            return true;
        }
        let opens_block = mark.is("{") && !self.previous().is_some_and(|of| of.is_word("of"));
        if mark.is("}") && !brackets.last().is_some_and(|open| open.is("{")) {
            return true;
        }
        if !brackets.is_empty() {
            return false;
        }
        opens_block || mark.is(";") || (mark.first_on_line && !self.continues(mark))
    }

    /// Says whether a line continues the field before it (L-006, L-007).
    fn continues(&self, mark: Mark<'_>) -> bool {
        let after = self
            .previous()
            .is_some_and(|last| last.is(",") || last.is("=") || last.is(":"));
        let before = mark.is("=") || mark.is(":") || mark.is("{");
        after || before || (mark.kind == TokenKind::Word && is_continuation(mark.text))
    }

    fn block(&mut self, depth: usize) -> Option<BlockSlice> {
        let open = self.peek(0).filter(|mark| mark.is("{"))?;
        if depth > MAX_BLOCKS {
            return Some(self.skip_block(open));
        }
        self.at += 1;
        let mut fields = Vec::new();
        let close = loop {
            let Some(mark) = self.peek(0).filter(|_| !self.at_next_item()) else {
                break None;
            };
            if self.leaves_block(mark, open, depth) {
                break None;
            }
            if mark.is("}") {
                self.at += 1;
                break Some(mark.index);
            }
            if mark.is(";") {
                self.at += 1;
                continue;
            }
            fields.push(self.field(depth));
        };
        if close.is_none() {
            self.unclosed.push(open.index);
        }
        Some(BlockSlice {
            open: open.index,
            close,
            fields,
        })
    }

    fn leaves_block(&self, mark: Mark<'_>, open: Mark<'_>, depth: usize) -> bool {
        if self.recovery == Recovery::Off || !mark.first_on_line || depth < 2 {
            return false;
        }
        let limit = open.indent;
        if mark.is("}") {
            mark.indent < limit
        } else {
            mark.indent <= limit
        }
    }

    fn field(&mut self, depth: usize) -> FieldSlice {
        let in_column_0 = self.peek(0).is_some_and(|mark| mark.in_column_0());
        let nameless = self
            .peek(0)
            .filter(|mark| mark.is("{"))
            .map(|mark| mark.index..mark.index);
        let head = nameless.unwrap_or_else(|| self.words());
        FieldSlice {
            head,
            block: self.block(depth + 1).map(Box::new),
            in_column_0,
        }
    }

    /// Skips a block that is nested too deeply, without recursion. If it is never closed, its tokens become one field that
    /// is not read.
    fn skip_block(&mut self, open: Mark<'a>) -> BlockSlice {
        let mut depth = 0_usize;
        while let Some(mark) = self.peek(0).filter(|_| !self.at_next_item()) {
            self.at += 1;
            if mark.is("{") {
                depth += 1;
            } else if mark.is("}") {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return BlockSlice {
                        open: open.index,
                        close: Some(mark.index),
                        fields: Vec::new(),
                    };
                }
            }
        }
        self.unclosed.push(open.index);
        let unread = FieldSlice {
            head: open.index + 1..self.end_of_previous(),
            block: None,
            in_column_0: false,
        };
        BlockSlice {
            open: open.index,
            close: None,
            fields: Some(unread)
                .filter(|unread| !unread.head.is_empty())
                .into_iter()
                .collect(),
        }
    }

    fn end_of_previous(&self) -> usize {
        self.previous().map_or(0, |mark| mark.index + 1)
    }
}

fn is_closed(mark: Option<Mark<'_>>) -> bool {
    mark.is_some_and(|mark| mark.is("}"))
}
