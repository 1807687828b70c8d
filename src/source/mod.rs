//! Texts and positions in them: file ids, spans, places, lines.
//!
//! This room knows nothing of the language, of YAML or of diagnostics, and reads no file: the caller adds a text with
//! [`Sources::add`].

mod lines;
mod span;
mod text;

use std::fmt;
use std::sync::OnceLock;

pub use lines::{LineColumn, LineIndex};
pub use span::{Span, Spanned, slice};
pub use text::Text;

/// A file of one [`Sources`], by number in the order of adding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A span in a file, counted from the start of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

impl Place {
    /// Makes a place.
    pub fn new(file: FileId, span: Span) -> Self {
        Self { file, span }
    }

    /// Moves the place towards the end of its file by `by` bytes.
    #[must_use]
    pub fn shifted(self, by: u32) -> Self {
        Self {
            file: self.file,
            span: self.span.shifted(by),
        }
    }
}

/// The text of a file, with its name for people.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: String,
    text: Text,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// Returns the name shown in messages: a path with forward slashes, as the user gave it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the whole text for sharing.
    pub fn shared(&self) -> &Text {
        &self.text
    }

    /// Returns the index of line starts, made on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Returns the text of a span, or an empty text if the span is not in this file.
    pub fn slice(&self, span: Span) -> &str {
        slice(&self.text, span)
    }
}

/// All texts of a run.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a text and gives it an id.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Text>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        });
        id
    }

    /// Returns a file, or `None` for an id of another `Sources`.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// Returns all files with their ids, in the order of adding.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Returns the line and column of the start of a place, counted from 1.
    pub fn line_column(&self, place: Place) -> Option<LineColumn> {
        let file = self.get(place.file)?;
        Some(file.lines().line_column(file.text(), place.span.start))
    }

    /// Returns `path:line`, the form in which documents and sentences name a place.
    pub fn locate(&self, place: Place) -> Option<String> {
        let file = self.get(place.file)?;
        Some(format!("{}:{}", file.path(), self.line_column(place)?.line))
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file {}", self.0)
    }
}
