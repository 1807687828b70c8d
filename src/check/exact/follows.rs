//! Constraints that follow from the others.

use super::grounds::{constraints_of, grounds_of};
use super::undecided::undecided_whether_it_follows;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Condition, Constraint, Scheme};
use crate::proof::{Outcome, Prover, Wish};

codes! {
    FOLLOWS = warning("P0613", "constraint that follows from others"),
}

/// Reports constraints that hold for every product that meets the others; of several that say the same, the last one.
pub(super) fn report_following(scheme: &Scheme, prover: &mut Prover<'_>) -> Diagnostics {
    let mut kept = prover.axioms();
    let mut reports = Vec::new();
    for condition in prover.axioms().into_iter().rev() {
        let others: Vec<&Condition> = kept
            .iter()
            .copied()
            .filter(|one| !std::ptr::eq(*one, condition))
            .collect();
        prover.assume(&others);
        let wish = Wish::that(condition, false);
        let outcome = prover.ask(&[wish]);
        let constraints = constraints_of(scheme, &[condition]).into_iter();
        match outcome {
            Outcome::Possible(_) => {}
            Outcome::Impossible => {
                reports.extend(constraints.map(|one| follows(scheme, one, prover)));
                kept = others;
            }
            Outcome::Undecided => reports.extend(constraints.map(undecided_whether_it_follows)),
        }
    }
    reports.into_iter().rev().collect()
}

fn follows(scheme: &Scheme, constraint: &Constraint, prover: &mut Prover<'_>) -> Diagnostic {
    let wish = Wish::that(&constraint.condition, false);
    let grounds = grounds_of(&[wish], prover);
    let message = if grounds.is_empty() {
        format!("“{}” holds for every product anyway", constraint.title)
    } else {
        format!("“{}” follows from other constraints", constraint.title)
    };
    let report = Diagnostic::at(&FOLLOWS, constraint.place, message);
    let grounds = constraints_of(scheme, &grounds).into_iter();
    let report = grounds.fold(report, |report, ground| {
        report.also(ground.place, format!("“{}” implies it", ground.title))
    });
    report.help("leave it out, or correct it if it is meant to exclude more")
}
