//! Products of a size, sought by a solver.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::circuit::{Lit, Side};
use super::domain::Constants;
use super::encode::Encoder;
use super::room::mandatory_references;
use super::slots::{Reach, Room};
use super::solver::{Allowance, BatSolver, Solve, Solved};
use super::wish::{Wish, wishes_of};
use super::witness::read_witness;
use crate::model::{Condition, Scheme, Situation};

/// The products of a size, with a solver.
pub(super) struct Inside<'a> {
    pub encoder: Encoder<'a>,
    /// The literals of all constraints, so that some of them can be assumed.
    axioms: FxHashMap<*const Condition, Lit>,
    solver: BatSolver,
}

impl<'a> Inside<'a> {
    /// Products with so many entries of each inventory beside those that are listed.
    pub fn new(known: (&'a Scheme, &'a Situation, Rc<Constants>), room: &Room) -> Self {
        let scheme = known.0;
        let inventories = || scheme.inventories.ids();
        let mut encoder = Encoder::new(known, inventories(), room, Reach::Inside);
        for inventory in inventories() {
            for (step, _) in mandatory_references(scheme, inventory) {
                encoder.make_everywhere(step);
            }
        }
        Self {
            encoder,
            axioms: FxHashMap::default(),
            solver: BatSolver::new(),
        }
    }

    /// Finds a product that obeys constraints. It settles the first of some questions, and of the others as many as it can.
    pub fn find(
        &mut self,
        axioms: &[&'a Condition],
        group: &[&[Wish<'_>]],
        allowance: &Allowance,
    ) -> Option<Situation> {
        let group = group.iter();
        let mut group: Vec<Vec<Lit>> = group
            .map(|wishes| wishes_of(&mut self.encoder, wishes))
            .collect();
        let axioms = axioms.iter().map(|axiom| self.axiom(axiom));
        let axioms: Vec<Lit> = axioms.collect();
        if self.encoder.formula.is_full() {
            return None;
        }
        self.solver.add(&self.encoder.formula);
        self.solve(&axioms, &mut group, allowance)
    }

    /// Finds a product for the first question, after leaving out those of the others that exclude it or each other.
    fn solve(
        &mut self,
        axioms: &[Lit],
        group: &mut Vec<Vec<Lit>>,
        allowance: &Allowance,
    ) -> Option<Situation> {
        loop {
            let assumed = axioms.iter().chain(group.iter().flatten());
            let assumed: Vec<Lit> = assumed.copied().collect();
            match allowance.solve(&mut self.solver, &assumed) {
                Solved::Model => return Some(read_witness(&self.encoder, &self.solver)),
                Solved::Spent => return None,
                Solved::None => {
                    let core = self.solver.core();
                    let is_in_core =
                        |wishes: &Vec<Lit>| wishes.iter().any(|one| core.contains(one));
                    let excluding = group.iter().rposition(is_in_core).filter(|at| *at > 0)?;
                    group.remove(excluding);
                }
            }
        }
    }

    /// Returns the literal of a constraint.
    fn axiom(&mut self, condition: &'a Condition) -> Lit {
        let encoder = &mut self.encoder;
        let literal = self.axioms.entry(std::ptr::from_ref(condition));
        *literal.or_insert_with(|| encoder.literal(condition, Side::Holds))
    }
}
