//! Warns of tests and attacks that do not begin with a case in which the genuine thing works (L-179).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Case, Depth, Procedure, Scheme};

codes! {
    NOT_POSITIVE = warning("P0545", "tests that do not begin with a positive case"),
}

/// Reports procedures whose first case at the depths `test` and `attack` is not positive. An attack follows the cases of the
/// test, and a test those of the review, which may show it already.
pub(super) fn check_positive(scheme: &Scheme) -> Diagnostics {
    let procedures = scheme.procedures.iter().map(|(_, procedure)| procedure);
    procedures
        .filter(|procedure| scheme.is_complete(procedure.place))
        .filter_map(|procedure| Some((procedure, negative_case(procedure)?)))
        .map(|(procedure, case)| not_positive(procedure, case))
        .collect()
}

/// Returns the first case of the tests, unless it is positive or follows one that is.
fn negative_case(procedure: &Procedure) -> Option<&Case> {
    for block in &procedure.depths {
        let Some(first) = block.cases.first() else {
            continue;
        };
        match block.depth {
            _ if first.positive => return None,
            Depth::Review => {}
            Depth::Test | Depth::Attack => return Some(first),
            Depth::Audit => return None,
        }
    }
    None
}

fn not_positive(procedure: &Procedure, case: &Case) -> Diagnostic {
    let message = format!(
        "the tests of `{}` begin with `{}`, which is not marked as positive",
        procedure.key, case.key
    );
    Diagnostic::at(&NOT_POSITIVE, case.place, message).help(format!(
        "begin with a case in which the genuine thing works, and write `positive` in it; or `allow P0545 of {} because \"…\"`",
        procedure.key
    ))
}
