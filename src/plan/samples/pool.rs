//! The pool of samples, by kind and wear, from which samples are assigned.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::sample::{Used, Worn};
use crate::model::{SampleKindId, SampleUse, Samples};
use crate::plan::wear::Wear;

/// A sample as it is at the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub kind: Option<SampleKindId>,
    /// The batch, once a use has asked for different batches.
    pub batch: Option<u32>,
    pub wear: Wear,
}

/// Samples of one kind that are worn alike, the most worn first.
type Class = (Option<SampleKindId>, Reverse<(usize, usize)>, Wear);

/// The samples so far.
#[derive(Debug, Clone)]
pub(super) struct Pool<'s> {
    pub scheme: &'s Samples,
    pub samples: Vec<Held>,
    classes: BTreeMap<Class, BTreeSet<usize>>,
}

impl<'s> Pool<'s> {
    /// Makes a pool without samples.
    pub fn new(scheme: &'s Samples) -> Self {
        Self {
            scheme,
            samples: Vec::new(),
            classes: BTreeMap::new(),
        }
    }

    /// Returns the samples that serve a use, the most worn first.
    pub fn serving(&self, used: &SampleUse) -> impl Iterator<Item = usize> {
        let used = *used;
        let samples = self.scheme;
        self.classes
            .iter()
            .filter(move |((kind, _, wear), _)| *kind == used.kind && wear.serves(samples, &used))
            .flat_map(|(_, samples)| samples.iter().copied())
    }

    fn class(&self, sample: Held) -> Class {
        let turn = |state| self.scheme.turn(state);
        let turns = (turn(sample.wear.most), turn(sample.wear.least));
        (sample.kind, Reverse(turns), sample.wear)
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
            let in_use = sample.wear.in_use(used);
            let wear = Worn {
                before: sample.wear,
                in_use,
                after: in_use.after(self.scheme, used),
            };
            self.set_wear(number, wear.after);
            done.push((number, Used { at, wear }));
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
            self.add(Held {
                kind: used.kind,
                batch: None,
                wear: Wear::of(self.scheme.delivered(used.kind)),
            });
        }
        chosen
    }

    fn add(&mut self, sample: Held) {
        let class = self.classes.entry(self.class(sample)).or_default();
        class.insert(self.samples.len());
        self.samples.push(sample);
    }

    fn set_wear(&mut self, number: usize, wear: Wear) {
        let Some(sample) = self.samples.get_mut(number) else {
            return;
        };
        let (old, new) = (*sample, Held { wear, ..*sample });
        *sample = new;
        if let Some(class) = self.classes.get_mut(&self.class(old)) {
            class.remove(&number);
        }
        let class = self.classes.entry(self.class(new)).or_default();
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
