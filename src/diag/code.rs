//! Codes: the permanent names of diagnostics.

use std::fmt;

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written if there is an error.
    Error,
    /// Something that should be corrected; the result is right nevertheless.
    Warning,
}

impl Severity {
    /// Returns the word shown to people and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The identity of one kind of diagnostic.
///
/// A code has a free number of the range of its subject ([`RANGES`]) and is never reused ([`RETIRED`]). `docs/diagnostics/<id>.md` explains it, under `summary` as its heading.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// `P` and four digits.
    pub id: &'static str,
    /// The severity.
    pub severity: Severity,
    /// One line, without a full stop.
    pub summary: &'static str,
}

impl Code {
    /// Makes the code of an error.
    pub const fn error(id: &'static str, summary: &'static str) -> Self {
        Self {
            id,
            severity: Severity::Error,
            summary,
        }
    }

    /// Returns the rank of the stage that finds such mistakes. What an earlier stage finds can be the cause of what a later one
    /// finds.
    pub fn stage(&self) -> usize {
        let is_of = |ranges: &&[&str]| ranges.iter().any(|range| self.id.starts_with(range));
        STAGES.iter().position(is_of).unwrap_or(STAGES.len())
    }

    /// Makes the code of a warning.
    pub const fn warning(id: &'static str, summary: &'static str) -> Self {
        Self {
            id,
            severity: Severity::Warning,
            summary,
        }
    }
}

/// Declares the codes of a file, and `CODES`, which lists them.
macro_rules! codes {
    ($($name:ident = $severity:ident($id:literal, $summary:literal)),* $(,)?) => {
        $(
            #[doc = $summary]
            pub static $name: $crate::diag::Code = $crate::diag::Code::$severity($id, $summary);
        )*

        /// Every code of this file.
        pub static CODES: &[&$crate::diag::Code] = &[$(&$name),*];
    };
}
pub(crate) use codes;

/// The ranges of codes: their first characters, and the subject of their mistakes.
pub const RANGES: &[(&str, &str)] = &[
    ("P01", "how a file of a scheme is written"),
    ("P02", "how items of a scheme are put together"),
    (
        "P03",
        "conditions, controls and their obligations, overlays",
    ),
    ("P04", "a product file, and YAML in other files"),
    ("P05", "a scheme that can be read, but does not hold"),
    ("P06", "a plan"),
    ("P07", "files, folders and templates"),
    ("P08", "what is asked for on the command line, and dossiers"),
    ("P09", "evidence, and the files of a dossier beside answers"),
];

/// The ranges whose mistakes can be the cause of those of later ones: files, how they are written, how a scheme is put together.
const STAGES: [&[&str]; 3] = [&["P07"], &["P01"], &["P02", "P03"]];

/// Codes that are no longer used. They stay reserved, so that an old report never gets a new meaning.
pub const RETIRED: &[&str] = &["P0220", "P0503", "P0541", "P0809"];

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}
