//! Derived names and subsets: each is worked out once for a product, after those that it is made of.

use std::rc::Rc;

use super::Truth;
use super::evaluator::{Evaluator, Progress};
use crate::model::{DeriveId, Mention, Set, SubsetId, visit_condition};

/// A name that is defined by a condition.
#[derive(Debug, Clone, Copy)]
enum Defined {
    Derive(DeriveId),
    Subset(SubsetId),
}

impl Evaluator<'_> {
    /// Says whether a derived name holds.
    pub(super) fn derived_truth(&self, derive: DeriveId) -> Truth {
        if self.known.derive(derive) == Progress::New {
            self.work_out(Defined::Derive(derive));
        }
        match self.known.derive(derive) {
            Progress::Done(truth) => truth,
            Progress::New | Progress::Open => Truth::Open,
        }
    }

    /// Says of each entry of the inventory whether it belongs to a set; `None` where all of them do.
    pub(super) fn membership(&self, set: Set) -> Option<Rc<[Truth]>> {
        let Set::Subset(subset) = set else {
            return None;
        };
        if self.known.subset(subset).is_none() {
            self.work_out(Defined::Subset(subset));
        }
        Some(self.known.subset(subset).unwrap_or_default())
    }

    /// Works out a name after all those that it is made of, however long the way to the last of them.
    fn work_out(&self, name: Defined) {
        let mut waiting = vec![(name, false)];
        while let Some((name, is_open)) = waiting.pop() {
            if is_open {
                self.finish(name);
            } else if self.open(name) {
                waiting.push((name, true));
                waiting.extend(self.parts(name).into_iter().map(|part| (part, false)));
            }
        }
    }

    /// Begins a name; returns whether it is new.
    fn open(&self, name: Defined) -> bool {
        match name {
            Defined::Derive(derive) => {
                let is_new = self.known.derive(derive) == Progress::New;
                if is_new {
                    self.known.set_derive(derive, Progress::Open);
                }
                is_new
            }
            Defined::Subset(subset) => self.known.open_subset(subset),
        }
    }

    fn parts(&self, name: Defined) -> Vec<Defined> {
        let mut parts = Vec::new();
        let mut visit = |mention| match mention {
            Mention::Derive(derive) => parts.push(Defined::Derive(derive)),
            Mention::Set(Set::Subset(subset)) => parts.push(Defined::Subset(subset)),
            Mention::Set(Set::Inventory(_))
            | Mention::Fact(_)
            | Mention::Attribute(_)
            | Mention::Broken => {}
        };
        match name {
            Defined::Derive(derive) => {
                visit_condition(&self.scheme.derives[derive].meaning, &mut visit);
            }
            Defined::Subset(subset) => {
                let subset = &self.scheme.subsets[subset];
                visit(Mention::Set(subset.of));
                visit_condition(&subset.filter, &mut visit);
            }
        }
        parts
    }

    fn finish(&self, name: Defined) {
        match name {
            Defined::Derive(derive) => {
                let truth = self.truth(&self.scheme.derives[derive].meaning, None);
                self.known.set_derive(derive, Progress::Done(truth));
            }
            Defined::Subset(subset) => {
                let definition = &self.scheme.subsets[subset];
                let outer = self.membership(definition.of);
                let inventory = self.scheme.inventory_of(definition.of);
                let entries = self.situation.entries(inventory).iter().enumerate();
                let truths = entries.map(|(place, entry)| match belongs(outer.as_deref(), place) {
                    Truth::No => Truth::No,
                    outer @ (Truth::Open | Truth::Yes) => {
                        outer.and(self.decide_for(&definition.filter, entry))
                    }
                });
                self.known.set_subset(subset, truths.collect());
            }
        }
    }
}

/// Says whether an entry belongs to a set.
pub(super) fn belongs(truths: Option<&[Truth]>, place: usize) -> Truth {
    truths.map_or(Truth::Yes, |truths| {
        truths.get(place).copied().unwrap_or(Truth::Open)
    })
}
