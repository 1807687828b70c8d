//! What all procedures of a plan take together: effort, time, samples.

use crate::model::{PhaseId, RoleId, SampleSource, SampleState, SampleUse, Scheme};

use super::samples::{Drawn, Sample, SampleKind, SampleStep, allocate_samples};
use super::schedule::{Schedule, ScheduledBlock, Slot, Staff, last_chain, schedule_steps};
use super::steps::{Step, block_of, list_steps, order_of_wear};
use super::types::{Run, RunBlock, RunEffort};

/// What all procedures of a plan take together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Work {
    /// The effort of all.
    pub total: RunEffort,
    /// By phase, in the order of the edition, what falls in none last; phases without work are left out.
    pub phases: Vec<(Option<PhaseId>, RunEffort)>,
    /// By who does it, in the order of the scheme, what names nobody last; those without work are left out.
    pub roles: Vec<(Option<RoleId>, RunEffort)>,
    /// When what is done.
    pub schedule: Schedule,
    /// The samples: production samples, then unlocked ones, each in the order of first use.
    pub samples: Vec<Sample>,
}

/// Works out what procedures take that stand in the order of the plan.
#[must_use]
pub fn plan_work(scheme: &Scheme, runs: &[Run]) -> Work {
    let phases = &scheme.edition.phases;
    let steps = list_steps(runs, phases);
    let order: Vec<usize> = order_of_wear(&steps)
        .into_iter()
        .filter(|at| sample_of(&steps, *at).is_some())
        .collect();
    let uses: Vec<SampleUse> = order
        .iter()
        .filter_map(|at| sample_of(&steps, *at))
        .collect();
    let drawn = allocate_samples(&uses);
    let turns = turns(&steps, &order, &drawn);
    let slots = schedule_steps(&steps, &turns, Staff::OneForEachRole);
    let some_phases = phases.iter().copied().map(Some);
    let some_roles = scheme.roles.ids().map(Some);
    Work {
        total: runs.iter().map(|run| run.effort).sum(),
        phases: shares(runs, some_phases.chain([None]), |block| block.phase),
        roles: shares(runs, some_roles.chain([None]), |block| block.role),
        schedule: finish_schedule(runs, &steps, &slots),
        samples: finish_samples(runs, &steps, &order, &uses, &drawn),
    }
}

fn sample_of(steps: &[Step], at: usize) -> Option<SampleUse> {
    steps.get(at)?.sample
}

/// Adds the effort up by some part of a block; parts without work are left out.
fn shares<T: Copy + PartialEq>(
    runs: &[Run],
    parts: impl Iterator<Item = T>,
    part_of: fn(&RunBlock) -> T,
) -> Vec<(T, RunEffort)> {
    let blocks = || runs.iter().flat_map(|run| &run.blocks);
    let share = |part: T| {
        let own = blocks().filter(|block| part_of(block) == part);
        (part, own.map(|block| block.effort).sum::<RunEffort>())
    };
    parts
        .map(share)
        .filter(|(_, effort)| *effort != RunEffort::default())
        .collect()
}

/// Says for each step which others have its samples right before it.
fn turns(steps: &[Step], order: &[usize], drawn: &[Drawn]) -> Vec<Vec<usize>> {
    let mut turns: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
    for sample in drawn {
        let users = sample.uses.iter().filter_map(|(at, _, _)| order.get(*at));
        for (earlier, later) in users.clone().zip(users.skip(1)) {
            if let Some(waits) = turns.get_mut(*later) {
                waits.push(*earlier);
            }
        }
    }
    turns
}

fn finish_schedule(runs: &[Run], steps: &[Step], slots: &[Slot]) -> Schedule {
    let mut blocks: Vec<(usize, ScheduledBlock)> = Vec::new();
    for (at, (step, slot)) in steps.iter().zip(slots).enumerate() {
        let (Some(run), Some(block)) = (runs.get(step.run), block_of(runs, step)) else {
            continue;
        };
        let scheduled = ScheduledBlock {
            procedure: run.procedure,
            depth: block.depth,
            phase: block.phase,
            role: block.role,
            start: slot.start,
            attended_end: slot.attended_end,
            end: slot.end,
        };
        blocks.push((at, scheduled));
    }
    blocks.sort_by_key(|(at, block)| (block.start, *at));
    let alone = schedule_steps(steps, &[], Staff::AsManyAsWanted);
    let chain = last_chain(&alone);
    let chain = chain.iter().filter_map(|at| {
        let run = runs.get(steps.get(*at)?.run)?;
        Some(run.procedure)
    });
    let mut chain: Vec<_> = chain.collect();
    chain.dedup();
    Schedule {
        length: slots.iter().map(|slot| slot.end).max().unwrap_or(0),
        shortest: alone.iter().map(|slot| slot.end).max().unwrap_or(0),
        longest_chain: chain,
        blocks: blocks.into_iter().map(|(_, block)| block).collect(),
    }
}

fn finish_samples(
    runs: &[Run],
    steps: &[Step],
    order: &[usize],
    uses: &[SampleUse],
    drawn: &[Drawn],
) -> Vec<Sample> {
    let mut samples = Vec::new();
    for kind in [SampleKind::Production, SampleKind::Unlocked] {
        let of_kind = drawn.iter().filter(|sample| sample.kind == kind);
        samples.extend(of_kind.zip(1..).map(|(sample, number)| {
            Sample {
                kind,
                number,
                batch: sample.batch,
                wanted: sample.wanted(uses),
                uses: sample
                    .uses
                    .iter()
                    .filter_map(|used| sample_step(runs, steps, order, drawn, sample, *used))
                    .collect(),
            }
        }));
    }
    samples
}

fn sample_step(
    runs: &[Run],
    steps: &[Step],
    order: &[usize],
    drawn: &[Drawn],
    sample: &Drawn,
    (at, before, after): (usize, SampleState, SampleState),
) -> Option<SampleStep> {
    let step = steps.get(*order.get(at)?)?;
    let users = drawn
        .iter()
        .filter(|other| other.uses.iter().any(|(other, _, _)| *other == at));
    let earlier = users.take_while(|other| !std::ptr::eq(*other, sample));
    Some(SampleStep {
        procedure: runs.get(step.run)?.procedure,
        depth: block_of(runs, step)?.depth,
        place: u32::try_from(earlier.count())
            .unwrap_or(u32::MAX)
            .saturating_add(1),
        own: step.sample?.source == SampleSource::Own,
        before,
        after,
    })
}
