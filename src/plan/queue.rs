//! What one person could begin.

use std::collections::BTreeMap;

/// When a step begins, its phase and its place in the plan: of two the smaller one comes first.
pub(super) type Turn = (u32, usize, usize);

/// The steps of one person that wait for nothing more.
#[derive(Default)]
pub(super) struct Queue {
    /// Those that could begin before the person is free, by phase and place, with the time from which they could.
    begun: BTreeMap<(usize, usize), Ready>,
    /// Those that can begin only later.
    later: BTreeMap<Turn, Ready>,
    /// Until when the person is at work.
    free: u32,
    /// On what.
    busy_with: Option<usize>,
}

/// From when a step can begin, and what it waited for last.
#[derive(Clone, Copy)]
pub(super) struct Ready {
    pub from: u32,
    pub after: Option<usize>,
}

impl Queue {
    /// Adds a step that waits for nothing more.
    pub fn add(&mut self, phase: usize, at: usize, ready: Ready) {
        if ready.from > self.free {
            self.later.insert((ready.from, phase, at), ready);
        } else {
            self.begun.insert((phase, at), ready);
        }
    }

    /// Returns when which step begins next.
    pub fn next(&self) -> Option<Turn> {
        let begun = self.begun.keys().next();
        let begun = begun.map(|(phase, at)| (self.free, *phase, *at));
        begun
            .into_iter()
            .chain(self.later.keys().next().copied())
            .min()
    }

    /// Takes a step out; returns what it waited for last.
    pub fn take(&mut self, turn: Turn) -> Option<usize> {
        let (_, phase, at) = turn;
        match self.begun.remove(&(phase, at)) {
            Some(ready) if ready.from < self.free => self.busy_with,
            Some(ready) => ready.after,
            None => self.later.remove(&turn)?.after,
        }
    }

    /// Says until when the person is at work on a step.
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
