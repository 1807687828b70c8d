//! What stays together on paper: a case, which is a heading of the fifth level with all down to its table, and a short
//! part under a heading of the third level. How long something is on paper is estimated.

use super::Html;
use crate::render::document::{Block, Inline, List, Table, text_length};

/// How many lines of print a case may have that is not broken, of about 62 on a page.
const CASE_LINES: usize = 44;

/// How many lines a part under a heading of the third level may have that is not broken.
const PART_LINES: usize = 14;

/// How many bytes a line of print holds about.
const LINE: usize = 105;

impl Html {
    /// Writes blocks; cases and short parts are wrapped, so that no page breaks them.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        let mut rest = blocks;
        while let Some((first, after)) = rest.split_first() {
            let (together, others) = rest.split_at_checked(length(rest)).unwrap_or((&[], rest));
            if together.is_empty() {
                self.block(first);
                rest = after;
            } else {
                self.together(together);
                rest = others;
            }
        }
    }

    fn together(&mut self, blocks: &[Block]) {
        let lines: usize = blocks.iter().map(lines_of).sum();
        let case = is_heading(blocks, 5);
        if lines <= if case { CASE_LINES } else { PART_LINES } {
            self.wrapped_blocks("together", blocks);
            return;
        }
        // A case that is too long breaks in its table; what introduces that stays with its beginning.
        match blocks.split_last() {
            Some((table @ Block::Table(_), words)) if case => {
                self.wrapped_blocks("together words", words);
                self.block(table);
            }
            Some(_) | None => self.each(blocks),
        }
    }

    fn wrapped_blocks(&mut self, class: &str, blocks: &[Block]) {
        self.raw("<div class=\"");
        self.raw(class);
        self.raw("\">\n");
        self.each(blocks);
        self.raw("</div>\n");
    }

    fn each(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }
}

fn is_heading(blocks: &[Block], level: u8) -> bool {
    matches!(blocks.first(), Some(Block::Heading(heading)) if heading.level == level)
}

/// Returns how many blocks belong together from here on; 0 where nothing begins that stays together.
fn length(blocks: &[Block]) -> usize {
    let case = is_heading(blocks, 5);
    if !case && !is_heading(blocks, 3) {
        return 0;
    }
    for (index, block) in blocks.iter().enumerate().skip(1) {
        match block {
            Block::Table(_) if case => return index + 1,
            Block::Heading(_) => return index,
            Block::Table(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Figure(_)
            | Block::Filter(_)
            | Block::Quote(_)
            | Block::Code(_)
            | Block::Rule => {}
        }
    }
    blocks.len()
}

/// Returns about how many lines of print a block takes.
fn lines_of(block: &Block) -> usize {
    match block {
        Block::Heading(_) => 2,
        Block::Paragraph(content) => lines_of_text(content),
        Block::List(List { items, .. }) => items.iter().flatten().map(lines_of).sum(),
        Block::Table(table) => 2 + lines_of_rows(table),
        Block::Quote(inner) => inner.iter().map(lines_of).sum(),
        Block::Code(code) => code.lines().count() + 1,
        Block::Figure(_) => CASE_LINES,
        Block::Filter(_) | Block::Rule => 1,
    }
}

fn lines_of_text(content: &[Inline]) -> usize {
    text_length(content).div_ceil(LINE).max(1) + lines_filled(content)
}

/// Returns how many line ends there are in what is filled in.
fn lines_filled(content: &[Inline]) -> usize {
    let lines = content.iter().map(|inline| match inline {
        Inline::Field(field) => field
            .filled
            .as_ref()
            .map_or(0, |filled| filled.lines.len().saturating_sub(1)),
        Inline::Text(_)
        | Inline::Strong(_)
        | Inline::Emphasis(_)
        | Inline::Code(_)
        | Inline::Link { .. }
        | Inline::Break => 0,
    });
    lines.sum()
}

/// Returns about how many lines the rows of a table take: two at least, for boxes, or as many as the fullest cell.
fn lines_of_rows(table: &Table) -> usize {
    let width = (LINE / table.head.len().max(1)).max(1);
    let lines = |cell: &Vec<Inline>| {
        let breaks = cell
            .iter()
            .filter(|inline| matches!(inline, Inline::Break))
            .count();
        text_length(cell).div_ceil(width) + breaks + lines_filled(cell)
    };
    table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(lines).max().unwrap_or(0).max(2))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::document::{Align, Heading, Row};

    fn heading(level: u8) -> Block {
        Block::Heading(Heading {
            level,
            anchor: None,
            content: Vec::new(),
        })
    }

    fn words(words: &str) -> Block {
        Block::Paragraph(vec![Inline::Text(words.to_owned())])
    }

    fn table(rows: usize) -> Block {
        let row = Row {
            mark: None,
            cells: vec![Vec::new()],
        };
        Block::Table(Box::new(Table {
            anchor: None,
            caption: Vec::new(),
            align: vec![Align::Start],
            head: vec![Vec::new()],
            rows: vec![row; rows],
        }))
    }

    /// Writes blocks and returns what of them is wrapped: `(h p t) p` for a heading, a paragraph and a table together.
    fn shape(blocks: &[Block]) -> String {
        let mut html = Html::default();
        html.blocks(blocks);
        let mut shape = String::new();
        let mut open = Vec::new();
        for tag in html.out.split('<').skip(1) {
            match tag {
                tag if tag.starts_with("div class=\"together") => {
                    shape.push('(');
                    open.push(true);
                }
                tag if tag.starts_with("div") => open.push(false),
                tag if tag.starts_with("/div") && open.pop() == Some(true) => shape.push(')'),
                tag if tag.starts_with("h3") || tag.starts_with("h5") => shape.push('h'),
                tag if tag.starts_with("p>") => shape.push('p'),
                tag if tag.starts_with("table") => shape.push('t'),
                _ => {}
            }
        }
        shape
    }

    #[test]
    fn a_case_stays_with_its_table() {
        let case = [
            heading(5),
            words("do"),
            table(3),
            words("after"),
            heading(5),
            words("do"),
        ];
        assert_eq!(shape(&case), "(hpt)p(hp)");
    }

    #[test]
    fn a_long_case_breaks_in_its_table() {
        assert_eq!(
            shape(&[heading(5), words("do"), table(60), words("after")]),
            "(hp)tp"
        );
    }

    #[test]
    fn a_short_part_stays_together_and_a_long_one_does_not() {
        let part = [
            heading(3),
            table(1),
            table(2),
            heading(3),
            table(40),
            words("after"),
        ];
        assert_eq!(shape(&part), "(htt)htp");
    }
}
