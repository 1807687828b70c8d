//! How far a paper of a dossier has come on its way to its readers.

use serde::Serialize;

use crate::model::words;

words! {
    /// How far a paper has come.
    PaperState {
        /// It may still change.
        Draft = "draft",
        /// Somebody has checked it as it is.
        Checked = "checked",
        /// Somebody has approved it as it is.
        Approved = "approved",
        /// It was issued as it is.
        Issued = "issued",
    }
}

/// A paper of a dossier on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PaperView {
    /// How far it has come.
    pub state: PaperState,
    /// The issue that it is, or that it becomes; from 1.
    pub issue: u32,
    /// Its number.
    pub number: Option<String>,
    /// The date of the issue, if it was issued.
    pub date: Option<String>,
    /// Who checked it.
    pub checked: Option<SignerView>,
    /// Who approved it.
    pub approved: Option<SignerView>,
    /// To whom it was issued.
    pub to: Vec<String>,
    /// Which copy it is, of a paper that is issued in copies that are marked as such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<CopyView>,
    /// Why it was issued.
    pub reason: Option<String>,
    /// The issue that it takes the place of.
    pub replaces: Option<u32>,
}

/// A copy of a paper that is marked as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CopyView {
    /// Its word: `original`.
    pub copy: String,
    /// To whom it goes.
    pub to: String,
}

/// Somebody who signed a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SignerView {
    /// The name.
    pub name: String,
    /// The day.
    pub date: String,
}
