//! Converts byte offsets to lines and columns.

use super::span::Span;

/// A position as people count it: both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// The offsets at which the lines of a text begin.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

impl LineIndex {
    /// Finds the line starts of a text.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let mut offset = 0_u32;
        for line in text.split_inclusive('\n') {
            offset = offset.saturating_add(u32::try_from(line.len()).unwrap_or(u32::MAX));
            if line.ends_with('\n') {
                starts.push(offset);
            }
        }
        Self {
            starts,
            len: offset,
        }
    }

    /// Returns the number of lines; a text that ends in a line feed has an empty last line.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the number of the line, from 0, that holds `offset`.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// Returns the span of a line, from 0, its line feed included.
    pub fn span_of(&self, line: usize) -> Option<Span> {
        let start = *self.starts.get(line)?;
        Some(Span::new(
            start,
            self.starts.get(line + 1).copied().unwrap_or(self.len),
        ))
    }

    /// Returns line and column of an offset, which is moved down to the nearest character border.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let offset = offset.min(self.len);
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = floor(text, offset as usize);
        let column = text
            .get(start as usize..before)
            .map_or(0, |part| part.chars().count());
        LineColumn {
            line: line + 1,
            column: column + 1,
        }
    }
}

fn floor(text: &str, mut offset: usize) -> usize {
    while offset > 0 && !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, offset: u32, line: usize, column: usize) {
        let found = LineIndex::new(text).line_column(text, offset);
        assert_eq!(
            (found.line, found.column),
            (line, column),
            "{text:?} at {offset}"
        );
    }

    #[test]
    fn counts_lines_and_characters_from_one() {
        check("", 0, 1, 1);
        check("ab\ncd", 0, 1, 1);
        check("ab\ncd", 3, 2, 1);
        check("ab\ncd", 5, 2, 3);
        check("é한x", 5, 1, 3);
        check("a\r\nb", 3, 2, 1);
        check("a\n", 2, 2, 1);
    }

    #[test]
    fn offsets_outside_the_text_or_inside_a_character_are_moved_back() {
        check("ab", 99, 1, 3);
        check("é", 1, 1, 1);
    }

    #[test]
    fn every_line_has_a_span() {
        let index = LineIndex::new("ab\n\nc");
        let spans: Vec<_> = (0..index.count())
            .filter_map(|line| index.span_of(line))
            .collect();
        assert_eq!(spans, [Span::new(0, 3), Span::new(3, 4), Span::new(4, 5)]);
        assert_eq!(index.span_of(3), None);
    }
}
