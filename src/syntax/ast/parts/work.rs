//! Samples, effort, and when cases are carried out.

use super::{ExprDraft, Name};

/// `sample none`, `sample own 2 up to opened of unlocked from 2 batches leaves dumped may leave dead`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleDraft {
    /// Whether it takes a sample of its own.
    pub own: bool,
    /// How many there must be.
    pub count: Option<Name>,
    /// `up to`, where the state it names is the most worn that will do.
    pub up_to: Option<Name>,
    /// The state it needs.
    pub needs: Name,
    /// The kind of sample, where it is not the ordinary one.
    pub kind: Option<Name>,
    /// From how many batches they come.
    pub batches: Option<Name>,
    /// The state in which it leaves the sample, where that is another.
    pub leaves: Option<Name>,
    /// The state in which it may leave the sample.
    pub may_leave: Option<Name>,
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

/// The condition under which a case is carried out.
#[derive(Debug, Clone, PartialEq)]
pub enum CaseClause {
    /// `where …`, asked of each entry.
    Where(ExprDraft),
    /// `when …`, asked of the product.
    When(ExprDraft),
}
