//! Constraints that contradict each other: no product can exist.

use super::grounds::{constraints_of, grounds_of};
use super::words::place_of;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Scheme;
use crate::proof::Prover;

codes! {
    CONTRADICTORY = error("P0612", "constraints that contradict each other"),
}

/// Reports constraints that cannot all hold, no fewer of which contradict each other.
pub(super) fn report_contradictory(scheme: &Scheme, prover: &mut Prover<'_>) -> Diagnostics {
    let mut constraints = constraints_of(scheme, &grounds_of(&[], prover)).into_iter();
    let Some(first) = constraints.next() else {
        return Diagnostics::new();
    };
    let others: Vec<_> = constraints.collect();
    let message = match others.as_slice() {
        [] => format!("no product can meet the constraint “{}”", first.title),
        [_] => format!("“{}” contradicts another constraint", first.title),
        _ => format!(
            "“{}” contradicts {} other constraints",
            first.title,
            others.len()
        ),
    };
    let place = place_of(&first.condition).unwrap_or(first.place);
    let report = Diagnostic::at(&CONTRADICTORY, place, message);
    let report = others.iter().fold(report, |report, other| {
        report.also(other.place, format!("“{}” must hold too", other.title))
    });
    let report = report.help(
        "no product could be described with this scheme: correct or remove one of these constraints",
    );
    std::iter::once(report).collect()
}
