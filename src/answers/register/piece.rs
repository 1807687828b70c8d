//! A piece of evidence.

use std::collections::BTreeMap;

use super::hash::FileHash;
use crate::model::{Date, words};

words! {
    /// What a register says of a piece of evidence in a text.
    PieceText {
        /// The title.
        Title = "title",
        /// The document number.
        Document = "document",
        /// The issue of the document.
        Issue = "issue",
        /// The language, as a code: `en`.
        Language = "language",
        /// Who signed it.
        Signatory = "signatory",
        /// Where it can be verified: a link or an e-mail address.
        Link = "link",
        /// The pages that matter.
        Pages = "pages",
        /// How confidential it is, in the word of the party that holds it.
        Confidentiality = "confidentiality",
        /// The key of the way in which it may be seen.
        Access = "access",
    }
}

/// A piece of evidence as a register has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The keys of its kinds of evidence; none where the scheme has no kind for it, such as a log of the laboratory.
    pub kinds: Vec<String>,
    /// What is said of it in texts.
    pub texts: BTreeMap<PieceText, String>,
    /// The date of the document.
    pub date: Option<Date>,
    /// The last day on which it is valid.
    pub expires: Option<Date>,
    /// What it covers: entries as `inventory.id` and controls; empty for the whole product.
    pub covers: Vec<String>,
    /// Where it is kept.
    pub kept: Kept,
    /// The hash of the file.
    pub sha256: Option<FileHash>,
    /// Who saw it where it is kept, in the order in which they are written.
    pub viewings: Vec<Viewing>,
}

/// Where a piece of evidence is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Kept {
    /// Nothing is said: a paper that has only a number, or one that may be seen on site.
    #[default]
    Unsaid,
    /// In a file of the evidence folder of its party; the path below that folder, with forward slashes.
    File(String),
    /// Elsewhere: a place in words, or a path.
    Elsewhere(String),
}

/// That somebody saw a piece of evidence where it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewing {
    /// The key of the person.
    pub by: String,
    /// When.
    pub when: Date,
    /// Where.
    pub place: String,
    /// The pages that were read; all of them where none are named.
    pub pages: Option<String>,
    /// The hash that was read on site.
    pub sha256: Option<FileHash>,
}

impl Piece {
    /// Returns what is said of it in a text.
    pub fn text(&self, text: PieceText) -> Option<&str> {
        self.texts.get(&text).map(String::as_str)
    }

    /// Returns the path of its file below the evidence folder of its party.
    pub fn file(&self) -> Option<&str> {
        match &self.kept {
            Kept::File(path) => Some(path),
            Kept::Unsaid | Kept::Elsewhere(_) => None,
        }
    }
}
