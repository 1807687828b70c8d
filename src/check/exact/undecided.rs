//! What neither a proof nor a product settles: it is named, and never taken for fine.

use std::collections::BTreeSet;

use super::stated::Stated;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Constraint, DefinedName, Scheme};
use crate::source::Place;

codes! {
    UNDECIDED = warning("P0622", "condition that was not decided"),
}

/// How many undecided conditions are named. Once the allowance of conflicts is spent, all others are undecided for the same reason.
const MOST_NAMED: usize = 20;

/// What was sought of a condition and not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sought {
    /// A product that meets it.
    Meeting,
    /// A product that fails it.
    Failing,
}

/// Reports a condition, or a part of it, of which one kind of product was not found, nor a proof that there is none.
pub(super) fn undecided(subject: &str, place: Place, sought: Sought) -> Diagnostic {
    let message = match sought {
        Sought::Meeting => format!(
            "{subject} is undecided: no product was found that meets it, and no proof that none does"
        ),
        Sought::Failing => format!(
            "{subject} is undecided: no product was found that fails it, and no proof that all meet it"
        ),
    };
    Diagnostic::at(&UNDECIDED, place, message).help(
        "state it more simply, with smaller numbers and shorter paths; or show by a scenario that it is as you mean it, and allow P0622 of it",
    )
}

/// Reports a constraint of which it is not known whether the others imply it.
pub(super) fn undecided_whether_it_follows(constraint: &Constraint) -> Diagnostic {
    let message = format!(
        "it is undecided whether “{}” follows from other constraints: no product was found that breaks it alone, and no proof that none does",
        constraint.title
    );
    Diagnostic::at(&UNDECIDED, constraint.place, message).help(
        "leave it out if the others imply it; else state it more simply, with smaller numbers and shorter paths",
    )
}

/// Leaves what is undecided out of some reports if a part of the scheme could not be read, since it may be undecided because of that.
/// Else the first undecided conditions are named, and the others counted.
pub(super) fn name_undecided(scheme: &Scheme, reports: Diagnostics) -> Diagnostics {
    let is_undecided = |report: &Diagnostic| report.code.id == UNDECIDED.id;
    let (undecided, mut kept): (Vec<Diagnostic>, Vec<Diagnostic>) =
        reports.into_iter().partition(is_undecided);
    if scheme.is_whole() {
        let others = undecided.len().saturating_sub(MOST_NAMED);
        let further = undecided.get(MOST_NAMED).and_then(Diagnostic::place);
        kept.extend(undecided.into_iter().take(MOST_NAMED));
        kept.extend(further.map(|place| further_undecided(place, others)));
    }
    kept.into_iter().collect()
}

fn further_undecided(place: Place, count: usize) -> Diagnostic {
    let message = match count {
        1 => "one other condition is undecided".to_owned(),
        _ => format!("{count} other conditions are undecided, of which this is the first"),
    };
    Diagnostic::at(&UNDECIDED, place, message).help(
        "a check searches only so long, and hard conditions use up what those after them need: mend what is named first",
    )
}

/// Reports conditions that rest on so many names that nothing is asked of them; of those that rest on one another, the first.
pub(super) fn report_wide(wide: &[Stated<'_>]) -> Diagnostics {
    let names = wide.iter().filter_map(|stated| stated.name);
    let names: BTreeSet<DefinedName> = names.collect();
    // What rests on one of them mentions one, since what lies between rests on too many as well.
    let first = wide.iter().filter(|stated| !stated.names_one_of(&names));
    let reports = first.map(|stated| {
        let message = format!("{} is undecided: it rests on too many names", stated.owner);
        Diagnostic::at(&UNDECIDED, stated.place, message)
            .help("let it rest on fewer names; or show by a scenario that it is as you mean it, and allow P0622 of it")
    });
    reports.collect()
}

/// Reports that the constraints were not held against one another, all of them or each against the others.
pub(super) fn report_constraints(scheme: &Scheme, message: &str) -> Diagnostics {
    let first = scheme.constraints.iter().next();
    let report = first.map(|(_, constraint)| {
        Diagnostic::at(&UNDECIDED, constraint.place, message.to_owned())
            .help("state constraints more simply, or fewer of them")
    });
    report.into_iter().collect()
}
