//! Proofs that no product meets wishes, of whatever size.

use std::borrow::Borrow;
use std::rc::Rc;

use super::axiom::Axiom;
use super::circuit::Side;
use super::domain::Constants;
use super::encode::Encoder;
use super::room::Demands;
use super::slots::Reach;
use super::solver::{Allowance, BatSolver, Solve, Solved};
use super::wish::{Wish, data_of_wishes, side_of, wishes_of};
use crate::model::{ConstraintId, Scheme, Situation};

/// Up to which depth demands are followed.
pub(super) const DEPTHS: usize = 2;

/// How many places there may be for entries that are demanded.
pub(super) const MOST_PLACES: usize = 120;

/// What such proofs rest on.
pub(super) struct Around<'p, 'a> {
    pub scheme: &'a Scheme,
    /// What is known of the product.
    pub base: &'a Situation,
    pub constants: &'p Rc<Constants>,
    pub axioms: Vec<&'p Axiom>,
    /// What is left of the conflicts that searches may have.
    pub allowance: &'p Allowance,
}

/// On what a proof rests that there is no product.
pub(super) struct Refuted {
    /// The constraints that were taken for true.
    pub axioms: Vec<ConstraintId>,
    /// Up to which depth demands were followed.
    pub depth: usize,
}

impl<'p> Around<'p, '_> {
    /// Returns on what a proof rests that no product meets the wishes, if one is found: first by the wishes alone, then with the
    /// constraints that bear on them, each time for entries that are demanded of ever more others, up to a depth. Without a wish,
    /// what is known is tried by itself, then with each constraint, before all of them, which may demand too many entries.
    pub fn refute(&self, wishes: &[Wish<'_>], most: usize) -> Option<Refuted> {
        let bearing = self.bearing(wishes);
        let nothing: &[&Axiom] = &[];
        let each = bearing.chunks(1).filter(|_| wishes.is_empty());
        let alone: Vec<&[&Axiom]> = std::iter::once(nothing).chain(each).collect();
        let is_more = bearing.len() > usize::from(wishes.is_empty());
        let together = is_more.then_some(bearing.as_slice());
        let mut ways = (0..=most).flat_map(|depth| {
            let with = alone.iter().copied().chain(together);
            with.map(move |axioms| (depth, axioms))
        });
        let found = ways.find(|(depth, axioms)| self.is_impossible_around(wishes, axioms, *depth));
        found.map(|(depth, axioms)| Refuted {
            axioms: axioms.iter().map(|axiom| axiom.id).collect(),
            depth,
        })
    }

    /// Returns the constraints that read what the wishes read, or what such constraints read, in the order of the scheme.
    pub fn bearing(&self, wishes: &[Wish<'_>]) -> Vec<&'p Axiom> {
        if wishes.is_empty() {
            return self.axioms.clone();
        }
        let mut data = data_of_wishes(self.scheme, wishes);
        let mut bearing = Vec::new();
        let mut others = self.axioms.clone();
        loop {
            let (more, rest): (Vec<_>, Vec<_>) = others
                .into_iter()
                .partition(|axiom| axiom.data.is_empty() || !axiom.data.is_disjoint(&data));
            if more.is_empty() {
                bearing.sort_unstable_by_key(|axiom: &&Axiom| axiom.id);
                return bearing;
            }
            for axiom in more {
                data.extend(axiom.data.iter().copied());
                bearing.push(axiom);
            }
            others = rest;
        }
    }

    /// Returns the entries that wishes and constraints demand.
    pub fn demands(&self, wishes: &[Wish<'_>], axioms: &[impl Borrow<Axiom>]) -> Demands {
        let mut demands = Demands::default();
        if wishes.is_empty() && axioms.is_empty() {
            let listed = self.base.stocks();
            let listed = listed.filter(|(_, stock)| !stock.entries.is_empty());
            demands.ask_about(listed.map(|(inventory, _)| inventory));
        }
        for axiom in axioms {
            let condition = axiom.borrow().condition(self.scheme);
            demands.add(self.scheme, condition, None, Side::Holds);
        }
        for wish in wishes {
            let of = wish.of.map(|listed| listed.inventory);
            demands.add(self.scheme, wish.condition, of, side_of(wish));
        }
        demands.close(self.scheme);
        demands
    }

    fn is_impossible_around(&self, wishes: &[Wish<'_>], axioms: &[&Axiom], depth: usize) -> bool {
        if self.allowance.is_spent() {
            return false;
        }
        let demands = self.demands(wishes, axioms);
        let Some(room) = demands.room(self.base, depth, MOST_PLACES) else {
            return false;
        };
        let reach = Reach::Around { depth };
        let constants = Rc::clone(self.constants);
        let known = (self.scheme, self.base, constants);
        let inventories = demands.inventories().into_iter();
        let mut encoder = Encoder::new(known, inventories, &room, reach);
        for axiom in axioms {
            let literal = encoder.literal(axiom.condition(self.scheme), Side::Holds);
            encoder.formula.clause([literal]);
        }
        for step in demands.references() {
            encoder.make_everywhere(step);
        }
        let assumed = wishes_of(&mut encoder, wishes);
        if encoder.formula.is_full() {
            return false;
        }
        let mut solver = BatSolver::new();
        solver.add(&encoder.formula);
        self.allowance.solve(&mut solver, &assumed) == Solved::None
    }
}
