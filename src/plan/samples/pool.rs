//! The pool of samples, by kind and state, from which samples are assigned.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::sample::{SampleKind, Used};
use crate::model::{SampleState, SampleUse};
use crate::plan::wear::state_wear;

/// A sample in its current state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub kind: SampleKind,
    /// The batch, once a use has asked for different batches.
    pub batch: Option<u32>,
    pub state: SampleState,
}

/// Samples of one kind in one state, the most worn first.
type Class = (SampleKind, Reverse<u8>, SampleState);

/// The samples so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Pool {
    pub samples: Vec<Held>,
    classes: BTreeMap<Class, BTreeSet<usize>>,
}

impl Held {
    fn new(kind: SampleKind) -> Self {
        Self {
            kind,
            batch: None,
            state: match kind {
                SampleKind::Production => SampleState::Sealed,
                SampleKind::Unlocked => SampleState::Unlocked,
            },
        }
    }

    fn class(self) -> Class {
        (self.kind, Reverse(state_wear(self.state)), self.state)
    }
}

impl Pool {
    /// Returns the samples that serve a use, the most worn first.
    pub fn serving(&self, used: &SampleUse) -> impl Iterator<Item = usize> {
        let used = *used;
        self.classes
            .iter()
            .filter(move |((kind, _, state), _)| serves(*kind, *state, &used))
            .flat_map(|(_, samples)| samples.iter().copied())
    }

    /// Assigns samples to a use: the free samples in their order, then new ones. Returns what the use does to each.
    pub fn draw(&mut self, at: usize, used: &SampleUse, free: &[usize]) -> Vec<(usize, Used)> {
        let chosen = self.choose(used, free);
        self.settle_batches(&chosen, used.batches);
        let mut done = Vec::with_capacity(chosen.len());
        for number in chosen {
            let Some(sample) = self.samples.get(number).copied() else {
                continue;
            };
            let after = state_after(sample.state, used.leaves);
            self.set_state(number, after);
            let before = sample.state;
            done.push((number, Used { at, before, after }));
        }
        done
    }

    /// Chooses samples that can come from as many batches as the use asks for, and makes new ones if too few can.
    fn choose(&mut self, used: &SampleUse, free: &[usize]) -> Vec<usize> {
        let mut chosen: Vec<usize> = Vec::new();
        let mut batches: BTreeSet<u32> = BTreeSet::new();
        let mut any_batch = 0;
        for candidate in free {
            let open = used.count.saturating_sub(count(&chosen));
            if open == 0 {
                break;
            }
            let Some(sample) = self.samples.get(*candidate) else {
                continue;
            };
            let missing = used
                .batches
                .saturating_sub(any_batch + u32::try_from(batches.len()).unwrap_or(u32::MAX));
            let adds = sample.batch.is_none_or(|batch| !batches.contains(&batch));
            if !adds && open <= missing {
                continue;
            }
            match sample.batch {
                Some(batch) => {
                    batches.insert(batch);
                }
                None => any_batch += 1,
            }
            chosen.push(*candidate);
        }
        while count(&chosen) < used.count {
            chosen.push(self.samples.len());
            self.add(Held::new(kind_for(used)));
        }
        chosen
    }

    fn add(&mut self, sample: Held) {
        let class = self.classes.entry(sample.class()).or_default();
        class.insert(self.samples.len());
        self.samples.push(sample);
    }

    fn set_state(&mut self, number: usize, state: SampleState) {
        let Some(sample) = self.samples.get_mut(number) else {
            return;
        };
        if let Some(class) = self.classes.get_mut(&sample.class()) {
            class.remove(&number);
        }
        sample.state = state;
        let class = self.classes.entry(sample.class()).or_default();
        class.insert(number);
    }

    /// Assigns batches to as many of the chosen samples as must come from different batches.
    fn settle_batches(&mut self, chosen: &[usize], wanted: u32) {
        if wanted < 2 {
            return;
        }
        let mut there: BTreeSet<u32> = chosen
            .iter()
            .filter_map(|number| self.samples.get(*number)?.batch)
            .collect();
        for number in chosen {
            if u32::try_from(there.len()).is_ok_and(|there| there >= wanted) {
                return;
            }
            let fresh = (1..=wanted).find(|batch| !there.contains(batch));
            let sample = self.samples.get_mut(*number);
            if let Some(sample) = sample.filter(|sample| sample.batch.is_none()) {
                sample.batch = fresh;
                there.extend(fresh);
            }
        }
    }
}

fn count(chosen: &[usize]) -> u32 {
    u32::try_from(chosen.len()).unwrap_or(u32::MAX)
}

fn kind_for(used: &SampleUse) -> SampleKind {
    if used.needs == SampleState::Unlocked {
        SampleKind::Unlocked
    } else {
        SampleKind::Production
    }
}

pub(super) fn serves(kind: SampleKind, state: SampleState, used: &SampleUse) -> bool {
    kind == kind_for(used) && state_serves(state, used.needs)
}

/// Says whether a sample in a state serves a need.
///
/// A use that needs an opened, dumped, altered or wiped sample accepts a fresher one too. A sample that need only work
/// must be sealed or opened, since nobody knows whether it works in any other state.
fn state_serves(state: SampleState, needs: SampleState) -> bool {
    match needs {
        SampleState::None | SampleState::Sealed => state == SampleState::Sealed,
        SampleState::Unlocked => state == SampleState::Unlocked,
        SampleState::Any | SampleState::Opened => {
            state_wear(state) <= state_wear(SampleState::Opened)
        }
        SampleState::Dumped | SampleState::Altered | SampleState::Wiped => {
            state_wear(state) <= state_wear(needs)
        }
        SampleState::Dead => state != SampleState::Dead,
    }
}

/// Returns the state of a sample after a use: never fresher than before.
fn state_after(before: SampleState, leaves: SampleState) -> SampleState {
    match leaves {
        SampleState::None | SampleState::Any | SampleState::Sealed => before,
        SampleState::Opened
        | SampleState::Unlocked
        | SampleState::Dumped
        | SampleState::Altered
        | SampleState::Wiped
        | SampleState::Dead => {
            if state_wear(leaves) > state_wear(before) {
                leaves
            } else {
                before
            }
        }
    }
}
