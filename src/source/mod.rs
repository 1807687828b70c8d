//! Texts and positions in them: file ids, spans, places, lines.
//!
//! Knows nothing of the language, of YAML or of diagnostics, and reads no file: whoever holds a
//! text adds it with [`Sources::add`].

mod lines;
mod text;

use std::fmt;
use std::sync::{Arc, OnceLock};

pub use lines::{LineColumn, LineIndex};
pub use text::Text;

/// A file of one [`Sources`], by number in the order of adding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A half-open range of byte offsets, always on character borders.
///
/// What the offsets count from is said by the owner: inside a syntax tree they count from the start
/// of the item, so that an item's tree depends on its text alone; in a [`Place`] from the start of
/// the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes the span from `start` to `end`; an end before the start gives an empty span.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Returns the smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Moves the span towards the end of the text by `by` bytes.
    #[must_use]
    pub fn shifted(self, by: u32) -> Self {
        Self {
            start: self.start.saturating_add(by),
            end: self.end.saturating_add(by),
        }
    }

    /// Moves the span towards the start of the text by `by` bytes: from the frame of a file to that of
    /// an item that starts there.
    #[must_use]
    pub fn back(self, by: u32) -> Self {
        Self {
            start: self.start.saturating_sub(by),
            end: self.end.saturating_sub(by),
        }
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where, in the frame of its owner.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value and its span together.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Applies `f` to the value and keeps the span.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: f(self.value),
            span: self.span,
        }
    }

    /// Borrows the value and keeps the span.
    pub fn as_ref(&self) -> Spanned<&T> {
        Spanned {
            value: &self.value,
            span: self.span,
        }
    }
}

/// A span in a file, counted from the start of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

impl Place {
    /// Puts a file and a span in it together.
    #[must_use]
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

/// The text of a file, with the name under which people know it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: String,
    text: Arc<str>,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// Returns the name shown in messages: a path with forward slashes, as the user gave it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the whole text, to be shared.
    #[must_use]
    pub fn shared(&self) -> &Arc<str> {
        &self.text
    }

    /// Returns the index of line starts, made on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Returns the text of a span, or an empty text where the span is not in this file.
    #[must_use]
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
    /// Takes a text in and gives it an id.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        });
        id
    }

    /// Returns a file, or `None` for an id of another `Sources`.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// Returns all files with their ids, in the order of adding.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Returns the line and column of the start of a place, counted from 1.
    #[must_use]
    pub fn line_column(&self, place: Place) -> Option<LineColumn> {
        let file = self.get(place.file)?;
        Some(file.lines().line_column(file.text(), place.span.start))
    }

    /// Returns `path:line`, the form in which documents and sentences name a place.
    #[must_use]
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

/// Returns the part of `text` that a span names, or an empty text where the span does not fit.
#[must_use]
pub fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize)
        .unwrap_or("")
}
