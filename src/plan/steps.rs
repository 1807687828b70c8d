//! The work in steps: one for each depth of each procedure, and what each waits for.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::run::{Run, RunBlock};
use super::wear::state_wear;
use crate::model::{Dependencies, Depth, PhaseId, ProcedureId, RoleId, SampleSource, SampleUse};

/// A depth of a procedure of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// The place of the procedure in the order of the plan.
    pub run: usize,
    /// The place of the depth among its depths.
    pub block: usize,
    /// The place of its phase among those of the edition; after all of them where it has none.
    pub phase: usize,
    /// Who carries it out.
    pub role: Option<RoleId>,
    /// Minutes with somebody at work.
    pub attended: u32,
    /// Minutes after that, without anybody.
    pub unattended: u32,
    /// What it does to samples.
    pub sample: Option<SampleUse>,
    /// The steps that must be done before it begins.
    pub waits: Vec<usize>,
}

/// Lists the steps of procedures that stand in the order of the plan.
///
/// A step waits for the shallower ones of its own procedure, and for what its depth requires or comes after:
/// of these, for the depths that its own includes, or for the shallowest where it includes none.
pub(super) fn list_steps(runs: &[Run], phases: &[PhaseId]) -> Vec<Step> {
    let phase_places: FxHashMap<PhaseId, usize> = phases
        .iter()
        .enumerate()
        .rev()
        .map(|(place, phase)| (*phase, place))
        .collect();
    let mut steps: Vec<Step> = Vec::new();
    let mut of_runs: Vec<Range<usize>> = Vec::with_capacity(runs.len());
    for (number, run) in runs.iter().enumerate() {
        let first = steps.len();
        steps.extend(run.blocks.iter().enumerate().map(|(at, block)| {
            let phase = block.phase.and_then(|phase| phase_places.get(&phase));
            Step {
                run: number,
                block: at,
                phase: phase.copied().unwrap_or(phases.len()),
                role: block.role,
                attended: block.effort.attended,
                unattended: block.effort.unattended,
                sample: block.sample,
                waits: Vec::new(),
            }
        }));
        of_runs.push(first..steps.len());
    }
    let waits = Waits {
        runs,
        of_runs,
        numbers: runs
            .iter()
            .enumerate()
            .map(|(number, run)| (run.procedure, number))
            .collect(),
    };
    for step in &mut steps {
        step.waits = waits.find(step);
    }
    steps
}

/// Finds what steps wait for.
struct Waits<'a> {
    runs: &'a [Run],
    /// The steps of each procedure, one for each of its blocks.
    of_runs: Vec<Range<usize>>,
    /// The places of the procedures in the order of the plan.
    numbers: FxHashMap<ProcedureId, usize>,
}

impl Waits<'_> {
    fn find(&self, step: &Step) -> Vec<usize> {
        let Some(block) = block_of(self.runs, step) else {
            return Vec::new();
        };
        let own = self.included(step.run, block.depth);
        let mut waits: Vec<usize> = own
            .filter(|(at, _)| *at != step.block)
            .map(|(_, place)| place)
            .collect();
        for earlier in &block.waits_for {
            let Some(run) = self.numbers.get(earlier).copied() else {
                continue;
            };
            let before = waits.len();
            waits.extend(self.included(run, block.depth).map(|(_, place)| place));
            if waits.len() == before {
                waits.extend(
                    self.of_runs
                        .get(run)
                        .cloned()
                        .and_then(|mut steps| steps.next()),
                );
            }
        }
        waits.sort_unstable();
        waits.dedup();
        waits
    }

    /// Returns the steps of a procedure that a depth includes: the number of the block, and the place of the step.
    fn included(&self, run: usize, depth: Depth) -> impl Iterator<Item = (usize, usize)> {
        let blocks = self.runs.get(run).map_or(&[][..], |run| &run.blocks);
        let places = self.of_runs.get(run).cloned().unwrap_or_default();
        blocks
            .iter()
            .enumerate()
            .zip(places)
            .filter(move |((_, block), _)| depth.includes(block.depth))
            .map(|((at, _), place)| (at, place))
    }
}

/// Returns the block that a step stands for.
pub(super) fn block_of<'a>(runs: &'a [Run], step: &Step) -> Option<&'a RunBlock> {
    runs.get(step.run)?.blocks.get(step.block)
}

/// Returns the steps in the order in which samples are given out: each after what it waits for; of those that
/// could come next, the one of the earliest phase, then the one that changes a sample least, then the order of
/// the plan.
///
/// Steps that take a sample of their own come as late as what they leave of it, so that they can take one
/// that nobody needs any more.
pub(super) fn order_of_wear(steps: &[Step]) -> Vec<usize> {
    let mut graph = Dependencies::new(0..steps.len());
    for (at, step) in steps.iter().enumerate() {
        for earlier in &step.waits {
            graph.add(*earlier, at);
        }
    }
    graph.order(|at| {
        let step = steps.get(at);
        let phase = step.map_or(0, |step| step.phase);
        let sample = step.and_then(|step| step.sample);
        let (wear, own) = sample.map_or((0, false), |sample| {
            let wear = state_wear(sample.leaves).max(state_wear(sample.needs));
            (wear, sample.source == SampleSource::Own)
        });
        (phase, wear, own)
    })
}
