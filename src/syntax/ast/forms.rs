//! Evidence kinds, forms, interpretations.

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Inner, Table, many, once};
use super::parts::{
    AskKindDraft, FormPlace, HoldingDraft, Name, NumberDraft, ProvenanceDraft, RefDraft, TextDraft,
};

/// `evidence soc-datasheet "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EvidenceDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `kind document`
    pub kind: Option<Name>,
    /// `form F03 chips`
    pub places: ThinVec<FormPlace>,
    /// `contains "…"`
    pub contains: Option<TextDraft>,
    /// `languages en, hi`
    pub languages: ThinVec<Name>,
    /// `signed by vendor`
    pub signed_by: Option<Name>,
    /// `provenance …`
    pub provenance: ThinVec<ProvenanceDraft>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for EvidenceDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &EVIDENCE
    }
}

#[rustfmt::skip]
static EVIDENCE: [Field<EvidenceDraft>; 7] = [
    once("kind", 181, "`document`, `diagram`, …", |d: &mut EvidenceDraft| FieldMut::Key(&mut d.kind)).required(),
    many("form", 183, "a form and a section of it", |d: &mut EvidenceDraft| FieldMut::Place(&mut d.places)).required(),
    once("contains", 182, "a text", |d| FieldMut::Text(&mut d.contains)),
    once("languages", 182, "language codes", |d| FieldMut::Keys(&mut d.languages)),
    once("signed", 182, "`by` a party", |d| FieldMut::ByKey(&mut d.signed_by)),
    many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
    many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
];

/// `form F03 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `number "…"` or `number unknown`
    pub number: Option<NumberDraft>,
    /// `issue "04"`
    pub issue: Option<NumberDraft>,
    /// `dated 2024-09-13`
    pub dated: Option<Name>,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// `section key "Title" { … }`
    pub sections: ThinVec<SectionDraft>,
    /// `provenance …`
    pub provenance: ThinVec<ProvenanceDraft>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for FormDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &FORM
    }
}

#[rustfmt::skip]
static FORM: [Field<FormDraft>; 7] = [
    once("number", 184, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
    once("issue", 184, "a text, or `unknown`", |d| FieldMut::Number(&mut d.issue)),
    once("dated", 184, "a date", |d| FieldMut::Key(&mut d.dated)),
    once("about", 184, "a text", |d| FieldMut::Text(&mut d.about)),
    many("section", 184, "a key, a title; its block", |d| FieldMut::Inner(Inner::Section, &mut d.sections)),
    many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
    many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
];

/// `section chips "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SectionDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `number …`
    pub number: Option<NumberDraft>,
    /// `holds responses`
    pub holds: ThinVec<HoldingDraft>,
    /// `lists chip, board`
    pub lists: ThinVec<Name>,
    /// `asks key "Title" : check`
    pub asks: ThinVec<AskDraft>,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for SectionDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &SECTION
    }
}

#[rustfmt::skip]
static SECTION: [Field<SectionDraft>; 6] = [
    once("number", 185, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
    once("about", 184, "a text", |d| FieldMut::Text(&mut d.about)),
    once("holds", 186, "what fills it, in order", |d| FieldMut::Holds(&mut d.holds)),
    once("lists", 188, "inventories", |d| FieldMut::Keys(&mut d.lists)),
    many("asks", 187, "a key, what is asked, `:` and a kind; its block", |d| FieldMut::Inner(Inner::Ask, &mut d.asks)),
    many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
];

/// `asks key "Title" : check { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AskDraft {
    /// The key.
    pub key: Name,
    /// What is asked.
    pub title: TextDraft,
    /// How it is answered.
    pub kind: AskKindDraft,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for AskDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Ask(&mut self.key, &mut self.title, &mut self.kind)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &ASK
    }
}

#[rustfmt::skip]
static ASK: [Field<AskDraft>; 2] = [
    once("about", 187, "a text", |d| FieldMut::Text(&mut d.about)),
    many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
];

/// `interpretation pairing "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InterpretationDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `controls C.2, C.6`
    pub controls: ThinVec<RefDraft>,
    /// `edition iotscs@2024-03, cctv-er@1`; of every edition that has its controls where none is named.
    pub editions: ThinVec<RefDraft>,
    /// `number …`
    pub number: Option<NumberDraft>,
    /// `dated …`
    pub dated: Option<Name>,
    /// `question "…"`
    pub question: Option<TextDraft>,
    /// `ruling "…"`; without one the question waits.
    pub ruling: Option<TextDraft>,
    /// `provenance …`
    pub provenance: ThinVec<ProvenanceDraft>,
}

impl Table for InterpretationDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &INTERPRETATION
    }
}

#[rustfmt::skip]
static INTERPRETATION: [Field<InterpretationDraft>; 7] = [
    once("controls", 200, "controls", |d| FieldMut::References(&mut d.controls)),
    once("edition", 200, "editions", |d| FieldMut::References(&mut d.editions)),
    once("number", 200, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
    once("dated", 200, "a date", |d| FieldMut::Key(&mut d.dated)),
    once("question", 200, "a text", |d| FieldMut::Text(&mut d.question)),
    once("ruling", 201, "a text", |d| FieldMut::Text(&mut d.ruling)),
    many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
];
