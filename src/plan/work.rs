//! The work of all procedures of a plan: effort, time, samples.

use std::collections::BTreeMap;

use super::least::{LeastWork, is_anything_open, settled_runs};
use super::limits::{Limits, Timetable, find_limits};
use super::run::{Run, RunBlock, RunEffort};
use super::samples::{Drawn, Sample, SampleStep, Used, allocate_samples};
use super::schedule::{Schedule, ScheduledBlock, Slot, Staff, last_chain, schedule_steps};
use super::steps::{Step, block_of, list_steps, order_of_wear};
use crate::model::{PhaseId, RoleId, SampleSource, SampleUse, Samples, Scheme};

/// The work of all procedures of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Work {
    /// The effort of all procedures.
    pub total: RunEffort,
    /// The effort by phase, in the order of the edition, work without a phase last; phases without work are left out.
    pub phases: Vec<(Option<PhaseId>, RunEffort)>,
    /// The effort by role, in the order of the scheme, work without a role last; roles without work are left out.
    pub roles: Vec<(Option<RoleId>, RunEffort)>,
    /// The schedule.
    pub schedule: Schedule,
    /// The samples of the ordinary kind, then those of each other kind, each in the order of first use.
    pub samples: Vec<Sample>,
    /// What limits the schedule.
    pub limits: Limits,
    /// What the work comes to at least, whatever the answers to open questions.
    pub least: LeastWork,
}

/// Plans the work of procedures that are in the order of the plan.
pub(super) fn plan_work(scheme: &Scheme, runs: &[Run]) -> Work {
    let work = plan_all(scheme, runs);
    let all = LeastWork {
        effort: work.total,
        length: work.schedule.length,
        samples: work.samples.len(),
    };
    let least = if is_anything_open(runs) {
        let least = plan_all(scheme, &settled_runs(runs));
        // Less work may take longer where people choose by turn: what is left is never more than all of it.
        LeastWork {
            effort: least.total,
            length: least.schedule.length.min(all.length),
            samples: least.samples.len().min(all.samples),
        }
    } else {
        all
    };
    Work { least, ..work }
}

fn plan_all(scheme: &Scheme, runs: &[Run]) -> Work {
    let phases = &scheme.edition.phases;
    let steps = list_steps(runs, phases);
    let Drawing { order, uses, drawn } = draw_samples(&scheme.samples, &steps);
    let turns = turns(&steps, &order, &drawn);
    let slots = schedule_steps(&steps, &turns, Staff::OneForEachRole);
    let some_phases = phases.iter().copied().map(Some);
    let some_roles = scheme.roles.ids().map(Some);
    let finish = Finish {
        scheme: &scheme.samples,
        runs,
        steps: &steps,
        order: &order,
        uses: &uses,
    };
    let mut samples = finish.samples(&drawn);
    let labels: Vec<String> = samples.iter().map(Sample::label).collect();
    samples.sort_by_key(|sample| (sample.kind != scheme.samples.ordinary(), sample.kind));
    let table = Timetable {
        steps: &steps,
        turns: &turns,
        slots: &slots,
    };
    Work {
        total: runs.iter().map(|run| run.effort).sum(),
        phases: shares(runs, some_phases.chain([None]), |block| block.phase),
        roles: shares(runs, some_roles.chain([None]), |block| block.role),
        schedule: finish_schedule(runs, &steps, &slots),
        samples,
        limits: find_limits(&table, &order, &drawn, &labels),
        least: LeastWork::default(),
    }
}

/// The samples that steps use.
pub(super) struct Drawing {
    /// The steps that use samples, in the order in which samples are assigned.
    pub order: Vec<usize>,
    /// What each of them asks for.
    pub uses: Vec<SampleUse>,
    /// The samples.
    pub drawn: Vec<Drawn>,
}

/// Assigns samples to the steps that use any.
pub(super) fn draw_samples(samples: &Samples, steps: &[Step]) -> Drawing {
    let order = order_of_wear(samples, steps).into_iter();
    let order: Vec<usize> = order.filter(|at| sample_of(steps, *at).is_some()).collect();
    let uses = order.iter().filter_map(|at| sample_of(steps, *at));
    let uses: Vec<SampleUse> = uses.collect();
    Drawing {
        drawn: allocate_samples(samples, &uses),
        uses,
        order,
    }
}

fn sample_of(steps: &[Step], at: usize) -> Option<SampleUse> {
    steps.get(at)?.sample
}

/// Adds up the effort by a property of the blocks; values without work are left out.
fn shares<T: Copy + Ord>(
    runs: &[Run],
    parts: impl Iterator<Item = T>,
    part_of: fn(&RunBlock) -> T,
) -> Vec<(T, RunEffort)> {
    let mut efforts: BTreeMap<T, RunEffort> = BTreeMap::new();
    for block in runs.iter().flat_map(|run| &run.blocks) {
        let effort = efforts.entry(part_of(block)).or_default();
        *effort = effort.plus(block.effort);
    }
    parts
        .filter_map(|part| Some((part, efforts.get(&part).copied()?)))
        .filter(|(_, effort)| *effort != RunEffort::default())
        .collect()
}

/// Returns for each step the steps that use its samples right before it.
pub(super) fn turns(steps: &[Step], order: &[usize], drawn: &[Drawn]) -> Vec<Vec<usize>> {
    let mut turns: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
    for sample in drawn {
        let users = sample.uses.iter().filter_map(|used| order.get(used.at));
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
    let mut chain: Vec<_> = chain
        .iter()
        .filter_map(|at| {
            let run = runs.get(steps.get(*at)?.run)?;
            Some(run.procedure)
        })
        .collect();
    chain.dedup();
    Schedule {
        length: slots.iter().map(|slot| slot.end).max().unwrap_or(0),
        shortest: alone.iter().map(|slot| slot.end).max().unwrap_or(0),
        longest_chain: chain,
        blocks: blocks.into_iter().map(|(_, block)| block).collect(),
    }
}

/// Turns assigned samples into the samples of a plan.
struct Finish<'a> {
    scheme: &'a Samples,
    runs: &'a [Run],
    steps: &'a [Step],
    /// The steps that use samples, in the order in which samples were assigned.
    order: &'a [usize],
    uses: &'a [SampleUse],
}

impl Finish<'_> {
    /// Returns the samples in the order in which they were assigned.
    fn samples(&self, drawn: &[Drawn]) -> Vec<Sample> {
        let mut numbers: BTreeMap<_, u32> = BTreeMap::new();
        drawn
            .iter()
            .zip(places_of(drawn))
            .map(|(sample, places)| {
                let number = numbers.entry(sample.kind).or_default();
                *number = number.saturating_add(1);
                self.sample(sample, *number, &places)
            })
            .collect()
    }

    fn sample(&self, sample: &Drawn, number: u32, places: &[u32]) -> Sample {
        let uses = sample.uses.iter().zip(places);
        Sample {
            kind: sample.kind,
            mark: self.scheme.label(sample.kind).into(),
            number,
            batch: sample.batch,
            wanted: sample.wanted(self.scheme, self.uses),
            uses: uses
                .filter_map(|(used, place)| self.step(*used, *place))
                .collect(),
        }
    }

    fn step(&self, used: Used, place: u32) -> Option<SampleStep> {
        let step = self.steps.get(*self.order.get(used.at)?)?;
        Some(SampleStep {
            procedure: self.runs.get(step.run)?.procedure,
            depth: block_of(self.runs, step)?.depth,
            place,
            own: step.sample?.source == SampleSource::Own,
            wear: used.wear,
        })
    }
}

/// Returns for each use of each sample the number of the sample among those of that use, from 1.
fn places_of(drawn: &[Drawn]) -> Vec<Vec<u32>> {
    let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
    let mut place = |used: &Used| {
        let count = counts.entry(used.at).or_default();
        *count = count.saturating_add(1);
        *count
    };
    drawn
        .iter()
        .map(|sample| sample.uses.iter().map(&mut place).collect())
        .collect()
}
