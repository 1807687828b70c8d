//! What no product can meet, and what every product does: questions about whole conditions, with all constraints.
//!
//! Nothing is said of a condition with a part that could not be read. If the constraints contradict each other no product
//! can exist, and then that alone is reported.

pub(super) mod contradictory;
pub(super) mod follows;
mod grounds;
pub(super) mod settled;
mod stated;
mod words;

use crate::diag::Diagnostics;
use crate::model::{Scheme, Situation};
use crate::proof::{Outcome, Prover};

use settled::Questions;
use stated::stated_conditions;

/// How many constraints a scheme may have so that each is asked whether it follows from the others. That takes the square of their
/// number.
const MOST_CONSTRAINTS: usize = 1_000;

/// Checks the conditions of a scheme as wholes.
pub(super) fn check_exact(scheme: &Scheme) -> Diagnostics {
    let stated = stated_conditions(scheme);
    let questions = Questions::of(&stated);
    let nothing_known = Situation::default();
    let mut prover = Prover::new(scheme, &nothing_known, questions.conditions());
    if prover.ask(&[]) == Outcome::Impossible {
        return contradictory::report_contradictory(scheme, &mut prover);
    }
    let mut diagnostics = settled::report_settled(scheme, &questions, &mut prover);
    if scheme.constraints.len() <= MOST_CONSTRAINTS {
        diagnostics.append(follows::report_following(scheme, &mut prover));
    }
    diagnostics
}
