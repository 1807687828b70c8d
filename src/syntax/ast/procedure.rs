//! Procedures: depths and cases.

use super::{Name, ProvenanceDraft, Text};
use crate::source::Span;

/// `procedure debug-ports "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProcedureDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `about "…"`
    pub about: Option<Text>,
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
    pub depths: Vec<DepthDraft>,
    /// `provenance …`
    pub provenance: Vec<ProvenanceDraft>,
    /// `was old`
    pub was: Vec<Name>,
}

/// `depth test { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DepthDraft {
    /// review, test, attack or audit.
    pub depth: Name,
    /// `role radio-tester`
    pub role: Option<Name>,
    /// `equipment "…"`
    pub equipment: Vec<Text>,
    /// `delivery "…"`
    pub deliveries: Vec<Text>,
    /// `sample opened`
    pub sample: Option<SampleDraft>,
    /// `requires teardown`
    pub requires: Vec<Name>,
    /// `after teardown`
    pub after: Vec<Name>,
    /// `effort 1 h per run`
    pub effort: Vec<EffortDraft>,
    /// `case key "Title" { … }`
    pub cases: Vec<CaseDraft>,
    /// `record "…"`
    pub record: Vec<Text>,
    /// `pass when "…"`
    pub pass: Option<Text>,
    /// `stop when "…"`
    pub stop: Option<Text>,
    /// The whole field, without its block.
    pub span: Span,
}

/// `sample none`, `sample own 2 sealed from 2 batches leaves opened`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleDraft {
    /// Whether it takes a sample of its own.
    pub own: bool,
    /// How many there must be.
    pub count: Option<Name>,
    /// From how many batches they come.
    pub batches: Option<Name>,
    /// The state it needs.
    pub needs: Name,
    /// The state in which it leaves the sample, where that is another.
    pub leaves: Option<Name>,
}

/// `1.5 h per entry`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffortDraft {
    /// How much.
    pub amount: Name,
    /// min, h or d.
    pub unit: Name,
    /// `run`, `entry` or `unattended`
    pub per: Name,
}

/// `case empty-password "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseDraft {
    /// Whether it is carried out once in a run, not for each entry.
    pub once: bool,
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `configuration factory, after-reset`
    pub configurations: Vec<Name>,
    /// `do "…"`
    pub steps: Vec<Text>,
    /// `expect "…"`
    pub expect: Option<Text>,
    /// `record "…"`
    pub record: Vec<Text>,
    /// `was old`
    pub was: Vec<Name>,
}
