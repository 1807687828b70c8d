//! The state of the walk that lowers Markdown.

use std::borrow::Cow;
use std::sync::Arc;

use crate::render::document::RowMark;
use crate::render::slot_link::Made;
use crate::render::visible::make_visible;
use crate::view::Figures;

/// How deep blocks and inlines may nest; what is deeper becomes plain text.
pub(super) const MAX_NESTING: usize = 24;

/// Whose Markdown is lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// A template's: private links and `<br>` have their meaning; what a document cannot hold is a fault.
    Template,
    /// An author's, of scheme texts: what a document cannot hold becomes text.
    Author,
}

/// Where the mark of a row stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// What is read is not the first cell of a row, or the row is marked already.
    #[default]
    Elsewhere,
    /// The first cell of a row is read, and may have a mark.
    Allowed,
    /// The first cell of a row has this mark.
    Given(Arc<RowMark>),
}

pub(super) struct Lower<'a> {
    pub writer: Writer,
    pub made: Option<&'a Made>,
    pub figures: Option<&'a Figures>,
    pub mark: Mark,
    pub faults: Vec<String>,
}

impl<'a> Lower<'a> {
    pub fn new(writer: Writer, made: Option<&'a Made>, figures: Option<&'a Figures>) -> Self {
        Self {
            writer,
            made,
            figures,
            mark: Mark::Elsewhere,
            faults: Vec::new(),
        }
    }

    pub fn fault(&mut self, what: impl Into<String>) {
        if self.writer == Writer::Template {
            self.faults.push(what.into());
        }
    }

    pub fn visible<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.writer {
            // The filters of templates have made everything visible; the isolates that they set must stay.
            Writer::Template => Cow::Borrowed(text),
            Writer::Author => make_visible(text),
        }
    }
}
