//! The constraints on which an impossibility rests.

use crate::model::{Condition, Constraint, Scheme};
use crate::proof::{Outcome, Prover, Wish};

/// Returns constraints that make wishes impossible, no fewer of which do; none if they are impossible by themselves. The first
/// ones are kept where there is a choice. Afterwards the prover assumes what it did before.
pub(super) fn grounds_of<'a>(wishes: &[Wish<'_>], prover: &mut Prover<'a>) -> Vec<&'a Condition> {
    let assumed = prover.axioms();
    let mut grounds = assumed.clone();
    prover.assume(&[]);
    if prover.ask(wishes) == Outcome::Impossible {
        grounds.clear();
    }
    for at in (0..grounds.len()).rev() {
        let mut fewer = grounds.clone();
        fewer.remove(at);
        prover.assume(&fewer);
        if prover.ask(wishes) == Outcome::Impossible {
            grounds = fewer;
        }
    }
    prover.assume(&assumed);
    grounds
}

/// Returns the constraints that have some conditions.
pub(super) fn constraints_of<'s>(
    scheme: &'s Scheme,
    conditions: &[&Condition],
) -> Vec<&'s Constraint> {
    let constraints = scheme.constraints.iter().map(|(_, constraint)| constraint);
    let is_meant = |constraint: &&Constraint| {
        conditions
            .iter()
            .any(|condition| std::ptr::eq(*condition, &raw const constraint.condition))
    };
    constraints.filter(is_meant).collect()
}
