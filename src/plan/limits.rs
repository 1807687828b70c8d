//! What limits a schedule: the order of the procedures, the people, the samples.

use std::collections::BTreeMap;

use super::samples::Drawn;
use super::schedule::{Slot, last_chain};
use super::steps::Step;
use crate::model::RoleId;

/// What work waits for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaitFor {
    /// The work before it: that of its own procedure, or of one that comes first.
    Work,
    /// The person of a role, who is busy.
    Role(Option<RoleId>),
    /// A sample that is in use, by its label.
    Sample(String),
}

/// What limits a schedule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// The parts of the duration by what sets them, the longest first. They add up to the duration.
    pub end: Vec<(WaitFor, u32)>,
    /// How long each person can begin nothing because a sample is in use, the longest wait first.
    pub idle: Vec<SampleWait>,
    /// How long work that could begin waits for a person who is busy, the longest wait first.
    pub busy: Vec<(Option<RoleId>, u32)>,
}

/// How long a person can begin nothing because a sample is in use.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SampleWait {
    /// The role of the person.
    pub role: Option<RoleId>,
    /// The label of the sample.
    pub sample: String,
    /// Minutes of working time.
    pub minutes: u32,
}

/// A schedule with what its steps wait for.
pub(super) struct Timetable<'a> {
    pub steps: &'a [Step],
    /// For each step the steps that use its samples right before it.
    pub turns: &'a [Vec<usize>],
    pub slots: &'a [Slot],
}

/// Finds what limits a schedule. The samples are those of `labels`, in the same order.
pub(super) fn find_limits(
    table: &Timetable<'_>,
    order: &[usize],
    drawn: &[Drawn],
    labels: &[String],
) -> Limits {
    let handed = handed_on(order, drawn, labels);
    Limits {
        end: longest_first(table.end(&handed)),
        idle: table.idle(&handed),
        busy: longest_first(table.busy()),
    }
}

/// For two steps of which one takes a sample right after the other, the label of the sample.
type HandedOn<'a> = BTreeMap<(usize, usize), &'a str>;

fn handed_on<'a>(order: &[usize], drawn: &[Drawn], labels: &'a [String]) -> HandedOn<'a> {
    let mut handed = HandedOn::new();
    for (sample, label) in drawn.iter().zip(labels) {
        let users = sample.uses.iter().filter_map(|used| order.get(used.at));
        for (earlier, later) in users.clone().zip(users.skip(1)) {
            handed.entry((*earlier, *later)).or_insert(label);
        }
    }
    handed
}

impl Timetable<'_> {
    fn slot(&self, at: usize) -> Slot {
        self.slots.get(at).copied().unwrap_or_default()
    }

    /// Returns the step of some that is done last, with the time.
    fn last_of(&self, steps: &[usize]) -> Option<(u32, usize)> {
        let ends = steps.iter().map(|at| (self.slot(*at).end, *at));
        ends.reduce(|last, one| if one.0 > last.0 { one } else { last })
    }

    /// Returns when the work before a step is done.
    fn work_done(&self, step: &Step) -> u32 {
        self.last_of(&step.waits).map_or(0, |(end, _)| end)
    }

    fn sample_free(&self, at: usize) -> Option<(u32, usize)> {
        self.last_of(self.turns.get(at)?)
    }

    /// Walks from the start of the work to its end, from each step to the one that begins when it is over, and says for
    /// each part of the time what alone keeps the next step from beginning.
    fn end(&self, handed: &HandedOn<'_>) -> BTreeMap<WaitFor, u32> {
        let mut parts: BTreeMap<WaitFor, u32> = BTreeMap::new();
        let mut add = |by: WaitFor, minutes: u32| {
            let part = parts.entry(by).or_default();
            *part = part.saturating_add(minutes);
        };
        let free = self.people_free();
        let chain = last_chain(self.slots);
        for (before, at) in chain.iter().zip(chain.iter().skip(1)) {
            let (from, mut to) = (self.slot(*before).start, self.slot(*at).start);
            for (time, by) in self.bounds(*at, &free, handed) {
                // What ends the wait has the time since the next lower bound; the lowest is the work itself.
                let time = time.clamp(from, to);
                add(by, to - time);
                to = time;
            }
            add(WaitFor::Work, to - from);
        }
        if let Some(last) = chain.last().map(|at| self.slot(*at)) {
            add(WaitFor::Work, last.end.saturating_sub(last.start));
        }
        parts
    }

    /// Returns what a step waits for, the longest wait first. The time with each is when that wait ends: from then on, the step
    /// waits only for what stands before it in the list.
    fn bounds(&self, at: usize, free: &[u32], handed: &HandedOn<'_>) -> Vec<(u32, WaitFor)> {
        let step = self.steps.get(at);
        let work = step.map_or(0, |step| self.work_done(step));
        let role = WaitFor::Role(step.and_then(|step| step.role));
        let person_free = free.get(at).copied().unwrap_or(0);
        let mut bounds = vec![(work, WaitFor::Work), (person_free, role)];
        // As long as the person is busy, it makes no difference that the sample is in use.
        let sample = self.sample_free(at).filter(|(end, _)| *end > person_free);
        bounds.extend(sample.and_then(|(end, before)| {
            let label = handed.get(&(before, at))?;
            Some((end, WaitFor::Sample((*label).to_owned())))
        }));
        bounds.sort_by(|one, other| other.cmp(one));
        let lower: Vec<u32> = bounds.iter().skip(1).map(|(time, _)| *time).collect();
        let lower = lower.into_iter().chain([0]);
        bounds
            .into_iter()
            .zip(lower)
            .map(|((_, by), time)| (time, by))
            .collect()
    }

    /// Returns for each step the time from which the person of its role is free for it.
    fn people_free(&self) -> Vec<u32> {
        let mut free = vec![0; self.steps.len()];
        for steps in self.by_role().values() {
            let mut until = 0;
            for (at, _) in steps {
                if let Some(free) = free.get_mut(*at) {
                    *free = until;
                }
                until = self.slot(*at).attended_end.max(until);
            }
        }
        free
    }

    /// Returns the steps of each role in order of time.
    fn by_role(&self) -> BTreeMap<Option<RoleId>, Vec<(usize, &Step)>> {
        let mut roles: BTreeMap<Option<RoleId>, Vec<(usize, &Step)>> = BTreeMap::new();
        for (at, step) in self.steps.iter().enumerate() {
            roles.entry(step.role).or_default().push((at, step));
        }
        for steps in roles.values_mut() {
            steps.sort_by_key(|(at, _)| (self.slot(*at).start, *at));
        }
        roles
    }

    fn idle(&self, handed: &HandedOn<'_>) -> Vec<SampleWait> {
        let mut waits: BTreeMap<(Option<RoleId>, &str), u32> = BTreeMap::new();
        for (role, steps) in self.by_role() {
            let mut free = 0;
            for (at, step) in steps {
                let slot = self.slot(at);
                let from = self.work_done(step).max(free);
                free = slot.attended_end.max(free);
                let given = self.sample_free(at).filter(|(end, _)| *end > from);
                let Some((end, before)) = given else { continue };
                if let Some(label) = handed.get(&(before, at)) {
                    let wait = waits.entry((role, label)).or_default();
                    *wait = wait.saturating_add(end.min(slot.start).saturating_sub(from));
                }
            }
        }
        let waits = waits.into_iter().filter(|(_, minutes)| *minutes > 0);
        let waits = waits.map(|((role, sample), minutes)| SampleWait {
            role,
            sample: sample.to_owned(),
            minutes,
        });
        let mut waits: Vec<SampleWait> = waits.collect();
        waits.sort_by(|one, other| other.minutes.cmp(&one.minutes).then_with(|| one.cmp(other)));
        waits
    }

    fn busy(&self) -> BTreeMap<Option<RoleId>, u32> {
        let mut waits = BTreeMap::new();
        for (role, steps) in self.by_role() {
            let ready = |(at, step): &(usize, &Step)| {
                let given = self.sample_free(*at).map_or(0, |(end, _)| end);
                (self.work_done(step).max(given), self.slot(*at).start)
            };
            let mut spans: Vec<(u32, u32)> = steps.iter().map(ready).collect();
            spans.sort_unstable();
            let (mut minutes, mut counted) = (0_u32, 0);
            for (from, to) in spans {
                minutes = minutes.saturating_add(to.saturating_sub(from.max(counted)));
                counted = to.max(counted);
            }
            waits.insert(role, minutes);
        }
        waits
    }
}

/// Sorts what waits by time, and leaves out what does not wait.
fn longest_first<T: Ord>(waits: BTreeMap<T, u32>) -> Vec<(T, u32)> {
    let mut waits: Vec<(T, u32)> = waits.into_iter().filter(|(_, wait)| *wait > 0).collect();
    waits.sort_by_key(|(_, minutes)| std::cmp::Reverse(*minutes));
    waits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Id;
    use crate::plan::schedule::{Staff, schedule_steps};
    use crate::plan::steps::Step;

    fn step(role: usize, attended: u32, unattended: u32, waits: Vec<usize>) -> Step {
        Step {
            run: 0,
            block: 0,
            phase: 0,
            role: Some(RoleId::from_index(role)),
            attended,
            unattended,
            sample: None,
            waits,
        }
    }

    /// Schedules steps that hand one sample on in their order, and finds what limits the schedule.
    fn limits(steps: &[Step], turns: &[Vec<usize>]) -> (u32, Limits) {
        let slots = schedule_steps(steps, turns, Staff::OneForEachRole);
        let table = Timetable {
            steps,
            turns,
            slots: &slots,
        };
        let pairs = turns.iter().enumerate();
        let handed =
            pairs.flat_map(|(at, before)| before.iter().map(move |one| ((*one, at), "S1")));
        let handed: HandedOn<'_> = handed.collect();
        let length = slots.iter().map(|slot| slot.end).max().unwrap_or(0);
        let limits = Limits {
            end: longest_first(table.end(&handed)),
            idle: table.idle(&handed),
            busy: longest_first(table.busy()),
        };
        (length, limits)
    }

    #[test]
    fn a_person_waits_for_a_sample_and_work_for_a_person() {
        let steps = [
            step(0, 60, 30, vec![]),
            step(0, 40, 0, vec![]),
            step(1, 20, 0, vec![]),
            step(1, 10, 0, vec![2]),
        ];
        let turns = [vec![], vec![], vec![0], vec![]];
        let (length, limits) = limits(&steps, &turns);
        let role = |number| Some(RoleId::from_index(number));
        assert_eq!(length, 120);
        // The second person begins when the sample is given back, and then goes on with what follows.
        let sample = WaitFor::Sample("S1".to_owned());
        assert_eq!(limits.end, [(sample, 90), (WaitFor::Work, 30)]);
        let waits = limits.idle.iter().map(|one| (one.role, one.minutes));
        assert_eq!(waits.collect::<Vec<_>>(), [(role(1), 90)]);
        assert_eq!(limits.busy, [(role(0), 60)]);
    }

    fn generated() -> impl Strategy<Value = (Vec<Step>, Vec<Vec<usize>>)> {
        let one = (
            0_usize..3,
            0_u32..900,
            0_u32..2000,
            any::<u8>(),
            any::<bool>(),
        );
        prop::collection::vec(one, 0..12).prop_map(|steps| {
            let mut last = None;
            let mut turns = Vec::new();
            let mut made = Vec::new();
            for (at, (role, attended, unattended, pick, shares)) in steps.into_iter().enumerate() {
                let before = usize::from(pick) % (at + 1);
                let waits = if before < at {
                    vec![before]
                } else {
                    Vec::new()
                };
                made.push(step(role, attended, unattended, waits));
                turns.push(last.filter(|_| shares).into_iter().collect());
                last = if shares { Some(at) } else { last };
            }
            (made, turns)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_sets_the_duration_adds_up_to_it((steps, turns) in generated()) {
            let (length, limits) = limits(&steps, &turns);
            prop_assert_eq!(limits.end.iter().map(|(_, minutes)| minutes).sum::<u32>(), length);
            let of_role = |role| limits.idle.iter().filter(move |one| one.role == role);
            for (role, busy) in &limits.busy {
                let idle: u32 = of_role(*role).map(|one| one.minutes).sum();
                prop_assert!(*busy + idle <= length, "{role:?} is busy while idle");
            }
        }
    }
}
