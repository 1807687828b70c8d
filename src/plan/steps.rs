//! The steps of a plan: one for each depth of each procedure, with the steps that it waits for.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::run::{Run, RunBlock};
use super::wear::wear_by;
use crate::model::{
    Dependencies, Depth, PhaseId, ProcedureId, RoleId, SampleSource, SampleUse, Samples,
};

/// A block of a procedure of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// The place of the procedure in the order of the plan.
    pub run: usize,
    /// The place of the block among the blocks of the procedure.
    pub block: usize,
    /// The rank of its phase in the edition; after all phases if it has none.
    pub phase: usize,
    /// Who carries it out.
    pub role: Option<RoleId>,
    /// Minutes with somebody at work.
    pub attended: u32,
    /// Minutes after that with nobody at work.
    pub unattended: u32,
    /// How it uses samples.
    pub sample: Option<SampleUse>,
    /// The steps that must be done before it begins.
    pub waits: Vec<usize>,
}

/// Lists the steps of procedures that are in the order of the plan.
///
/// A step waits for the shallower steps of its own procedure, and for the procedures that its depth requires or comes
/// after: for the depths of these that its own depth includes, or for their shallowest depth if it includes none.
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

/// Finds the steps that a step waits for.
struct Waits<'a> {
    runs: &'a [Run],
    /// The range of the steps of each procedure; there is one step for each block.
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
                let steps = self.of_runs.get(run).filter(|steps| !steps.is_empty());
                waits.extend(steps.map(|steps| steps.start));
            }
        }
        waits.sort_unstable();
        waits.dedup();
        waits
    }

    /// Returns the steps of a procedure that a depth includes: the number of the block and the place of the step.
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

pub(super) fn block_of<'a>(runs: &'a [Run], step: &Step) -> Option<&'a RunBlock> {
    runs.get(step.run)?.blocks.get(step.block)
}

/// Returns the steps in the order in which samples are assigned. Each step follows what it waits for. Among the steps
/// that could come next, the earliest phase wins, then the step that changes a sample least, then the order of the
/// plan.
///
/// A step with a sample of its own counts as changing it as much as the state in which it leaves the sample. It comes
/// late enough to take a sample that no other step needs any more.
pub(super) fn order_of_wear(samples: &Samples, steps: &[Step]) -> Vec<usize> {
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
        let wear = sample.map(|used| (wear_by(samples, &used), used.source == SampleSource::Own));
        (phase, wear.unwrap_or_default())
    })
}
