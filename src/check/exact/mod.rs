//! What no product can meet, and what every product does: questions about whole conditions, with all constraints.
//!
//! Nothing is said of a condition with a part that could not be read. If the constraints contradict each other no product
//! can exist, and then that alone is reported.

pub(super) mod alike;
pub(super) mod contradictory;
pub(super) mod expected;
pub(super) mod follows;
mod grounds;
pub(super) mod idle;
pub(super) mod related;
pub(super) mod settled;
mod stated;
mod words;

use crate::diag::Diagnostics;
use crate::model::{Scheme, Situation};
use crate::proof::{Outcome, Prover};

use idle::Idle;
use settled::Questions;
use stated::stated_conditions;

/// How many constraints a scheme may have so that each is asked whether it follows from the others. That takes the square of their
/// number.
const MOST_CONSTRAINTS: usize = 1_000;

/// What is found if conditions are taken as wholes.
#[derive(Default)]
pub(super) struct Exact {
    /// What is wrong in the edition.
    pub diagnostics: Diagnostics,
    /// The answers that change nothing in the edition; `None` if that was not looked at.
    pub idle: Option<Idle>,
}

/// Checks the conditions of a scheme as wholes.
pub(super) fn check_exact(scheme: &Scheme) -> Exact {
    let stated = stated_conditions(scheme);
    let questions = Questions::of(&stated);
    let nothing_known = Situation::default();
    let mut prover = Prover::new(scheme, &nothing_known, questions.conditions());
    if prover.ask(&[]) == Outcome::Impossible {
        return Exact {
            diagnostics: contradictory::report_contradictory(scheme, &mut prover),
            idle: None,
        };
    }
    let settled = settled::report_settled(scheme, &questions, &mut prover);
    let mut diagnostics = settled.reports;
    let idle = (!stated.is_empty()).then(|| {
        diagnostics.append(related::report_relations(scheme, &mut prover));
        diagnostics.append(alike::report_alike(scheme, &mut prover));
        diagnostics.append(expected::report_expectations(scheme, &mut prover));
        idle::find_idle(scheme, &prover, &settled.blamed)
    });
    if scheme.constraints.len() <= MOST_CONSTRAINTS {
        diagnostics.append(follows::report_following(scheme, &mut prover));
    }
    Exact { diagnostics, idle }
}
