//! The typed document as Markdown that people read: GitHub's tables, fields as blanks and boxes.

mod inline;

use inline::{Place, write_inlines, write_paragraph};

use crate::render::document::{Align, Block, Document, Figure, Heading, Inline, List, Table};
use crate::render::escape::{AtStart, escape_html, escape_readable};
use crate::render::figure::describe_figure;

/// Writes a document as Markdown.
pub fn write_markdown(document: &Document) -> String {
    let mut writer = Writer::default();
    for section in &document.sections {
        writer.blocks(&section.blocks);
    }
    writer.out.trim_end().to_owned() + "\n"
}

/// Writes blocks as Markdown, without a line end after the last.
pub fn write_blocks(blocks: &[Block]) -> String {
    let mut writer = Writer::default();
    writer.blocks(blocks);
    writer.out.trim_end().to_owned()
}

/// Writes blocks as Markdown on one line, with `<br>` between them, for cells and items.
pub fn write_on_one_line(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    collect_lines(blocks, &mut lines);
    // A line that begins with `<br>` would be a block of HTML.
    lines.retain(|line| !line.trim().is_empty());
    lines.join("<br>")
}

fn collect_lines(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(content) => lines.push(write_inlines(content, Place::Item)),
            Block::Heading(heading) => lines.push(write_inlines(&heading.content, Place::Item)),
            Block::Quote(inner) => collect_lines(inner, lines),
            Block::List(list) => collect_items(list, lines),
            Block::Code(code) => {
                lines.extend(code.lines().map(|line| escape_readable(line, AtStart::Yes)));
            }
            Block::Table(table) => {
                let rows = table.rows.iter().map(|row| &row.cells);
                for row in std::iter::once(&table.head).chain(rows) {
                    let cells = row.iter().map(|cell| write_inlines(cell, Place::Item));
                    lines.push(cells.collect::<Vec<_>>().join("; "));
                }
            }
            Block::Figure(figure) => lines.push(figure_line(figure)),
            Block::Filter(_) | Block::Rule => {}
        }
    }
}

fn collect_items(list: &List, lines: &mut Vec<String>) {
    for (index, item) in list.items.iter().enumerate() {
        let marker = list
            .start
            .map_or_else(|| "• ".to_owned(), |start| format!("({}) ", start + index));
        let first = lines.len();
        collect_lines(item, lines);
        if let Some(line) = lines.get_mut(first) {
            line.insert_str(0, &marker);
        }
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// What every line begins with.
    indent: String,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(content) => {
                let text = write_paragraph(content);
                self.lines(&text);
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Quote(inner) => self.indented("> ", inner),
            Block::Code(code) => self.code(code),
            Block::Filter(_) => {}
            Block::Rule => self.lines("---"),
        }
    }

    /// Writes lines with the indent, and a blank line behind.
    fn lines(&mut self, text: &str) {
        for line in text.lines() {
            let line = format!("{}{line}", self.indent);
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
        self.out.push_str(self.indent.trim_end());
        self.out.push('\n');
    }

    fn indented(&mut self, prefix: &str, blocks: &[Block]) {
        let kept = self.indent.len();
        self.indent.push_str(prefix);
        self.blocks(blocks);
        self.drop_blank_line();
        self.indent.truncate(kept);
        self.blank_line();
    }

    fn blank_line(&mut self) {
        let indent = self.indent.trim_end().to_owned();
        self.out.push_str(&indent);
        self.out.push('\n');
    }

    fn heading(&mut self, heading: &Heading) {
        let marks = "#".repeat(usize::from(heading.level));
        let text = write_inlines(&heading.content, Place::Cell);
        self.lines(&format!(
            "{}{marks} {text}",
            anchor_mark(heading.anchor.as_deref())
        ));
    }

    fn list(&mut self, list: &List) {
        for (index, item) in list.items.iter().enumerate() {
            let marker = list
                .start
                .map_or_else(|| "- ".to_owned(), |start| format!("{}. ", start + index));
            let at = self.out.len();
            let kept = self.indent.len();
            self.indent.push_str(&" ".repeat(marker.len()));
            self.blocks(item);
            if item.is_empty() {
                self.lines(" ");
            }
            self.indent.truncate(kept);
            self.mark_item(at, &marker);
            if is_tight(item) {
                self.drop_blank_line();
            }
        }
        self.drop_blank_line();
        self.blank_line();
    }

    /// Puts the marker of an item over the indent of its first line.
    fn mark_item(&mut self, at: usize, marker: &str) {
        let start = at + self.indent.len();
        let end = (start + marker.len()).min(self.out.len());
        if self
            .out
            .get(start..end)
            .is_some_and(|text| text.trim().is_empty() && !text.contains('\n'))
        {
            self.out.replace_range(start..end, marker);
        } else {
            self.out.truncate(at);
            self.out.push_str(&self.indent);
            self.out.push_str(marker.trim_end());
            self.out.push('\n');
            self.out.push_str(self.indent.trim_end());
            self.out.push('\n');
        }
    }

    fn drop_blank_line(&mut self) {
        let blank = format!("\n{}\n", self.indent.trim_end());
        if self.out.ends_with(&blank) {
            self.out.truncate(self.out.len() + 1 - blank.len());
        }
    }

    fn code(&mut self, code: &str) {
        let mut longest = 0;
        let mut run = 0;
        for character in code.chars() {
            run = if character == '`' { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        let fence = "`".repeat(3.max(longest + 1));
        self.lines(&format!(
            "{fence}\n{}\n{fence}",
            code.trim_end_matches('\n')
        ));
    }

    fn figure(&mut self, figure: &Figure) {
        self.lines(&format!(
            "{}{}",
            anchor_mark(Some(&figure.anchor)),
            figure_line(figure)
        ));
    }

    fn table(&mut self, table: &Table) {
        let caption = write_inlines(&table.caption, Place::Cell);
        if !caption.is_empty() {
            let anchor = anchor_mark(table.anchor.as_deref());
            self.lines(&format!("{anchor}**{caption}**"));
        }
        let mut text = table_row(&table.head);
        text.push_str(&rule_row(&table.align));
        for row in &table.rows {
            let mut cells = table_row(&row.cells);
            if let Some(mark) = &row.mark {
                let mut anchor = "| <a id=\"".to_owned();
                escape_html(&mark.anchor, &mut anchor);
                cells.replace_range(.."| ".len(), &(anchor + "\"></a>"));
            }
            text.push_str(&cells);
        }
        self.lines(&text);
    }
}

/// Says what a figure shows; the tables of the document say the same.
fn figure_line(figure: &Figure) -> String {
    let caption = write_inlines(&figure.caption, Place::Item);
    let says = escape_readable(&describe_figure(&figure.shows), AtStart::No);
    format!("*Figure:* {caption}. {says}")
}

/// Items of one paragraph, perhaps with a list below, stand close together.
fn is_tight(item: &[Block]) -> bool {
    matches!(
        item,
        [] | [Block::Paragraph(_) | Block::List(_)] | [Block::Paragraph(_), Block::List(_)]
    )
}

fn anchor_mark(anchor: Option<&str>) -> String {
    let Some(anchor) = anchor else {
        return String::new();
    };
    let mut mark = "<a id=\"".to_owned();
    escape_html(anchor, &mut mark);
    mark + "\"></a>\n\n"
}

fn table_row(cells: &[Vec<Inline>]) -> String {
    let mut row = "|".to_owned();
    for cell in cells {
        row.push(' ');
        row.push_str(&write_inlines(cell, Place::Cell));
        row.push_str(" |");
    }
    row + "\n"
}

fn rule_row(align: &[Align]) -> String {
    let mut row = "|".to_owned();
    for align in align {
        row.push_str(match align {
            Align::Start => " --- |",
            Align::Centre => " :-: |",
            Align::End => " --: |",
        });
    }
    row + "\n"
}
