//! What stands within a line: text, code, links, fields.

use std::borrow::Cow;
use std::sync::Arc;

use comrak::nodes::{Node, NodeValue};

use super::state::{Lower, MAX_NESTING, Mark, Writer};
use crate::render::document::{Inline, Target};
use crate::render::slot_link::{PRIVATE, Private, Told, read_private};
use crate::render::visible::make_visible;

impl Lower<'_> {
    pub(super) fn inlines(&mut self, parent: Node<'_>, depth: usize) -> Vec<Inline> {
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
                Ok(Private::Told(place)) => match self.made.and_then(|made| made.told.get(place)) {
                    Some(told) => push_told(into, told),
                    None => self.fault(not_made("told text", place)),
                },
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

/// Writes what is told: its lines, or other words where nothing is filled in.
fn push_told(into: &mut Vec<Inline>, told: &Told) {
    let words = if told.lines.is_empty() {
        &told.empty
    } else {
        &told.before
    };
    if !words.is_empty() {
        push_text(into, words.as_str().into());
    }
    for (index, line) in told.lines.iter().enumerate() {
        if index > 0 {
            into.push(Inline::Break);
        }
        push_text(into, line.as_str().into());
    }
}

fn not_made(noun: &str, place: usize) -> String {
    format!("a {noun} {place}, which the template did not make")
}

pub(super) fn strip_scheme<'a>(url: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = url.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

fn push_text(into: &mut Vec<Inline>, text: Cow<'_, str>) {
    if let Some(Inline::Text(last)) = into.last_mut() {
        last.push_str(&text);
    } else if !text.is_empty() {
        into.push(Inline::Text(text.into_owned()));
    }
}

/// Returns all text below a node, without recursion.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "comrak knows kinds of nodes that its options leave out"
)]
pub(super) fn text_below(node: Node<'_>) -> String {
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
