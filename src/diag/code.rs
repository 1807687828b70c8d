//! Codes: the names under which diagnostics are known for ever.

use std::fmt;

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written while one stands.
    Error,
    /// Worth mending; the result is still right.
    Warning,
}

impl Severity {
    /// Returns the word shown to people and in JSON.
    #[must_use]
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
    /// How bad it is.
    pub severity: Severity,
    /// One line, without a full stop.
    pub summary: &'static str,
}

impl Code {
    /// Makes the code of an error.
    #[must_use]
    pub const fn error(id: &'static str, summary: &'static str) -> Self {
        Self {
            id,
            severity: Severity::Error,
            summary,
        }
    }

    /// Makes the code of a warning.
    #[must_use]
    pub const fn warning(id: &'static str, summary: &'static str) -> Self {
        Self {
            id,
            severity: Severity::Warning,
            summary,
        }
    }
}

/// The ranges of codes: how they begin, and what is wrong where one is given.
pub const RANGES: &[(&str, &str)] = &[
    ("P01", "how a file of a scheme is written"),
    ("P02", "how items of a scheme are put together"),
    (
        "P03",
        "conditions, controls and their obligations, overlays",
    ),
    ("P04", "a product file"),
    ("P05", "a scheme that can be read, but does not hold"),
    ("P06", "a plan"),
    ("P07", "files, folders and templates"),
    ("P08", "what is asked for on the command line"),
];

/// Codes that were given once. They stay reserved, so that an old report is never read under a new meaning.
pub const RETIRED: &[&str] = &["P0220", "P0503", "P0541"];

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}
