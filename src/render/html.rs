//! The typed document as one HTML file that needs no other: its style inside, nothing fetched.

use std::fmt::Write as _;

use super::document::{
    Align, Block, Document, Field, FieldKind, Heading, Inline, Layout, List, PageSection, Table,
    Target, plain_text,
};
use super::escape::escape_html;

/// Writes a document as an HTML file, with the given style sheet.
#[must_use]
pub fn write_html(document: &Document, style: &str) -> String {
    let mut html = Html::default();
    html.head(document, style);
    html.raw("<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n");
    html.raw("<main>\n");
    let (title, sections) = split_title(&document.sections);
    html.raw("<header>\n");
    html.blocks(title);
    html.raw("</header>\n");
    html.contents(document);
    html.raw("<div id=\"content\">\n");
    for (layout, blocks) in sections {
        html.section(layout, blocks);
    }
    html.raw("</div>\n</main>\n");
    html.footer(document);
    html.raw("</body>\n</html>\n");
    html.out
}

/// Splits what stands before the first heading of the second level, which goes before the contents.
fn split_title(sections: &[PageSection]) -> (&[Block], Vec<(Layout, &[Block])>) {
    let mut rest: Vec<(Layout, &[Block])> = sections
        .iter()
        .map(|section| (section.layout, section.blocks.as_slice()))
        .collect();
    let Some((_, first)) = rest.first_mut() else {
        return (&[], rest);
    };
    let second = |block: &Block| matches!(block, Block::Heading(heading) if heading.level == 2);
    let at = first.iter().position(second).unwrap_or(first.len());
    let (title, after) = first.split_at(at);
    *first = after;
    (title, rest)
}

#[derive(Default)]
struct Html {
    out: String,
}

impl Html {
    fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn text(&mut self, text: &str) {
        escape_html(text, &mut self.out);
    }

    /// Writes ` name="value"`.
    fn attribute(&mut self, name: &str, value: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
        self.text(value);
        self.raw("\"");
    }

    fn head(&mut self, document: &Document, style: &str) {
        self.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        self.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        self.text(&document.title);
        self.raw("</title>\n");
        for (name, value) in &document.metadata {
            self.raw("<meta");
            self.attribute("name", &format!("praman:{name}"));
            self.attribute("content", value);
            self.raw(">\n");
        }
        self.raw("<style>\n");
        self.raw(style);
        let title = css_string(&document.title);
        self.raw(&format!(
            "@page {{ @bottom-left {{ content: {title} }} }}\n</style>\n</head>\n"
        ));
    }

    /// Writes the table of contents: headings of the second and third level that have an anchor.
    fn contents(&mut self, document: &Document) {
        self.raw("<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n");
        let mut inner = Inner::Closed;
        for heading in document.blocks().filter_map(in_contents) {
            inner = self.contents_entry(heading, inner);
        }
        match inner {
            Inner::Closed => {}
            Inner::Item => self.raw("</li>\n"),
            Inner::List => self.raw("</li>\n</ol></li>\n"),
        }
        self.raw("</ol>\n</nav>\n");
    }

    fn contents_entry(&mut self, heading: &Heading, inner: Inner) -> Inner {
        let after = match (heading.level, inner) {
            (2, Inner::Closed) => Inner::Item,
            (2, Inner::Item) => {
                self.raw("</li>\n");
                Inner::Item
            }
            (2, Inner::List) => {
                self.raw("</li>\n</ol></li>\n");
                Inner::Item
            }
            (_, Inner::Closed | Inner::Item) => {
                let open = if inner == Inner::Closed {
                    "<li>\n<ol>\n"
                } else {
                    "\n<ol>\n"
                };
                self.raw(open);
                Inner::List
            }
            (_, Inner::List) => {
                self.raw("</li>\n");
                Inner::List
            }
        };
        self.raw("<li>");
        self.anchor_link(heading.anchor.as_deref().unwrap_or_default(), None);
        self.text(&plain_text(&heading.content));
        self.raw("</a>");
        after
    }

    fn section(&mut self, layout: Layout, blocks: &[Block]) {
        let class = match layout {
            Layout::Portrait => "page",
            Layout::Landscape => "page landscape",
        };
        self.raw(&format!("<section class=\"{class}\">\n"));
        self.blocks(blocks);
        self.raw("</section>\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(content) => {
                self.raw("<p>");
                self.inlines(content);
                self.raw("</p>\n");
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Quote(inner) => {
                self.raw("<blockquote>\n");
                self.blocks(inner);
                self.raw("</blockquote>\n");
            }
            Block::Code(code) => {
                self.raw("<pre><code>");
                self.text(code);
                self.raw("</code></pre>\n");
            }
            Block::Rule => self.raw("<hr>\n"),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let level = heading.level.clamp(1, 6);
        self.raw(&format!("<h{level}"));
        if let Some(anchor) = &heading.anchor {
            self.attribute("id", anchor);
        }
        self.raw(">");
        self.inlines(&heading.content);
        self.raw(&format!("</h{level}>\n"));
    }

    fn list(&mut self, list: &List) {
        match list.start {
            None => self.raw("<ul>\n"),
            Some(1) => self.raw("<ol>\n"),
            Some(start) => self.raw(&format!("<ol start=\"{start}\">\n")),
        }
        for item in &list.items {
            self.raw("<li>");
            match item.split_first() {
                Some((Block::Paragraph(content), rest)) => {
                    self.inlines(content);
                    self.blocks(rest);
                }
                Some(_) | None => self.blocks(item),
            }
            self.raw("</li>\n");
        }
        self.raw(if list.start.is_some() {
            "</ol>\n"
        } else {
            "</ul>\n"
        });
    }

    fn table(&mut self, table: &Table) {
        self.raw("<div class=\"table\"><table");
        if let Some(anchor) = &table.anchor {
            self.attribute("id", anchor);
        }
        self.raw(">\n");
        if !table.caption.is_empty() {
            self.raw("<caption>");
            self.inlines(&table.caption);
            self.raw("</caption>\n");
        }
        self.table_head(table);
        self.raw("<tbody>\n");
        for row in &table.rows {
            self.raw("<tr>");
            for (index, cell) in row.iter().enumerate() {
                let (tag, end) = if index == 0 {
                    ("th scope=\"row\"", "th")
                } else {
                    ("td", "td")
                };
                self.cell(tag, end, align_of(table, index), cell);
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table></div>\n");
    }

    /// Writes the heads of columns, where any column has one.
    fn table_head(&mut self, table: &Table) {
        if table.head.iter().all(Vec::is_empty) {
            return;
        }
        self.raw("<thead><tr>");
        for (index, cell) in table.head.iter().enumerate() {
            let (tag, end) = if cell.is_empty() {
                ("td", "td")
            } else {
                ("th scope=\"col\"", "th")
            };
            self.cell(tag, end, align_of(table, index), cell);
        }
        self.raw("</tr></thead>\n");
    }

    fn cell(&mut self, tag: &str, end: &str, align: Align, content: &[Inline]) {
        self.raw(&format!("<{tag}"));
        let classes = [field_class(content), align_class(align)];
        let classes: Vec<&str> = classes.into_iter().flatten().collect();
        if !classes.is_empty() {
            self.raw(&format!(" class=\"{}\"", classes.join(" ")));
        }
        self.raw(">");
        self.inlines(content);
        self.raw(&format!("</{end}>"));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Strong(inner) => self.wrapped("strong", inner),
            Inline::Emphasis(inner) => self.wrapped("em", inner),
            Inline::Code(code) => self.code(code),
            Inline::Link { target, content } => self.link(target, content),
            Inline::Field(field) => self.field(field),
            Inline::Break => self.raw("<br>"),
        }
    }

    /// Writes code: short names stay on one line, longer ones may break after a separator, and what has none
    /// anywhere.
    fn code(&mut self, code: &str) {
        let longest = code.split(is_separator).map(str::len).max().unwrap_or(0);
        let class = match code.len() {
            0..=16 => "",
            _ if longest > 30 => " class=\"long\"",
            _ => " class=\"free\"",
        };
        self.raw(&format!("<code{class}>"));
        let (mut since, mut left) = (0, code.len());
        for piece in code.split_inclusive(is_separator) {
            self.text(piece);
            since += piece.len();
            left -= piece.len();
            if piece.ends_with(is_separator) && since >= BREAK_APART && left >= BREAK_APART {
                self.raw("<wbr>");
                since = 0;
            }
        }
        self.raw("</code>");
    }

    fn wrapped(&mut self, tag: &str, inner: &[Inline]) {
        self.raw(&format!("<{tag}>"));
        self.inlines(inner);
        self.raw(&format!("</{tag}>"));
    }

    fn link(&mut self, target: &Target, content: &[Inline]) {
        match target {
            Target::Web(address) => {
                self.raw("<a");
                self.attribute("href", address);
                self.raw(" rel=\"noopener noreferrer\">");
            }
            Target::Anchor(anchor) => self.anchor_link(anchor, mark_class(anchor)),
        }
        self.inlines(content);
        self.raw("</a>");
    }

    fn anchor_link(&mut self, anchor: &str, class: Option<&str>) {
        self.raw("<a");
        if let Some(class) = class {
            self.attribute("class", class);
        }
        self.attribute("href", &format!("#{}", encode_fragment(anchor)));
        self.raw(">");
    }

    fn field(&mut self, field: &Field) {
        let kind = match &field.kind {
            FieldKind::Text => "text",
            FieldKind::Lines => "lines",
            FieldKind::Choice(_) => "choice",
            FieldKind::Check => "check",
        };
        self.raw(&format!("<span class=\"field {kind}\""));
        self.attribute("data-slot", &field.slot);
        self.attribute("data-kind", kind);
        match &field.kind {
            FieldKind::Text | FieldKind::Lines => self.blank(field),
            FieldKind::Check => {
                self.attribute("aria-label", &field.label);
                self.raw(" role=\"img\">");
                self.raw(if field.value.is_empty() { "☐" } else { "☑" });
            }
            FieldKind::Choice(options) => self.choice(field, options),
        }
        self.raw("</span>");
    }

    fn blank(&mut self, field: &Field) {
        self.raw("><span class=\"unseen\">");
        self.text(&field.label);
        self.raw(if field.value.is_empty() {
            ": to be filled in"
        } else {
            ": "
        });
        self.raw("</span>");
        self.text(&field.value);
    }

    fn choice(&mut self, field: &Field, options: &[(String, String)]) {
        self.attribute("aria-label", &field.label);
        self.raw(" role=\"group\">");
        for (index, (key, title)) in options.iter().enumerate() {
            self.raw(if index > 0 {
                " <span class=\"option\""
            } else {
                "<span class=\"option\""
            });
            self.attribute("data-option", key);
            self.raw("><span aria-hidden=\"true\">");
            self.raw(if *key == field.value { "☑" } else { "☐" });
            self.raw("</span> ");
            self.text(title);
            self.raw("</span>");
        }
    }

    fn footer(&mut self, document: &Document) {
        self.raw("<footer><p>");
        for (index, (name, value)) in document.metadata.iter().enumerate() {
            self.raw(if index > 0 { " · " } else { "" });
            self.text(name);
            self.raw(" <b>");
            self.text(value);
            self.raw("</b>");
        }
        self.raw("</p></footer>\n");
    }
}

/// What of the table of contents is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inner {
    /// Nothing.
    Closed,
    /// An item of the second level.
    Item,
    /// An item of the second level, and a list with an item in it.
    List,
}

fn in_contents(block: &Block) -> Option<&Heading> {
    match block {
        Block::Heading(heading) => {
            let shown = matches!(heading.level, 2 | 3) && heading.anchor.is_some();
            shown.then_some(heading)
        }
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Table(_)
        | Block::Quote(_)
        | Block::Code(_)
        | Block::Rule => None,
    }
}

/// How many bytes of a name stay together at a break.
const BREAK_APART: usize = 4;

fn is_separator(character: char) -> bool {
    matches!(character, '.' | '/' | '+' | '_' | '@')
}

fn align_of(table: &Table, column: usize) -> Align {
    table.align.get(column).copied().unwrap_or_default()
}

fn align_class(align: Align) -> Option<&'static str> {
    match align {
        Align::Start => None,
        Align::Centre => Some("centre"),
        Align::End => Some("end"),
    }
}

/// Returns the class of a cell that holds a field, for its width.
fn field_class(content: &[Inline]) -> Option<&'static str> {
    content.iter().find_map(|inline| match inline {
        Inline::Field(field) => Some(match &field.kind {
            FieldKind::Text => "for-text",
            FieldKind::Lines => "for-lines",
            FieldKind::Choice(_) => "for-choice",
            FieldKind::Check => "for-check",
        }),
        Inline::Text(_)
        | Inline::Strong(_)
        | Inline::Emphasis(_)
        | Inline::Code(_)
        | Inline::Link { .. }
        | Inline::Break => None,
    })
}

/// References to the key of marks are marks themselves; each has its words, the colour is an addition.
fn mark_class(anchor: &str) -> Option<&'static str> {
    match anchor.strip_prefix("mark.")? {
        "applies" => Some("mark applies"),
        "open" => Some("mark open"),
        "found" => Some("mark found"),
        _ => Some("mark"),
    }
}

fn encode_fragment(anchor: &str) -> String {
    let mut encoded = String::with_capacity(anchor.len());
    for byte in anchor.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'/' | b':' | b'+' => {
                encoded.push(char::from(byte));
            }
            _ => {
                // Writing to a string does not fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Writes a text as a CSS string that cannot end the style element either.
fn css_string(text: &str) -> String {
    let mut string = "\"".to_owned();
    for character in text.chars() {
        if character.is_alphanumeric() || character == ' ' {
            string.push(character);
        } else {
            let _ = write!(string, "\\{:x} ", u32::from(character));
        }
    }
    string + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_cannot_be_ended_by_a_title() {
        assert_eq!(
            css_string("a</style>\"\n"),
            "\"a\\3c \\2f style\\3e \\22 \\a \""
        );
    }

    #[test]
    fn addresses_of_anchors_are_encoded() {
        assert_eq!(
            encode_fragment("control.asvs-c:C.1 é\""),
            "control.asvs-c:C.1%20%C3%A9%22"
        );
    }
}
