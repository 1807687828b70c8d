//! The steps that one person could begin.

use std::collections::BTreeMap;

/// The start of a step, its phase and its place in the plan. The smallest turn comes first.
pub(super) type Turn = (u32, usize, usize);

/// The steps of one person that no longer wait for other steps.
#[derive(Default)]
pub(super) struct Queue {
    /// The steps that could have begun by the time the person is free, by phase and place.
    begun: BTreeMap<(usize, usize), Ready>,
    /// The steps that can begin only later.
    later: BTreeMap<Turn, Ready>,
    /// The time from which the person is free.
    free: u32,
    /// The step that the person works on until then.
    busy_with: Option<usize>,
}

/// The time from which a step can begin, and the step that it waited for last.
#[derive(Clone, Copy)]
pub(super) struct Ready {
    pub from: u32,
    pub after: Option<usize>,
}

impl Queue {
    /// Adds a step that no longer waits for another.
    pub fn add(&mut self, phase: usize, at: usize, ready: Ready) {
        if ready.from > self.free {
            self.later.insert((ready.from, phase, at), ready);
        } else {
            self.begun.insert((phase, at), ready);
        }
    }

    /// Returns the turn that comes next.
    pub fn next(&self) -> Option<Turn> {
        let begun = self.begun.keys().next();
        let begun = begun.map(|(phase, at)| (self.free, *phase, *at));
        begun
            .into_iter()
            .chain(self.later.keys().next().copied())
            .min()
    }

    /// Removes a step and returns the step that it waited for last.
    pub fn take(&mut self, turn: Turn) -> Option<usize> {
        let (_, phase, at) = turn;
        match self.begun.remove(&(phase, at)) {
            Some(ready) if ready.from < self.free => self.busy_with,
            Some(ready) => ready.after,
            None => self.later.remove(&turn)?.after,
        }
    }

    /// Records the time until which the person works on a step.
    pub fn work_until(&mut self, free: u32, at: usize) {
        self.free = free;
        self.busy_with = Some(at);
        while let Some(first) = self
            .later
            .first_entry()
            .filter(|first| first.key().0 <= free)
        {
            let ((_, phase, at), ready) = first.remove_entry();
            self.begun.insert((phase, at), ready);
        }
    }
}
