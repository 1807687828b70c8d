//! Kleene evaluation of conditions over a situation.
//!
//! Each part is evaluated once and combined by the three-valued tables, so that an answer is open where
//! the exact logic may settle it, and never settled differently.

use super::test::{attribute_settler, evaluate_test};
use super::words::{entry_words, set_words, some_of};
use super::{Finding, Reason, Settler, Truth};
use crate::model::{
    AttributeStep, Condition, Datum, Entry, Extent, InventoryId, Quantified, Quantifier, Scheme,
    Set, Situation,
};

/// How many entries a sentence names before it counts the rest.
const NAMED: usize = 3;
/// How deep derived names and subsets may lead into one another; a cycle is reported by `resolve`.
const MAX_STEPS: usize = 64;

/// Evaluates conditions for one product.
#[derive(Debug, Clone, Copy)]
pub struct Evaluator<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// What is known of the product.
    pub situation: &'a Situation,
}

/// The entry of a quantifier around, the innermost last.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The inventory.
    pub inventory: InventoryId,
    /// The entry.
    pub entry: &'a Entry,
}

/// An entry of a set, and whether it is settled that it belongs to it.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Whether it belongs.
    pub finding: Finding,
}

/// The entries of a set, those that may belong to it included.
#[derive(Debug, Clone)]
pub struct Members<'a> {
    /// The inventory that the set is cut from.
    pub inventory: InventoryId,
    /// Entries that belong or may belong, in the order of the product file.
    pub candidates: Vec<Member<'a>>,
    /// Entries that do not belong.
    pub excluded: Vec<Member<'a>>,
    /// Whether the inventory lists all its entries.
    pub extent: Extent,
}

impl<'a> Evaluator<'a> {
    /// Evaluates conditions of `scheme` for `situation`.
    #[must_use]
    pub fn new(scheme: &'a Scheme, situation: &'a Situation) -> Self {
        Self { scheme, situation }
    }

    /// Says whether a condition holds, and why.
    #[must_use]
    pub fn evaluate(&self, condition: &Condition) -> Finding {
        self.condition(condition, &[], 0)
    }

    /// Says whether a condition holds for an entry, which is its innermost scope.
    #[must_use]
    pub fn evaluate_for(
        &self,
        condition: &Condition,
        inventory: InventoryId,
        entry: &'a Entry,
    ) -> Finding {
        self.condition(condition, &[Scope { inventory, entry }], 0)
    }

    /// Returns the entries that belong or may belong to a set.
    #[must_use]
    pub fn members(&self, set: Set) -> Members<'a> {
        self.members_within(set, None, &[], 0)
    }

    /// Says whether a set has an entry, and why.
    #[must_use]
    pub fn has_member(&self, set: Set) -> Finding {
        self.some_member(set, None, &[], 0)
    }

    fn condition(&self, condition: &Condition, scopes: &[Scope<'a>], steps: usize) -> Finding {
        if steps > MAX_STEPS {
            return Finding::new(
                Truth::Open,
                Reason::stated("the condition refers to itself"),
            );
        }
        match condition {
            Condition::All(parts) => self.combined(parts, scopes, steps, Truth::No),
            Condition::Any(parts) => self.combined(parts, scopes, steps, Truth::Yes),
            Condition::Not(part) => {
                let finding = self.condition(part, scopes, steps);
                Finding {
                    truth: finding.truth.negated(),
                    ..finding
                }
            }
            Condition::Quantified(quantified) => self.quantified(quantified, scopes, steps),
            Condition::Derived(derive) => {
                self.condition(&self.scheme.derives[*derive].meaning, &[], steps + 1)
            }
            Condition::Test(test) => evaluate_test(self, test, scopes),
            Condition::Broken => Finding::new(
                Truth::Open,
                Reason::stated("a part of the condition could not be read"),
            ),
        }
    }

    /// `and` is settled by a part that does not hold, `or` by one that does; `decisive` says which.
    fn combined(
        &self,
        parts: &[Condition],
        scopes: &[Scope<'a>],
        steps: usize,
        decisive: Truth,
    ) -> Finding {
        let findings: Vec<Finding> = parts
            .iter()
            .map(|part| self.condition(part, scopes, steps))
            .collect();
        if let Some(settled) = findings.iter().find(|finding| finding.truth == decisive) {
            return settled.clone();
        }
        let open = findings.iter().any(|finding| finding.truth == Truth::Open);
        let truth = if open {
            Truth::Open
        } else {
            decisive.negated()
        };
        let telling = findings
            .into_iter()
            .filter(|finding| finding.truth == truth);
        Finding::new(
            truth,
            Reason::joined(telling.map(|finding| finding.reason), ", and "),
        )
    }

    fn quantified(&self, quantified: &Quantified, scopes: &[Scope<'a>], steps: usize) -> Finding {
        let filter = quantified.filter.as_ref();
        match &quantified.quantifier {
            Quantifier::Some => self.some_member(quantified.set, filter, scopes, steps),
            Quantifier::No => {
                let finding = self.some_member(quantified.set, filter, scopes, steps);
                Finding {
                    truth: finding.truth.negated(),
                    ..finding
                }
            }
            Quantifier::Every(wanted) => self.every_member(quantified, wanted, scopes, steps),
            Quantifier::AtLeast(count) => self.counted(quantified, scopes, steps, |least, most| {
                within(least, most, *count, None)
            }),
            Quantifier::AtMost(count) => self.counted(quantified, scopes, steps, |least, most| {
                within(least, most, 0, Some(*count))
            }),
            Quantifier::Exactly(count) => self.counted(quantified, scopes, steps, |least, most| {
                within(least, most, *count, Some(*count))
            }),
        }
    }

    fn members_within(
        &self,
        set: Set,
        filter: Option<&Condition>,
        scopes: &[Scope<'a>],
        steps: usize,
    ) -> Members<'a> {
        let inventory = self.scheme.inventory_of(set);
        let mut members = Members {
            inventory,
            candidates: Vec::new(),
            excluded: Vec::new(),
            extent: self.situation.extent(inventory),
        };
        for entry in self.situation.entries(inventory) {
            let mut finding = self.belongs(set, inventory, entry, steps);
            if let Some(filter) = filter.filter(|_| finding.truth != Truth::No) {
                let inner: Vec<Scope<'a>> = scopes
                    .iter()
                    .copied()
                    .chain([Scope { inventory, entry }])
                    .collect();
                finding = both(finding, self.condition(filter, &inner, steps));
            }
            let list = match finding.truth {
                Truth::No => &mut members.excluded,
                Truth::Open | Truth::Yes => &mut members.candidates,
            };
            list.push(Member { entry, finding });
        }
        members
    }

    /// Says whether an entry belongs to a set.
    fn belongs(&self, set: Set, inventory: InventoryId, entry: &'a Entry, steps: usize) -> Finding {
        match set {
            Set::Inventory(_) => Finding::new(Truth::Yes, Reason::default()),
            Set::Subset(_) if steps > MAX_STEPS => {
                Finding::new(Truth::Open, Reason::stated("the subset refers to itself"))
            }
            Set::Subset(subset) => {
                let subset = &self.scheme.subsets[subset];
                let outer = self.belongs(subset.of, inventory, entry, steps + 1);
                if outer.truth == Truth::No {
                    return outer;
                }
                let scopes = [Scope { inventory, entry }];
                both(outer, self.condition(&subset.filter, &scopes, steps + 1))
            }
        }
    }

    fn some_member(
        &self,
        set: Set,
        filter: Option<&Condition>,
        scopes: &[Scope<'a>],
        steps: usize,
    ) -> Finding {
        let members = self.members_within(set, filter, scopes, steps);
        let certain: Vec<&Member<'a>> = members
            .candidates
            .iter()
            .filter(|member| member.finding.truth == Truth::Yes)
            .collect();
        if !certain.is_empty() {
            return Finding::new(Truth::Yes, self.found(&members, &certain));
        }
        if !members.candidates.is_empty() {
            return Finding::new(Truth::Open, self.undecided(&members, set));
        }
        match members.extent {
            Extent::All => Finding::new(Truth::No, self.nothing(&members, set)),
            Extent::Unknown | Extent::AtLeast => Finding::new(Truth::Open, self.unlisted(&members)),
        }
    }

    fn every_member(
        &self,
        quantified: &Quantified,
        wanted: &Condition,
        scopes: &[Scope<'a>],
        steps: usize,
    ) -> Finding {
        let members =
            self.members_within(quantified.set, quantified.filter.as_ref(), scopes, steps);
        let mut open: Vec<Reason> = Vec::new();
        let mut held: Vec<Reason> = Vec::new();
        for member in &members.candidates {
            let scope = Scope {
                inventory: members.inventory,
                entry: member.entry,
            };
            let inner: Vec<Scope<'a>> = scopes.iter().copied().chain([scope]).collect();
            let satisfied = self.condition(wanted, &inner, steps);
            match member.finding.truth.negated().or(satisfied.truth) {
                Truth::No => {
                    let parts = [member.finding.reason.clone(), satisfied.reason];
                    return Finding::new(Truth::No, self.failing(&members, member, parts));
                }
                Truth::Open => open.extend([member.finding.reason.clone(), satisfied.reason]),
                Truth::Yes => held.extend([member.finding.reason.clone(), satisfied.reason]),
            }
        }
        if !open.is_empty() {
            return Finding::new(Truth::Open, Reason::joined(open, ", and "));
        }
        match members.extent {
            Extent::Unknown | Extent::AtLeast => Finding::new(Truth::Open, self.unlisted(&members)),
            Extent::All => {
                let mut reason = Reason::joined(held, ", and ");
                if reason.sentence.is_empty() {
                    reason = self.nothing(&members, quantified.set);
                }
                reason.add_settlers([self.inventory_settler(members.inventory)]);
                Finding::new(Truth::Yes, reason)
            }
        }
    }

    /// Counts the entries: at least those that belong, at most those that may; without a bound where the
    /// inventory may hold more.
    fn counted(
        &self,
        quantified: &Quantified,
        scopes: &[Scope<'a>],
        steps: usize,
        judge: impl Fn(u32, Option<u32>) -> Truth,
    ) -> Finding {
        let members =
            self.members_within(quantified.set, quantified.filter.as_ref(), scopes, steps);
        let certain: Vec<&Member<'a>> = members
            .candidates
            .iter()
            .filter(|member| member.finding.truth == Truth::Yes)
            .collect();
        let least = u32::try_from(certain.len()).unwrap_or(u32::MAX);
        let possible = u32::try_from(members.candidates.len()).unwrap_or(u32::MAX);
        let most = (members.extent == Extent::All).then_some(possible);
        let truth = judge(least, most);
        let mut reason = if truth == Truth::Open && certain.len() == members.candidates.len() {
            self.unlisted(&members)
        } else if truth == Truth::Open {
            self.undecided(&members, quantified.set)
        } else if certain.is_empty() {
            self.nothing(&members, quantified.set)
        } else {
            self.found(&members, &certain)
        };
        reason.add_settlers([self.inventory_settler(members.inventory)]);
        Finding::new(truth, reason)
    }

    /// "`chip.soc` and `chip.radio` are listed"; where the set has a filter, what the first one meets.
    fn found(&self, members: &Members<'a>, certain: &[&Member<'a>]) -> Reason {
        let names: Vec<String> = certain
            .iter()
            .map(|member| entry_words(self.scheme, members.inventory, &member.entry.id))
            .collect();
        let mut reason = certain
            .first()
            .map(|member| member.finding.reason.clone())
            .unwrap_or_default();
        if reason.sentence.is_empty() {
            let verb = if names.len() == 1 { "is" } else { "are" };
            reason.sentence = format!("{} {verb} listed", some_of(&names, NAMED));
        } else if names.len() > 1 {
            let others = names.get(1..).unwrap_or(&[]);
            let also = some_of(others, NAMED);
            reason.sentence = format!("{}; likewise {also}", reason.sentence);
        }
        reason.add_settlers([self.inventory_settler(members.inventory)]);
        for member in certain {
            reason.add_settlers(member.finding.reason.settled_by.iter().cloned());
        }
        reason
    }

    fn undecided(&self, members: &Members<'a>, set: Set) -> Reason {
        let open = members
            .candidates
            .iter()
            .filter(|member| member.finding.truth == Truth::Open);
        let reasons: Vec<Reason> = open.map(|member| member.finding.reason.clone()).collect();
        let more = reasons.len().saturating_sub(NAMED);
        let mut reason = Reason::joined(reasons, ", and ");
        if more > 0 {
            let names: Vec<String> = reason
                .settled_by
                .iter()
                .map(|settler| settler.name.clone())
                .collect();
            let which = set_words(self.scheme, set);
            reason.sentence = format!(
                "whether {which} has an entry depends on {}",
                some_of(&names, NAMED)
            );
        }
        reason
    }

    /// Nothing belongs to the set, and the inventory lists all there is.
    fn nothing(&self, members: &Members<'a>, set: Set) -> Reason {
        let inventory = &self.scheme.inventories[members.inventory].key;
        let settler = self.inventory_settler(members.inventory);
        if members.excluded.is_empty() {
            return Reason::resting_on(
                format!("{inventory} is none: the product has no such part"),
                settler,
            );
        }
        let reasons: Vec<Reason> = members
            .excluded
            .iter()
            .map(|member| member.finding.reason.clone())
            .collect();
        let count = reasons.len();
        let mut reason = Reason::joined(reasons, ", and ");
        if count > NAMED {
            let which = set_words(self.scheme, set);
            reason.sentence =
                format!("none of the {count} entries of {inventory} is among {which}");
        }
        reason.add_settlers([settler]);
        reason
    }

    fn failing(&self, members: &Members<'a>, member: &Member<'a>, parts: [Reason; 2]) -> Reason {
        let mut reason = Reason::joined(parts, ", and ");
        let name = entry_words(self.scheme, members.inventory, &member.entry.id);
        if !reason.sentence.contains(&name) {
            reason.sentence = format!("for {name}: {}", reason.sentence);
        }
        reason.add_settlers([Settler {
            datum: Datum::Inventory(members.inventory),
            name,
            place: member.entry.place,
        }]);
        reason
    }

    fn unlisted(&self, members: &Members<'a>) -> Reason {
        let inventory = &self.scheme.inventories[members.inventory].key;
        let sentence = match members.extent {
            Extent::AtLeast => format!("{inventory} may have more entries than are listed"),
            Extent::Unknown | Extent::All => format!("the entries of {inventory} are not known"),
        };
        Reason::resting_on(sentence, self.inventory_settler(members.inventory))
    }

    /// Returns the datum of which entries an inventory has.
    #[must_use]
    pub fn inventory_settler(&self, inventory: InventoryId) -> Settler {
        Settler {
            datum: Datum::Inventory(inventory),
            name: self.scheme.inventories[inventory].key.to_string(),
            place: self
                .situation
                .stock(inventory)
                .and_then(|stock| stock.place),
        }
    }

    /// Returns the datum of an attribute of an entry.
    #[must_use]
    pub fn attribute_settler(&self, entry: &Entry, step: AttributeStep) -> Settler {
        attribute_settler(self, entry, step)
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
