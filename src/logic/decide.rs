//! Whether a condition holds, by Kleene's tables, without saying why.
//!
//! Each part is decided once and combined by the three-valued tables, so that an answer is open where the exact
//! logic may settle it, and never settled differently.

use std::rc::Rc;

use super::Truth;
use super::evaluator::{Cut, Evaluator, Member, Members, Narrowing, Progress, Scope};
use super::test::test_truth;
use crate::model::{
    Condition, DeriveId, Entry, Extent, InventoryId, Mention, Quantified, Quantifier, Set,
    SubsetId, count_visit, visit_condition,
};

/// A name that is defined by a condition.
#[derive(Debug, Clone, Copy)]
enum Defined {
    Derive(DeriveId),
    Subset(SubsetId),
}

impl<'a> Evaluator<'a> {
    /// Says whether a condition holds.
    #[must_use]
    pub fn decide(&self, condition: &'a Condition) -> Truth {
        self.truth(condition, None)
    }

    /// Says whether a condition holds for an entry, which is its innermost scope.
    #[must_use]
    pub fn decide_for(&self, condition: &'a Condition, entry: &'a Entry) -> Truth {
        let around = None;
        self.truth(condition, Some(&Scope { entry, around }))
    }

    /// Returns the entries that belong or may belong to a set.
    #[must_use]
    pub fn members(&self, set: Set) -> Members<'a> {
        let inventory = self.scheme.inventory_of(set);
        let truths = self.membership(set);
        let entries = self.situation.entries(inventory).iter().enumerate();
        let candidates = entries.filter_map(|(place, entry)| {
            let truth = belongs(truths.as_deref(), place);
            (truth != Truth::No).then_some(Member { entry, truth })
        });
        Members {
            inventory,
            candidates: candidates.collect(),
            extent: self.situation.extent(inventory),
        }
    }

    pub(super) fn truth(&self, condition: &'a Condition, scope: Option<&Scope<'_, 'a>>) -> Truth {
        count_visit();
        match condition {
            Condition::All(parts) => {
                self.combined_truth(parts, scope, (Truth::Yes, Truth::No), Truth::and)
            }
            Condition::Any(parts) => {
                self.combined_truth(parts, scope, (Truth::No, Truth::Yes), Truth::or)
            }
            Condition::Not(part) => self.truth(part, scope).negated(),
            Condition::Quantified(quantified) => self.quantified_truth(quantified, scope),
            Condition::Derived(derive) => self.derived_truth(*derive),
            Condition::Test(test) => test_truth(self, test, scope),
            Condition::Broken => Truth::Open,
        }
    }

    /// Joins parts, from what none of them gives to what a single one settles.
    fn combined_truth(
        &self,
        parts: &'a [Condition],
        scope: Option<&Scope<'_, 'a>>,
        (neutral, decisive): (Truth, Truth),
        join: fn(Truth, Truth) -> Truth,
    ) -> Truth {
        let mut joined = neutral;
        for part in parts {
            joined = join(joined, self.truth(part, scope));
            if joined == decisive {
                break;
            }
        }
        joined
    }

    fn derived_truth(&self, derive: DeriveId) -> Truth {
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

    fn quantified_truth(&self, quantified: &'a Quantified, scope: Option<&Scope<'_, 'a>>) -> Truth {
        match &quantified.quantifier {
            Quantifier::Some => self.some_truth(quantified, scope),
            Quantifier::No => self.some_truth(quantified, scope).negated(),
            Quantifier::Every(wanted) => self.every_truth(quantified, wanted, scope),
            Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_) => {
                let (inventory, cut) = self.cut(quantified, scope);
                count_truth(
                    &quantified.quantifier,
                    &cut,
                    self.situation.extent(inventory),
                )
            }
        }
    }

    fn some_truth(&self, quantified: &'a Quantified, scope: Option<&Scope<'_, 'a>>) -> Truth {
        let (inventory, cut) = self.cut(quantified, scope);
        let best = cut.iter().map(|(_, truth)| *truth).max();
        best.unwrap_or(match self.situation.extent(inventory) {
            Extent::All => Truth::No,
            Extent::Unknown | Extent::AtLeast => Truth::Open,
        })
    }

    fn every_truth(
        &self,
        quantified: &'a Quantified,
        wanted: &'a Condition,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Truth {
        let (inventory, cut) = self.cut(quantified, scope);
        let mut all = match self.situation.extent(inventory) {
            Extent::All => Truth::Yes,
            Extent::Unknown | Extent::AtLeast => Truth::Open,
        };
        for (place, truth) in cut.iter() {
            all = all.and(self.meets(inventory, *place, *truth, wanted, scope));
            if all == Truth::No {
                break;
            }
        }
        all
    }

    /// Says whether an entry that counts, or may count, meets what is wanted of it.
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

    /// Returns the entries that count for a quantifier, and those that may.
    pub(super) fn cut(
        &self,
        quantified: &'a Quantified,
        scope: Option<&Scope<'_, 'a>>,
    ) -> (InventoryId, Cut) {
        let inventory = self.scheme.inventory_of(quantified.set);
        if let Some(narrowing) = self.narrowing(quantified)
            && let Some(this) = Scope::outer(scope, narrowing.outer)
        {
            return (
                inventory,
                self.narrowed(quantified, &narrowing, this, scope),
            );
        }
        let places = 0..self.situation.entries(inventory).len();
        (inventory, self.cut_of(quantified, places, scope))
    }

    /// Returns those of some entries that count for a quantifier or may.
    fn cut_of(
        &self,
        quantified: &'a Quantified,
        places: impl Iterator<Item = usize>,
        around: Option<&Scope<'_, 'a>>,
    ) -> Cut {
        let inventory = self.scheme.inventory_of(quantified.set);
        let truths = self.membership(quantified.set);
        let entries = self.situation.entries(inventory);
        let cut = places.filter_map(|place| {
            let mut truth = belongs(truths.as_deref(), place);
            if let Some(filter) = quantified.filter.as_ref().filter(|_| truth != Truth::No) {
                let entry = entries.at(place)?;
                truth = truth.and(self.truth(filter, Some(&Scope { entry, around })));
            }
            (truth != Truth::No).then_some((place, truth))
        });
        cut.collect()
    }

    /// Looks only at the entries that refer to an entry around, or of which it is not known to what they refer.
    fn narrowed(
        &self,
        quantified: &'a Quantified,
        narrowing: &Narrowing<'a>,
        this: &'a Entry,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Cut {
        let referring = narrowing.referring(this);
        let open = narrowing.open.iter().copied();
        if !narrowing.is_alone {
            let mut places: Vec<usize> = open.chain(referring.iter().copied()).collect();
            places.sort_unstable();
            places.dedup();
            return self.cut_of(quantified, places.into_iter(), scope);
        }
        let known = narrowing.open_cut.borrow().clone();
        let open = known.unwrap_or_else(|| {
            let cut = self.cut_of(quantified, open, None);
            *narrowing.open_cut.borrow_mut() = Some(Rc::clone(&cut));
            cut
        });
        if referring.is_empty() {
            return open;
        }
        let cut = self.cut_of(quantified, referring.iter().copied(), scope);
        if open.is_empty() {
            return cut;
        }
        merge(&cut, referring, &open)
    }
}

/// Says whether an entry belongs to a set.
pub(super) fn belongs(truths: Option<&[Truth]>, place: usize) -> Truth {
    truths.map_or(Truth::Yes, |truths| {
        truths.get(place).copied().unwrap_or(Truth::Open)
    })
}

/// Puts the entries that refer to one in place of what was found of them where they do not.
fn merge(cut: &[(usize, Truth)], referring: &[usize], open: &[(usize, Truth)]) -> Cut {
    let others = open.iter();
    let others = others.filter(|(place, _)| referring.binary_search(place).is_err());
    let mut merged: Vec<(usize, Truth)> = cut.iter().chain(others).copied().collect();
    merged.sort_unstable_by_key(|(place, _)| *place);
    merged.into()
}

/// Says whether so many entries count: at least those that do, at most those that may; without a bound where the
/// inventory may hold more.
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

/// Says whether a number between `least` and `most` lies within bounds.
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
