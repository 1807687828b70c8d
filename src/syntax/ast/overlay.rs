//! Overlays: the wording of a licensed copy in place of ours.

use super::{Name, ProvenanceDraft, RefDraft, Text};

/// `overlay iso27400@2022 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OverlayDraft {
    /// Key and version of the catalog.
    pub key: RefDraft,
    /// The title.
    pub title: Text,
    /// `source "…"`
    pub source: Option<Text>,
    /// `notice "…"`
    pub notice: Option<Text>,
}

/// `wording iso27400:7.1.2.15 { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WordingDraft {
    /// The control.
    pub control: RefDraft,
    /// `title "…"`
    pub title: Option<Text>,
    /// `statement "…"`
    pub statement: Option<Text>,
    /// `objective "…"`
    pub objective: Option<Text>,
    /// `confirms number, levels`
    pub confirms: Vec<Name>,
    /// `provenance …`
    pub provenance: Vec<ProvenanceDraft>,
}
