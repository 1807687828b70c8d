//! Texts and positions in them: file ids, spans, places, lines.
//!
//! This room knows nothing of the language, of YAML or of diagnostics, and reads no file: the caller adds a text with
//! [`Sources::add`].

mod lines;
mod span;
mod text;
mod words;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub use lines::{LineColumn, LineIndex};
pub use span::{Span, Spanned, slice};
pub use text::Text;
pub use words::{Words, is_seen};

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

    /// Says whether another place is a part of this one.
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file
            && self.span.start <= other.span.start
            && other.span.end <= self.span.end
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

/// The text of a file, with its path and its name.
#[derive(Debug, Clone)]
pub struct SourceFile {
    file: PathBuf,
    path: String,
    name: String,
    text: Text,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// Returns the file itself, to be opened.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Returns the path shown in messages: with forward slashes, as the user gave it, all its characters visible.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the name printed in documents, which is the same wherever the file lies and from wherever it is named: of a
    /// file in a folder the path below that folder, of a file by itself its own name.
    pub fn name(&self) -> &str {
        &self.name
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
    /// Adds a text of which the path is the name, and gives it an id.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Text>) -> FileId {
        let path = path.into();
        self.add_file(Path::new(&path), path.clone(), path.clone(), text)
    }

    /// Adds the text of a file with the path and the name that are shown of it, and gives it an id.
    pub fn add_file(
        &mut self,
        file: &Path,
        path: impl Into<String>,
        name: impl Into<String>,
        text: impl Into<Text>,
    ) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile {
            file: file.to_path_buf(),
            path: path.into(),
            name: name.into(),
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

    /// Returns `name:line`, the form in which documents name a place.
    pub fn locate(&self, place: Place) -> Option<String> {
        let file = self.get(place.file)?;
        Some(format!("{}:{}", file.name(), self.line_column(place)?.line))
    }

    /// Returns `path:line`, which leads whoever runs the program to a place.
    pub fn path_to(&self, place: Place) -> Option<String> {
        let file = self.get(place.file)?;
        Some(format!("{}:{}", file.path(), self.line_column(place)?.line))
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file {}", self.0)
    }
}
