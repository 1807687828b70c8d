//! Prints the words of a head or a field: on one line if they fit.
//!
//! If they do not fit, choices in braces have a line each, and the rest breaks after commas and before the words with which
//! a field may continue on the next line (L-006, L-007). The outline continues a field at these places only.

use super::WIDTH;
use super::printer::Printer;
use super::spacing::Piece;
use crate::syntax::keywords::is_continuation;
use crate::syntax::outline::{BlockSlice, TokenRange};
use crate::syntax::token::TokenKind;

/// A bracket that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// Its content breaks as if there were no bracket.
    Plain,
    /// Each part has a line of its own.
    Broken,
}

/// The space before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Nothing,
    Space,
    Line(usize),
}

/// A piece that is broken into lines.
#[derive(Debug)]
struct Spread<'v> {
    /// The numbers of its tokens, including comments.
    visible: &'v [usize],
    indent: usize,
    /// The width of the opening brace of its block.
    brace: usize,
    /// Whether every brace breaks.
    too_wide: bool,
    open: Vec<Bracket>,
}

impl Printer<'_> {
    /// Prints the words of a piece whose line has begun.
    pub fn words(&mut self, range: &TokenRange, indent: usize, block: Option<&BlockSlice>) {
        let visible = self.visible(range);
        let brace = if block.is_some() { 2 } else { 0 };
        let line = self.joined(&visible);
        let width = line.lines().next().map_or(0, |first| first.chars().count());
        let too_wide = indent + width + brace > WIDTH;
        if too_wide || visible.iter().any(|index| self.forces_break(*index)) {
            self.spread(Spread {
                visible: &visible,
                indent,
                brace,
                too_wide,
                open: Vec::new(),
            });
        } else {
            self.push(&line);
        }
        self.skip_to(range.end);
    }

    /// A comment, or a brace after which the line ends.
    fn forces_break(&self, index: usize) -> bool {
        self.piece(index).is_some_and(|piece| {
            piece.kind == TokenKind::Comment || (piece.is("{") && self.ends_line(index))
        })
    }

    fn spread(&mut self, mut spread: Spread<'_>) {
        for (number, index) in spread.visible.iter().enumerate() {
            let Some(piece) = self.piece(*index) else {
                continue;
            };
            if piece.kind == TokenKind::Comment {
                self.comment(*index, spread.continuation());
                continue;
            }
            match self.gap(&spread, number, piece) {
                Gap::Nothing => {}
                Gap::Space => self.push(" "),
                Gap::Line(indent) => self.line(indent, false),
            }
            self.push(piece.text);
            if is_closer(piece) {
                spread.open.pop();
            } else if is_opener(piece) {
                let breaks = piece.is("{") && (spread.too_wide || self.forces_break(*index));
                spread.open.push(if breaks {
                    Bracket::Broken
                } else {
                    Bracket::Plain
                });
            }
        }
    }

    fn gap(&self, spread: &Spread<'_>, number: usize, piece: Piece<'_>) -> Gap {
        let Some(before) = self.neighbour(spread, number) else {
            return Gap::Nothing;
        };
        if is_closer(piece) && spread.in_broken() {
            return Gap::Line(spread.inner() - 2);
        }
        let after_comment = before.kind == TokenKind::Comment;
        let parts = spread.in_broken() && (before.is("{") || before.is(","));
        if after_comment || parts {
            return Gap::Line(spread.continuation());
        }
        if let Some(rank) = self.rank(spread, number, spread.plain_depth())
            && !self.fits(spread, number, rank)
        {
            return Gap::Line(spread.continuation());
        }
        if self.is_spaced_before(spread.visible, number) {
            Gap::Space
        } else {
            Gap::Nothing
        }
    }

    /// Says whether the text up to the next better place to break fits on the line.
    fn fits(&self, spread: &Spread<'_>, from: usize, rank: usize) -> bool {
        let mut depth = spread.plain_depth();
        let mut width = self.column + 1;
        for number in from..spread.visible.len() {
            let Some(piece) = spread.visible.get(number).and_then(|i| self.piece(*i)) else {
                break;
            };
            if number > from {
                let next = self.rank(spread, number, depth);
                if piece.kind == TokenKind::Comment || next.is_some_and(|next| next <= rank) {
                    return true;
                }
                width += usize::from(self.is_spaced_before(spread.visible, number));
            }
            width += first_line_width(piece.text);
            if width > WIDTH || piece.text.contains('\n') {
                return width <= WIDTH;
            }
            if is_opener(piece) {
                depth += 1;
            } else if is_closer(piece) {
                depth = depth.saturating_sub(1);
            }
        }
        width + spread.brace <= WIDTH
    }

    /// Returns the rank of a token as a place to break before, 0 being the best; `None` if the line cannot break there. Text in
    /// brackets is kept together.
    fn rank(&self, spread: &Spread<'_>, number: usize, depth: usize) -> Option<usize> {
        let piece = self.piece(*spread.visible.get(number)?)?;
        let before = self.neighbour(spread, number)?;
        // The keyword of a field is not left alone on its line.
        if spread.in_broken() || number < 2 {
            return None;
        }
        let after_title = || {
            let title = self.neighbour(spread, number - 1);
            title.is_some_and(|title| title.kind == TokenKind::Str)
        };
        let rank = match piece.text {
            _ if before.is("=") && after_title() => 0,
            "by" if before.is(",") => 1,
            "for" | "when" | "because" | "into" | "revises" => 1,
            "and" | "or" => 2,
            "satisfies" => 3,
            _ if before.is(",") => 4,
            "where" => 4,
            "by" => 5,
            _ => return None,
        };
        debug_assert!(before.is(",") || before.is("=") || is_continuation(piece.text));
        Some(rank + 10 * depth)
    }

    /// Returns the space before a token of the piece, including comments.
    fn neighbour(&self, spread: &Spread<'_>, number: usize) -> Option<Piece<'_>> {
        let before = spread.visible.get(number.checked_sub(1)?)?;
        self.piece(*before)
    }
}

impl Spread<'_> {
    fn in_broken(&self) -> bool {
        self.open.last() == Some(&Bracket::Broken)
    }

    fn plain_depth(&self) -> usize {
        let plain = self.open.iter().filter(|open| **open == Bracket::Plain);
        plain.count()
    }

    /// The column of the parts of the innermost broken bracket, or of the piece.
    fn inner(&self) -> usize {
        let broken = self.open.iter().filter(|open| **open == Bracket::Broken);
        self.indent + 2 * broken.count()
    }

    /// The column of a line that continues the piece.
    fn continuation(&self) -> usize {
        if self.in_broken() {
            self.inner()
        } else {
            self.inner() + 2
        }
    }
}

/// Counts the characters up to the first line end.
fn first_line_width(text: &str) -> usize {
    text.lines().next().map_or(0, |line| line.chars().count())
}

fn is_opener(piece: Piece<'_>) -> bool {
    piece.is("(") || piece.is("[") || piece.is("{")
}

fn is_closer(piece: Piece<'_>) -> bool {
    piece.is(")") || piece.is("]") || piece.is("}")
}
