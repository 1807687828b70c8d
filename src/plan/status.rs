//! The status of a control.

use serde::Serialize;

/// The status of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It applies.
    Applies,
    /// It does not apply.
    NotApplicable,
    /// The product file does not settle whether it applies. It is treated as owed.
    Open,
    /// Its verdict follows from the verdicts of other controls.
    Covered,
    /// It is not assessed.
    NotAssessed,
    /// It is a recommendation that the vendor does not follow.
    Declined,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Applies,
        Self::NotApplicable,
        Self::Open,
        Self::Covered,
        Self::NotAssessed,
        Self::Declined,
    ];

    /// Returns the key of the status in JSON: `not-applicable`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::NotApplicable => "not-applicable",
            Self::Open => "open",
            Self::Covered => "covered",
            Self::NotAssessed => "not-assessed",
            Self::Declined => "declined",
        }
    }

    /// Returns the words for people: `does not apply`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::NotApplicable => "does not apply",
            Self::Open => "open",
            Self::Covered => "covered by others",
            Self::NotAssessed => "not assessed",
            Self::Declined => "declined",
        }
    }

    /// Says whether the answers of the product decide it.
    pub fn is_decided(self) -> bool {
        match self {
            Self::Applies | Self::NotApplicable | Self::Open => true,
            Self::Covered | Self::NotAssessed | Self::Declined => false,
        }
    }

    /// Says whether the control's obligations are owed: it applies or may apply.
    pub fn is_owed(self) -> bool {
        match self {
            Self::Applies | Self::Open => true,
            Self::NotApplicable | Self::Covered | Self::NotAssessed | Self::Declined => false,
        }
    }
}
