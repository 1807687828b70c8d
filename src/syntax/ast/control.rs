//! Controls and relations between them.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{
    AppliesDraft, CoveredDraft, DropDraft, LevelClause, LineDraft, Name, NumberDraft,
    ProvenanceDraft, RefDraft, RelatesDraft, TextDraft, VerifyDraft,
};
use crate::source::{Span, Spanned};

/// `control C.1 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ControlDraft {
    pub key: Name,
    /// The title; missing where the control inherits one.
    pub title: Option<TextDraft>,
    pub number: Option<NumberDraft>,
    pub take: Option<RefDraft>,
    pub group: Option<Name>,
    pub levels: Option<LevelClause>,
    pub strength: Option<Name>,
    pub subject: Option<Name>,
    pub addresses: ThinVec<Name>,
    pub objective: Option<TextDraft>,
    pub statement: Option<TextDraft>,
    pub guidance: Option<TextDraft>,
    pub applies: Option<Spanned<AppliesDraft>>,
    pub otherwise: ThinVec<Name>,
    pub evidence: ThinVec<LineDraft>,
    pub verify: ThinVec<VerifyDraft>,
    pub add_evidence: ThinVec<LineDraft>,
    pub add_verify: ThinVec<VerifyDraft>,
    pub drops: ThinVec<DropDraft>,
    pub covered: Option<Box<CoveredDraft>>,
    pub not_assessed: Option<TextDraft>,
    pub relates: ThinVec<RelatesDraft>,
    pub provenance: ThinVec<ProvenanceDraft>,
    pub was: ThinVec<Name>,
}

impl ControlDraft {
    /// Returns the word of a field that says what the control asks, of whom and when; `None` if all its fields are
    /// words for people, or say where it stands.
    pub fn changes(&self) -> Option<&'static str> {
        let fields = [
            ("take", self.take.is_some()),
            ("levels", self.levels.is_some()),
            ("strength", self.strength.is_some()),
            ("subject", self.subject.is_some()),
            ("addresses", !self.addresses.is_empty()),
            ("applies", self.applies.is_some()),
            ("otherwise", !self.otherwise.is_empty()),
            (
                "evidence",
                !(self.evidence.is_empty() && self.add_evidence.is_empty()),
            ),
            (
                "verify",
                !(self.verify.is_empty() && self.add_verify.is_empty()),
            ),
            ("drop", !self.drops.is_empty()),
            ("covered", self.covered.is_some()),
            ("not assessed", self.not_assessed.is_some()),
        ];
        fields
            .into_iter()
            .find_map(|(word, is_said)| is_said.then_some(word))
    }

    /// Returns the span of what decides whether it applies, without its keyword: `covered by`, `not assessed` or
    /// `applies`.
    pub fn decides(&self) -> Option<Span> {
        let covered = self.covered.as_ref().map(|covered| covered.span);
        let set_aside = self.not_assessed.map(|because| because.span);
        let applies = self.applies.as_ref().map(|applies| applies.span);
        covered.or(set_aside).or(applies)
    }
}

impl Table for ControlDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("take", 50, "a control", |d| FieldMut::Reference(&mut d.take)),
        once("group", 36, "a group", |d| FieldMut::Key(&mut d.group)),
        once("from", 111, "a level", |d| FieldMut::FromLevel(&mut d.levels)),
        once("at", 112, "levels; `only`, and why", |d| FieldMut::AtLevels(&mut d.levels)),
        once("strength", 114, "`shall` or `should`", |d| FieldMut::Key(&mut d.strength)),
        once("subject", 115, "`product` or `maker`", |d| FieldMut::Key(&mut d.subject)),
        once("addresses", 116, "parties", |d| FieldMut::Keys(&mut d.addresses)),
        once("objective", 110, "a text", |d| FieldMut::Text(&mut d.objective)),
        once("statement", 110, "a text", |d| FieldMut::Text(&mut d.statement)),
        once("guidance", 110, "a text", |d| FieldMut::Text(&mut d.guidance)),
        once("applies", 117, "`always`, `when` a condition or `for each` entry", |d| FieldMut::Applies(&mut d.applies)),
        many("otherwise", 122, "`evidence` and its kinds", |d| FieldMut::Otherwise(&mut d.otherwise)),
        many("evidence", 130, "kinds of evidence, for what and when", |d| FieldMut::Evidence(&mut d.evidence)),
        many("verify", 130, "procedures, how deeply, for what and when", |d| FieldMut::Verify(&mut d.verify)),
        many("add", 52, "a line of `evidence` or `verify`", |d| FieldMut::Added(&mut d.add_evidence, &mut d.add_verify)),
        many("drop", 52, "`evidence` or `verify`, and keys", |d| FieldMut::Dropped(&mut d.drops)),
        once("covered", 120, "`by` controls, and why", |d| FieldMut::Covered(&mut d.covered)),
        once("not", 121, "`assessed`, and why", |d| FieldMut::NotAssessed(&mut d.not_assessed)),
        many("relates", 190, "a relation and a control; why", |d| FieldMut::Relates(&mut d.relates)),
        many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Control(&mut self.key, &mut self.title)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `relation C.15 subset of C.8 because "…"`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RelationDraft {
    /// The control that is looked at.
    pub focal: RefDraft,
    /// What it is to the other.
    pub relates: RelatesDraft,
}

impl Table for RelationDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Relation(&mut self.focal, &mut self.relates)
    }
}
