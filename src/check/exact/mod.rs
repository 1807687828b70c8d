//! What no product can meet, and what every product does: questions about whole conditions, with all constraints.
//!
//! Nothing is said of a condition with a part that could not be read. If the constraints contradict each other no product
//! can exist: that is reported, and beside it only what is wrong without any constraint.

pub(super) mod alike;
pub(super) mod contradictory;
pub(super) mod earlier;
pub(super) mod expected;
pub(super) mod follows;
mod grounds;
pub(super) mod idle;
pub(super) mod related;
pub(super) mod settled;
mod stated;
pub(super) mod undecided;
mod words;

use crate::diag::Diagnostics;
use crate::model::{Scheme, Situation};
use crate::proof::{Outcome, Prover};

use earlier::Earlier;
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

/// Checks the conditions of a scheme as wholes, but for those that an edition before has stated.
pub(super) fn check_exact(scheme: &Scheme, earlier: &mut Earlier) -> Exact {
    let mut stated = stated_conditions(scheme);
    let is_empty = stated.asked.is_empty();
    let is_new = earlier.begin(scheme);
    stated.asked.retain(|one| earlier.is_new(one));
    let questions = Questions::of(&stated.asked);
    let nothing_known = Situation::default();
    let mut prover = Prover::new(scheme, &nothing_known, questions.conditions());
    let faulty = match prover.ask(&[]) {
        Outcome::Possible(_) => None,
        Outcome::Impossible => {
            let mut reports = contradictory::report_contradictory(scheme, &mut prover);
            // What is wrong without any constraint has its own cause.
            prover.assume(&[]);
            reports.append(settled::report_settled(scheme, &questions, &mut prover).reports);
            Some(reports)
        }
        // Without a product that can be, none is found for any condition either.
        Outcome::Undecided => Some(undecided::report_constraints(
            scheme,
            "it is undecided whether the constraints contradict each other: no product was found that meets all of them, and no proof that none does",
        )),
    };
    if let Some(diagnostics) = faulty {
        return Exact {
            diagnostics: undecided::name_undecided(scheme, diagnostics),
            idle: None,
        };
    }
    let mut diagnostics = undecided::report_wide(&stated.wide);
    let settled = settled::report_settled(scheme, &questions, &mut prover);
    diagnostics.append(settled.reports);
    earlier.add(scheme, &stated.asked, &settled.blamed);
    let idle = (!is_empty).then(|| {
        diagnostics.append(related::report_relations(scheme, &mut prover));
        diagnostics.append(alike::report_alike(scheme, &mut prover));
        diagnostics.append(expected::report_expectations(scheme, &mut prover));
        let idle = idle::find_idle(scheme, &prover, earlier);
        earlier.active.clone_from(&idle.active);
        idle
    });
    if !is_new {
        // They have been held against one another.
    } else if scheme.constraints.len() <= MOST_CONSTRAINTS {
        diagnostics.append(follows::report_following(scheme, &mut prover));
    } else {
        let message = format!(
            "there are more than {MOST_CONSTRAINTS} constraints: whether one follows from the others is undecided"
        );
        diagnostics.append(undecided::report_constraints(scheme, &message));
    }
    Exact {
        diagnostics: undecided::name_undecided(scheme, diagnostics),
        idle,
    }
}
