//! Numbers that sources give to their parts, known or not.

use crate::source::Text;

/// A number, or another detail, that a source gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Numbering {
    /// The source has none, or nothing is said.
    #[default]
    Unsaid,
    /// It exists and is not known (`unknown`).
    Unknown,
    /// The source gives this.
    Given(Text),
}

impl Numbering {
    /// Returns it, or another one where nothing is said.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self == Self::Unsaid { other } else { self }
    }

    /// Returns the number where it is known.
    pub fn given(&self) -> Option<&str> {
        match self {
            Self::Given(number) => Some(number),
            Self::Unknown | Self::Unsaid => None,
        }
    }
}
