//! Items and their files.

use thin_vec::ThinVec;

use std::sync::Arc;

use super::ItemKind;
use super::draft::Draft;
use super::parts::{Name, RefDraft, Reference, TextDraft};
use crate::source::{FileId, Place, Span, Text};
use crate::syntax::text::unquote;

/// The items of a file.
#[derive(Debug, Clone)]
pub struct SyntaxFile {
    /// The file.
    pub file: FileId,
    /// Its items, in order.
    pub items: Vec<Placed>,
}

/// An item with its place.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The file.
    pub file: FileId,
    /// The offset of its first byte.
    pub start: u32,
    /// What it says.
    pub item: Arc<Item>,
}

impl Placed {
    /// Turns a span of the item into a place in the file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, span.shifted(self.start))
    }
}

/// An item.
#[derive(Debug)]
pub struct Item {
    /// Its text, from the keyword to the last token; all its spans are spans of this.
    pub text: Text,
    /// The keyword and the key, for messages about the item as a whole.
    pub head: Span,
    /// What it says.
    pub body: Body,
    /// The key that it declares, if one can be seen. An item that could not be read declares its key nevertheless.
    pub key: Option<Name>,
    /// Whether a piece of it could not be read, so that nothing may be concluded from what is absent.
    pub lack: Lack,
    /// The words of the pieces that could not be read. Items that they name are not reported as unused.
    pub mentions: ThinVec<Name>,
}

/// What could not be read of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// All of it could be read.
    Nothing,
    /// Pieces that declare none but their own words.
    Words,
    /// Pieces that may have declared any name.
    Unnamed,
}

/// What an item says.
#[derive(Debug)]
pub enum Body {
    /// An item that could be read, with what it says.
    Read(ItemKind, Box<dyn Draft>),
    /// An item that could not be read, or text that starts no item.
    Broken {
        /// The keyword, or the word in its place; empty if there is none.
        keyword: Name,
    },
}

impl Item {
    /// Returns the kind of an item that could be read.
    pub fn kind(&self) -> Option<ItemKind> {
        match &self.body {
            Body::Read(kind, _) => Some(*kind),
            Body::Broken { .. } => None,
        }
    }

    /// Returns the draft of the item; `None` if the item is of another kind or could not be read.
    pub fn draft<D: Draft>(&self) -> Option<&D> {
        match &self.body {
            Body::Read(_, draft) => draft.as_any().downcast_ref(),
            Body::Broken { .. } => None,
        }
    }

    /// Returns the keyword, or the word in its place.
    pub fn keyword(&self) -> &str {
        match &self.body {
            Body::Read(kind, _) => kind.spec().keyword,
            Body::Broken { keyword } => self.word(*keyword),
        }
    }

    /// Returns the bytes of the item, counted from its start.
    pub fn span(&self) -> Span {
        Span::new(0, u32::try_from(self.text.len()).unwrap_or(u32::MAX))
    }

    /// Returns the text at a span.
    pub fn written(&self, span: Span) -> &str {
        crate::source::slice(&self.text, span)
    }

    /// Returns a word.
    pub fn word(&self, name: Name) -> &str {
        self.written(name.span)
    }

    /// Returns a word; it shares the text of the file.
    pub fn word_text(&self, name: Name) -> Text {
        self.text.part(name.span)
    }

    /// Returns the content of a text: without quotes, with escapes resolved, and without the common indentation.
    pub fn text(&self, text: TextDraft) -> Text {
        unquote(&self.text.part(text.span))
    }

    /// Takes a reference apart.
    pub fn reference(&self, reference: RefDraft) -> Reference<'_> {
        Reference::read(self.written(reference.span))
    }

    /// Says whether a piece of the item could not be read, so that nothing may be concluded from what is absent.
    pub fn is_incomplete(&self) -> bool {
        self.lack != Lack::Nothing
    }

    /// Says whether a piece that could not be read may declare the name.
    pub fn may_declare(&self, name: &str) -> bool {
        self.lack == Lack::Unnamed || self.mentions.iter().any(|word| self.word(*word) == name)
    }
}
