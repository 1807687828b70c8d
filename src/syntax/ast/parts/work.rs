//! Samples and effort.

use super::Name;

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
