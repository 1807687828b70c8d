//! The wear of samples.

use crate::model::SampleState;

/// Returns the wear of a sample in a state; a higher number is more worn.
pub(super) fn state_wear(state: SampleState) -> u8 {
    match state {
        SampleState::None | SampleState::Any | SampleState::Sealed => 0,
        SampleState::Opened => 1,
        SampleState::Unlocked => 2,
        SampleState::Dumped => 3,
        SampleState::Altered => 4,
        SampleState::Wiped => 5,
        SampleState::Dead => 6,
    }
}
