//! Which sample is used by what: how many are needed, in which state, from how many batches.
//!
//! Samples are given out one use after the other. A use that shares takes the most worn sample that still
//! serves it, so that fresh ones stay fresh. A use that takes a sample of its own takes the most worn one whose
//! loss costs the rest nothing: with it gone, what follows needs no more samples, and no fresher ones, than if a
//! new one were taken.

mod pool;
mod sample;

use std::collections::BTreeSet;

use self::pool::{Held, Pool, serves};
use crate::model::{SampleSource, SampleState, SampleUse};
use crate::plan::wear::state_wear;

pub(super) use self::sample::{Drawn, Used};
pub use self::sample::{Sample, SampleKind, SampleStep};

/// Gives samples out to uses that come in this order.
pub(super) fn allocate_samples(uses: &[SampleUse]) -> Vec<Drawn> {
    let mut pool = Pool::default();
    let mut done: Vec<Vec<Used>> = Vec::new();
    let shared = last_shared(uses);
    for (at, used) in uses.iter().enumerate() {
        let free = match used.source {
            SampleSource::Shared => pool.serving(used).take(enough(used)).collect(),
            SampleSource::Own => dispensable(&pool, at, uses, &shared),
        };
        for (number, used) in pool.draw(at, used, &free) {
            if number >= done.len() {
                done.resize(number + 1, Vec::new());
            }
            done.get_mut(number)
                .into_iter()
                .for_each(|done| done.push(used));
        }
    }
    pool.samples
        .iter()
        .zip(done)
        .map(|(sample, uses)| Drawn {
            kind: sample.kind,
            batch: sample.batch,
            uses,
        })
        .collect()
}

/// Returns how many free samples need be looked at: as many as are taken, or all where their batches count.
fn enough(used: &SampleUse) -> usize {
    if used.batches < 2 {
        used.count as usize
    } else {
        usize::MAX
    }
}

/// Lists the samples that a use may take for itself without making the rest of the plan need more.
fn dispensable(pool: &Pool, at: usize, uses: &[SampleUse], shared: &[LastShared]) -> Vec<usize> {
    let Some(own_use) = uses.get(at) else {
        return Vec::new();
    };
    let mut taken: Vec<usize> = Vec::new();
    // What costs something is left, and so are those that are no different from it.
    let mut left: BTreeSet<Held> = BTreeSet::new();
    let mut fewest = None;
    for candidate in pool.serving(own_use) {
        if taken.len() >= enough(own_use) {
            break;
        }
        let Some(sample) = pool
            .samples
            .get(candidate)
            .filter(|sample| !left.contains(sample))
        else {
            continue;
        };
        let before = *fewest.get_or_insert_with(|| foresee(pool, at, uses, shared, &taken));
        taken.push(candidate);
        let needed = foresee(pool, at, uses, shared, &taken);
        if needed <= before {
            fewest = Some(needed);
            left.clear();
        } else {
            taken.pop();
            left.insert(*sample);
        }
    }
    taken
}

/// Counts the samples in the end, and the uses that share and then find only one fresher than they need, if a
/// use takes of these and later uses of their own take only what no later use that shares could take.
fn foresee(
    pool: &Pool,
    at: usize,
    uses: &[SampleUse],
    shared: &[LastShared],
    taken: &[usize],
) -> (usize, usize) {
    let mut pool = pool.clone();
    let mut fresher = 0;
    for (number, used) in uses.iter().enumerate().skip(at) {
        let free: Vec<usize> = match used.source {
            _ if number == at => taken.to_vec(),
            SampleSource::Shared => pool.serving(used).take(enough(used)).collect(),
            SampleSource::Own => {
                let unwanted = pool.serving(used).filter(|candidate| {
                    let sample = pool.samples.get(*candidate);
                    sample.is_some_and(|sample| !is_wanted(*sample, number, shared))
                });
                unwanted.take(enough(used)).collect()
            }
        };
        let drawn = pool.draw(number, used, &free);
        if number > at {
            let given = drawn.iter();
            fresher += given
                .filter(|(_, given)| is_fresher(given.before, used))
                .count();
        }
    }
    (pool.samples.len(), fresher)
}

/// The last use that shares and could take a sample in a state.
struct LastShared {
    kind: SampleKind,
    state: SampleState,
    last: usize,
}

/// Finds for each kind and state of samples the last use that shares and could take one.
fn last_shared(uses: &[SampleUse]) -> Vec<LastShared> {
    let sharing: Vec<(usize, &SampleUse)> = uses
        .iter()
        .enumerate()
        .filter(|(_, used)| used.source == SampleSource::Shared)
        .collect();
    let kinds = [SampleKind::Production, SampleKind::Unlocked];
    let states = |kind| SampleState::ALL.iter().map(move |state| (kind, *state));
    kinds
        .into_iter()
        .flat_map(states)
        .filter_map(|(kind, state)| {
            let mut sharing = sharing.iter().rev();
            let last = sharing.find(|(_, used)| serves(kind, state, used))?;
            Some(LastShared {
                kind,
                state,
                last: last.0,
            })
        })
        .collect()
}

/// Says whether a use that shares and comes after another could take a sample.
fn is_wanted(sample: Held, after: usize, shared: &[LastShared]) -> bool {
    let own = |one: &&LastShared| one.kind == sample.kind && one.state == sample.state;
    shared.iter().find(own).is_some_and(|one| one.last > after)
}

fn is_fresher(state: SampleState, used: &SampleUse) -> bool {
    used.source == SampleSource::Shared && state_wear(state) < state_wear(used.needs)
}

#[cfg(test)]
mod tests;
