//! The schedule: one person for each role; unattended work goes on without that person.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Depth, PhaseId, ProcedureId, RoleId};

use super::queue::{Queue, Ready, Turn};
use super::steps::Step;

/// The minutes of a working day.
const WORKING_DAY: u32 = 8 * 60;

/// The minutes of a day and a night.
const WHOLE_DAY: u32 = 24 * 60;

/// The times of all blocks, in minutes of working time from the start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The blocks, in the order in which they begin.
    pub blocks: Vec<ScheduledBlock>,
    /// The time at which all work is done.
    pub length: u32,
    /// The earliest time at which all work could be done with any number of people.
    pub shortest: u32,
    /// The procedures of the longest chain, in order; each waits for the one before it.
    pub longest_chain: Vec<ProcedureId>,
}

/// The times of one block, in minutes of working time from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduledBlock {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The depth.
    pub depth: Depth,
    /// The phase.
    pub phase: Option<PhaseId>,
    /// Who is at work.
    pub role: Option<RoleId>,
    /// The time at which it begins.
    pub start: u32,
    /// The time at which the person is free again.
    pub attended_end: u32,
    /// The time at which it is done.
    pub end: u32,
}

/// Returns the working day on which a minute falls, from 1.
pub fn day_of(minute: u32) -> u32 {
    minute / WORKING_DAY + 1
}

/// The times of a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Slot {
    /// The time at which it begins.
    pub start: u32,
    /// The time at which the person is free again.
    pub attended_end: u32,
    /// The time at which it is done.
    pub end: u32,
    /// The step that it waited for last, if it waited.
    pub after: Option<usize>,
}

/// The number of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Staff {
    /// One for each role.
    OneForEachRole,
    /// One for each step.
    AsManyAsWanted,
}

/// The state of the scheduler.
struct Timing<'a> {
    steps: &'a [Step],
    staff: Staff,
    /// For each step the steps that it waits for.
    earlier: Vec<BTreeSet<usize>>,
    /// For each step the steps that wait for it.
    followers: Vec<Vec<usize>>,
    /// For each step the number of steps that it still waits for.
    waiting: Vec<usize>,
    queues: BTreeMap<Option<RoleId>, Queue>,
    /// The next turn of each person; the first of these comes next.
    next: BTreeSet<(Turn, Option<RoleId>)>,
    slots: Vec<Slot>,
}

/// Schedules steps. Whoever is free takes the step of the earliest phase that could begin, then the first in the plan.
/// A step also waits for the steps in `samples`, which use its samples before it.
///
/// The result has a slot for each step, in their order. Steps that wait for one another get no time; a scheme without
/// errors has none.
pub(super) fn schedule_steps(steps: &[Step], samples: &[Vec<usize>], staff: Staff) -> Vec<Slot> {
    let mut timing = Timing::new(steps, samples, staff);
    while let Some((turn, role)) = timing.next.pop_first() {
        timing.begin(turn, role);
    }
    timing.slots
}

impl<'a> Timing<'a> {
    fn new(steps: &'a [Step], samples: &[Vec<usize>], staff: Staff) -> Self {
        let of_samples = |at| samples.get(at).into_iter().flatten();
        let earlier: Vec<BTreeSet<usize>> = steps
            .iter()
            .enumerate()
            .map(|(at, step)| step.waits.iter().chain(of_samples(at)).copied().collect())
            .collect();
        let mut followers: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
        for (at, waits) in earlier.iter().enumerate() {
            for before in waits {
                if let Some(followers) = followers.get_mut(*before) {
                    followers.push(at);
                }
            }
        }
        let mut timing = Self {
            steps,
            staff,
            waiting: earlier.iter().map(BTreeSet::len).collect(),
            earlier,
            followers,
            queues: BTreeMap::new(),
            next: BTreeSet::new(),
            slots: vec![Slot::default(); steps.len()],
        };
        let none = Ready {
            from: 0,
            after: None,
        };
        for at in 0..steps.len() {
            if timing.waiting.get(at) == Some(&0) {
                timing.line_up(at, none);
            }
        }
        timing
    }

    /// Puts a step that no longer waits into the queue of its person.
    fn line_up(&mut self, at: usize, ready: Ready) {
        let Some(step) = self.steps.get(at) else {
            return;
        };
        let queue = self.queues.entry(step.role).or_default();
        let before = queue.next();
        queue.add(step.phase, at, ready);
        let next = queue.next();
        self.move_on(step.role, before, next);
    }

    /// Replaces the next turn of a person.
    fn move_on(&mut self, role: Option<RoleId>, before: Option<Turn>, next: Option<Turn>) {
        if before != next {
            before.map(|turn| self.next.remove(&(turn, role)));
            next.map(|turn| self.next.insert((turn, role)));
        }
    }

    /// Gives a step its times, and frees the steps that wait for it.
    fn begin(&mut self, turn: Turn, role: Option<RoleId>) {
        let (start, _, at) = turn;
        let Some(step) = self.steps.get(at) else {
            return;
        };
        let attended_end = start.saturating_add(step.attended);
        let queue = self.queues.entry(role).or_default();
        let after = queue.take(turn);
        if self.staff == Staff::OneForEachRole {
            queue.work_until(attended_end, at);
        }
        let next = queue.next();
        self.move_on(role, None, next);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot {
                start,
                attended_end,
                end: after_unattended(attended_end, step.unattended),
                after,
            };
        }
        for follower in self.followers.get(at).cloned().unwrap_or_default() {
            self.free(follower);
        }
    }

    /// Records that one of the steps that a step waits for is done.
    fn free(&mut self, at: usize) {
        let Some(waiting) = self.waiting.get_mut(at) else {
            return;
        };
        *waiting = waiting.saturating_sub(1);
        if *waiting > 0 {
            return;
        }
        let last = self
            .earlier
            .get(at)
            .into_iter()
            .flatten()
            .filter_map(|at| Some((self.slots.get(*at)?.end, *at)))
            .max_by_key(|(end, at)| (*end, Reverse(*at)));
        let ready = Ready {
            from: last.map_or(0, |(end, _)| end),
            after: last.map(|(_, at)| at),
        };
        self.line_up(at, ready);
    }
}

/// Returns when unattended work is over, in working time. It goes on through evenings and nights; if it ends there,
/// its result is taken up the next morning.
pub(super) fn after_unattended(start: u32, minutes: u32) -> u32 {
    if minutes == 0 {
        return start;
    }
    // The end of a day and the start of the next are the same minute of working time. Here it is the evening.
    let day = start.saturating_sub(1) / WORKING_DAY;
    let clock = (start - day * WORKING_DAY).saturating_add(minutes);
    let (days, rest) = (clock / WHOLE_DAY, clock % WHOLE_DAY);
    day.saturating_add(days)
        .saturating_mul(WORKING_DAY)
        .saturating_add(rest.min(WORKING_DAY))
}

/// Returns the steps of the chain that ends last, in order of time. Each step waits for the one before it.
pub(super) fn last_chain(slots: &[Slot]) -> Vec<usize> {
    let last = slots
        .iter()
        .enumerate()
        .max_by_key(|(at, slot)| (slot.end, Reverse(*at)));
    let mut chain: Vec<usize> = last.map(|(at, _)| at).into_iter().collect();
    // A step waits for earlier steps only, so the walk back ends. The bound holds even if that rule broke.
    while let Some(before) = chain.last().and_then(|at| slots.get(*at)?.after)
        && chain.len() <= slots.len()
    {
        chain.push(before);
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    /// Makes a step: role, phase, attended and unattended minutes, what it waits for.
    fn step(role: usize, phase: usize, attended: u32, unattended: u32, waits: &[usize]) -> Step {
        Step {
            run: 0,
            block: 0,
            phase,
            role: Some(RoleId::from_index(role)),
            attended,
            unattended,
            sample: None,
            waits: waits.to_vec(),
        }
    }

    fn times(slots: &[Slot]) -> Vec<(u32, u32, u32)> {
        slots
            .iter()
            .map(|slot| (slot.start, slot.attended_end, slot.end))
            .collect()
    }

    #[test]
    fn a_person_does_one_thing_at_a_time() {
        let steps = [
            step(0, 0, 60, 0, &[]),
            step(0, 0, 30, 0, &[]),
            step(1, 0, 20, 0, &[]),
        ];
        let slots = schedule_steps(&steps, &[], Staff::OneForEachRole);
        assert_eq!(times(&slots), [(0, 60, 60), (60, 90, 90), (0, 20, 20)]);
        assert_eq!(last_chain(&slots), [0, 1]);
        let slots = schedule_steps(&steps, &[], Staff::AsManyAsWanted);
        assert_eq!(times(&slots), [(0, 60, 60), (0, 30, 30), (0, 20, 20)]);
    }

    #[test]
    fn unattended_work_leaves_the_person_free() {
        let steps = [
            step(0, 0, 60, 120, &[]),
            step(0, 0, 30, 0, &[]),
            step(1, 0, 20, 0, &[0]),
        ];
        let slots = schedule_steps(&steps, &[], Staff::OneForEachRole);
        assert_eq!(times(&slots), [(0, 60, 180), (60, 90, 90), (180, 200, 200)]);
        assert_eq!(last_chain(&slots), [0, 2]);
    }

    #[test]
    fn of_what_could_begin_the_earlier_phase_does() {
        let steps = [step(0, 1, 60, 0, &[]), step(0, 0, 30, 0, &[])];
        let slots = schedule_steps(&steps, &[], Staff::OneForEachRole);
        assert_eq!(times(&slots), [(30, 90, 90), (0, 30, 30)]);
    }

    #[test]
    fn a_sample_is_in_one_pair_of_hands() {
        let steps = [step(0, 0, 60, 0, &[]), step(1, 0, 30, 0, &[])];
        let slots = schedule_steps(&steps, &[vec![], vec![0]], Staff::OneForEachRole);
        assert_eq!(times(&slots), [(0, 60, 60), (60, 90, 90)]);
    }

    #[test]
    fn steps_that_wait_for_one_another_get_no_time() {
        let steps = [step(0, 0, 60, 0, &[1]), step(0, 0, 30, 0, &[0])];
        let slots = schedule_steps(&steps, &[], Staff::OneForEachRole);
        assert_eq!(times(&slots), [(0, 0, 0), (0, 0, 0)]);
        assert_eq!(last_chain(&[]), Vec::<usize>::new());
    }

    #[test]
    fn unattended_work_runs_through_the_night() {
        // From the morning: within the day, to its evening, over night, and a day and a night.
        for (start, minutes, end) in [
            (0, 0, 0),
            (0, 60, 60),
            (60, 480, 480),
            (60, 900, 480),
            (60, 24 * 60, 540),
            (480, 4 * 60, 480),
            (480, 16 * 60, 480),
            (480, 24 * 60, 960),
            (500, 24 * 60, 980),
            (0, 48 * 60, 960),
        ] {
            assert_eq!(
                after_unattended(start, minutes),
                end,
                "{minutes} from {start}"
            );
        }
    }

    #[test]
    fn days_are_counted_from_one() {
        assert_eq!([0, 479, 480].map(day_of), [1, 1, 2]);
    }
}
