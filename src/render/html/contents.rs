//! The table of contents.

use super::Html;
use crate::render::document::{Block, Document, Heading, plain_text};

impl Html {
    /// Writes the table of contents: headings of the second and third level that have an anchor. A document without such
    /// headings has none.
    pub(super) fn contents(&mut self, document: &Document) {
        if document.blocks().find_map(in_contents).is_none() {
            return;
        }
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
    let shown = |heading: &&Heading| matches!(heading.level, 2 | 3) && heading.anchor.is_some();
    block.heading().filter(shown)
}
