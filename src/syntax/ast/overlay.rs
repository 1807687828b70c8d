//! Overlays: the wording of a licensed copy in place of ours.

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{Name, ProvenanceDraft, RefDraft, TextDraft};

/// `overlay iso27400@2022 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OverlayDraft {
    /// Key and version of the catalog.
    pub key: RefDraft,
    /// The title.
    pub title: TextDraft,
    /// `source "…"`
    pub source: Option<TextDraft>,
    /// `notice "…"`
    pub notice: Option<TextDraft>,
}

impl Table for OverlayDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Versioned(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &OVERLAY
    }
}

#[rustfmt::skip]
static OVERLAY: [Field<OverlayDraft>; 2] = [
    once("source", 215, "a text", |d: &mut OverlayDraft| FieldMut::Text(&mut d.source)).required(),
    once("notice", 215, "a text", |d| FieldMut::Text(&mut d.notice)),
];

/// `wording iso27400:7.1.2.15 { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WordingDraft {
    /// The control.
    pub control: RefDraft,
    /// `title "…"`
    pub title: Option<TextDraft>,
    /// `statement "…"`
    pub statement: Option<TextDraft>,
    /// `objective "…"`
    pub objective: Option<TextDraft>,
    /// `confirms number, levels`
    pub confirms: ThinVec<Name>,
    /// `provenance …`
    pub provenance: ThinVec<ProvenanceDraft>,
}

impl Table for WordingDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::ControlOf(&mut self.control)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &WORDING
    }
}

#[rustfmt::skip]
static WORDING: [Field<WordingDraft>; 5] = [
    once("title", 216, "a text", |d| FieldMut::Text(&mut d.title)),
    once("statement", 216, "a text", |d| FieldMut::Text(&mut d.statement)),
    once("objective", 216, "a text", |d| FieldMut::Text(&mut d.objective)),
    many("confirms", 217, "aspects", |d| FieldMut::Keys(&mut d.confirms)),
    many("provenance", 217, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
];
