//! What is proved of one product that is known in part.

use std::collections::BTreeSet;
use std::fmt;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::around::DEPTHS;
use super::axiom::Laws;
use super::conditions::{AskedOf, conditions_of};
use super::forced::forced_answers;
use super::known::{Known, shrink};
use super::names::rests_on_many;
use super::prover::{Outcome, Prover};
use super::reasons::{conflict_reason, excluded_reason, settled_reason};
use super::slots::Listed;
use super::wish::Wish;
use crate::logic::{Evaluator, Reason, Truth};
use crate::model::{Condition, Constraint, ConstraintId, Datum, Scheme, Situation};

/// Answers that no product can have together.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict<'a> {
    /// The answers, and the constraints in words. Without any of them there would be a product.
    pub reason: Reason,
    /// The constraints that exclude them, in the order of the scheme.
    pub constraints: Vec<&'a Constraint>,
}

/// What is proved of a condition that tables leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proved {
    /// It holds for every product that what is known and the constraints leave possible.
    Holds,
    /// It holds for no product that what is known leaves possible.
    Fails,
    /// It holds for no product that what is known and the constraints leave possible, but would hold for one that breaks a
    /// constraint. It stays open until the answers that the constraints leave are given.
    Excluded,
    /// Both are possible, or neither could be proved.
    Open,
}

impl Proved {
    /// Returns whether it holds, as far as a document may say so.
    pub fn truth(self) -> Truth {
        match self {
            Self::Holds => Truth::Yes,
            Self::Fails => Truth::No,
            Self::Excluded | Self::Open => Truth::Open,
        }
    }
}

/// Proves what can be proved of a product.
pub(super) struct ProductProver<'a> {
    scheme: &'a Scheme,
    base: &'a Situation,
    /// Proves with the constraints that tables leave open.
    lawful: Prover<'a>,
    /// Proves without constraints.
    free: Prover<'a>,
    /// What was settled of all conditions together, by the address of a condition of the scheme and whether it was to hold.
    prepared: FxHashMap<(*const Condition, bool), Outcome>,
}

impl fmt::Debug for ProductProver<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ProductProver")
            .finish_non_exhaustive()
    }
}

impl<'a> ProductProver<'a> {
    pub fn open(laws: &Laws<'a>, base: &'a Situation) -> Self {
        let scheme = laws.scheme();
        let mut lawful = Prover::of(laws, base);
        let mut free = Prover::of(laws, base);
        let tables = Evaluator::new(scheme, base);
        // What holds by tables holds for every product that is possible.
        let mut axioms = lawful.axioms();
        axioms.retain(|axiom| tables.decide(axiom) != Truth::Yes);
        lawful.assume(&axioms);
        free.assume(&[]);
        Self {
            scheme,
            base,
            lawful,
            free,
            prepared: FxHashMap::default(),
        }
    }

    /// Returns a product that is possible, and products that differ from it in one of some data. Not all of them are possible.
    pub fn examples(&mut self, data: &[Datum]) -> Vec<Rc<Situation>> {
        let Outcome::Possible(example) = self.lawful.ask(&[]) else {
            return Vec::new();
        };
        let others = data
            .iter()
            .flat_map(|datum| self.lawful.exchanged(&example, *datum));
        let others: Vec<Rc<Situation>> = others.map(Rc::new).collect();
        std::iter::once(example).chain(others).collect()
    }

    /// Takes products that are as far as is known like this one: those that are possible settle what they can.
    pub fn remember(&mut self, products: &[Rc<Situation>]) {
        self.lawful.remember(products);
    }

    /// Says what is proved of a condition that tables leave open.
    pub fn judge(&mut self, condition: &Condition, of: Option<Listed>) -> Proved {
        let wish = |holds| {
            [Wish {
                condition,
                of,
                holds,
            }]
        };
        let mut can = |holds| {
            let key = (std::ptr::from_ref(condition), holds);
            let prepared = self.prepared.get(&key).filter(|_| of.is_none());
            let prepared = prepared.cloned();
            prepared.unwrap_or_else(|| self.lawful.ask(&wish(holds)))
        };
        let (can_hold, can_fail) = (can(true), can(false));
        match (can_hold, can_fail) {
            // No product is possible, and nothing is said of one.
            (Outcome::Impossible, Outcome::Impossible) => Proved::Open,
            (Outcome::Impossible, _) if self.free.ask(&wish(true)) == Outcome::Impossible => {
                Proved::Fails
            }
            (Outcome::Impossible, _) => Proved::Excluded,
            (_, Outcome::Impossible) => Proved::Holds,
            (Outcome::Possible(_) | Outcome::Undecided, _) => Proved::Open,
        }
    }

    /// Looks for products that settle many of the scheme's conditions at once. One at a time would take many more.
    pub fn prepare(&mut self) {
        let tables = Evaluator::new(self.scheme, self.base);
        let of_product = conditions_of(self.scheme).filter(|(_, asked)| *asked == AskedOf::Product);
        let open = of_product.filter(|(one, _)| {
            tables.decide(one) == Truth::Open && !rests_on_many(self.scheme, one)
        });
        let sides = open.flat_map(|(one, _)| [true, false].map(|holds| Wish::that(one, holds)));
        let sides: Vec<Wish<'_>> = sides.collect();
        let questions: Vec<Vec<Wish<'_>>> = sides.iter().map(|wish| vec![*wish]).collect();
        let outcomes = self.lawful.settle(&questions).into_iter();
        let asked = sides
            .iter()
            .map(|wish| (std::ptr::from_ref(wish.condition), wish.holds));
        self.prepared = asked.zip(outcomes).collect();
    }

    /// Returns the reason of what was proved: answers of which none can be left out. `tables` is the reason of the tables.
    pub fn reason(
        &self,
        (condition, of): (&Condition, Option<Listed>),
        outcome: Proved,
        tables: &Reason,
    ) -> Reason {
        let holds = match outcome {
            Proved::Open => return tables.clone(),
            Proved::Holds => false,
            Proved::Fails | Proved::Excluded => true,
        };
        let wish = Wish {
            condition,
            of,
            holds,
        };
        let prover = if outcome == Proved::Fails {
            &self.free
        } else {
            &self.lawful
        };
        let Some(known) = Self::shrunk(prover, &[wish]) else {
            return tables.clone();
        };
        let constraints = self.constraints(&known);
        match outcome {
            Proved::Excluded => {
                let forced = forced_answers(prover, &wish);
                excluded_reason(&constraints, &forced, tables)
            }
            Proved::Holds | Proved::Fails | Proved::Open => {
                settled_reason((self.scheme, self.base), &known, &constraints, !holds)
            }
        }
    }

    /// Returns answers that no product can have together, if no product is possible.
    pub fn conflict(&mut self) -> Option<Conflict<'a>> {
        if self.lawful.axioms().is_empty() || self.lawful.ask(&[]) != Outcome::Impossible {
            return None;
        }
        let known = Self::shrunk(&self.lawful, &[])?;
        let constraints = self.constraints(&known);
        let reason = conflict_reason((self.scheme, self.base), &known);
        Some(Conflict {
            reason,
            constraints,
        })
    }

    /// Returns what makes the wishes impossible, of which nothing can be left out.
    fn shrunk(prover: &Prover<'a>, wishes: &[Wish<'_>]) -> Option<Vec<Known>> {
        let all = prover.known(wishes);
        let depth = prover.depth_of_proof(&all, wishes, DEPTHS)?;
        Some(shrink(&all, &mut |fewer| {
            prover.depth_of_proof(fewer, wishes, depth).is_some()
        }))
    }

    fn constraints(&self, known: &[Known]) -> Vec<&'a Constraint> {
        let ids = known.iter().filter_map(|one| match one {
            Known::Constraint(id) => Some(*id),
            Known::List(_) | Known::Entry(_) | Known::Attribute(..) | Known::Fact(_) => None,
        });
        let ids: BTreeSet<ConstraintId> = ids.collect();
        let constraints = ids.into_iter();
        constraints.map(|id| &self.scheme.constraints[id]).collect()
    }
}
