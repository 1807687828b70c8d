//! The typed document as Markdown that people read: GitHub's tables, fields as blanks and boxes.

use std::fmt::Write as _;

use super::document::{
    Align, Block, Document, Field, FieldKind, Figure, Heading, Inline, List, Table, Target,
    plain_text,
};
use super::escape::{AtStart, escape_html, escape_readable};
use super::figure::describe_figure;

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

/// Where inlines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a paragraph or heading.
    Line,
    /// In a cell or heading, which has no line ends and begins no line.
    Cell,
    /// On one line that may be the beginning of an item or paragraph.
    Item,
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

/// Writes a paragraph; a blank that stands alone gets its label, or it would be a line across the page.
fn write_paragraph(content: &[Inline]) -> String {
    let mut text = String::new();
    if let [Inline::Field(field)] = content
        && !field.label.is_empty()
    {
        text = escape_readable(&field.label, AtStart::Yes) + ": ";
    }
    text + &write_inlines(content, Place::Line)
}

fn write_inlines(inlines: &[Inline], place: Place) -> String {
    let mut out = String::new();
    let mut rest = inlines.iter();
    while let Some(inline) = rest.next() {
        let after = first_character(rest.as_slice());
        inline_into(inline, after, place, &mut out);
    }
    out.trim_end().to_owned()
}

fn first_character(inlines: &[Inline]) -> Option<char> {
    let first = inlines.first()?;
    match first {
        Inline::Break => Some(' '),
        // Blanks and boxes begin with punctuation.
        Inline::Field(_) => Some('['),
        Inline::Text(_)
        | Inline::Strong(_)
        | Inline::Emphasis(_)
        | Inline::Code(_)
        | Inline::Link { .. } => plain_text(std::slice::from_ref(first)).chars().next(),
    }
}

fn inline_into(inline: &Inline, after: Option<char>, place: Place, out: &mut String) {
    match inline {
        Inline::Text(text) => {
            let first = out.is_empty() || out.ends_with('\n');
            let at_start = match place {
                Place::Line | Place::Item if first => AtStart::Yes,
                Place::Line | Place::Item | Place::Cell => AtStart::No,
            };
            out.push_str(&escape_readable(text, at_start));
        }
        Inline::Strong(inner) => wrapped("**", inner, after, place, out),
        Inline::Emphasis(inner) => wrapped("*", inner, after, place, out),
        Inline::Code(code) => out.push_str(&code_span(code)),
        Inline::Link { target, content } => {
            let content = write_inlines(content, place);
            // Writing to a string does not fail.
            let _ = write!(out, "[{content}]({})", address(target));
        }
        Inline::Field(field) => out.push_str(&blank(field)),
        Inline::Break => out.push_str(match place {
            Place::Line => "\\\n",
            Place::Cell | Place::Item => "<br>",
        }),
    }
}

/// Writes stressed text; without the marks where Markdown would not read them as such.
fn wrapped(mark: &str, inner: &[Inline], after: Option<char>, place: Place, out: &mut String) {
    let inner = write_inlines(inner, place);
    let inner = inner.trim();
    let mark = if can_mark(out.chars().next_back(), inner, after) {
        mark
    } else {
        ""
    };
    out.push_str(mark);
    out.push_str(inner);
    out.push_str(mark);
}

/// Says whether marks around `inner` open and close: punctuation inside needs a blank or punctuation
/// outside, and marks do not touch other marks.
fn can_mark(before: Option<char>, inner: &str, after: Option<char>) -> bool {
    let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else {
        return false;
    };
    let apart = |side: Option<char>| side.is_none_or(|side| !side.is_alphanumeric());
    let opens = first.is_alphanumeric() || apart(before);
    let closes = last.is_alphanumeric() || apart(after);
    let touches = [before, Some(first), Some(last), after].contains(&Some('*'));
    opens && closes && !touches
}

/// Writes code where Markdown can carry it without a doubt, else text.
fn code_span(code: &str) -> String {
    let plain =
        !code.trim().is_empty() && !code.contains(['`', '|', '\n', '\\']) && code.trim() == code;
    if plain {
        format!("`{code}`")
    } else {
        // Four blanks at the beginning of a line would make a block of code.
        escape_readable(&single_blanks(code), AtStart::No)
    }
}

/// Makes one of blanks that follow one another.
fn single_blanks(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for character in text.chars() {
        if character != ' ' || !single.ends_with(' ') {
            single.push(character);
        }
    }
    single
}

fn address(target: &Target) -> String {
    let (mark, address) = match target {
        Target::Web(address) => ("", address.as_str()),
        Target::Anchor(anchor) => ("#", anchor.as_str()),
        Target::File(name) => ("", name.as_str()),
    };
    let mut encoded = mark.to_owned();
    for character in address.chars() {
        match character {
            ' ' | '<' | '>' | '(' | ')' | '\\' | '|' | '`' | '"' => {
                let _ = write!(encoded, "%{:02X}", u32::from(character));
            }
            other if other.is_control() => {}
            other => encoded.push(other),
        }
    }
    encoded
}

/// Writes a field as people fill it in on paper: a blank, or boxes.
fn blank(field: &Field) -> String {
    match &field.kind {
        FieldKind::Text | FieldKind::Lines | FieldKind::Drawing | FieldKind::Signature
            if field.value.is_empty() =>
        {
            "____".to_owned()
        }
        FieldKind::Text | FieldKind::Lines | FieldKind::Drawing | FieldKind::Signature => {
            escape_readable(&field.value, AtStart::No)
        }
        FieldKind::Check => "[ ]".to_owned(),
        FieldKind::Choice(options) => {
            let boxes = options.iter().map(|(key, title)| {
                let mark = if *key == field.value { 'x' } else { ' ' };
                format!("[{mark}] {}", escape_readable(title, AtStart::No))
            });
            boxes.collect::<Vec<_>>().join(" ")
        }
    }
}
