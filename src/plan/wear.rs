//! The wear of samples, before and after a use.

use crate::model::{SampleNeed, SampleStateId, SampleUse, Samples};

/// How worn a sample is. Both states are the same unless a use may have left it more worn than it had to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wear {
    /// The state that it has reached; `None` as it is delivered, where the scheme has no name for that.
    pub least: Option<SampleStateId>,
    /// The most worn state that it may be in.
    pub most: Option<SampleStateId>,
}

impl Wear {
    /// The wear of a sample that is surely in a state.
    pub(super) fn of(state: Option<SampleStateId>) -> Self {
        Self {
            least: state,
            most: state,
        }
    }

    /// Says whether a sample serves a use, in whichever state it is.
    pub(super) fn serves(self, samples: &Samples, used: &SampleUse) -> bool {
        samples.serves(self.most, used.needs)
    }

    /// Returns the wear with which a use that the sample serves has it in hand.
    pub(super) fn in_use(self, used: &SampleUse) -> Self {
        match used.needs {
            SampleNeed::In(state) => Self::of(Some(state)),
            SampleNeed::UpTo(_) | SampleNeed::Working => self,
        }
    }

    /// Returns the wear after a use that has it in hand.
    pub(super) fn after(self, samples: &Samples, used: &SampleUse) -> Self {
        // Where two states have no state in common, the scheme is reported (L-323).
        let joined = |state, other: Option<SampleStateId>| match other {
            Some(other) => samples.join(state, other).or(Some(other)),
            None => state,
        };
        Self {
            least: joined(self.least, used.leaves),
            most: joined(self.most, used.may_leave.or(used.leaves)),
        }
    }
}

/// Returns how much a use wears samples, for the order of the plan: the rank of the most worn state that it needs or
/// leaves. Of uses that wear alike those of the ordinary kind come first.
pub(super) fn wear_by(samples: &Samples, used: &SampleUse) -> (usize, bool) {
    let needed = used.needs.state().or(samples.delivered(used.kind));
    let states = [needed, used.leaves, used.may_leave];
    let rank = states.into_iter().map(|state| samples.rank(state)).max();
    (rank.unwrap_or(0), used.kind != samples.ordinary())
}

/// Says whether a sharing use is given a sample that is less worn than it need be.
pub(super) fn is_fresher(samples: &Samples, wear: Wear, used: &SampleUse) -> bool {
    let needed = used.needs.state();
    needed.is_some() && samples.rank(wear.most) < samples.rank(needed)
}
