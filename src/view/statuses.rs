//! Statuses of controls.

use serde::Serialize;

use crate::plan::{Status, VariantStatus};

/// A status with its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusView {
    /// The status.
    pub status: Status,
    /// The words that documents print.
    words: &'static str,
}

impl From<Status> for StatusView {
    fn from(status: Status) -> Self {
        Self {
            status,
            words: status.words(),
        }
    }
}

impl StatusView {
    /// Returns the words that documents print.
    pub fn words(self) -> &'static str {
        self.words
    }
}

/// The status of a control for one product of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VariantStatusView {
    /// The variant; `None` for the lead.
    pub variant: Option<String>,
    /// The status.
    pub status: Status,
    /// The reason, as a sentence without its full stop.
    pub reason: String,
}

/// Shows the status of a control for one product of a series.
pub(super) fn view_variant(variant: &VariantStatus) -> VariantStatusView {
    VariantStatusView {
        variant: variant.variant.clone(),
        status: variant.status,
        reason: variant.reason.sentence.to_string(),
    }
}
