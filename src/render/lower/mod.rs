//! Markdown to the typed document: one parse by comrak, one walk over its tree. The only user of comrak.

mod inline;
mod state;

use std::sync::Arc;

use comrak::nodes::{ListType, Node, NodeValue, TableAlignment};
use comrak::{Arena, Options, parse_document};
use rayon::prelude::*;

use inline::{strip_scheme, text_below};
use state::{Lower, MAX_NESTING, Mark, Writer};

use crate::render::document::{
    Align, Block, Figure, Filter, Heading, Inline, Layout, List, PageSection, Row, Table, Target,
    plain_text,
};
use crate::render::pieces::cut_pieces;
use crate::render::slot_link::{Made, PRIVATE, Private, read_private};
use crate::render::visible::make_visible;
use crate::view::{Figures, StandingWord};

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

impl Lower<'_> {
    /// Parses a piece of the Markdown of a template. Its first section continues the last section of the piece before.
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
                | Private::Told(_)
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
            let mut content = self.inlines(cell, 0);
            say_missing_once(&mut content);
            cells.push(content);
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
}

/// Leaves the mark of what is missing for other models to the first of the fields of a cell that have it: what stands in one cell is
/// filled in together.
fn say_missing_once(content: &mut [Inline]) {
    let mut said: Option<String> = None;
    for inline in content {
        let Inline::Field(field) = inline else {
            continue;
        };
        let mark = field.filled.as_ref().and_then(|one| one.mark.as_ref());
        let Some(mark) = mark.filter(|mark| mark.standing == StandingWord::Missing.word()) else {
            continue;
        };
        if said.as_ref() != Some(&mark.words) {
            said = Some(mark.words.clone());
        } else if let Some(filled) = &mut Arc::make_mut(field).filled {
            filled.mark = None;
        }
    }
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

fn lower_align(align: TableAlignment) -> Align {
    match align {
        TableAlignment::None | TableAlignment::Left => Align::Start,
        TableAlignment::Center => Align::Centre,
        TableAlignment::Right => Align::End,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::document::{Field, FieldKind, FilledField, FilledMark, Words};

    fn field(standing: StandingWord, words: &str) -> Inline {
        Inline::Field(Arc::new(Field {
            slot: String::new(),
            label: String::new(),
            kind: FieldKind::Text,
            words: Words::Whole,
            value: String::new(),
            filled: Some(Box::new(FilledField {
                lines: vec!["Pass".to_owned()],
                mark: Some(FilledMark {
                    standing: standing.word(),
                    words: words.to_owned(),
                }),
            })),
        }))
    }

    #[test]
    fn what_is_missing_is_said_once_in_a_cell() {
        let marks = |mut cell: Vec<Inline>| {
            say_missing_once(&mut cell);
            let marks = cell.iter().filter_map(|inline| {
                let Inline::Field(field) = inline else {
                    return None;
                };
                field.filled.as_ref()?.mark.clone()
            });
            marks.map(|mark| mark.words).collect::<Vec<_>>()
        };
        let missing = || field(StandingWord::Missing, "missing for other models");
        let between = || Inline::Text("obs.".to_owned());
        let cell = vec![missing(), between(), missing(), missing()];
        assert_eq!(marks(cell), ["missing for other models"]);
        // Each of the others is looked at by itself.
        let conflict = || field(StandingWord::Conflict, "in conflict");
        let cell = vec![conflict(), missing(), conflict()];
        let expected = ["in conflict", "missing for other models", "in conflict"];
        assert_eq!(marks(cell), expected);
    }
}
