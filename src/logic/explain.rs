//! Explains why a condition holds, does not hold, or is open.
//!
//! The truth is decided first. Reasons are made only of the parts that decide it.

use super::decide::count_truth;
use super::evaluator::{Evaluator, Scope};
use super::names::belongs;
use super::test::explain_test;
use super::{Finding, Reason, Truth};
use crate::model::{
    Condition, Entry, Extent, InventoryId, Quantified, Quantifier, Set, count_visit,
};

/// The entries that a quantifier ranges over, and the scope in which it stands.
pub(super) struct Selection<'s, 'a> {
    pub inventory: InventoryId,
    pub set: Set,
    filter: Option<&'a Condition>,
    around: Option<&'s Scope<'s, 'a>>,
    /// The places of the entries that count, or may count.
    pub cut: Vec<(usize, Truth)>,
    /// Whether the list of the inventory is complete, or as good as complete.
    pub extent: Extent,
}

impl<'a> Evaluator<'a> {
    /// Says whether a condition holds, and why.
    pub fn evaluate(&self, condition: &'a Condition) -> Finding {
        self.explain(condition, None)
    }

    /// Says whether a condition holds for an entry, which is its innermost scope, and why.
    pub fn evaluate_for(&self, condition: &'a Condition, entry: &'a Entry) -> Finding {
        let around = None;
        self.explain(condition, Some(&Scope { entry, around }))
    }

    /// Says whether a set has an entry, and why.
    pub fn has_member(&self, set: Set) -> Finding {
        if let Some(known) = self.known.members.borrow().get(&set) {
            return known.clone();
        }
        let finding = self.explain_some(&self.whole_set(set));
        let mut known = self.known.members.borrow_mut();
        known.insert(set, finding.clone());
        finding
    }

    fn explain(&self, condition: &'a Condition, scope: Option<&Scope<'_, 'a>>) -> Finding {
        count_visit();
        match condition {
            Condition::All(parts) => self.combined(parts, scope, Truth::No),
            Condition::Any(parts) => self.combined(parts, scope, Truth::Yes),
            Condition::Not(part) => self.explain(part, scope).negated(),
            Condition::Quantified(quantified) => self.explain_quantified(quantified, scope),
            Condition::Derived(derive) => self.explain_derived(*derive),
            Condition::Test(test) => explain_test(self, test, scope),
            Condition::Broken => Finding::new(
                Truth::Open,
                Reason::stated("a part of the condition could not be read"),
            ),
        }
    }

    /// Explains `and` or `or`. One part with the truth `decisive` decides the whole: `no` for `and`, `yes` for `or`.
    fn combined(
        &self,
        parts: &'a [Condition],
        scope: Option<&Scope<'_, 'a>>,
        decisive: Truth,
    ) -> Finding {
        let mut truths: Vec<Truth> = Vec::with_capacity(parts.len());
        for part in parts {
            let truth = self.truth(part, scope);
            if truth == decisive {
                return self.explain(part, scope);
            }
            truths.push(truth);
        }
        let truth = if truths.contains(&Truth::Open) {
            Truth::Open
        } else {
            decisive.negated()
        };
        let reasons = parts
            .iter()
            .zip(truths)
            .filter(|(_, part_truth)| *part_truth == truth)
            .map(|(part, _)| self.explain(part, scope).reason);
        Finding::new(truth, Reason::joined(reasons, ", and "))
    }

    fn explain_quantified(
        &self,
        quantified: &'a Quantified,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Finding {
        if self.closed_truth(quantified).is_none() {
            return self.explain_in_scope(quantified, scope);
        }
        let key = std::ptr::from_ref(quantified);
        if let Some(known) = self.known.closed_findings.borrow().get(&key) {
            return known.clone();
        }
        let finding = self.explain_selection(quantified, &self.select(quantified, None));
        let mut known = self.known.closed_findings.borrow_mut();
        known.insert(key, finding.clone());
        finding
    }

    /// Explains a quantifier that mentions an enclosing entry.
    fn explain_in_scope(
        &self,
        quantified: &'a Quantified,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Finding {
        // The finding is the same for all entries to which nothing refers.
        let narrowing = self.narrowing(quantified).filter(|narrowing| {
            let this = Scope::outer(scope, narrowing.outer);
            let is_some = matches!(quantified.quantifier, Quantifier::Some | Quantifier::No);
            let is_bare = this.is_some_and(|this| narrowing.referring(this).is_empty());
            is_some && is_bare && narrowing.is_alone
        });
        let known = narrowing
            .as_ref()
            .and_then(|narrowing| narrowing.finding.borrow().clone());
        if let Some(known) = known {
            return known;
        }
        let finding = self.explain_selection(quantified, &self.select(quantified, scope));
        if let Some(narrowing) = narrowing {
            *narrowing.finding.borrow_mut() = Some(finding.clone());
        }
        finding
    }

    fn explain_selection(
        &self,
        quantified: &'a Quantified,
        selection: &Selection<'_, 'a>,
    ) -> Finding {
        match &quantified.quantifier {
            Quantifier::Some => self.explain_some(selection),
            Quantifier::No => self.explain_some(selection).negated(),
            Quantifier::Every(wanted) => self.explain_every(selection, wanted),
            counting
            @ (Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_)) => {
                let truth = count_truth(counting, &selection.cut, selection.extent);
                let finding = self.explain_count(selection, truth);
                let listed = count_truth(counting, &selection.cut, Extent::AtLeast);
                if listed == truth {
                    finding
                } else {
                    self.rest_on_all(selection, finding)
                }
            }
        }
    }

    /// Selects the entries of a quantifier.
    fn select<'s>(
        &self,
        quantified: &'a Quantified,
        around: Option<&'s Scope<'s, 'a>>,
    ) -> Selection<'s, 'a> {
        let (inventory, cut) = self.cut(quantified, around);
        Selection {
            inventory,
            set: quantified.set,
            filter: quantified.filter.as_ref(),
            around,
            cut: cut.to_vec(),
            extent: self.extent_for(quantified, around),
        }
    }

    /// Selects all entries of a set.
    fn whole_set(&self, set: Set) -> Selection<'a, 'a> {
        let inventory = self.scheme.inventory_of(set);
        let truths = self.membership(set);
        let extent = self.extent_of(set);
        let cut = (0..self.situation.entries(inventory).len())
            .map(|place| (place, belongs(truths.as_deref(), place)))
            .filter(|(_, truth)| *truth != Truth::No)
            .collect();
        Selection {
            inventory,
            set,
            filter: None,
            around: None,
            cut,
            extent,
        }
    }

    /// Says why an entry counts for a quantifier or not.
    pub(super) fn explain_entry(&self, selection: &Selection<'_, 'a>, entry: &'a Entry) -> Finding {
        let finding = self.belongs(selection.set, entry);
        match selection.filter.filter(|_| finding.truth != Truth::No) {
            Some(filter) => {
                let around = selection.around;
                finding.and(self.explain(filter, Some(&Scope { entry, around })))
            }
            None => finding,
        }
    }

    /// Returns the selected entries with a truth: those that count, or those that may.
    pub(super) fn entries_with(
        &self,
        selection: &Selection<'_, 'a>,
        truth: Truth,
    ) -> Vec<&'a Entry> {
        let entries = self.situation.entries(selection.inventory);
        selection
            .cut
            .iter()
            .filter(|(_, own)| *own == truth)
            .filter_map(|(place, _)| entries.at(*place))
            .collect()
    }

    fn explain_some(&self, selection: &Selection<'_, 'a>) -> Finding {
        let certain = self.entries_with(selection, Truth::Yes);
        if !certain.is_empty() {
            return Finding::new(Truth::Yes, self.some_reason(selection, &certain));
        }
        if !selection.cut.is_empty() {
            return Finding::new(Truth::Open, self.open_reason(selection));
        }
        match selection.extent {
            Extent::All => {
                let finding = Finding::new(Truth::No, self.none_reason(selection));
                self.rest_on_all(selection, finding)
            }
            Extent::Unknown | Extent::AtLeast => {
                Finding::new(Truth::Open, self.unlisted_reason(selection))
            }
        }
    }

    fn explain_every(&self, selection: &Selection<'_, 'a>, wanted: &'a Condition) -> Finding {
        let entries = self.situation.entries(selection.inventory);
        let mut truths = Vec::with_capacity(selection.cut.len());
        for (place, counts) in &selection.cut {
            let around = selection.around;
            let truth = self.meets(selection.inventory, *place, *counts, wanted, around);
            if let Some(entry) = entries.at(*place).filter(|_| truth == Truth::No) {
                let parts = self.reasons_of(selection, wanted, entry);
                return Finding::new(Truth::No, self.failing_reason(selection, entry, parts));
            }
            truths.push((*place, truth));
        }
        let joined_reasons = |truth: Truth| {
            let reasons = truths
                .iter()
                .filter(|(_, own)| *own == truth)
                .filter_map(|(place, _)| entries.at(*place))
                .flat_map(|entry| self.reasons_of(selection, wanted, entry));
            Reason::joined(reasons, ", and ")
        };
        if truths.iter().any(|(_, truth)| *truth == Truth::Open) {
            return Finding::new(Truth::Open, joined_reasons(Truth::Open));
        }
        match selection.extent {
            Extent::Unknown | Extent::AtLeast => {
                Finding::new(Truth::Open, self.unlisted_reason(selection))
            }
            Extent::All => {
                let mut reason = joined_reasons(Truth::Yes);
                if reason.sentence.is_empty() {
                    reason = self.none_reason(selection);
                }
                let settler = self.inventory_settler(selection.inventory);
                let finding = Finding::new(Truth::Yes, reason.with([settler]));
                self.rest_on_all(selection, finding)
            }
        }
    }

    /// Adds to the reason of a finding that rests on all entries why further ones make no difference, where the list is only
    /// as good as complete.
    fn rest_on_all(&self, selection: &Selection<'_, 'a>, finding: Finding) -> Finding {
        if self.situation.extent(selection.inventory) == Extent::All {
            return finding;
        }
        let bounded = self.bounded_reason(selection.inventory);
        let reason = Reason::joined([finding.reason, bounded], ", and ");
        Finding { reason, ..finding }
    }

    /// Returns why an entry counts, and why it meets or fails `wanted`.
    fn reasons_of(
        &self,
        selection: &Selection<'_, 'a>,
        wanted: &'a Condition,
        entry: &'a Entry,
    ) -> [Reason; 2] {
        let around = selection.around;
        let met = self.explain(wanted, Some(&Scope { entry, around }));
        [self.explain_entry(selection, entry).reason, met.reason]
    }

    fn explain_count(&self, selection: &Selection<'_, 'a>, truth: Truth) -> Finding {
        let certain = self.entries_with(selection, Truth::Yes);
        let reason = if truth == Truth::Open && certain.len() == selection.cut.len() {
            self.unlisted_reason(selection)
        } else if truth == Truth::Open {
            self.open_reason(selection)
        } else if certain.is_empty() {
            self.none_reason(selection)
        } else {
            self.some_reason(selection, &certain)
        };
        let settler = self.inventory_settler(selection.inventory);
        Finding::new(truth, reason.with([settler]))
    }
}
