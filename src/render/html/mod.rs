//! The typed document as one HTML file that needs no other: its style inside, nothing fetched.

mod contents;
mod facets;
mod figure;
mod figure_data;
mod filter;
mod inline;
mod matrix;
mod page;
mod script;
mod table;
mod together;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use facets::Facets;
use indexmap::IndexSet;

use super::document::{
    Block, Document, FieldKind, Figure, Heading, Inline, Layout, List, PageSection,
};
use super::escape::escape_html;
use crate::view::FigureView;

pub(super) use inline::encode_fragment;

/// Writes a document as an HTML file, with the given style sheet.
pub fn write_html(document: &Document, style: &str) -> String {
    let mut html = Html {
        // Tags and addresses make the text two to three times as long, and a buffer that grows is copied each time.
        out: String::with_capacity(3 * document.length),
        facets: Facets::of(document),
        is_form: document.stem == FORM,
        slots: document.page.as_ref().map(|_| IndexSet::new()),
        ..Html::default()
    };
    html.head(document, style);
    html.raw("<body");
    html.attribute("data-paper", &document.stem);
    if document.length >= LONG {
        html.raw(" data-long");
    }
    html.raw(">\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n");
    html.raw("<main>\n");
    let (title, sections) = split_title(&document.sections);
    html.raw("<header>\n");
    html.logo(document);
    html.blocks(title);
    html.raw("</header>\n");
    html.contents(document);
    html.raw("<div id=\"content\">\n");
    let mut before = None;
    for (layout, blocks) in sections {
        let shape = shape_of(layout, blocks, before);
        html.section(shape, blocks);
        before = Some((layout, shape));
    }
    html.raw("</div>\n</main>\n");
    html.footer(document);
    if let Some(page) = &document.page {
        html.page(page, document);
    }
    html.script();
    html.raw("</body>\n</html>\n");
    html.out
}

/// Splits what stands before the first heading of the second level, which goes before the contents; of a document without
/// such headings, its title.
fn split_title(sections: &[PageSection]) -> (&[Block], Vec<(Layout, &[Block])>) {
    let mut rest: Vec<(Layout, &[Block])> = sections
        .iter()
        .map(|section| (section.layout, section.blocks.as_slice()))
        .collect();
    let Some((_, first)) = rest.first_mut() else {
        return (&[], rest);
    };
    let heading = |level: u8| {
        let is_one =
            move |block: &Block| matches!(block, Block::Heading(one) if one.level == level);
        first.iter().position(is_one)
    };
    let title_alone = || heading(1).map_or(first.len(), |title| title + 1);
    let at = heading(2).unwrap_or_else(title_alone);
    let (title, after) = first.split_at(at);
    *first = after;
    (title, rest)
}

/// How a section stands on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Upright, on a new page.
    Portrait,
    /// On the long side of the page.
    Landscape,
    /// Upright, on the page of what stands before it.
    Running,
}

/// Returns the shape of a section after one of a layout and shape: without a wide table none needs the long side of
/// a page, and the break after it, which is only there to turn the page back, falls away as well.
fn shape_of(layout: Layout, blocks: &[Block], before: Option<(Layout, Shape)>) -> Shape {
    let wide = |block: &Block| {
        let table = matches!(block, Block::Table(table) if table.head.len() >= WIDE);
        let graph = |figure: &Figure| matches!(figure.shows, FigureView::Graph(_));
        table || matches!(block, Block::Figure(figure) if graph(figure))
    };
    match (layout, before) {
        (Layout::Landscape, _) if blocks.iter().any(wide) => Shape::Landscape,
        (Layout::Landscape, Some((_, Shape::Landscape))) => Shape::Portrait,
        (Layout::Landscape, _)
        | (Layout::Portrait, None | Some((Layout::Landscape, Shape::Running))) => Shape::Running,
        (Layout::Portrait, Some(_)) => Shape::Portrait,
    }
}

/// The stem of the document of a form.
const FORM: &str = "form";

/// The length of a document that begins with a title page: on paper it has about ten pages.
const LONG: usize = 30_000;

/// How many columns a table has that wants the long side of a page.
const WIDE: usize = 5;

#[derive(Default)]
struct Html {
    out: String,
    facets: Facets,
    /// Whether the document is a form of the edition.
    is_form: bool,
    /// Whether what is written stands in a table, whose columns are narrow.
    in_table: bool,
    /// The slots that were written so far, each once; `None` if nothing is filled in here.
    slots: Option<IndexSet<String>>,
    /// How many filters have each name.
    filter_labels: BTreeMap<String, u32>,
    /// The level of the last heading, as written and as read out.
    level: (u8, u8),
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
        self.policy(document);
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
            "@page {{ @bottom-left {{ content: {title} }} }}\n"
        ));
        self.running_head(document);
        self.raw("</style>\n</head>\n");
    }

    /// Writes the logo, as a picture inside the page: nothing is fetched, and nothing in a picture acts.
    fn logo(&mut self, document: &Document) {
        let Some(logo) = &document.logo else { return };
        self.raw("<img class=\"logo\"");
        self.attribute("alt", logo.company.as_deref().unwrap_or("Logo"));
        self.raw(" src=\"data:");
        self.raw(logo.kind.word());
        self.raw(";base64,");
        self.raw(&STANDARD.encode(&logo.picture));
        self.raw("\">\n");
    }

    /// Writes what stands at the head of each page: what the document is about, and of which issue it is.
    fn running_head(&mut self, document: &Document) {
        let about = document.metadata.iter();
        let about = about.filter(|(name, _)| *name != "tool");
        let about: Vec<&str> = about.map(|(_, value)| value.as_str()).collect();
        let about = css_string(&about.join(" · "));
        let issue = css_string(&document.issue.words());
        let font = if document.issue.is_draft() {
            // A draft is seen to be one, whatever the style sheet says of pages.
            "; font-weight: 700; color: #8a4b00"
        } else {
            ""
        };
        self.raw(&format!(
            "@page {{ @top-left {{ content: {about} }} @top-right {{ content: {issue}{font} }} }}\n"
        ));
    }

    fn section(&mut self, shape: Shape, blocks: &[Block]) {
        let class = match shape {
            Shape::Portrait => "page",
            Shape::Landscape => "page landscape",
            Shape::Running => "running",
        };
        self.raw("<section class=\"");
        self.raw(class);
        self.raw("\">\n");
        self.blocks(blocks);
        self.raw("</section>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(content) => {
                self.raw(if is_question(content) {
                    "<p class=\"ask\">"
                } else {
                    "<p>"
                });
                self.inlines(content);
                self.raw("</p>\n");
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Filter(filter) => self.filter(filter),
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
        let tag = match heading.level {
            0 | 1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        };
        self.raw("<");
        self.raw(tag);
        if let Some(anchor) = &heading.anchor {
            self.attribute("id", anchor);
        }
        self.level_read_out(heading.level);
        self.raw(">");
        self.inlines(&heading.content);
        self.raw("</");
        self.raw(tag);
        self.raw(">\n");
    }

    /// Writes the level of a heading for those who listen, where it leaves one out: a small heading may stand right below
    /// a chapter.
    fn level_read_out(&mut self, level: u8) {
        let (before, read_before) = self.level;
        let read = if level == before {
            read_before
        } else {
            level.min(read_before + 1)
        };
        self.level = (level, read);
        if read < level {
            self.attribute("aria-level", &read.to_string());
        }
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

/// Whether a paragraph is a label and the box for its answer.
fn is_question(content: &[Inline]) -> bool {
    matches!(content, [Inline::Text(_), Inline::Field(field)] if matches!(field.kind, FieldKind::Text | FieldKind::Lines))
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
    fn a_long_document_begins_with_a_title_page() {
        let html = |length| {
            let document = Document {
                length,
                ..Document::default()
            };
            write_html(&document, "")
        };
        assert!(html(LONG).contains("<body data-paper=\"\" data-long>"));
        assert!(html(LONG - 1).contains("<body data-paper=\"\">"));
    }

    #[test]
    fn a_style_sheet_cannot_be_ended_by_a_title() {
        assert_eq!(
            css_string("a</style>\"\n"),
            "\"a\\3c \\2f style\\3e \\22 \\a \""
        );
    }
}
