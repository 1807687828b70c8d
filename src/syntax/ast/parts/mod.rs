//! The parts of drafts: words, texts and references, as spans of their item.
//!
//! A part is a span and nothing else. Its content is read from the item when it is needed
//! ([`Item::word`](super::Item::word), [`Item::text`](super::Item::text), [`Item::reference`](super::Item::reference)), so
//! that the text of a scheme is in memory once.
#![expect(missing_docs, reason = "many names say it all")]

mod acts;
mod catalogs;
mod conditions;
mod forms;
mod lines;
mod products;
mod types;
mod work;

pub use acts::*;
pub use catalogs::*;
pub use conditions::*;
pub use forms::*;
pub use lines::*;
pub use products::*;
pub use types::*;
pub use work::*;

use std::fmt;

use crate::source::Span;

/// A word: a key, a name, a number, a word of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Name {
    /// Its span in the item.
    pub span: Span,
}

/// A text in quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextDraft {
    /// Its span in the item, including the quotes.
    pub span: Span,
}

/// The name of a catalog, an edition or a control: `C.1`, `asvs-c:C.1`, `asvs-c@4.0.3:C.1`, `asvs-c@4.0.3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RefDraft {
    /// Its span in the item.
    pub span: Span,
}

/// A reference, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reference<'a> {
    /// The part before `:`, or before `@` if there is no `:`.
    pub catalog: Option<&'a str>,
    /// The part after `@`.
    pub version: Option<&'a str>,
    /// The part after `:`, or the whole if there is neither `:` nor `@`.
    pub key: Option<&'a str>,
}

impl<'a> Reference<'a> {
    /// Splits a reference into its parts.
    pub fn read(written: &'a str) -> Self {
        let (owner, key) = match written.split_once(':') {
            Some((owner, key)) => (owner, Some(key)),
            None => (written, None),
        };
        let (catalog, version) = match owner.split_once('@') {
            Some((catalog, version)) => (catalog, Some(version)),
            None => (owner, None),
        };
        if key.is_none() && version.is_none() {
            return Self {
                key: Some(catalog),
                ..Self::default()
            };
        }
        Self {
            catalog: Some(catalog),
            version,
            key,
        }
    }

    /// Returns the key and the version of a catalog or an edition; the version is empty if none is written.
    pub fn versioned(&self) -> VersionedName<'a> {
        VersionedName {
            key: self.catalog.or(self.key).unwrap_or_default(),
            version: self.version.unwrap_or_default(),
        }
    }
}

/// The name of a catalog or an edition: `asvs-c@4.0.3`, or `asvs-c` without a version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VersionedName<'a> {
    pub key: &'a str,
    /// The version; empty if none is written.
    pub version: &'a str,
}

impl fmt::Display for VersionedName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)?;
        if !self.version.is_empty() {
            write!(f, "@{}", self.version)?;
        }
        Ok(())
    }
}

/// A number that the source gives, or that nobody here knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberDraft {
    /// `number "7.2"`
    Given(TextDraft),
    /// `number unknown`
    Unknown(Span),
}

/// A word of the language and what a document prints for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordDraft {
    pub word: Name,
    /// What is printed.
    pub text: TextDraft,
}

/// `provenance title, statement ours`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProvenanceDraft {
    pub aspects: Box<[Name]>,
    pub confidence: Name,
    pub source: Option<TextDraft>,
}

/// A source and the licence under which it is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CitesDraft {
    pub source: TextDraft,
    pub licence: Option<TextDraft>,
}

/// The levels of the catalog at which something holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelClause {
    /// `from L2`
    From(Name),
    /// `at L1, L3 only because "…"`
    At(Box<AtDraft>),
}

/// Levels that are named one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtDraft {
    pub levels: Box<[Name]>,
    /// Why there is a gap.
    pub because: Option<TextDraft>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_taken_apart() {
        let read = |written| {
            let Reference {
                catalog,
                version,
                key,
            } = Reference::read(written);
            [catalog, version, key].map(Option::unwrap_or_default)
        };
        assert_eq!(read("C.1"), ["", "", "C.1"]);
        assert_eq!(read("asvs-c:C.1"), ["asvs-c", "", "C.1"]);
        assert_eq!(read("asvs-c@4.0.3"), ["asvs-c", "4.0.3", ""]);
        assert_eq!(read("asvs-c@4.0.3:C.1"), ["asvs-c", "4.0.3", "C.1"]);
    }
}
