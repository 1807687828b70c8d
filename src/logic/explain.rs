//! Why a condition holds, does not hold, or is open.
//!
//! First it is decided what holds; reasons are made only of the parts that tell it.

use super::decide::count_truth;
use super::evaluator::{Evaluator, Scope};
use super::names::belongs;
use super::test::{attribute_settler, explain_test};
use super::{Finding, Reason, Settler, Truth};
use crate::model::{
    AttributeStep, Condition, DeriveId, Entry, Extent, InventoryId, Quantified, Quantifier, Set,
    count_visit,
};

/// The entries that a quantifier looks at, and from where it looks.
pub(super) struct Look<'s, 'a> {
    pub inventory: InventoryId,
    pub set: Set,
    filter: Option<&'a Condition>,
    around: Option<&'s Scope<'s, 'a>>,
    /// The places of the entries that count, or may.
    pub cut: Vec<(usize, Truth)>,
    pub extent: Extent,
}

impl<'a> Evaluator<'a> {
    /// Says whether a condition holds, and why.
    #[must_use]
    pub fn evaluate(&self, condition: &'a Condition) -> Finding {
        self.explain(condition, None)
    }

    /// Says whether a condition holds for an entry, which is its innermost scope, and why.
    #[must_use]
    pub fn evaluate_for(&self, condition: &'a Condition, entry: &'a Entry) -> Finding {
        let around = None;
        self.explain(condition, Some(&Scope { entry, around }))
    }

    /// Says whether a set has an entry, and why.
    #[must_use]
    pub fn has_member(&self, set: Set) -> Finding {
        if let Some(known) = self.known.members.borrow().get(&set) {
            return known.clone();
        }
        let finding = self.explain_some(&self.look_at(set));
        let mut known = self.known.members.borrow_mut();
        known.insert(set, finding.clone());
        finding
    }

    /// Says whether an entry belongs to a set, and why.
    #[must_use]
    pub fn belongs(&self, set: Set, entry: &'a Entry) -> Finding {
        let mut subsets = Vec::new();
        let mut at = set;
        while let Set::Subset(subset) = at {
            if subsets.len() > self.scheme.subsets.len() {
                break;
            }
            subsets.push(subset);
            at = self.scheme.subsets[subset].of;
        }
        let mut finding = Finding::new(Truth::Yes, Reason::default());
        while let Some(subset) = subsets.pop() {
            let within = self.evaluate_for(&self.scheme.subsets[subset].filter, entry);
            finding = both(finding, within);
            if finding.truth == Truth::No {
                break;
            }
        }
        finding
    }

    /// Returns the datum of an attribute of an entry.
    #[must_use]
    pub fn attribute_settler(&self, entry: &Entry, step: AttributeStep) -> Settler {
        attribute_settler(self, entry, step)
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

    /// `and` is settled by a part that does not hold, `or` by one that does; `decisive` says which.
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
        let telling = parts.iter().zip(truths);
        let telling = telling.filter(|(_, own)| *own == truth);
        let reasons = telling.map(|(part, _)| self.explain(part, scope).reason);
        Finding::new(truth, Reason::joined(reasons, ", and "))
    }

    fn explain_derived(&self, derive: DeriveId) -> Finding {
        if let Some(known) = self.known.reasons.borrow().get(&derive) {
            return known.clone();
        }
        let finding = self.explain(&self.scheme.derives[derive].meaning, None);
        let mut known = self.known.reasons.borrow_mut();
        known.insert(derive, finding.clone());
        finding
    }

    fn explain_quantified(
        &self,
        quantified: &'a Quantified,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Finding {
        // What comes out for one entry to which nothing refers comes out for all of them.
        let narrowing = self.narrowing(quantified).filter(|narrowing| {
            let this = Scope::outer(scope, narrowing.outer);
            let is_some = match quantified.quantifier {
                Quantifier::Some | Quantifier::No => true,
                Quantifier::Every(_)
                | Quantifier::AtLeast(_)
                | Quantifier::AtMost(_)
                | Quantifier::Exactly(_) => false,
            };
            let is_bare = this.is_some_and(|this| narrowing.referring(this).is_empty());
            is_some && is_bare && narrowing.is_alone
        });
        let known = narrowing
            .as_ref()
            .and_then(|narrowing| narrowing.finding.borrow().clone());
        if let Some(known) = known {
            return known;
        }
        let finding = self.explain_look(quantified, &self.look(quantified, scope));
        if let Some(narrowing) = narrowing {
            *narrowing.finding.borrow_mut() = Some(finding.clone());
        }
        finding
    }

    fn explain_look(&self, quantified: &'a Quantified, look: &Look<'_, 'a>) -> Finding {
        match &quantified.quantifier {
            Quantifier::Some => self.explain_some(look),
            Quantifier::No => self.explain_some(look).negated(),
            Quantifier::Every(wanted) => self.explain_every(look, wanted),
            counting
            @ (Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_)) => {
                let truth = count_truth(counting, &look.cut, look.extent);
                self.explain_count(look, truth)
            }
        }
    }

    fn look<'s>(
        &self,
        quantified: &'a Quantified,
        around: Option<&'s Scope<'s, 'a>>,
    ) -> Look<'s, 'a> {
        let (inventory, cut) = self.cut(quantified, around);
        Look {
            inventory,
            set: quantified.set,
            filter: quantified.filter.as_ref(),
            around,
            cut: cut.to_vec(),
            extent: self.situation.extent(inventory),
        }
    }

    fn look_at(&self, set: Set) -> Look<'a, 'a> {
        let inventory = self.scheme.inventory_of(set);
        let truths = self.membership(set);
        let places = 0..self.situation.entries(inventory).len();
        let cut = places.map(|place| (place, belongs(truths.as_deref(), place)));
        Look {
            inventory,
            set,
            filter: None,
            around: None,
            cut: cut.filter(|(_, truth)| *truth != Truth::No).collect(),
            extent: self.situation.extent(inventory),
        }
    }

    /// Says of an entry that a quantifier looks at why it counts or not.
    pub(super) fn explain_entry(&self, look: &Look<'_, 'a>, entry: &'a Entry) -> Finding {
        let finding = self.belongs(look.set, entry);
        match look.filter.filter(|_| finding.truth != Truth::No) {
            Some(filter) => {
                let around = look.around;
                both(
                    finding,
                    self.explain(filter, Some(&Scope { entry, around })),
                )
            }
            None => finding,
        }
    }

    /// Returns the entries that count, or that may, of those looked at.
    pub(super) fn entries_of(&self, look: &Look<'_, 'a>, truth: Truth) -> Vec<&'a Entry> {
        let entries = self.situation.entries(look.inventory);
        let of_truth = look.cut.iter().filter(|(_, own)| *own == truth);
        of_truth
            .filter_map(|(place, _)| entries.at(*place))
            .collect()
    }

    fn explain_some(&self, look: &Look<'_, 'a>) -> Finding {
        let certain = self.entries_of(look, Truth::Yes);
        if !certain.is_empty() {
            return Finding::new(Truth::Yes, self.found(look, &certain));
        }
        if !look.cut.is_empty() {
            return Finding::new(Truth::Open, self.undecided(look));
        }
        match look.extent {
            Extent::All => Finding::new(Truth::No, self.nothing(look)),
            Extent::Unknown | Extent::AtLeast => Finding::new(Truth::Open, self.unlisted(look)),
        }
    }

    fn explain_every(&self, look: &Look<'_, 'a>, wanted: &'a Condition) -> Finding {
        let entries = self.situation.entries(look.inventory);
        let mut truths = Vec::with_capacity(look.cut.len());
        for (place, counts) in &look.cut {
            let truth = self.meets(look.inventory, *place, *counts, wanted, look.around);
            if let Some(entry) = entries.at(*place).filter(|_| truth == Truth::No) {
                let parts = self.reasons_of(look, wanted, entry);
                return Finding::new(Truth::No, self.failing(look, entry, parts));
            }
            truths.push((*place, truth));
        }
        let reasons = |truth: Truth| {
            let of_truth = truths.iter().filter(move |(_, own)| *own == truth);
            let entries = of_truth.filter_map(|(place, _)| entries.at(*place));
            let reasons = entries.flat_map(|entry| self.reasons_of(look, wanted, entry));
            Reason::joined(reasons, ", and ")
        };
        if truths.iter().any(|(_, truth)| *truth == Truth::Open) {
            return Finding::new(Truth::Open, reasons(Truth::Open));
        }
        match look.extent {
            Extent::Unknown | Extent::AtLeast => Finding::new(Truth::Open, self.unlisted(look)),
            Extent::All => {
                let mut reason = reasons(Truth::Yes);
                if reason.sentence.is_empty() {
                    reason = self.nothing(look);
                }
                let settler = self.inventory_settler(look.inventory);
                Finding::new(Truth::Yes, reason.with([settler]))
            }
        }
    }

    /// Returns why an entry counts, and whether it meets what is wanted of it.
    fn reasons_of(
        &self,
        look: &Look<'_, 'a>,
        wanted: &'a Condition,
        entry: &'a Entry,
    ) -> [Reason; 2] {
        let around = look.around;
        let met = self.explain(wanted, Some(&Scope { entry, around }));
        [self.explain_entry(look, entry).reason, met.reason]
    }

    fn explain_count(&self, look: &Look<'_, 'a>, truth: Truth) -> Finding {
        let certain = self.entries_of(look, Truth::Yes);
        let reason = if truth == Truth::Open && certain.len() == look.cut.len() {
            self.unlisted(look)
        } else if truth == Truth::Open {
            self.undecided(look)
        } else if certain.is_empty() {
            self.nothing(look)
        } else {
            self.found(look, &certain)
        };
        let settler = self.inventory_settler(look.inventory);
        Finding::new(truth, reason.with([settler]))
    }
}

/// Joins two findings by `and`, and keeps the reason of what settles it.
fn both(a: Finding, b: Finding) -> Finding {
    match a.truth.cmp(&b.truth) {
        std::cmp::Ordering::Less => a,
        std::cmp::Ordering::Greater => b,
        std::cmp::Ordering::Equal => {
            Finding::new(a.truth, Reason::joined([a.reason, b.reason], ", and "))
        }
    }
}
