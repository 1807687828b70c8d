//! Controls and the obligations in them.

use super::{ExprDraft, Name, ProvenanceDraft, RefDraft, Text};
use crate::source::{Span, Spanned};

/// `control C.1 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ControlDraft {
    /// The key.
    pub key: Name,
    /// The title; empty where a control of a profile takes that of its base.
    pub title: Text,
    /// `take asvs-c:C.1`
    pub take: Option<RefDraft>,
    /// `group boot`
    pub group: Option<Name>,
    /// `from L1` or `at L1, L3 only because "…"`
    pub levels: Option<LevelClause>,
    /// `strength should`
    pub strength: Option<Name>,
    /// `subject maker`
    pub subject: Option<Name>,
    /// `addresses vendor, user`
    pub addresses: Vec<Name>,
    /// `objective "…"`
    pub objective: Option<Text>,
    /// `statement "…"`
    pub statement: Option<Text>,
    /// `guidance "…"`
    pub guidance: Option<Text>,
    /// `applies …`
    pub applies: Option<Spanned<AppliesDraft>>,
    /// `otherwise evidence x`
    pub otherwise: Vec<OtherwiseDraft>,
    /// `evidence …`
    pub evidence: Vec<LineDraft>,
    /// `verify …`
    pub verify: Vec<VerifyDraft>,
    /// `add evidence …`
    pub add_evidence: Vec<LineDraft>,
    /// `add verify …`
    pub add_verify: Vec<VerifyDraft>,
    /// `drop evidence x`
    pub drops: Vec<DropDraft>,
    /// `covered by …`
    pub covered: Option<CoveredDraft>,
    /// `not assessed because "…"`
    pub not_assessed: Option<Text>,
    /// `relates …`
    pub relates: Vec<RelatesDraft>,
    /// `provenance …`
    pub provenance: Vec<ProvenanceDraft>,
    /// `was old`
    pub was: Vec<Name>,
}

/// What a control of a profile leaves out of what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropDraft {
    /// Of which lines.
    pub kind: ChangeKind,
    /// The keys of evidence or procedures.
    pub names: Vec<Name>,
}

/// Which lines of a control are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// `evidence`
    Evidence,
    /// `verify`
    Verify,
}

/// At which levels of the catalog something holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelClause {
    /// `from L2`
    From(Name),
    /// `at L1, L3 only because "…"`
    At {
        /// The levels.
        levels: Vec<Name>,
        /// Why there is a gap.
        because: Option<Text>,
    },
}

/// To which products a control applies.
#[derive(Debug, Clone, PartialEq)]
pub enum AppliesDraft {
    /// `applies always`
    Always,
    /// `applies for each serial_port`
    ForEach(Name),
    /// `applies when …`
    When(ExprDraft),
}

/// `otherwise evidence x`: owed once where the control does not apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherwiseDraft {
    /// The evidence kinds.
    pub evidence: Vec<Name>,
}

/// An `evidence` line.
#[derive(Debug, Clone, PartialEq)]
pub struct LineDraft {
    /// The evidence kinds; each is an obligation of its own.
    pub names: Vec<Name>,
    /// `key any of a, b`: one obligation with several ways to meet it; `names` holds the key.
    pub alternatives: Option<AlternativesDraft>,
    /// `from L2`
    pub levels: Option<LevelClause>,
    /// What holds for all of them.
    pub clauses: LineClauses,
    /// The whole field.
    pub span: Span,
}

/// `any of a, b`, `2 of a, b, c`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternativesDraft {
    /// How many are needed: `any` or a number.
    pub needed: Name,
    /// The evidence kinds to choose from.
    pub of: Vec<Name>,
}

/// A `verify` line.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifyDraft {
    /// The procedures; each is an obligation of its own.
    pub names: Vec<Name>,
    /// `by review at L1, by test from L2`
    pub by: Vec<ByDraft>,
    /// What holds for all of them.
    pub clauses: LineClauses,
    /// `witness oem-team`
    pub witness: Option<Name>,
    /// The whole field.
    pub span: Span,
}

/// A depth and the levels at which it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByDraft {
    /// The depth.
    pub depth: Name,
    /// Every level of the control where nothing is said.
    pub levels: Option<LevelClause>,
}

/// The clauses at the end of a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LineClauses {
    /// `once`, `for each …`
    pub rows: Option<Spanned<RowsClause>>,
    /// `where …`: of these rows only those that meet it.
    pub filter: Option<ExprDraft>,
    /// `when …`: owed only if it holds.
    pub condition: Option<ExprDraft>,
}

/// For which entries a line is owed, where it says so itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowsClause {
    /// `once`
    Once,
    /// `for each update_path, each writes`
    ForEach {
        /// The subset or inventory.
        set: Name,
        /// The attribute that gives the second dimension.
        each: Option<Name>,
    },
    /// `for at least one radio`
    AtLeastOne(Name),
}

/// `covered by C.1, C.4 because "…"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredDraft {
    /// The controls whose verdicts it follows.
    pub by: Vec<RefDraft>,
    /// The ground.
    pub because: Text,
    /// The whole field.
    pub span: Span,
}

/// `relates subset of iso27402:5.2.6 because "…"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatesDraft {
    /// `equal`, `subset`, `superset`, `intersects` or `none`
    pub kind: Name,
    /// The other control.
    pub target: RefDraft,
    /// The ground.
    pub because: Option<Text>,
    /// The whole field.
    pub span: Span,
}
