//! Products of a size, sought by a solver.

use rustc_hash::FxHashMap;

use super::circuit::{Lit, Side};
use super::encode::Encoder;
use super::solver::{Allowance, BatSolver, Solve, Solved};
use super::witness::read_witness;
use crate::model::{Condition, Situation};

/// The products of a size, with a solver.
pub(super) struct Inside<'a> {
    pub encoder: Encoder<'a>,
    /// The literals of all constraints, so that some of them can be assumed.
    pub axioms: FxHashMap<*const Condition, Lit>,
    pub solver: BatSolver,
}

impl<'a> Inside<'a> {
    /// Finds a product for the first question, after leaving out those of the others that exclude it or each other.
    pub fn solve(
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
    pub fn axiom(&mut self, condition: &'a Condition) -> Lit {
        let encoder = &mut self.encoder;
        let literal = self.axioms.entry(std::ptr::from_ref(condition));
        *literal.or_insert_with(|| encoder.literal(condition, Side::Holds))
    }
}
