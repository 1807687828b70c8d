//! The work in steps: one for each depth of each procedure, and what each waits for.

use crate::model::{Dependencies, PhaseId, RoleId, SampleSource, SampleUse};

use super::effort::state_wear;
use super::types::{Run, RunBlock};

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
    let mut steps: Vec<Step> = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        for (at, block) in run.blocks.iter().enumerate() {
            let phase = phases.iter().position(|phase| Some(*phase) == block.phase);
            steps.push(Step {
                run: number,
                block: at,
                phase: phase.unwrap_or(phases.len()),
                role: block.role,
                attended: block.effort.attended,
                unattended: block.effort.unattended,
                sample: block.sample,
                waits: Vec::new(),
            });
        }
    }
    let waits: Vec<Vec<usize>> = steps
        .iter()
        .map(|step| find_waits(runs, &steps, step))
        .collect();
    for (step, waits) in steps.iter_mut().zip(waits) {
        step.waits = waits;
    }
    steps
}

fn find_waits(runs: &[Run], steps: &[Step], step: &Step) -> Vec<usize> {
    let of_run = |run: usize| {
        let numbered = steps.iter().enumerate();
        numbered.filter(move |(_, other)| other.run == run)
    };
    let Some(block) = block_of(runs, step) else {
        return Vec::new();
    };
    let included =
        |other: &Step| block_of(runs, other).is_some_and(|other| block.depth.includes(other.depth));
    let own = of_run(step.run).filter(|(_, other)| other.block != step.block && included(other));
    let mut waits: Vec<usize> = own.map(|(at, _)| at).collect();
    for earlier in &block.waits_for {
        let Some(run) = runs.iter().position(|run| run.procedure == *earlier) else {
            continue;
        };
        let mut done: Vec<usize> = of_run(run)
            .filter(|(_, other)| included(other))
            .map(|(at, _)| at)
            .collect();
        if done.is_empty() {
            done.extend(of_run(run).map(|(at, _)| at).next());
        }
        waits.extend(done);
    }
    waits.sort_unstable();
    waits.dedup();
    waits
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
