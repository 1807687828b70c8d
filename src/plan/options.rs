//! What another sample would save.

use std::cmp::Reverse;

use super::run::Run;
use super::samples::Drawn;
use super::schedule::{Slot, Staff, schedule_steps};
use super::steps::{Step, block_of, list_steps};
use super::work::{Drawing, draw_samples, turns};
use crate::model::{Depth, ProcedureId, Samples, Scheme};

/// One more sample, which a step has for itself, or which takes over the later uses of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleOption {
    /// The procedure whose step has it, or has it first.
    pub procedure: ProcedureId,
    /// The depth of the step.
    pub depth: Depth,
    /// The label of the sample whose uses it takes over from that step on; `None` if the step has it for itself.
    pub takes_over: Option<String>,
    /// How many uses it has.
    pub uses: usize,
    /// Minutes of working time for which the step waits for a sample as planned.
    pub wait: u32,
    /// The time at which all work would be done, in minutes of working time from the start.
    pub length: u32,
}

/// How many steps are tried, those first that wait longest for a sample.
const TRIED: usize = 8;

/// How many samples are tried, those with the most uses first, and at how many of their uses another takes over.
const SAMPLES_TRIED: usize = 3;
const CUTS_TRIED: usize = 12;

/// Finds what shortens the work with one more sample, the greatest gain first: a step that has it for itself, or a sample
/// whose later uses it takes over. Each is tried alone, with one person for each role.
pub fn find_sample_options(scheme: &Scheme, runs: &[Run]) -> Vec<SampleOption> {
    let steps = list_steps(runs, &scheme.edition.phases);
    let drawing = draw_samples(&scheme.samples, &steps);
    let planned = turns(&steps, &drawing.order, &drawing.drawn);
    let slots = schedule_steps(&steps, &planned, Staff::OneForEachRole);
    let trial = Trial {
        runs,
        steps: &steps,
        planned: &planned,
        drawing: &drawing,
        slots: &slots,
    };
    let alone = waiting(&steps, &planned, &slots).into_iter();
    let alone = alone
        .filter_map(|(at, _)| trial.option(at, (None, 1), &turns_without(&steps, &drawing, at)));
    let mut options: Vec<SampleOption> = alone.chain(trial.take_overs(&scheme.samples)).collect();
    options.retain(|one| one.length < last_end(&slots));
    options.sort_by_key(|one| one.length);
    options
}

/// The plan that options change.
struct Trial<'a> {
    runs: &'a [Run],
    steps: &'a [Step],
    planned: &'a [Vec<usize>],
    drawing: &'a Drawing,
    slots: &'a [Slot],
}

impl Trial<'_> {
    /// Schedules the steps with other turns, where one more sample begins with a step.
    fn option(
        &self,
        at: usize,
        (takes_over, uses): (Option<String>, usize),
        turns: &[Vec<usize>],
    ) -> Option<SampleOption> {
        let step = self.steps.get(at)?;
        let slots = schedule_steps(self.steps, turns, Staff::OneForEachRole);
        Some(SampleOption {
            procedure: self.runs.get(step.run)?.procedure,
            depth: block_of(self.runs, step)?.depth,
            takes_over,
            uses,
            wait: wait_of(step, self.planned.get(at)?, self.slots),
            length: last_end(&slots),
        })
    }

    /// Returns for the most used samples what is gained most if another takes over.
    fn take_overs(&self, samples: &Samples) -> Vec<SampleOption> {
        let drawn = &self.drawing.drawn;
        let mut used: Vec<usize> = (0..drawn.len()).collect();
        used.sort_by_key(|at| Reverse(drawn.get(*at).map_or(0, |sample| sample.uses.len())));
        let tried = used.into_iter().take(SAMPLES_TRIED);
        tried
            .filter_map(|at| self.best_take_over(at, samples))
            .collect()
    }

    /// Finds the use from which on another sample gains most. A fresh sample serves all uses that a worn one serves.
    fn best_take_over(&self, sample: usize, samples: &Samples) -> Option<SampleOption> {
        let drawn = &self.drawing.drawn;
        let uses = drawn.get(sample)?.uses.len();
        let label = self.label(sample, samples)?;
        let cuts = (1..uses).step_by(uses.div_ceil(CUTS_TRIED).max(1));
        let options = cuts.filter_map(|cut| {
            let mut drawn = drawn.clone();
            let taken = drawn.get_mut(sample)?.uses.split_off(cut);
            let first = *self.drawing.order.get(taken.first()?.at)?;
            let (kind, batch) = drawn.get(sample).map(|one| (one.kind, one.batch))?;
            drawn.push(Drawn {
                kind,
                batch,
                uses: taken,
            });
            let turns = turns(self.steps, &self.drawing.order, &drawn);
            self.option(first, (Some(label.clone()), uses - cut), &turns)
        });
        options.min_by_key(|one| one.length)
    }

    /// Returns the label of a sample, which counts those of its kind.
    fn label(&self, sample: usize, samples: &Samples) -> Option<String> {
        let drawn = &self.drawing.drawn;
        let kind = drawn.get(sample)?.kind;
        let earlier = drawn.iter().take(sample + 1);
        let number = earlier.filter(|one| one.kind == kind).count();
        Some(format!("{}{number}", samples.label(kind)))
    }
}

fn last_end(slots: &[Slot]) -> u32 {
    slots.iter().map(|slot| slot.end).max().unwrap_or(0)
}

/// Returns the steps that begin when a sample is given back, each with how long it waits for it, the longest wait first.
fn waiting(steps: &[Step], turns: &[Vec<usize>], slots: &[Slot]) -> Vec<(usize, u32)> {
    let waits = |at: usize, step: &Step| {
        let wait = wait_of(step, turns.get(at)?, slots);
        (wait > 0).then_some((Reverse(wait), at))
    };
    let all = steps.iter().enumerate();
    let mut waiting: Vec<_> = all.filter_map(|(at, step)| waits(at, step)).collect();
    waiting.sort_unstable();
    let first = waiting.into_iter().take(TRIED);
    first.map(|(Reverse(wait), at)| (at, wait)).collect()
}

/// Returns how long a step waits for its samples once the work before it is done.
fn wait_of(step: &Step, turns: &[usize], slots: &[Slot]) -> u32 {
    let last = |steps: &[usize]| {
        let ends = steps.iter().filter_map(|at| slots.get(*at));
        ends.map(|slot| slot.end).max().unwrap_or(0)
    };
    last(turns).saturating_sub(last(&step.waits))
}

/// Returns for each step the steps that use its samples right before it, where one step has samples for itself.
fn turns_without(steps: &[Step], drawing: &Drawing, alone: usize) -> Vec<Vec<usize>> {
    let mut drawn = drawing.drawn.clone();
    for sample in &mut drawn {
        let users = &drawing.order;
        sample
            .uses
            .retain(|used| users.get(used.at) != Some(&alone));
    }
    turns(steps, &drawing.order, &drawn)
}
