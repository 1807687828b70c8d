//! Evidence kinds, forms, interpretations.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::field_info::Inner;
use super::parts::{
    AnswersDraft, AskKindDraft, FormPlace, HoldingDraft, Name, NumberDraft, ProvenanceDraft,
    RefDraft, TextDraft,
};

/// `evidence soc-datasheet "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EvidenceDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    pub kind: Option<Name>,
    /// `kind answers of image`
    pub answers: Option<AnswersDraft>,
    pub places: ThinVec<FormPlace>,
    pub contains: Option<TextDraft>,
    pub languages: ThinVec<Name>,
    pub signed_by: Option<Name>,
    /// `audience vendor, laboratory`
    pub audience: ThinVec<Name>,
    pub provenance: ThinVec<ProvenanceDraft>,
    pub was: ThinVec<Name>,
}

impl Table for EvidenceDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("kind", 181, "`document`, `diagram`, …, or `answers of` an inventory", |d: &mut Self| FieldMut::EvidenceKind(&mut d.kind, &mut d.answers)).required(),
        many("form", 183, "a form and a section of it", |d: &mut Self| FieldMut::Place(&mut d.places)),
        once("contains", 182, "a text", |d| FieldMut::Text(&mut d.contains)),
        once("languages", 182, "language codes", |d| FieldMut::Keys(&mut d.languages)),
        once("signed", 182, "`by` a party", |d| FieldMut::ByKey(&mut d.signed_by)),
        once("audience", 314, "parties", |d| FieldMut::Keys(&mut d.audience)),
        many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `form F03 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormDraft {
    pub key: Name,
    pub title: TextDraft,
    /// `file ixit`
    pub file: Option<Name>,
    /// `author vendor`
    pub author: Option<Name>,
    pub number: Option<NumberDraft>,
    pub issue: Option<NumberDraft>,
    pub dated: Option<Name>,
    pub about: Option<TextDraft>,
    pub sections: ThinVec<SectionDraft>,
    pub provenance: ThinVec<ProvenanceDraft>,
    pub was: ThinVec<Name>,
}

impl Table for FormDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("file", 360, "the name of its files", |d: &mut Self| FieldMut::Key(&mut d.file)),
        once("author", 360, "a party", |d: &mut Self| FieldMut::Key(&mut d.author)),
        once("number", 184, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("issue", 184, "a text, or `unknown`", |d| FieldMut::Number(&mut d.issue)),
        once("dated", 184, "a date", |d| FieldMut::Key(&mut d.dated)),
        once("about", 184, "a text", |d| FieldMut::Text(&mut d.about)),
        many("section", 184, "a key, a title; its block", |d| FieldMut::Inner(Inner::Section, &mut d.sections)),
        many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `section chips "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SectionDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    pub holds: ThinVec<HoldingDraft>,
    pub lists: ThinVec<Name>,
    /// `excerpt decision, certificate`
    pub excerpt: ThinVec<Name>,
    pub asks: ThinVec<AskDraft>,
    pub about: Option<TextDraft>,
    pub was: ThinVec<Name>,
}

impl Table for SectionDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 185, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 184, "a text", |d| FieldMut::Text(&mut d.about)),
        once("holds", 186, "what fills it, in order", |d| FieldMut::Holds(&mut d.holds)),
        once("lists", 188, "inventories", |d| FieldMut::Keys(&mut d.lists)),
        once("excerpt", 366, "`decision`, `certificate`", |d| FieldMut::Keys(&mut d.excerpt)),
        many("asks", 187, "a key, what is asked, `:` and a kind; its block", |d| FieldMut::Inner(Inner::Ask, &mut d.asks)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `asks key "Title" : check { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AskDraft {
    pub key: Name,
    /// What is asked.
    pub title: TextDraft,
    /// How it is answered.
    pub kind: AskKindDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
    pub audience: ThinVec<Name>,
    pub was: ThinVec<Name>,
}

impl Table for AskDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 187, "a text", |d| FieldMut::Text(&mut d.about)),
        once("audience", 314, "parties", |d| FieldMut::Keys(&mut d.audience)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Ask(&mut self.key, &mut self.title, &mut self.kind)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `interpretation pairing "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InterpretationDraft {
    pub key: Name,
    pub title: TextDraft,
    pub controls: ThinVec<RefDraft>,
    /// `edition iotscs@2024-03, cctv-er@1`; of every edition that has its controls where none is named.
    pub editions: ThinVec<RefDraft>,
    pub number: Option<NumberDraft>,
    pub dated: Option<Name>,
    pub question: Option<TextDraft>,
    /// `ruling "…"`; without one the question waits.
    pub ruling: Option<TextDraft>,
    pub provenance: ThinVec<ProvenanceDraft>,
}

impl Table for InterpretationDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("controls", 200, "controls", |d| FieldMut::References(&mut d.controls)),
        once("edition", 200, "editions", |d| FieldMut::References(&mut d.editions)),
        once("number", 200, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("dated", 200, "a date", |d| FieldMut::Key(&mut d.dated)),
        once("question", 200, "a text", |d| FieldMut::Text(&mut d.question)),
        once("ruling", 201, "a text", |d| FieldMut::Text(&mut d.ruling)),
        many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }
}
