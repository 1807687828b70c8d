//! Samples, and what is done with them.

use serde::Serialize;

use crate::model::{Depth, ProcedureId, SampleState, SampleUse};

/// A sample of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// What it is.
    pub kind: SampleKind,
    /// Its number among those of its kind, from 1; for print alone, since it changes with the plan.
    pub number: u32,
    /// The batch from which it must come, from 1; `None` where any will do.
    pub batch: Option<u32>,
    /// The state in which it is to be delivered: `Sealed`, `Unlocked`, or `Any` where it need only work.
    pub wanted: SampleState,
    /// What is done with it, in order; never empty.
    pub uses: Vec<SampleStep>,
}

/// What a sample is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SampleKind {
    /// As it is sold.
    Production,
    /// With a shell or debug access that production devices lack.
    Unlocked,
}

impl SampleKind {
    /// Returns the word for it: `production`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Unlocked => "unlocked",
        }
    }
}

/// What a procedure does to a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleStep {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The depth that uses it.
    pub depth: Depth,
    /// Which of the samples of this depth it is, from 1.
    pub place: u32,
    /// Whether the depth takes a sample of its own.
    pub own: bool,
    /// The state in which it is taken.
    pub before: SampleState,
    /// The state in which it is left.
    pub after: SampleState,
}

impl Sample {
    /// Returns what uses the sample up; `None` where it still works, or may work, in the end.
    #[must_use]
    pub fn used_up_by(&self) -> Option<&SampleStep> {
        self.uses
            .last()
            .filter(|step| step.after == SampleState::Dead)
    }

    /// Returns the label that documents print: `S3`, or `U1` for an unlocked one.
    #[must_use]
    pub fn label(&self) -> String {
        match self.kind {
            SampleKind::Production => format!("S{}", self.number),
            SampleKind::Unlocked => format!("U{}", self.number),
        }
    }
}

/// A sample that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) struct Drawn {
    /// What it is.
    pub kind: SampleKind,
    /// The batch, once a use asked for different ones.
    pub batch: Option<u32>,
    /// What was done with it, in order.
    pub uses: Vec<Used>,
}

/// What a use did to a sample.
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
    /// Returns the state in which it is to be delivered: as the uses up to its first change need it.
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
