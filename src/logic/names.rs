//! Evaluates derived names and subsets, each once for a product, after the names that it depends on.

use std::cell::RefCell;
use std::hash::Hash;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Truth;
use super::evaluator::Evaluator;
use crate::model::{DefinedName, DeriveId, Set, SubsetId, visit_definition};

impl Evaluator<'_> {
    /// Says whether a derived name holds. It is open where its definition leads back to it.
    pub(super) fn derived_truth(&self, derive: DeriveId) -> Truth {
        let known = || self.known.derives.borrow().get(&derive).copied();
        if known().is_none() {
            self.work_out(DefinedName::Derive(derive));
        }
        known().flatten().unwrap_or(Truth::Open)
    }

    /// Returns for each entry of the inventory whether it belongs to a set; `None` where all of them do.
    pub(super) fn membership(&self, set: Set) -> Option<Rc<[Truth]>> {
        let Set::Subset(subset) = set else {
            return None;
        };
        let known = || self.known.subsets.borrow().get(&subset).cloned();
        if known().is_none() {
            self.work_out(DefinedName::Subset(subset));
        }
        Some(known().flatten().unwrap_or_default())
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
            DefinedName::Derive(derive) => begin(&self.known.derives, derive),
            DefinedName::Subset(subset) => begin(&self.known.subsets, subset),
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
                self.known.derives.borrow_mut().insert(derive, Some(truth));
            }
            DefinedName::Subset(subset) => {
                let truths = self.subset_truths(subset);
                self.known.subsets.borrow_mut().insert(subset, Some(truths));
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

/// Adds a name to the results so far, without a result; returns whether it is new.
fn begin<N: Eq + Hash, T>(known: &RefCell<FxHashMap<N, Option<T>>>, name: N) -> bool {
    let mut known = known.borrow_mut();
    let is_new = !known.contains_key(&name);
    if is_new {
        known.insert(name, None);
    }
    is_new
}

/// Says whether an entry belongs to a set.
pub(super) fn belongs(truths: Option<&[Truth]>, place: usize) -> Truth {
    truths.map_or(Truth::Yes, |truths| {
        truths.get(place).copied().unwrap_or(Truth::Open)
    })
}
