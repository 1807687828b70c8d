//! Markdown to the typed document: one parse by comrak, one walk over its tree. The only user of comrak.

use std::borrow::Cow;
use std::sync::Arc;

use comrak::nodes::{ListType, Node, NodeValue, TableAlignment};
use comrak::{Arena, Options, parse_document};
use rayon::prelude::*;

use super::document::{
    Align, Block, Figure, Filter, Heading, Inline, Layout, List, PageSection, Row, RowMark, Table,
    Target, plain_text,
};
use super::pieces::cut_pieces;
use super::slot_link::{Made, PRIVATE, Private, read_private};
use super::visible::make_visible;
use crate::view::Figures;

/// How deep blocks and inlines may nest; what is deeper becomes plain text.
const MAX_NESTING: usize = 24;

/// Whose Markdown is lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writer {
    /// A template's: private links and `<br>` have their meaning; what a document cannot hold is a fault.
    Template,
    /// An author's, of scheme texts: what a document cannot hold becomes text.
    Author,
}

/// Lowers the Markdown that a template gave, with what it made beside it, for a view with some figures.
///
/// Returns the page sections and what a document cannot hold, each as a phrase: "raw HTML `<b>`".
pub fn lower_template(
    markdown: &str,
    made: &Made,
    figures: &Figures,
) -> (Vec<PageSection>, Vec<String>) {
    let lowered: Vec<(Vec<PageSection>, Vec<String>)> = cut_pieces(markdown)
        .into_par_iter()
        .map(|piece| {
            let mut lower = Lower::new(Writer::Template, Some(made), Some(figures));
            (lower.sections(piece), lower.faults)
        })
        .collect();
    let mut sections: Vec<PageSection> = Vec::new();
    let mut faults = Vec::new();
    for (of_piece, wrong) in lowered {
        let mut of_piece = of_piece.into_iter();
        match (sections.last_mut(), of_piece.next()) {
            (Some(section), Some(more)) => section.blocks.extend(more.blocks),
            (None, first) => sections.extend(first),
            (Some(_), None) => {}
        }
        sections.extend(of_piece);
        faults.extend(wrong);
    }
    sections.retain(|section| !section.blocks.is_empty());
    (sections, faults)
}

/// Lowers the Markdown of an author: no HTML, no private links, no images, no links but to the web;
/// headings become strong paragraphs.
pub fn lower_author(markdown: &str) -> Vec<Block> {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let mut lower = Lower::new(Writer::Author, None, None);
    lower.blocks(root, 0)
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options
}

/// Where the mark of a row stands.
#[derive(Debug, Default, PartialEq, Eq)]
enum Mark {
    /// What is read is not the first cell of a row, or the row is marked already.
    #[default]
    Elsewhere,
    /// The first cell of a row is read, and may have a mark.
    Allowed,
    /// The first cell of a row has this mark.
    Given(Arc<RowMark>),
}

struct Lower<'a> {
    writer: Writer,
    made: Option<&'a Made>,
    figures: Option<&'a Figures>,
    mark: Mark,
    faults: Vec<String>,
}

impl<'a> Lower<'a> {
    fn new(writer: Writer, made: Option<&'a Made>, figures: Option<&'a Figures>) -> Self {
        Self {
            writer,
            made,
            figures,
            mark: Mark::Elsewhere,
            faults: Vec::new(),
        }
    }

    /// Parses a piece of the Markdown of a template. Its first section goes on with the last one of the piece before.
    fn sections(&mut self, markdown: &str) -> Vec<PageSection> {
        let arena = Arena::new();
        let root = parse_document(&arena, markdown, &options());
        let mut sections = Vec::new();
        let mut section = PageSection::default();
        for node in root.children() {
            if let Some(layout) = self.page_start(node) {
                let blocks = Vec::new();
                sections.push(std::mem::replace(
                    &mut section,
                    PageSection { layout, blocks },
                ));
            } else {
                self.block_into(node, 0, &mut section.blocks);
            }
        }
        sections.push(section);
        sections
    }

    fn fault(&mut self, what: impl Into<String>) {
        if self.writer == Writer::Template {
            self.faults.push(what.into());
        }
    }

    /// Reads a paragraph that is one link to `praman:page/…`.
    fn page_start(&mut self, node: Node<'_>) -> Option<Layout> {
        let address = only_private_link(node)?;
        let Ok(Private::Page(name)) = read_private(&address) else {
            return None;
        };
        let layout = Layout::ALL.into_iter().find(|layout| layout.key() == name);
        if layout.is_none() {
            self.fault(format!(
                "a page section `{name}`, where `portrait` or `landscape` was expected"
            ));
        }
        Some(layout.unwrap_or_default())
    }

    fn blocks(&mut self, parent: Node<'_>, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        for node in parent.children() {
            self.block_into(node, depth, &mut blocks);
        }
        blocks
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "comrak knows kinds of nodes that its options leave out"
    )]
    fn block_into(&mut self, node: Node<'_>, depth: usize, into: &mut Vec<Block>) {
        if depth > MAX_NESTING {
            into.push(Block::Paragraph(vec![Inline::Text(text_below(node))]));
            return;
        }
        let data = node.data();
        let block = match &data.value {
            NodeValue::Paragraph => self.paragraph(node, depth),
            NodeValue::Heading(heading) => self.heading(node, heading.level, depth),
            NodeValue::BlockQuote => Block::Quote(self.blocks(node, depth + 1)),
            NodeValue::List(list) => Block::List(List {
                start: (list.list_type == ListType::Ordered).then_some(list.start),
                items: node
                    .children()
                    .map(|item| self.blocks(item, depth + 1))
                    .collect(),
            }),
            NodeValue::CodeBlock(code) => Block::Code(self.visible(&code.literal).into_owned()),
            NodeValue::ThematicBreak => Block::Rule,
            NodeValue::Table(table) => {
                let align = table
                    .alignments
                    .iter()
                    .map(|align| lower_align(*align))
                    .collect();
                let (anchor, caption) = self.take_caption(into);
                Block::Table(Box::new(self.table(node, align, anchor, caption)))
            }
            NodeValue::HtmlBlock(html) => {
                self.fault(format!("raw HTML `{}`", html.literal.trim()));
                let text = make_visible(html.literal.trim()).replace('\n', " ");
                Block::Paragraph(vec![Inline::Text(text)])
            }
            other => {
                self.fault(format!(
                    "a block that is not supported: {}",
                    other.xml_node_name()
                ));
                Block::Paragraph(vec![Inline::Text(text_below(node))])
            }
        };
        into.push(block);
    }

    fn visible<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.writer {
            // The filters of templates have made everything visible; the isolates that they set must stay.
            Writer::Template => Cow::Borrowed(text),
            Writer::Author => make_visible(text),
        }
    }

    /// Lowers a paragraph; one that is a link to `praman:figure/…` or `praman:filter/…` is that.
    fn paragraph(&mut self, node: Node<'_>, depth: usize) -> Block {
        let address = only_private_link(node).filter(|_| self.writer == Writer::Template);
        let private = address.and_then(|address| read_private(&address).ok());
        let mut inner = || {
            let link = node.first_child();
            link.map(|link| self.inlines(link, depth))
                .unwrap_or_default()
        };
        match private {
            Some(Private::Figure(key)) => {
                let caption = inner();
                self.figure(&key, caption)
            }
            Some(Private::Filter(name)) => Block::Filter(Filter {
                name,
                label: plain_text(&inner()),
            }),
            Some(
                Private::Slot(_)
                | Private::Ref(_)
                | Private::Page(_)
                | Private::File(_)
                | Private::Row(_),
            )
            | None => Block::Paragraph(self.inlines(node, depth)),
        }
    }

    fn figure(&mut self, key: &str, caption: Vec<Inline>) -> Block {
        let found = self.figures.and_then(|figures| figures.get(key));
        let Some(shows) = found.cloned() else {
            self.fault(format!("a figure `{key}`, which its view does not hold"));
            return Block::Paragraph(caption);
        };
        Block::Figure(Box::new(Figure {
            anchor: format!("figure.{key}"),
            caption,
            shows,
        }))
    }

    fn heading(&mut self, node: Node<'_>, level: u8, depth: usize) -> Block {
        let mut content = self.inlines(node, depth);
        if self.writer == Writer::Author {
            return Block::Paragraph(vec![Inline::Strong(content)]);
        }
        let anchor = take_anchor(&mut content);
        Block::Heading(Heading {
            level,
            anchor,
            content,
        })
    }

    /// Takes the paragraph before a table as its caption, where it is one link to `praman:ref/…`.
    fn take_caption(&self, before: &mut Vec<Block>) -> (Option<String>, Vec<Inline>) {
        if self.writer == Writer::Template
            && let Some(Block::Paragraph(content)) = before.last_mut()
            && let Some(anchor) = take_anchor(content)
        {
            let caption = std::mem::take(content);
            before.pop();
            return (Some(anchor), caption);
        }
        (None, Vec::new())
    }

    fn table(
        &mut self,
        node: Node<'_>,
        align: Vec<Align>,
        anchor: Option<String>,
        caption: Vec<Inline>,
    ) -> Table {
        let mut rows: Vec<Row> = Vec::new();
        for row in node.children() {
            rows.push(self.row(row));
        }
        let head = if rows.is_empty() {
            Vec::new()
        } else {
            rows.remove(0).cells
        };
        Table {
            anchor,
            caption,
            align,
            head,
            rows,
        }
    }

    fn row(&mut self, node: Node<'_>) -> Row {
        self.mark = Mark::Allowed;
        let mut cells = Vec::new();
        let mut mark = None;
        for (index, cell) in node.children().enumerate() {
            cells.push(self.inlines(cell, 0));
            if index == 0 {
                mark = match std::mem::take(&mut self.mark) {
                    Mark::Given(mark) => Some(mark),
                    Mark::Allowed | Mark::Elsewhere => None,
                };
            }
        }
        self.mark = Mark::Elsewhere;
        Row { mark, cells }
    }

    fn inlines(&mut self, parent: Node<'_>, depth: usize) -> Vec<Inline> {
        let mut inlines = Vec::new();
        for node in parent.children() {
            self.inline_into(node, depth, &mut inlines);
        }
        inlines
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "comrak knows kinds of nodes that its options leave out"
    )]
    fn inline_into(&mut self, node: Node<'_>, depth: usize, into: &mut Vec<Inline>) {
        if depth > MAX_NESTING {
            push_text(into, text_below(node).into());
            return;
        }
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) => push_text(into, self.visible(text)),
            NodeValue::SoftBreak => push_text(into, " ".into()),
            NodeValue::LineBreak => into.push(Inline::Break),
            NodeValue::Code(code) => {
                into.push(Inline::Code(self.visible(&code.literal).into_owned()));
            }
            NodeValue::Strong => into.push(Inline::Strong(self.inlines(node, depth + 1))),
            NodeValue::Emph => into.push(Inline::Emphasis(self.inlines(node, depth + 1))),
            NodeValue::Link(link) => self.link_into(node, &link.url, depth, into),
            NodeValue::HtmlInline(html) if self.writer == Writer::Template && html == "<br>" => {
                into.push(Inline::Break);
            }
            NodeValue::HtmlInline(html) => {
                self.fault(format!("raw HTML `{html}`"));
                push_text(into, self.visible(html));
            }
            other => {
                self.fault(format!(
                    "a part of a line that is not supported: {}",
                    other.xml_node_name()
                ));
                push_text(into, text_below(node).into());
            }
        }
    }

    fn link_into(&mut self, node: Node<'_>, url: &str, depth: usize, into: &mut Vec<Inline>) {
        let content = self.inlines(node, depth + 1);
        let private = strip_scheme(url, PRIVATE).filter(|_| self.writer == Writer::Template);
        if let Some(address) = private {
            match read_private(address) {
                Ok(Private::Slot(place)) => {
                    match self.made.and_then(|made| made.fields.get(place)) {
                        Some(field) => into.push(Inline::Field(Arc::clone(field))),
                        None => self.fault(not_made("field", place)),
                    }
                }
                Ok(Private::Ref(anchor)) => into.push(Inline::Link {
                    target: Target::Anchor(anchor),
                    content,
                }),
                Ok(Private::File(name)) => into.push(Inline::Link {
                    target: Target::File(name),
                    content,
                }),
                Ok(Private::Page(_)) => {
                    self.fault("a page section that is not a paragraph of its own");
                }
                Ok(Private::Figure(_)) => {
                    self.fault("a figure that is not a paragraph of its own");
                }
                Ok(Private::Filter(_)) => {
                    self.fault("a filter that is not a paragraph of its own");
                }
                Ok(Private::Row(place)) => match self.made.and_then(|made| made.rows.get(place)) {
                    Some(mark) if self.mark == Mark::Allowed => {
                        self.mark = Mark::Given(Arc::clone(mark));
                    }
                    Some(_) => self.fault("the mark of a row outside its first cell"),
                    None => self.fault(not_made("row", place)),
                },
                Err(wrong) => self.fault(wrong),
            }
        } else if ["https:", "http:", "mailto:"]
            .iter()
            .any(|scheme| strip_scheme(url, scheme).is_some())
        {
            let target = Target::Web(self.visible(url).into_owned());
            into.push(Inline::Link { target, content });
        } else {
            self.fault(format!("a link to `{url}`"));
            into.extend(content);
        }
    }
}

fn not_made(noun: &str, place: usize) -> String {
    format!("a {noun} {place}, which the template did not make")
}

/// If the content is a single reference, takes its anchor and leaves its text.
fn take_anchor(content: &mut Vec<Inline>) -> Option<String> {
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

fn strip_scheme<'a>(url: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = url.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// Returns the address of a paragraph that is one private link, without the scheme.
fn only_private_link(node: Node<'_>) -> Option<String> {
    if node.data().value != NodeValue::Paragraph {
        return None;
    }
    let mut children = node.children();
    let (Some(only), None) = (children.next(), children.next()) else {
        return None;
    };
    let NodeValue::Link(link) = &only.data().value else {
        return None;
    };
    strip_scheme(&link.url, PRIVATE).map(str::to_owned)
}

fn push_text(into: &mut Vec<Inline>, text: Cow<'_, str>) {
    if let Some(Inline::Text(last)) = into.last_mut() {
        last.push_str(&text);
    } else if !text.is_empty() {
        into.push(Inline::Text(text.into_owned()));
    }
}

fn lower_align(align: TableAlignment) -> Align {
    match align {
        TableAlignment::None | TableAlignment::Left => Align::Start,
        TableAlignment::Center => Align::Centre,
        TableAlignment::Right => Align::End,
    }
}

/// Returns all text below a node, without recursion.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "comrak knows kinds of nodes that its options leave out"
)]
fn text_below(node: Node<'_>) -> String {
    let mut text = String::new();
    for below in node.descendants() {
        match &below.data().value {
            NodeValue::Text(part) => text.push_str(&make_visible(part)),
            NodeValue::Code(code) => text.push_str(&make_visible(&code.literal)),
            NodeValue::CodeBlock(code) => text.push_str(&make_visible(&code.literal)),
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Paragraph => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
