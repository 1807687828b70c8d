//! Evidence kinds, forms, relations, interpretations.

use super::{Name, OptionDraft, ProvenanceDraft, RefDraft, RelatesDraft, Text};
use crate::source::Span;

/// `evidence soc-datasheet "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EvidenceDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `kind document`
    pub kind: Option<Name>,
    /// `form F03 chips`
    pub places: Vec<FormPlace>,
    /// `contains "…"`
    pub contains: Option<Text>,
    /// `languages en, hi`
    pub languages: Vec<Name>,
    /// `signed by vendor`
    pub signed_by: Option<Name>,
    /// `provenance …`
    pub provenance: Vec<ProvenanceDraft>,
    /// `was old`
    pub was: Vec<Name>,
}

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPlace {
    /// The form.
    pub form: Name,
    /// Its section.
    pub section: Name,
    /// Both.
    pub span: Span,
}

/// `form F03 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `number "…"` or `number unknown`
    pub number: Option<NumberDraft>,
    /// `issue "04"`
    pub issue: Option<NumberDraft>,
    /// `dated 2024-09-13`
    pub dated: Option<Name>,
    /// `about "…"`
    pub about: Option<Text>,
    /// `section key "Title" { … }`
    pub sections: Vec<SectionDraft>,
    /// `provenance …`
    pub provenance: Vec<ProvenanceDraft>,
    /// `was old`
    pub was: Vec<Name>,
}

/// A number that the source gives, or that nobody here knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberDraft {
    /// `number "7.2"`
    Given(Text),
    /// `number unknown`
    Unknown(Span),
}

/// `section chips "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SectionDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `number …`
    pub number: Option<NumberDraft>,
    /// `holds responses`
    pub holds: Vec<HoldingDraft>,
    /// `lists chip, board`
    pub lists: Vec<Name>,
    /// `asks key "Title" : check`
    pub asks: Vec<AskDraft>,
    /// `about "…"`
    pub about: Option<Text>,
    /// `was old`
    pub was: Vec<Name>,
}

/// Something that a section holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldingDraft {
    /// `responses`
    pub word: Name,
    /// `of vendor`
    pub of: Option<Name>,
}

/// `asks key "Title" : check { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct AskDraft {
    /// The key.
    pub key: Name,
    /// What is asked.
    pub title: Text,
    /// How it is answered.
    pub kind: AskKindDraft,
    /// `about "…"`
    pub about: Option<Text>,
    /// `was old`
    pub was: Vec<Name>,
}

/// How something is answered that a section asks.
#[derive(Debug, Clone, PartialEq)]
pub enum AskKindDraft {
    /// `text`, `check`, …
    Word(Name),
    /// `one of { … }`
    OneOf(Vec<OptionDraft>),
}

/// `relation C.15 subset of C.8 because "…"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationDraft {
    /// The control that is looked at.
    pub focal: RefDraft,
    /// What it is to the other.
    pub relates: RelatesDraft,
}

/// `interpretation pairing "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InterpretationDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `controls C.2, C.6`
    pub controls: Vec<RefDraft>,
    /// `edition iotscs@2024-03, cctv-er@1`; of every edition that has its controls where none is named.
    pub editions: Vec<RefDraft>,
    /// `number …`
    pub number: Option<NumberDraft>,
    /// `dated …`
    pub dated: Option<Name>,
    /// `question "…"`
    pub question: Option<Text>,
    /// `ruling "…"`; without one the question waits.
    pub ruling: Option<Text>,
    /// `provenance …`
    pub provenance: Vec<ProvenanceDraft>,
}
