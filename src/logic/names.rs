//! Evaluates derived names and subsets, each once for a product, after the names that it depends on.

use std::rc::Rc;

use super::Truth;
use super::evaluator::{Evaluator, Progress};
use crate::model::{DefinedName, DeriveId, Set, SubsetId, visit_definition};

impl Evaluator<'_> {
    /// Says whether a derived name holds.
    pub(super) fn derived_truth(&self, derive: DeriveId) -> Truth {
        if self.known.derive(derive) == Progress::New {
            self.work_out(DefinedName::Derive(derive));
        }
        match self.known.derive(derive) {
            Progress::Done(truth) => truth,
            Progress::New | Progress::Open => Truth::Open,
        }
    }

    /// Returns for each entry of the inventory whether it belongs to a set; `None` where all of them do.
    pub(super) fn membership(&self, set: Set) -> Option<Rc<[Truth]>> {
        let Set::Subset(subset) = set else {
            return None;
        };
        if self.known.subset(subset).is_none() {
            self.work_out(DefinedName::Subset(subset));
        }
        Some(self.known.subset(subset).unwrap_or_default())
    }

    /// Evaluates a name after all names that it depends on. It keeps a stack of its own, so that chains of any length
    /// can be followed.
    fn work_out(&self, name: DefinedName) {
        let mut stack = vec![(name, false)];
        while let Some((name, is_begun)) = stack.pop() {
            if is_begun {
                self.finish(name);
            } else if self.begin(name) {
                stack.push((name, true));
                stack.extend(self.parts(name).into_iter().map(|part| (part, false)));
            }
        }
    }

    /// Begins a name; returns whether it is new.
    fn begin(&self, name: DefinedName) -> bool {
        match name {
            DefinedName::Derive(derive) => {
                let is_new = self.known.derive(derive) == Progress::New;
                if is_new {
                    self.known.set_derive(derive, Progress::Open);
                }
                is_new
            }
            DefinedName::Subset(subset) => self.known.open_subset(subset),
        }
    }

    /// Returns the names that the definition of a name mentions.
    fn parts(&self, name: DefinedName) -> Vec<DefinedName> {
        let mut parts = Vec::new();
        visit_definition(self.scheme, name, &mut |mention| {
            parts.extend(mention.defined_name());
        });
        parts
    }

    fn finish(&self, name: DefinedName) {
        match name {
            DefinedName::Derive(derive) => {
                let truth = self.truth(&self.scheme.derives[derive].meaning, None);
                self.known.set_derive(derive, Progress::Done(truth));
            }
            DefinedName::Subset(subset) => {
                self.known.set_subset(subset, self.subset_truths(subset));
            }
        }
    }

    /// Evaluates for each entry of the inventory whether it belongs to a subset.
    fn subset_truths(&self, subset: SubsetId) -> Rc<[Truth]> {
        let subset = &self.scheme.subsets[subset];
        let outer = self.membership(subset.of);
        let inventory = self.scheme.inventory_of(subset.of);
        self.situation
            .entries(inventory)
            .iter()
            .enumerate()
            .map(|(place, entry)| match belongs(outer.as_deref(), place) {
                Truth::No => Truth::No,
                outer @ (Truth::Open | Truth::Yes) => {
                    outer.and(self.decide_for(&subset.filter, entry))
                }
            })
            .collect()
    }
}

/// Says whether an entry belongs to a set.
pub(super) fn belongs(truths: Option<&[Truth]>, place: usize) -> Truth {
    truths.map_or(Truth::Yes, |truths| {
        truths.get(place).copied().unwrap_or(Truth::Open)
    })
}
