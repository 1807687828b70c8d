//! Samples, and the steps that use them.

use crate::model::{Depth, ProcedureId, SampleState, SampleUse, words};

/// A sample of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its kind.
    pub kind: SampleKind,
    /// Its number among the samples of its kind, from 1. It changes with the plan, so it is for print only.
    pub number: u32,
    /// The batch from which it must come, from 1; `None` if any will do.
    pub batch: Option<u32>,
    /// The state in which it is to be delivered: `Sealed`, `Unlocked`, or `Any` if it need only work.
    pub wanted: SampleState,
    /// The steps that use it, in order; never empty.
    pub uses: Vec<SampleStep>,
}

words! {
    /// The kind of a sample.
    SampleKind {
        /// As it is sold.
        Production = "production",
        /// With shell or debug access that production devices do not have.
        Unlocked = "unlocked",
    }
}

/// The use of a sample by a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleStep {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The depth that uses it.
    pub depth: Depth,
    /// Its number among the samples that this depth uses, from 1.
    pub place: u32,
    /// Whether the depth has the sample to itself.
    pub own: bool,
    /// The state in which it is taken.
    pub before: SampleState,
    /// The state in which it is left.
    pub after: SampleState,
}

impl Sample {
    /// Returns the step that uses the sample up; `None` if it works, or may work, in the end.
    pub fn used_up_by(&self) -> Option<&SampleStep> {
        self.uses
            .last()
            .filter(|step| step.after == SampleState::Dead)
    }

    /// Returns the label that documents print: `S3`, or `U1` for an unlocked one.
    pub fn label(&self) -> String {
        match self.kind {
            SampleKind::Production => format!("S{}", self.number),
            SampleKind::Unlocked => format!("U{}", self.number),
        }
    }
}

/// A sample that was assigned, with its uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) struct Drawn {
    /// Its kind.
    pub kind: SampleKind,
    /// The batch, once a use asked for different ones.
    pub batch: Option<u32>,
    /// Its uses, in order.
    pub uses: Vec<Used>,
}

/// The effect of a use on a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::plan) struct Used {
    /// The place of the use in the order.
    pub at: usize,
    /// The state of the sample before it.
    pub before: SampleState,
    /// The state after it.
    pub after: SampleState,
}

impl Drawn {
    /// Returns the state in which it is to be delivered: the state that the uses up to its first change need.
    pub fn wanted(&self, uses: &[SampleUse]) -> SampleState {
        match self.kind {
            SampleKind::Unlocked => SampleState::Unlocked,
            SampleKind::Production => {
                let needs_sealed = |used: &Used| {
                    uses.get(used.at)
                        .is_some_and(|used| used.needs == SampleState::Sealed)
                };
                if self.uses.iter().any(needs_sealed) {
                    SampleState::Sealed
                } else {
                    SampleState::Any
                }
            }
        }
    }
}
