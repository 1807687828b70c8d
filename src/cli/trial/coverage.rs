//! Which sides of conditions scenarios hold, and a product for each that none holds.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::check::TriedScenario;
use crate::model::{Applies, Condition, ControlId, Scheme, Situation, Standing, Treatment};
use crate::proof::{Outcome, Prover, Wish};

/// A side of the condition of a control: that it applies, or that it does not.
pub(super) struct Side {
    pub control: ControlId,
    pub applies: bool,
    /// What a scenario of it is called.
    pub title: String,
    /// The smallest product that was found for it.
    pub product: Option<Rc<Situation>>,
}

/// The sides that no scenario holds.
pub(super) struct Uncovered {
    /// The number of all sides.
    pub all: usize,
    pub sides: Vec<Side>,
}

/// Finds the sides of the conditions of controls that no scenario expects, each with a product for it.
pub(super) fn find_uncovered(
    scheme: &Scheme,
    tried: &[TriedScenario<'_>],
    is_wanted: impl Fn(&str) -> bool,
) -> Uncovered {
    let held = tried.iter().filter(|one| one.holds());
    let held = held.flat_map(|one| one.expectations.iter());
    let held: BTreeSet<(ControlId, bool)> = held
        .filter_map(|one| match one.expectation.status {
            Standing::Applies => Some((one.expectation.control, true)),
            Standing::NotApplicable => Some((one.expectation.control, false)),
            Standing::Open | Standing::Covered | Standing::NotAssessed => None,
        })
        .collect();
    let controls = scheme.controls.iter();
    let conditions: Vec<(ControlId, Condition)> = controls
        .filter(|(_, control)| is_wanted(&control.name))
        .filter_map(|(id, control)| match &control.treatment {
            Treatment::Assessed(assessment) => match &assessment.applies {
                Applies::Always => None,
                Applies::When(condition) => Some((id, condition.clone())),
                Applies::ForEach(set) => Some((id, Condition::some(*set, None, control.place))),
            },
            Treatment::Covered { .. } | Treatment::NotAssessed { .. } => None,
        })
        .collect();
    let nothing_known = Situation::default();
    let all = conditions.iter().map(|(_, condition)| condition);
    let mut prover = Prover::new(scheme, &nothing_known, all);
    let mut sides = Vec::new();
    for (control, condition) in &conditions {
        for applies in [true, false] {
            if held.contains(&(*control, applies)) {
                continue;
            }
            let wishes = [Wish::that(condition, applies)];
            let product = match prover.ask(&wishes) {
                Outcome::Possible(product) => Some(prover.minimise(&product, &wishes)),
                Outcome::Impossible | Outcome::Undecided => None,
            };
            let name = &scheme.controls[*control].name;
            let says = if applies { "applies" } else { "does not apply" };
            sides.push(Side {
                control: *control,
                applies,
                title: format!("{name} {says}"),
                product: product.map(Into::into),
            });
        }
    }
    Uncovered {
        all: 2 * conditions.len(),
        sides,
    }
}
