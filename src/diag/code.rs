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
/// A code is never reused. `docs/diagnostics/<id>.md` explains it, under `summary` as its heading.
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

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}
