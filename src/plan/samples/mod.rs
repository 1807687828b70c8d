//! Assigns samples to procedures: how many are needed, in which state, from how many batches.
//!
//! Samples are assigned use by use. A use that shares takes the most worn sample that still serves it, so that fresh
//! samples stay fresh. A use that takes a sample of its own takes the most worn sample whose loss costs the rest of
//! the plan nothing: without that sample the later uses need no more samples, and no fresher ones, than if a new
//! sample were taken.

mod pool;
mod sample;

use std::collections::{BTreeMap, BTreeSet};

use self::pool::{Held, Pool};
use crate::model::{SampleKindId, SampleNeed, SampleSource, SampleUse, Samples};
use crate::plan::wear::is_fresher;

pub(super) use self::sample::{Drawn, Used};
pub use self::sample::{Sample, SampleRisk, SampleStep, SpareUse, Worn};

/// Assigns samples to uses in the order of `uses`.
pub(super) fn allocate_samples(samples: &Samples, uses: &[SampleUse]) -> Vec<Drawn> {
    let mut pool = Pool::new(samples);
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

/// Returns how many free samples have to be considered: as many as are taken, or all if their batches matter.
fn enough(used: &SampleUse) -> usize {
    if used.batches < 2 {
        used.count as usize
    } else {
        usize::MAX
    }
}

/// Lists the samples that a use may take for itself without costing the rest of the plan more samples.
fn dispensable(pool: &Pool<'_>, at: usize, uses: &[SampleUse], shared: &LastShared) -> Vec<usize> {
    let Some(own_use) = uses.get(at) else {
        return Vec::new();
    };
    let mut taken: Vec<usize> = Vec::new();
    // A sample whose loss costs something is left, and so are samples of the same kind and state.
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

/// Returns the cost of a choice: the number of samples in the end, and the number of sharing uses that find only a
/// fresher sample than they need. Later uses that take a sample of their own are assumed to take only samples that
/// no later sharing use could take.
fn foresee(
    pool: &Pool<'_>,
    at: usize,
    uses: &[SampleUse],
    shared: &LastShared,
    taken: &[usize],
) -> (usize, usize) {
    let mut pool = pool.clone();
    let samples = pool.scheme;
    let mut fresher = 0;
    for (number, used) in uses.iter().enumerate().skip(at) {
        let free: Vec<usize> = match used.source {
            _ if number == at => taken.to_vec(),
            SampleSource::Shared => pool.serving(used).take(enough(used)).collect(),
            SampleSource::Own => {
                let unwanted = pool.serving(used).filter(|candidate| {
                    let sample = pool.samples.get(*candidate);
                    sample.is_some_and(|sample| !is_wanted(samples, *sample, number, shared))
                });
                unwanted.take(enough(used)).collect()
            }
        };
        let drawn = pool.draw(number, used, &free);
        if number > at && used.source == SampleSource::Shared {
            fresher += drawn
                .iter()
                .filter(|(_, taken)| is_fresher(samples, taken.wear.before, used))
                .count();
        }
    }
    (pool.samples.len(), fresher)
}

/// For each kind of sample and each need, the last sharing use that has it.
type LastShared = BTreeMap<Option<SampleKindId>, BTreeMap<SampleNeed, usize>>;

fn last_shared(uses: &[SampleUse]) -> LastShared {
    let mut last = LastShared::new();
    for (at, used) in uses.iter().enumerate() {
        if used.source == SampleSource::Shared {
            last.entry(used.kind).or_default().insert(used.needs, at);
        }
    }
    last
}

/// Says whether a sharing use after a given use could take a sample.
fn is_wanted(samples: &Samples, sample: Held, after: usize, shared: &LastShared) -> bool {
    let needs = shared.get(&sample.kind).into_iter().flatten();
    needs
        .filter(|(_, last)| **last > after)
        .any(|(needs, _)| samples.serves(sample.wear.most, *needs))
}

#[cfg(test)]
mod tests;
