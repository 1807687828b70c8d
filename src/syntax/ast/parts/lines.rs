//! The lines of a control: its obligations, and the entries for which they are owed.

use thin_vec::ThinVec;

use super::conditions::ExprDraft;
use super::{LevelClause, Name, RefDraft, TextDraft};
use crate::source::{Span, Spanned};

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

/// An `evidence` line.
#[derive(Debug, Clone, PartialEq)]
pub struct LineDraft {
    /// The evidence kinds; each is an obligation of its own.
    pub names: Box<[Name]>,
    /// `key any of a, b`: one obligation with several ways to meet it; `names` holds the key.
    pub alternatives: Option<Box<AlternativesDraft>>,
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
    pub of: Box<[Name]>,
}

/// A `verify` line.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifyDraft {
    /// The procedures; each is an obligation of its own.
    pub names: Box<[Name]>,
    /// `case a, b`: of one procedure, these cases alone.
    pub cases: ThinVec<Name>,
    /// `by review at L1, by test from L2`
    pub by: Box<[ByDraft]>,
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
    pub filter: Option<Box<ExprDraft>>,
    /// `when …`: owed only if it holds.
    pub condition: Option<Box<ExprDraft>>,
}

/// The rows that a line names itself.
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
    /// `for each component, at least one mechanism by guards`
    AtLeastOneOf(Box<AmongDraft>),
}

/// For each of some entries, at least one of those that refer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmongDraft {
    /// The subset or inventory to whose entries others refer.
    pub each: Name,
    /// The subset or inventory whose entries refer to them.
    pub set: Name,
    /// The attribute that refers.
    pub by: Option<Name>,
}

/// Lines that a control of a profile drops from those that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropDraft {
    /// Of which lines.
    pub kind: ChangeKind,
    /// The keys of evidence or procedures.
    pub names: Box<[Name]>,
}

/// The kind of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    Evidence,
    Verify,
}

/// `covered by C.1, C.4 because "…"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredDraft {
    /// The controls whose verdicts it follows.
    pub by: Box<[RefDraft]>,
    /// The ground.
    pub because: TextDraft,
    /// The whole field.
    pub span: Span,
}

/// `relates subset of iso27402:5.2.6 because "…"`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RelatesDraft {
    /// `equal`, `subset`, `superset`, `intersects` or `none`
    pub kind: Name,
    /// The other control.
    pub target: RefDraft,
    /// The ground.
    pub because: Option<TextDraft>,
    /// The whole field.
    pub span: Span,
}
