//! Decides and explains derived names and subsets, each once for a product, after the names that it depends on.

use std::cell::RefCell;
use std::hash::Hash;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::evaluator::{EntryFindings, Evaluator};
use super::{Finding, Reason, Truth};
use crate::model::{DefinedName, DeriveId, Entry, Set, SubsetId, visit_definition};

/// What is worked out for names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    /// Whether a derived name holds, which entries belong to a subset.
    Decide,
    /// Why.
    Explain,
}

impl<'a> Evaluator<'a> {
    /// Says whether a derived name holds. It is open where its definition leads back to it.
    pub(super) fn derived_truth(&self, derive: DeriveId) -> Truth {
        let known = || self.known.derives.borrow().get(&derive).copied();
        if known().is_none() {
            self.work_out(DefinedName::Derive(derive), Task::Decide);
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
            self.work_out(DefinedName::Subset(subset), Task::Decide);
        }
        Some(known().flatten().unwrap_or_default())
    }

    /// Says whether a derived name holds, and why.
    pub(super) fn explain_derived(&self, derive: DeriveId) -> Finding {
        let known = || self.known.derive_findings.borrow().get(&derive).cloned();
        if known().is_none() {
            self.work_out(DefinedName::Derive(derive), Task::Explain);
        }
        known().flatten().unwrap_or_else(unexplained)
    }

    /// Says whether an entry belongs to a set, and why.
    pub fn belongs(&self, set: Set, entry: &'a Entry) -> Finding {
        let Set::Subset(subset) = set else {
            return Finding::new(Truth::Yes, Reason::default());
        };
        let known = || self.known.entry_findings.borrow().get(&subset).cloned();
        if known().is_none() {
            self.work_out(DefinedName::Subset(subset), Task::Explain);
        }
        let findings = known().flatten().unwrap_or_default();
        let finding = findings.get(&std::ptr::from_ref(entry)).cloned();
        finding.unwrap_or_else(unexplained)
    }

    /// Decides or explains a name after all names that it depends on. It keeps a stack of its own, so that chains of any
    /// length can be followed.
    fn work_out(&self, name: DefinedName, task: Task) {
        let mut stack = vec![(name, false)];
        while let Some((name, is_begun)) = stack.pop() {
            if is_begun {
                self.finish(name, task);
            } else if self.begin(name, task) {
                stack.push((name, true));
                stack.extend(self.parts(name).into_iter().map(|part| (part, false)));
            }
        }
    }

    /// Begins a name; returns whether it is new.
    fn begin(&self, name: DefinedName, task: Task) -> bool {
        let known = &self.known;
        match (name, task) {
            (DefinedName::Derive(derive), Task::Decide) => begin(&known.derives, derive),
            (DefinedName::Derive(derive), Task::Explain) => begin(&known.derive_findings, derive),
            (DefinedName::Subset(subset), Task::Decide) => begin(&known.subsets, subset),
            (DefinedName::Subset(subset), Task::Explain) => begin(&known.entry_findings, subset),
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

    fn finish(&self, name: DefinedName, task: Task) {
        let known = &self.known;
        match (name, task) {
            (DefinedName::Derive(derive), Task::Decide) => {
                let truth = self.decide(&self.scheme.derives[derive].meaning);
                known.derives.borrow_mut().insert(derive, Some(truth));
            }
            (DefinedName::Derive(derive), Task::Explain) => {
                let finding = self.evaluate(&self.scheme.derives[derive].meaning);
                let mut findings = known.derive_findings.borrow_mut();
                findings.insert(derive, Some(finding));
            }
            (DefinedName::Subset(subset), Task::Decide) => {
                let truths = self.subset_truths(subset);
                known.subsets.borrow_mut().insert(subset, Some(truths));
            }
            (DefinedName::Subset(subset), Task::Explain) => {
                let findings = self.subset_findings(subset);
                let mut all = known.entry_findings.borrow_mut();
                all.insert(subset, Some(findings));
            }
        }
    }

    /// Explains for each entry of the inventory whether it belongs to a subset.
    fn subset_findings(&self, subset: SubsetId) -> Rc<EntryFindings> {
        let subset = &self.scheme.subsets[subset];
        let inventory = self.scheme.inventory_of(subset.of);
        let finding = |entry: &'a Entry| match self.belongs(subset.of, entry) {
            outer if outer.truth == Truth::No => outer,
            outer => outer.and(self.evaluate_for(&subset.filter, entry)),
        };
        let entries = self.situation.entries(inventory).iter();
        entries
            .map(|entry| (std::ptr::from_ref(entry), finding(entry)))
            .collect::<EntryFindings>()
            .into()
    }

    /// Evaluates for each entry of the inventory, and after those for each shape of a further one, whether it belongs to a
    /// subset.
    fn subset_truths(&self, subset: SubsetId) -> Rc<[Truth]> {
        let subset = &self.scheme.subsets[subset];
        let outer = self.membership(subset.of);
        let inventory = self.scheme.inventory_of(subset.of);
        let shapes = self.situation.shapes(inventory).unwrap_or_default();
        let entries = self.situation.entries(inventory).iter();
        entries
            .chain(shapes)
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

/// The finding for a name whose definition leads back to it.
fn unexplained() -> Finding {
    Finding::new(Truth::Open, Reason::default())
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
