//! Expectations of scenarios that no product could fail (L-223).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Applies, Condition, Control, Expectation, Id, Scheme, Standing, Treatment};
use crate::proof::{Outcome, Prover, Wish};

codes! {
    TESTS_NOTHING = warning("P0619", "expectation that tests nothing"),
}

/// Reports expectations that a control applies of whose entries every product has one, since a constraint demands it.
///
/// `applies always` says itself that the product has no part in it: an expectation pins it. A condition that always holds or never
/// does is reported itself, and an expectation that cannot hold fails.
pub(super) fn report_expectations(scheme: &Scheme, prover: &mut Prover<'_>) -> Diagnostics {
    let mut always = vec![None; scheme.controls.len()];
    let mut reports = Vec::new();
    for expectation in scheme.scenarios.iter().flat_map(|one| &one.expects) {
        if expectation.status != Standing::Applies {
            continue;
        }
        let control = &scheme.controls[expectation.control];
        let known = always.get_mut(expectation.control.index());
        let Some(known) = known else { continue };
        if *known.get_or_insert_with(|| always_applies(control, prover)) {
            reports.push(tests_nothing(control, expectation));
        }
    }
    reports.into_iter().collect()
}

fn always_applies(control: &Control, prover: &mut Prover<'_>) -> bool {
    let Treatment::Assessed(assessment) = &control.treatment else {
        return false;
    };
    match &assessment.applies {
        Applies::Always | Applies::When(_) => false,
        Applies::ForEach(set) => {
            let condition = Condition::some(*set, None, control.place);
            let fails = Wish::that(&condition, false);
            prover.ask(&[fails]) == Outcome::Impossible
        }
    }
}

fn tests_nothing(control: &Control, expectation: &Expectation) -> Diagnostic {
    let message = format!(
        "that `{}` applies tests nothing: every product has such an entry, by the constraints",
        control.name
    );
    Diagnostic::at(&TESTS_NOTHING, expectation.place, message)
        .also(
            control.place,
            format!("`{}` is declared here", control.name),
        )
        .help("remove the expectation, or name a control that depends on the product")
}
