//! How controls stand.

use serde::Serialize;

use crate::plan::{Status, VariantStatus};

/// A status, and what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusView {
    /// The status.
    pub status: Status,
    /// The words for it.
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
    /// Returns the words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        self.words
    }
}

/// How a control stands for one product of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VariantStatusView {
    /// The variant; `None` for the lead.
    pub variant: Option<String>,
    /// How it stands.
    pub status: Status,
    /// Why.
    pub reason: String,
}

/// Shows how a control stands for one product of a series.
pub(super) fn view_variant(variant: &VariantStatus) -> VariantStatusView {
    VariantStatusView {
        variant: variant.variant.clone(),
        status: variant.status,
        reason: variant.reason.sentence.clone(),
    }
}
