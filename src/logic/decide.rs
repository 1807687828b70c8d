//! Decides whether a condition holds, by Kleene's tables, without a reason.
//!
//! Each part is decided by itself, and the truth values are combined (L-106). An answer may therefore be open where
//! exact logic would settle it; it is never settled differently.

use std::rc::Rc;

use super::Truth;
use super::evaluator::{Cut, Evaluator, Member, Members, Narrowing, Scope};
use super::names::belongs;
use super::test::test_truth;
use crate::model::{
    Condition, Entry, Extent, InventoryId, Quantified, Quantifier, Set, count_visit,
};

impl<'a> Evaluator<'a> {
    /// Says whether a condition holds.
    pub fn decide(&self, condition: &'a Condition) -> Truth {
        self.truth(condition, None)
    }

    /// Says whether a condition holds for an entry, which is its innermost scope.
    pub fn decide_for(&self, condition: &'a Condition, entry: &'a Entry) -> Truth {
        let around = None;
        self.truth(condition, Some(&Scope { entry, around }))
    }

    /// Returns the entries that belong or may belong to a set.
    pub fn members(&self, set: Set) -> Members<'a> {
        let inventory = self.scheme.inventory_of(set);
        let truths = self.membership(set);
        let member = |(place, entry)| {
            let truth = belongs(truths.as_deref(), place);
            (truth != Truth::No).then_some(Member { entry, truth })
        };
        let entries = self.situation.entries(inventory);
        Members {
            inventory,
            candidates: entries.iter().enumerate().filter_map(member).collect(),
            extent: self.extent_of(set),
        }
    }

    pub(super) fn truth(&self, condition: &'a Condition, scope: Option<&Scope<'_, 'a>>) -> Truth {
        count_visit();
        match condition {
            Condition::All(parts) => Truth::all(parts.iter().map(|part| self.truth(part, scope))),
            Condition::Any(parts) => Truth::any(parts.iter().map(|part| self.truth(part, scope))),
            Condition::Not(part) => self.truth(part, scope).negated(),
            Condition::Quantified(quantified) => self.quantified_truth(quantified, scope),
            Condition::Derived(derive) => self.derived_truth(*derive),
            Condition::Test(test) => test_truth(self, test, scope),
            Condition::Broken => Truth::Open,
        }
    }

    fn quantified_truth(&self, quantified: &'a Quantified, scope: Option<&Scope<'_, 'a>>) -> Truth {
        self.closed_truth(quantified)
            .unwrap_or_else(|| self.decide_quantified(quantified, scope))
    }

    /// Decides a quantifier that mentions no enclosing entry, once for all entries around it; `None` if it mentions one.
    pub(super) fn closed_truth(&self, quantified: &'a Quantified) -> Option<Truth> {
        let key = std::ptr::from_ref(quantified);
        if let Some(known) = self.known.closed.borrow().get(&key) {
            return *known;
        }
        let truth = quantified
            .is_closed()
            .then(|| self.decide_quantified(quantified, None));
        self.known.closed.borrow_mut().insert(key, truth);
        truth
    }

    fn decide_quantified(
        &self,
        quantified: &'a Quantified,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Truth {
        match &quantified.quantifier {
            Quantifier::Some => self.some_truth(quantified, scope),
            Quantifier::No => self.some_truth(quantified, scope).negated(),
            Quantifier::Every(wanted) => self.every_truth(quantified, wanted, scope),
            Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_) => {
                let (_, cut) = self.cut(quantified, scope);
                let extent = self.extent_for(quantified, scope);
                count_truth(&quantified.quantifier, &cut, extent)
            }
        }
    }

    fn some_truth(&self, quantified: &'a Quantified, scope: Option<&Scope<'_, 'a>>) -> Truth {
        let narrowing = self.narrowing(quantified);
        let listed = match narrowing.filter(|narrowing| narrowing.is_alone) {
            Some(narrowing) => self.best_referring(quantified, &narrowing, scope),
            None => self.best_of(quantified, self.places(quantified, scope), scope),
        };
        if listed == Truth::Yes {
            return listed;
        }
        let unlisted = match self.extent_for(quantified, scope) {
            Extent::All => Truth::No,
            Extent::Unknown | Extent::AtLeast => Truth::Open,
        };
        listed.or(unlisted)
    }

    /// Returns the best truth among the entries that refer to an enclosing entry, or else among the entries whose
    /// reference is not known.
    fn best_referring(
        &self,
        quantified: &'a Quantified,
        narrowing: &Narrowing<'a>,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Truth {
        let this = Scope::outer(scope, narrowing.outer);
        let referring = this.map_or(&[][..], |this| narrowing.referring(this));
        let best = self.best_of(quantified, referring.iter().copied(), scope);
        if best != Truth::No {
            return best;
        }
        let open = self.open_cut(quantified, narrowing);
        let is_open = |place: &&usize| open.binary_search_by_key(*place, |(at, _)| *at).is_ok();
        let open_and_referring = referring.iter().filter(is_open).count();
        if open.len() > open_and_referring {
            Truth::Open
        } else {
            Truth::No
        }
    }

    /// Returns the best truth among some entries, `Yes` before `Open`; `No` where none of them counts or may count.
    fn best_of(
        &self,
        quantified: &'a Quantified,
        places: impl IntoIterator<Item = usize>,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Truth {
        let truths = self.membership(quantified.set);
        let counts = |place| self.counts(quantified, truths.as_deref(), place, scope);
        Truth::any(places.into_iter().map(counts))
    }

    fn every_truth(
        &self,
        quantified: &'a Quantified,
        wanted: &'a Condition,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Truth {
        let (inventory, cut) = self.cut(quantified, scope);
        let listed = match self.extent_for(quantified, scope) {
            Extent::All => Truth::Yes,
            Extent::Unknown | Extent::AtLeast => Truth::Open,
        };
        let entries = cut.iter();
        let met =
            entries.map(|(place, truth)| self.meets(inventory, *place, *truth, wanted, scope));
        Truth::all(met).and(listed)
    }

    /// Says whether an entry that counts, or may count, meets `wanted`.
    pub(super) fn meets(
        &self,
        inventory: InventoryId,
        place: usize,
        counts: Truth,
        wanted: &'a Condition,
        around: Option<&Scope<'_, 'a>>,
    ) -> Truth {
        let Some(entry) = self.situation.entries(inventory).at(place) else {
            return Truth::Open;
        };
        let met = self.truth(wanted, Some(&Scope { entry, around }));
        counts.negated().or(met)
    }

    /// Returns the entries that count for a quantifier or may count.
    pub(super) fn cut(
        &self,
        quantified: &'a Quantified,
        scope: Option<&Scope<'_, 'a>>,
    ) -> (InventoryId, Cut) {
        let inventory = self.scheme.inventory_of(quantified.set);
        let narrowing = self.narrowing(quantified);
        let cut = match narrowing.filter(|narrowing| narrowing.is_alone) {
            Some(narrowing) => {
                let this = Scope::outer(scope, narrowing.outer);
                let referring = this.map_or(&[][..], |this| narrowing.referring(this));
                let open = self.open_cut(quantified, &narrowing);
                if referring.is_empty() {
                    open
                } else {
                    let cut = self.cut_of(quantified, referring.iter().copied(), scope);
                    merge(&cut, referring, &open)
                }
            }
            None => self.cut_of(quantified, self.places(quantified, scope), scope),
        };
        (inventory, cut)
    }

    /// Returns the places of the entries that may count for a quantifier: all entries, or with a narrowing those that
    /// refer to the enclosing entry and those whose reference is not known.
    fn places(&self, quantified: &'a Quantified, scope: Option<&Scope<'_, 'a>>) -> Vec<usize> {
        let inventory = self.scheme.inventory_of(quantified.set);
        if let Some(narrowing) = self.narrowing(quantified)
            && let Some(this) = Scope::outer(scope, narrowing.outer)
        {
            let referring = narrowing.referring(this);
            let mut places: Vec<usize> = narrowing.open.iter().chain(referring).copied().collect();
            places.sort_unstable();
            places.dedup();
            return places;
        }
        (0..self.situation.entries(inventory).len()).collect()
    }

    /// Returns which of some entries count for a quantifier or may count.
    fn cut_of(
        &self,
        quantified: &'a Quantified,
        places: impl IntoIterator<Item = usize>,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Cut {
        let truths = self.membership(quantified.set);
        places
            .into_iter()
            .map(|place| {
                let truth = self.counts(quantified, truths.as_deref(), place, scope);
                (place, truth)
            })
            .filter(|(_, truth)| *truth != Truth::No)
            .collect()
    }

    /// Says whether an entry counts for a quantifier.
    fn counts(
        &self,
        quantified: &'a Quantified,
        truths: Option<&[Truth]>,
        place: usize,
        around: Option<&Scope<'_, 'a>>,
    ) -> Truth {
        let truth = belongs(truths, place);
        let Some(filter) = quantified.filter.as_ref().filter(|_| truth != Truth::No) else {
            return truth;
        };
        let inventory = self.scheme.inventory_of(quantified.set);
        match self.situation.entries(inventory).at(place) {
            Some(entry) => truth.and(self.truth(filter, Some(&Scope { entry, around }))),
            None => Truth::No,
        }
    }

    /// Returns the cut for an entry to which nothing refers: the entries whose reference is not known may count.
    fn open_cut(&self, quantified: &'a Quantified, narrowing: &Narrowing<'a>) -> Cut {
        if let Some(known) = narrowing.open_cut.borrow().as_ref() {
            return Rc::clone(known);
        }
        let cut = self.cut_of(quantified, narrowing.open.iter().copied(), None);
        *narrowing.open_cut.borrow_mut() = Some(Rc::clone(&cut));
        cut
    }
}

/// Merges the cut of the referring entries with the open cut. A referring entry counts as its own cut says.
fn merge(cut: &[(usize, Truth)], referring: &[usize], open: &[(usize, Truth)]) -> Cut {
    let not_referring = open
        .iter()
        .filter(|(place, _)| referring.binary_search(place).is_err());
    let mut merged: Vec<(usize, Truth)> = cut.iter().chain(not_referring).copied().collect();
    merged.sort_unstable_by_key(|(place, _)| *place);
    merged.into()
}

/// Decides a counting quantifier. At least the certain entries count, and at most the possible ones; without an upper
/// bound where the list of the inventory is not complete.
pub(super) fn count_truth(
    quantifier: &Quantifier,
    cut: &[(usize, Truth)],
    extent: Extent,
) -> Truth {
    let certain = cut.iter().filter(|(_, truth)| *truth == Truth::Yes).count();
    let least = u32::try_from(certain).unwrap_or(u32::MAX);
    let possible = u32::try_from(cut.len()).unwrap_or(u32::MAX);
    let most = (extent == Extent::All).then_some(possible);
    match quantifier {
        Quantifier::AtLeast(count) => within(least, most, *count, None),
        Quantifier::AtMost(count) => within(least, most, 0, Some(*count)),
        Quantifier::Exactly(count) => within(least, most, *count, Some(*count)),
        Quantifier::Some => within(least, most, 1, None),
        Quantifier::No => within(least, most, 0, Some(0)),
        Quantifier::Every(_) => Truth::Open,
    }
}

/// Says whether a number that lies between `least` and `most` is between `lower` and `upper`.
fn within(least: u32, most: Option<u32>, lower: u32, upper: Option<u32>) -> Truth {
    let above = match most {
        _ if least >= lower => Truth::Yes,
        Some(most) if most < lower => Truth::No,
        Some(_) | None => Truth::Open,
    };
    let below = match upper {
        None => Truth::Yes,
        Some(upper) if least > upper => Truth::No,
        Some(upper) if most.is_some_and(|most| most <= upper) => Truth::Yes,
        Some(_) => Truth::Open,
    };
    above.and(below)
}
