//! Which sample is used by what: how many are needed, in which state, from how many batches.
//!
//! Samples are given out one use after the other. A use that shares takes the most worn sample that still
//! serves it, so that fresh ones stay fresh. A use that takes a sample of its own takes the most worn one whose
//! loss costs the rest nothing: with it gone, what follows needs no more samples, and no fresher ones, than if a
//! new one were taken.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::model::{Depth, ProcedureId, SampleSource, SampleState, SampleUse};

use crate::plan::effort::state_wear;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SampleKind {
    /// As it is sold.
    Production,
    /// With a shell or debug access that production devices lack.
    Unlocked,
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

/// A sample while samples are given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Drawn {
    /// What it is.
    pub kind: SampleKind,
    /// The batch, once a use asked for different ones.
    pub batch: Option<u32>,
    /// Its state after the uses so far.
    pub state: SampleState,
    /// The uses, by their place in the order, each with the states before and after.
    pub uses: Vec<(usize, SampleState, SampleState)>,
}

impl Drawn {
    fn new(kind: SampleKind) -> Self {
        Self {
            kind,
            batch: None,
            state: match kind {
                SampleKind::Production => SampleState::Sealed,
                SampleKind::Unlocked => SampleState::Unlocked,
            },
            uses: Vec::new(),
        }
    }

    fn serves(&self, used: &SampleUse) -> bool {
        self.kind == kind_for(used) && state_serves(self.state, used.needs)
    }

    /// Returns the state in which it is to be delivered: as the uses up to its first change need it.
    pub fn wanted(&self, uses: &[SampleUse]) -> SampleState {
        match self.kind {
            SampleKind::Unlocked => SampleState::Unlocked,
            SampleKind::Production => {
                let needs = |(at, _, _): &(usize, SampleState, SampleState)| {
                    uses.get(*at)
                        .is_some_and(|used| used.needs == SampleState::Sealed)
                };
                if self.uses.iter().any(needs) {
                    SampleState::Sealed
                } else {
                    SampleState::Any
                }
            }
        }
    }
}

/// Returns what kind of sample a use takes.
fn kind_for(used: &SampleUse) -> SampleKind {
    if used.needs == SampleState::Unlocked {
        SampleKind::Unlocked
    } else {
        SampleKind::Production
    }
}

/// Says whether a sample in a state serves a need.
///
/// What needs an opened, dumped, altered or wiped sample takes a fresher one too. What need only work is sealed
/// or opened: of others nobody knows.
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

/// Gives samples out to uses that come in this order.
pub(super) fn allocate_samples(uses: &[SampleUse]) -> Vec<Drawn> {
    let mut samples: Vec<Drawn> = Vec::new();
    for (at, used) in uses.iter().enumerate() {
        let later = uses.get(at + 1..).unwrap_or_default();
        let free = match used.source {
            SampleSource::Shared => candidates(&samples, used),
            SampleSource::Own => dispensable(&samples, at, used, later),
        };
        draw(&mut samples, at, used, &free);
    }
    samples
}

/// Lists the samples that serve a use, the most worn first.
fn candidates(samples: &[Drawn], used: &SampleUse) -> Vec<usize> {
    let serving = samples.iter().enumerate();
    let mut serving: Vec<usize> = serving
        .filter(|(_, sample)| sample.serves(used))
        .map(|(at, _)| at)
        .collect();
    serving.sort_by_key(|at| {
        let worn = samples
            .get(*at)
            .map_or(0, |sample| state_wear(sample.state));
        (Reverse(worn), *at)
    });
    serving
}

/// Lists the samples that a use may take for itself without making the rest of the plan need more.
fn dispensable(samples: &[Drawn], at: usize, used: &SampleUse, later: &[SampleUse]) -> Vec<usize> {
    let mut taken: Vec<usize> = Vec::new();
    let mut fewest = foresee(samples, at, used, later, &taken);
    for candidate in candidates(samples, used) {
        taken.push(candidate);
        let needed = foresee(samples, at, used, later, &taken);
        if needed <= fewest {
            fewest = needed;
        } else {
            taken.pop();
        }
    }
    taken
}

/// Counts the samples in the end, and the uses that share and then find only one fresher than they need, if a
/// use takes of these and later uses of their own take only what no later use that shares could take.
fn foresee(
    samples: &[Drawn],
    at: usize,
    used: &SampleUse,
    later: &[SampleUse],
    taken: &[usize],
) -> (usize, usize) {
    let mut samples = samples.to_vec();
    let mut fresher = 0;
    draw(&mut samples, at, used, taken);
    for (after, used) in later.iter().enumerate() {
        let rest = later.get(after + 1..).unwrap_or_default();
        let mut free = candidates(&samples, used);
        if used.source == SampleSource::Own {
            free.retain(|candidate| {
                let sample = samples.get(*candidate);
                sample.is_some_and(|sample| !rest.iter().any(|use_| wants(use_, sample)))
            });
        }
        let at = at + 1 + after;
        draw(&mut samples, at, used, &free);
        let given = samples.iter().filter_map(|sample| sample.uses.last());
        let given = given.filter(|(last, before, _)| *last == at && is_fresher(*before, used));
        fresher += given.count();
    }
    (samples.len(), fresher)
}

fn is_fresher(state: SampleState, used: &SampleUse) -> bool {
    used.source == SampleSource::Shared && state_wear(state) < state_wear(used.needs)
}

fn wants(used: &SampleUse, sample: &Drawn) -> bool {
    used.source == SampleSource::Shared && sample.serves(used)
}

/// Gives a use its samples: of the free ones in their order, and new ones for the rest.
fn draw(samples: &mut Vec<Drawn>, at: usize, used: &SampleUse, free: &[usize]) {
    let chosen = choose(samples, used, free);
    settle_batches(samples, &chosen, used.batches);
    for number in chosen {
        if let Some(sample) = samples.get_mut(number) {
            let after = state_after(sample.state, used.leaves);
            sample.uses.push((at, sample.state, after));
            sample.state = after;
        }
    }
}

/// Chooses samples so that they can come from as many batches as asked; makes new ones where there are too few.
fn choose(samples: &mut Vec<Drawn>, used: &SampleUse, free: &[usize]) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    let mut batches: BTreeSet<u32> = BTreeSet::new();
    let mut any_batch = 0;
    for candidate in free {
        let Some(sample) = samples.get(*candidate) else {
            continue;
        };
        let open = used.count.saturating_sub(count(&chosen));
        let missing = used
            .batches
            .saturating_sub(any_batch + u32::try_from(batches.len()).unwrap_or(u32::MAX));
        let adds = sample.batch.is_none_or(|batch| !batches.contains(&batch));
        if open == 0 || (!adds && open <= missing) {
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
        chosen.push(samples.len());
        samples.push(Drawn::new(kind_for(used)));
    }
    chosen
}

fn count(chosen: &[usize]) -> u32 {
    u32::try_from(chosen.len()).unwrap_or(u32::MAX)
}

/// Gives batches to as many of the chosen as must come from different ones.
fn settle_batches(samples: &mut [Drawn], chosen: &[usize], wanted: u32) {
    if wanted < 2 {
        return;
    }
    let mut there: BTreeSet<u32> = chosen
        .iter()
        .filter_map(|at| samples.get(*at)?.batch)
        .collect();
    for at in chosen {
        if u32::try_from(there.len()).is_ok_and(|there| there >= wanted) {
            return;
        }
        let fresh = (1..=wanted).find(|batch| !there.contains(batch));
        if let Some(sample) = samples.get_mut(*at).filter(|one| one.batch.is_none()) {
            sample.batch = fresh;
            there.extend(fresh);
        }
    }
}

#[cfg(test)]
mod tests;
