//! Procedures, their depths and cases.

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Inner, Table, many, once};
use super::parts::{EffortDraft, Name, ProvenanceDraft, SampleDraft, TextDraft};
use crate::source::Span;

/// `procedure debug-ports "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProcedureDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// `inventory interface`
    pub inventory: Option<Name>,
    /// `inventory update_path each writes`
    pub each: Option<Name>,
    /// `witness oem-team`
    pub witness: Option<Name>,
    /// `phase documents`
    pub phase: Option<Name>,
    /// `role hardware-tester`
    pub role: Option<Name>,
    /// `depth test { … }`
    pub depths: ThinVec<DepthDraft>,
    /// `provenance …`
    pub provenance: ThinVec<ProvenanceDraft>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for ProcedureDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &PROCEDURE
    }
}

#[rustfmt::skip]
static PROCEDURE: [Field<ProcedureDraft>; 8] = [
    once("about", 160, "a text", |d| FieldMut::Text(&mut d.about)),
    once("inventory", 161, "an inventory; `each` and an attribute", |d| FieldMut::Inventory(&mut d.inventory, &mut d.each)),
    once("witness", 143, "a party", |d| FieldMut::Key(&mut d.witness)),
    once("phase", 175, "a phase", |d| FieldMut::Key(&mut d.phase)),
    once("role", 173, "a role", |d| FieldMut::Key(&mut d.role)),
    many("depth", 160, "a depth and its block", |d| FieldMut::Inner(Inner::Depth, &mut d.depths)),
    many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
    many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
];

/// `depth test { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DepthDraft {
    /// review, test, attack or audit.
    pub depth: Name,
    /// `role radio-tester`
    pub role: Option<Name>,
    /// `equipment "…"`
    pub equipment: ThinVec<TextDraft>,
    /// `delivery "…"`
    pub deliveries: ThinVec<TextDraft>,
    /// `sample opened`
    pub sample: Option<SampleDraft>,
    /// `requires teardown`
    pub requires: ThinVec<Name>,
    /// `after teardown`
    pub after: ThinVec<Name>,
    /// `effort 1 h per run`
    pub effort: ThinVec<EffortDraft>,
    /// `case key "Title" { … }`
    pub cases: ThinVec<CaseDraft>,
    /// `record "…"`
    pub record: ThinVec<TextDraft>,
    /// `pass when "…"`
    pub pass: Option<TextDraft>,
    /// `stop when "…"`
    pub stop: Option<TextDraft>,
    /// The whole field, without its block.
    pub span: Span,
}

impl Table for DepthDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Depth(&mut self.depth, &mut self.span)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &DEPTH
    }
}

#[rustfmt::skip]
static DEPTH: [Field<DepthDraft>; 11] = [
    once("role", 173, "a role", |d| FieldMut::Key(&mut d.role)),
    many("equipment", 163, "texts", |d| FieldMut::Texts(&mut d.equipment)),
    many("delivery", 163, "texts", |d| FieldMut::Texts(&mut d.deliveries)),
    once("sample", 165, "a state, how many and whose", |d| FieldMut::Sample(&mut d.sample)),
    many("requires", 167, "procedures", |d| FieldMut::Keys(&mut d.requires)),
    many("after", 167, "procedures", |d| FieldMut::Keys(&mut d.after)),
    many("effort", 164, "times, each `per run`, `per entry` or `unattended`", |d| FieldMut::Effort(&mut d.effort)),
    many("case", 169, "a key, a title and its block", |d| FieldMut::Inner(Inner::Case, &mut d.cases)),
    many("record", 171, "texts", |d| FieldMut::Texts(&mut d.record)),
    once("pass", 171, "`when` and a text", |d| FieldMut::WhenText(&mut d.pass)),
    once("stop", 171, "`when` and a text", |d| FieldMut::WhenText(&mut d.stop)),
];

/// `case empty-password "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseDraft {
    /// Whether it is carried out once in a run, not for each entry.
    pub once: bool,
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `configuration factory, after-reset`
    pub configurations: ThinVec<Name>,
    /// `do "…"`
    pub steps: ThinVec<TextDraft>,
    /// `expect "…"`
    pub expect: Option<TextDraft>,
    /// `record "…"`
    pub record: ThinVec<TextDraft>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for CaseDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Case(&mut self.once, &mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &CASE
    }
}

#[rustfmt::skip]
static CASE: [Field<CaseDraft>; 5] = [
    once("configuration", 176, "configurations", |d| FieldMut::Keys(&mut d.configurations)),
    many("do", 169, "texts", |d| FieldMut::Texts(&mut d.steps)),
    once("expect", 169, "a text", |d| FieldMut::Text(&mut d.expect)),
    many("record", 169, "texts", |d| FieldMut::Texts(&mut d.record)),
    many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
];
