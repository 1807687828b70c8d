//! What another sample would save.

use std::cmp::Reverse;

use super::run::Run;
use super::schedule::{Slot, Staff, schedule_steps};
use super::steps::{Step, block_of, list_steps};
use super::work::{Drawing, draw_samples, turns};
use crate::model::{Depth, ProcedureId, Scheme};

/// One more sample, which a step has for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleOption {
    /// The procedure whose step has it.
    pub procedure: ProcedureId,
    /// The depth of the step.
    pub depth: Depth,
    /// The time at which all work would be done, in minutes of working time from the start.
    pub length: u32,
}

/// How many steps are tried, those first that wait longest for a sample.
const TRIED: usize = 8;

/// Finds the steps that shorten the work if they have a sample more for themselves, the greatest gain first. Each is
/// tried alone, with one person for each role.
pub fn find_sample_options(scheme: &Scheme, runs: &[Run]) -> Vec<SampleOption> {
    let steps = list_steps(runs, &scheme.edition.phases);
    let drawing = draw_samples(&scheme.samples, &steps);
    let planned = turns(&steps, &drawing.order, &drawing.drawn);
    let slots = schedule_steps(&steps, &planned, Staff::OneForEachRole);
    let length = last_end(&slots);
    let options = waiting(&steps, &planned, &slots).into_iter();
    let options = options.filter_map(|at| {
        let step = steps.get(at)?;
        let alone = turns_without(&steps, &drawing, at);
        let slots = schedule_steps(&steps, &alone, Staff::OneForEachRole);
        Some(SampleOption {
            procedure: runs.get(step.run)?.procedure,
            depth: block_of(runs, step)?.depth,
            length: last_end(&slots),
        })
    });
    let mut options: Vec<SampleOption> = options.filter(|one| one.length < length).collect();
    options.sort_by_key(|one| one.length);
    options
}

fn last_end(slots: &[Slot]) -> u32 {
    slots.iter().map(|slot| slot.end).max().unwrap_or(0)
}

/// Returns the steps that begin when a sample is given back, those first that would otherwise have begun earliest.
fn waiting(steps: &[Step], turns: &[Vec<usize>], slots: &[Slot]) -> Vec<usize> {
    let end = |at: &usize| slots.get(*at).map_or(0, |slot| slot.end);
    let waits = |at: usize, step: &Step| {
        let of_samples = turns.get(at)?.iter().map(end).max()?;
        let of_steps = step.waits.iter().map(end).max().unwrap_or(0);
        let wait = of_samples.saturating_sub(of_steps);
        (wait > 0).then_some((Reverse(wait), at))
    };
    let all = steps.iter().enumerate();
    let mut waiting: Vec<_> = all.filter_map(|(at, step)| waits(at, step)).collect();
    waiting.sort_unstable();
    let first = waiting.into_iter().take(TRIED);
    first.map(|(_, at)| at).collect()
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
