//! The Markdown that templates print is headings, lines of text and tables for the most part, in the few forms that
//! filters write. These are read here, in a fraction of the time that the parser needs; whatever is of another form, or
//! could be, is left to it. A test holds the two to the same result.

use std::sync::Arc;

use super::document::{Align, Block, Field, Heading, Inline, Row, RowMark, Table, Target};
use super::slot_link::{PRIVATE, Private, read_private};

/// A stretch of Markdown.
#[derive(Debug)]
pub(super) enum Stretch<'m> {
    /// A block that has been read.
    Read(Block),
    /// What the parser is to read.
    Left(&'m str),
}

/// Says whether stretches of some Markdown can be read by themselves: nothing in it reaches over a blank line, as code
/// and HTML may.
pub(super) fn can_be_cut(markdown: &str) -> bool {
    let mut lines = markdown.lines().map(str::trim_start);
    !lines.any(|line| line.starts_with(['<', '~']) || line.starts_with("```"))
}

/// Cuts Markdown at its blank lines, and reads what is of a simple form.
pub(super) fn read_stretches<'m>(
    markdown: &'m str,
    fields: &[Arc<Field>],
    mut take: impl FnMut(Stretch<'m>),
) {
    let left = |from: usize, to: usize| markdown.get(from..to).unwrap_or_default();
    let (mut unread, mut start, mut at) = (0, 0, 0);
    for line in markdown.split_inclusive('\n').chain(["\n"]) {
        if line.trim().is_empty() {
            let stretch = left(start, at);
            if let Some(block) = read_block(stretch, fields) {
                if !left(unread, start).trim().is_empty() {
                    take(Stretch::Left(left(unread, start)));
                }
                take(Stretch::Read(block));
                unread = at;
            }
            start = at + line.len();
        }
        at += line.len();
    }
    let rest = markdown.get(unread..).unwrap_or_default();
    if !rest.trim().is_empty() {
        take(Stretch::Left(rest));
    }
}

fn read_block(stretch: &str, fields: &[Arc<Field>]) -> Option<Block> {
    let line = stretch.strip_suffix('\n').unwrap_or(stretch);
    match line.bytes().next()? {
        b'|' => read_table(line, fields),
        _ if line.contains('\n') => None,
        b'#' => read_heading(line, fields),
        _ => read_paragraph(line, fields),
    }
}

fn read_heading(line: &str, fields: &[Arc<Field>]) -> Option<Block> {
    let text = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - text.len()).ok()?;
    let text = text.strip_prefix(' ')?.trim();
    if level > 6 || text.ends_with('#') {
        return None;
    }
    let mut content = Reader::new(text, fields).all()?;
    let anchor = take_anchor(&mut content);
    Some(Block::Heading(Heading {
        level,
        anchor,
        content,
    }))
}

/// Reads a paragraph of one line that cannot be another block.
fn read_paragraph(line: &str, fields: &[Arc<Field>]) -> Option<Block> {
    let is_text = match line.chars().next()? {
        '*' => line.starts_with("**") && !line.starts_with("***"),
        '[' => !["page/", "figure/", "filter/"]
            .iter()
            .any(|what| line.contains(&format!("({PRIVATE}{what}"))),
        first => first.is_alphabetic(),
    };
    if !is_text {
        return None;
    }
    let content = Reader::new(line.trim_end(), fields).all()?;
    Some(Block::Paragraph(content))
}

fn read_table(text: &str, fields: &[Arc<Field>]) -> Option<Block> {
    let mut lines = text.lines();
    let head = read_row(lines.next()?, fields)?;
    let align = cells_of(lines.next()?)?
        .into_iter()
        .map(read_align)
        .collect::<Option<Vec<Align>>>()?;
    let width = align.len();
    if head.mark.is_some() || head.cells.len() != width {
        return None;
    }
    let mut rows = Vec::new();
    for line in lines {
        let row = read_row(line, fields)?;
        if row.cells.len() != width {
            return None;
        }
        rows.push(row);
    }
    Some(Block::Table(Box::new(Table {
        anchor: None,
        caption: Vec::new(),
        align,
        head: head.cells,
        rows,
    })))
}

fn read_row(line: &str, fields: &[Arc<Field>]) -> Option<Row> {
    let mut cells = Vec::new();
    let mut mark = None;
    for (index, cell) in cells_of(line)?.into_iter().enumerate() {
        let mut reader = Reader::new(cell, fields);
        reader.place = if index == 0 {
            Place::FirstCell
        } else {
            Place::Cell
        };
        cells.push(reader.all()?);
        if index == 0 {
            mark = reader.mark.map(Box::new);
        }
    }
    Some(Row { mark, cells })
}

/// Returns the cells of a row that begins and ends with a bar.
fn cells_of(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim_end().strip_prefix('|')?;
    let mut cells = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, byte) in inner.bytes().enumerate() {
        if byte == b'|' && !is_escaped {
            cells.push(inner.get(start..at)?.trim());
            start = at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    (start == inner.len() && !cells.is_empty()).then_some(cells)
}

fn read_align(cell: &str) -> Option<Align> {
    let dashes = cell.trim_start_matches(':').trim_end_matches(':');
    let is_rule = !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-');
    let colons = cell.len() - dashes.len();
    match (cell.starts_with(':'), cell.ends_with(':'), colons) {
        _ if !is_rule => None,
        (false, false, 0) | (true, false, 1) => Some(Align::Start),
        (false, true, 1) => Some(Align::End),
        (true, true, 2) => Some(Align::Centre),
        _ => None,
    }
}

/// Takes the anchor of content that is one reference, and leaves what the reference says.
pub(super) fn take_anchor(content: &mut Vec<Inline>) -> Option<String> {
    let [
        Inline::Link {
            target: Target::Anchor(anchor),
            content: inner,
        },
    ] = content.as_mut_slice()
    else {
        return None;
    };
    let (anchor, inner) = (std::mem::take(anchor), std::mem::take(inner));
    *content = inner;
    Some(anchor)
}

/// Where a line is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Outside tables.
    Line,
    /// In the first cell of a row, where its mark may stand.
    FirstCell,
    /// In another cell.
    Cell,
}

/// What is open where a part of a line is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Nothing.
    Nothing,
    /// Emphasis by so many asterisks, perhaps within a link.
    Stars(usize, bool),
    /// The text of a link.
    Link,
}

/// Reads the parts of one line; `None` is what the parser is to read.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    fields: &'a [Arc<Field>],
    place: Place,
    mark: Option<RowMark>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, fields: &'a [Arc<Field>]) -> Self {
        Self {
            text,
            at: 0,
            fields,
            place: Place::Line,
            mark: None,
        }
    }

    fn all(&mut self) -> Option<Vec<Inline>> {
        self.parts(Open::Nothing)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Reads to the end, or to the end of what is open.
    fn parts(&mut self, open: Open) -> Option<Vec<Inline>> {
        let mut parts = Vec::new();
        loop {
            let rest = self.rest();
            let plain = rest.bytes().position(means_something).unwrap_or(rest.len());
            push_text(&mut parts, rest.get(..plain)?);
            self.at += plain;
            let Some(byte) = self.rest().bytes().next() else {
                return (open == Open::Nothing).then_some(parts);
            };
            match byte {
                b'\\' => self.escaped(&mut parts)?,
                b'`' => parts.push(self.code()?),
                b'[' => self.link(open, &mut parts)?,
                b'<' => parts.push(self.line_end()?),
                b']' if open == Open::Link => return Some(parts),
                b'*' => match self.stars(open)? {
                    Stars::Around(emphasis) => parts.push(emphasis),
                    Stars::End => return Some(parts),
                },
                b'&' | b'!' | b'_' => self.lone(byte, &mut parts)?,
                _ => return None,
            }
        }
    }

    fn escaped(&mut self, parts: &mut Vec<Inline>) -> Option<()> {
        let after = self.rest().get(1..)?;
        let next = after.chars().next()?;
        if next.is_ascii_punctuation() {
            push_text(parts, after.get(..1)?);
            self.at += 2;
        } else {
            push_text(parts, "\\");
            self.at += 1;
        }
        Some(())
    }

    /// Reads code between single backticks.
    fn code(&mut self) -> Option<Inline> {
        let after = self.rest().get(1..)?;
        let end = after.find('`')?;
        let code = after.get(..end)?;
        let is_simple = !code.is_empty() && code.trim() == code && !code.contains('\\');
        if !is_simple || after.get(end + 1..)?.starts_with('`') {
            return None;
        }
        self.at += end + 2;
        Some(Inline::Code(code.to_owned()))
    }

    fn line_end(&mut self) -> Option<Inline> {
        self.rest().strip_prefix("<br>")?;
        self.at += "<br>".len();
        Some(Inline::Break)
    }

    /// Reads a character that means nothing where it stands.
    fn lone(&mut self, byte: u8, parts: &mut Vec<Inline>) -> Option<()> {
        let (before, after) = self.around(1);
        let is_text = match byte {
            b'&' => after.is_none_or(|after| after == ' '),
            b'!' => after != Some('['),
            _ => [before, after]
                .iter()
                .all(|side| side.is_some_and(|side| side.is_ascii_alphanumeric())),
        };
        push_text(parts, self.rest().get(..1).filter(|_| is_text)?);
        self.at += 1;
        Some(())
    }

    /// Returns the characters before and after the next bytes.
    fn around(&self, length: usize) -> (Option<char>, Option<char>) {
        let before = self.text.get(..self.at).unwrap_or_default();
        let after = self.rest().get(length..).unwrap_or_default();
        (before.chars().next_back(), after.chars().next())
    }

    /// Reads emphasis, or the end of what is open.
    fn stars(&mut self, open: Open) -> Option<Stars> {
        let rest = self.rest();
        let count = rest.len() - rest.trim_start_matches('*').len();
        let (before, after) = self.around(count);
        let (before, after) = (Side::of(before)?, Side::of(after)?);
        let opens = after == Side::Letter || (after == Side::Mark && before != Side::Letter);
        let closes = before == Side::Letter || (before == Side::Mark && after != Side::Letter);
        let is_end = matches!(open, Open::Stars(opened, _) if opened == count);
        let can_begin = !matches!(open, Open::Stars(..)) && count <= 2;
        self.at += count;
        match (opens && can_begin, closes && is_end) {
            (true, false) if !closes => {
                let inner = self.parts(Open::Stars(count, open == Open::Link))?;
                Some(Stars::Around(match count {
                    1 => Inline::Emphasis(inner),
                    _ => Inline::Strong(inner),
                }))
            }
            (false, true) if !opens => Some(Stars::End),
            _ => None,
        }
    }

    fn link(&mut self, open: Open, into: &mut Vec<Inline>) -> Option<()> {
        if matches!(open, Open::Link | Open::Stars(_, true)) {
            return None;
        }
        self.at += 1;
        let content = self.parts(Open::Link)?;
        let after = self.rest().strip_prefix("](")?;
        let end = after.find(')')?;
        let url = after.get(..end)?;
        self.at += "](".len() + end + 1;
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\\;<>(\"'`*[]|".contains(&byte);
        if !url.bytes().all(is_plain) {
            return None;
        }
        let target = match read_private(url.strip_prefix(PRIVATE)?).ok()? {
            Private::Slot(place) => {
                into.push(Inline::Field(Arc::clone(self.fields.get(place)?)));
                return Some(());
            }
            Private::Row(mark) if self.place == Place::FirstCell && self.mark.is_none() => {
                self.mark = Some(mark);
                return Some(());
            }
            Private::Ref(anchor) => Target::Anchor(anchor),
            Private::File(name) => Target::File(name),
            Private::Row(_) | Private::Page(_) | Private::Figure(_) | Private::Filter(_) => {
                return None;
            }
        };
        into.push(Inline::Link { target, content });
        Some(())
    }
}

/// What asterisks are.
enum Stars {
    /// They stand around this emphasis, which has been read.
    Around(Inline),
    /// They end what is open.
    End,
}

/// What stands beside asterisks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Space,
    Mark,
    Letter,
}

impl Side {
    fn of(character: Option<char>) -> Option<Self> {
        match character {
            None | Some(' ') => Some(Self::Space),
            Some(mark) if mark.is_ascii_punctuation() => Some(Self::Mark),
            Some(letter) if letter.is_alphanumeric() => Some(Self::Letter),
            Some(_) => None,
        }
    }
}

fn means_something(byte: u8) -> bool {
    matches!(
        byte,
        b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'&' | b'!' | b'_' | 0..=31 | 127
    )
}

fn push_text(into: &mut Vec<Inline>, text: &str) {
    if let Some(Inline::Text(last)) = into.last_mut() {
        last.push_str(text);
    } else if !text.is_empty() {
        into.push(Inline::Text(text.to_owned()));
    }
}
