//! Procedures, their depths and cases.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::field_info::Inner;
use super::parts::{
    CaseClause, EffortDraft, Name, NumberDraft, ProvenanceDraft, SampleDraft, TextDraft,
};
use crate::source::Span;

/// `procedure debug-ports "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProcedureDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
    pub inventory: Option<Name>,
    pub each: Option<Name>,
    pub witness: Option<Name>,
    pub phase: Option<Name>,
    pub role: Option<Name>,
    pub hazards: ThinVec<TextDraft>,
    pub preconditions: ThinVec<TextDraft>,
    pub depths: ThinVec<DepthDraft>,
    pub provenance: ThinVec<ProvenanceDraft>,
    pub was: ThinVec<Name>,
}

impl Table for ProcedureDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 160, "a text", |d| FieldMut::Text(&mut d.about)),
        once("inventory", 161, "an inventory; `each` and an attribute", |d| FieldMut::Inventory(&mut d.inventory, &mut d.each)),
        once("witness", 143, "a party", |d| FieldMut::Key(&mut d.witness)),
        once("phase", 175, "a phase", |d| FieldMut::Key(&mut d.phase)),
        once("role", 173, "a role", |d| FieldMut::Key(&mut d.role)),
        many("hazard", 178, "texts", |d| FieldMut::Texts(&mut d.hazards)),
        many("precondition", 178, "texts", |d| FieldMut::Texts(&mut d.preconditions)),
        many("depth", 160, "a depth and its block", |d| FieldMut::Inner(Inner::Depth, &mut d.depths)),
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

/// `depth test { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DepthDraft {
    /// review, test, attack or audit.
    pub depth: Name,
    pub role: Option<Name>,
    pub hazards: ThinVec<TextDraft>,
    pub preconditions: ThinVec<TextDraft>,
    pub equipment: ThinVec<Name>,
    pub deliveries: ThinVec<Name>,
    pub sample: Option<SampleDraft>,
    pub requires: ThinVec<Name>,
    pub after: ThinVec<Name>,
    pub effort: ThinVec<EffortDraft>,
    pub cases: ThinVec<CaseDraft>,
    pub record: ThinVec<TextDraft>,
    pub pass: Option<TextDraft>,
    pub stop: Option<TextDraft>,
}

impl Table for DepthDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("role", 173, "a role", |d| FieldMut::Key(&mut d.role)),
        many("hazard", 178, "texts", |d| FieldMut::Texts(&mut d.hazards)),
        many("precondition", 178, "texts", |d| FieldMut::Texts(&mut d.preconditions)),
        many("equipment", 163, "pieces of equipment", |d| FieldMut::Keys(&mut d.equipment)),
        many("delivery", 163, "deliveries", |d| FieldMut::Keys(&mut d.deliveries)),
        once("sample", 165, "a state; how many, of which kind, and how they are left", |d| FieldMut::Sample(&mut d.sample)),
        many("requires", 167, "procedures", |d| FieldMut::Keys(&mut d.requires)),
        many("after", 167, "procedures", |d| FieldMut::Keys(&mut d.after)),
        many("effort", 164, "times, each `per run`, `per entry` or `unattended`", |d| FieldMut::Effort(&mut d.effort)),
        many("case", 169, "a key, a title and its block", |d| FieldMut::Inner(Inner::Case, &mut d.cases)),
        many("record", 171, "texts", |d| FieldMut::Texts(&mut d.record)),
        once("pass", 171, "`when` and a text", |d| FieldMut::WhenText(&mut d.pass)),
        once("stop", 171, "`when` and a text", |d| FieldMut::WhenText(&mut d.stop)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Depth(&mut self.depth)
    }
}

/// `case empty-password "Title" where … { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseDraft {
    /// Whether it is carried out once in a run, not for each entry.
    pub once: bool,
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    /// For which entries, or for which products.
    pub condition: Option<CaseClause>,
    /// `positive`
    pub positive: Option<Span>,
    pub configurations: ThinVec<Name>,
    /// The attribute of the entry that names them.
    pub configurations_of: Option<Name>,
    pub equipment: ThinVec<Name>,
    pub deliveries: ThinVec<Name>,
    pub effort: ThinVec<EffortDraft>,
    pub steps: ThinVec<TextDraft>,
    pub expect: Option<TextDraft>,
    pub record: ThinVec<TextDraft>,
    pub was: ThinVec<Name>,
}

impl Table for CaseDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("positive", 179, "nothing", |d| FieldMut::Flag(&mut d.positive)),
        once("configuration", 176, "configurations, or `of` an attribute that names them", |d| FieldMut::Configurations(&mut d.configurations, &mut d.configurations_of)),
        many("equipment", 303, "pieces of equipment", |d| FieldMut::Keys(&mut d.equipment)),
        many("delivery", 303, "deliveries", |d| FieldMut::Keys(&mut d.deliveries)),
        many("effort", 303, "times, each `per run`, `per entry` or `unattended`", |d| FieldMut::Effort(&mut d.effort)),
        many("do", 169, "texts", |d| FieldMut::Texts(&mut d.steps)),
        once("expect", 169, "a text", |d| FieldMut::Text(&mut d.expect)),
        many("record", 169, "texts", |d| FieldMut::Texts(&mut d.record)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Case(
            &mut self.once,
            &mut self.key,
            &mut self.title,
            &mut self.condition,
        )
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}
