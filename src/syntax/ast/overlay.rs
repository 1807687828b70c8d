//! Overlays: the wording of a licensed copy in place of ours.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{Name, ProvenanceDraft, RefDraft, TextDraft};

/// `overlay iso27400@2022 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OverlayDraft {
    /// Key and version of the catalog.
    pub key: RefDraft,
    pub title: TextDraft,
    pub source: Option<TextDraft>,
    pub notice: Option<TextDraft>,
}

impl Table for OverlayDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("source", 215, "a text", |d: &mut Self| FieldMut::Text(&mut d.source)).required(),
        once("notice", 215, "a text", |d| FieldMut::Text(&mut d.notice)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Versioned(&mut self.key, &mut self.title)
    }
}

/// `wording iso27400:7.1.2.15 { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WordingDraft {
    pub control: RefDraft,
    pub title: Option<TextDraft>,
    pub statement: Option<TextDraft>,
    pub objective: Option<TextDraft>,
    pub confirms: ThinVec<Name>,
    pub provenance: ThinVec<ProvenanceDraft>,
}

impl Table for WordingDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("title", 216, "a text", |d| FieldMut::Text(&mut d.title)),
        once("statement", 216, "a text", |d| FieldMut::Text(&mut d.statement)),
        once("objective", 216, "a text", |d| FieldMut::Text(&mut d.objective)),
        many("confirms", 217, "aspects", |d| FieldMut::Keys(&mut d.confirms)),
        many("provenance", 217, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::ControlOf(&mut self.control)
    }
}
