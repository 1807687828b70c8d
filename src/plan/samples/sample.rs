//! Samples, and the steps that use them.

use serde::Serialize;

use crate::model::{
    Depth, ProcedureId, SampleKindId, SampleNeed, SampleStateId, SampleUse, Samples, Works,
};
use crate::plan::wear::Wear;
use crate::source::Text;

/// A sample of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its kind; `None` if it is the ordinary one and the scheme has no name for that.
    pub kind: Option<SampleKindId>,
    /// What documents print before its number.
    pub mark: Text,
    /// Its number among the samples of its kind, from 1. It changes with the plan, so it is for print only.
    pub number: u32,
    /// The batch from which it must come, from 1; `None` if any will do.
    pub batch: Option<u32>,
    /// The state in which it is to be delivered; `None` if it need only work.
    pub wanted: Option<SampleStateId>,
    /// The steps that use it, in order; never empty.
    pub uses: Vec<SampleStep>,
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
    /// Whether the depth has asked for a sample of its own.
    pub own: bool,
    /// What the use makes of it.
    pub wear: Worn,
}

/// The wear of a sample in the course of a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worn {
    /// Before the use.
    pub before: Wear,
    /// With which the use has it in hand: a use that needs a more worn sample brings it into that state first.
    pub in_use: Wear,
    /// After the use.
    pub after: Wear,
}

impl Sample {
    /// Returns the step that uses the sample up; `None` if it works, or may work, in the end.
    pub fn used_up_by(&self, samples: &Samples) -> Option<&SampleStep> {
        let is_gone = |step: &&SampleStep| samples.works(step.wear.after.least) == Works::No;
        self.uses.last().filter(is_gone)
    }

    /// Says whether the sample is used up in the end, or may be.
    pub fn may_be_used_up(&self, samples: &Samples) -> bool {
        let last = self.uses.last();
        last.is_some_and(|step| samples.works(step.wear.after.most) == Works::No)
    }

    /// Returns the uses for which a spare is wanted: those that may leave the sample unusable, and those after which nobody knows
    /// whether it works although later uses depend on it.
    pub fn spared_by(&self, samples: &Samples) -> impl Iterator<Item = SpareUse<'_>> {
        let later = (0..self.uses.len()).rev();
        self.uses.iter().zip(later).filter_map(|(step, later)| {
            let Worn { before, after, .. } = step.wear;
            let may_die =
                samples.works(after.most) == Works::No && samples.works(after.least) != Works::No;
            let brought = after.least.filter(|_| after.least != before.least);
            let doubtful = brought.is_some_and(|state| samples.is_doubtful(state));
            let risk = match (may_die, doubtful && later > 0) {
                (true, _) => SampleRisk::MayBeUsedUp,
                (false, true) => SampleRisk::MayNotWork,
                (false, false) => return None,
            };
            Some(SpareUse { step, later, risk })
        })
    }

    /// Returns the label that documents print: `S3`.
    pub fn label(&self) -> String {
        format!("{}{}", self.mark, self.number)
    }
}

/// A use after which a spare may have to take the place of the sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpareUse<'a> {
    /// The use.
    pub step: &'a SampleStep,
    /// How many uses of the sample come after it.
    pub later: usize,
    /// What may happen to the sample.
    pub risk: SampleRisk,
}

/// Why a sample may not survive a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SampleRisk {
    /// The use may use it up.
    MayBeUsedUp,
    /// The use leaves it in a state in which nobody knows whether it works.
    MayNotWork,
}

/// A sample that was assigned, with its uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) struct Drawn {
    /// Its kind.
    pub kind: Option<SampleKindId>,
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
    /// What it makes of the sample.
    pub wear: Worn,
}

impl Drawn {
    /// Returns the state in which it is to be delivered: that of its kind if a use needs it so, `None` if it need only work.
    pub fn wanted(&self, samples: &Samples, uses: &[SampleUse]) -> Option<SampleStateId> {
        let delivered = samples.delivered(self.kind)?;
        let needs = |used: &Used| uses.get(used.at).map(|used| used.needs);
        let is_needed = self
            .uses
            .iter()
            .filter_map(needs)
            .any(|needs| needs == SampleNeed::In(delivered));
        is_needed.then_some(delivered)
    }
}
