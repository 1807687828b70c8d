//! Checks that the states of samples have one state after both, wherever a use can bring them together (L-323).

use std::collections::BTreeSet;

use super::samples::NO_JOIN;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Procedure, ProcedureId, SampleNeed, SampleStateId, SampleUse, Samples, Table};
use crate::source::Place;

/// Checks that whatever sample a use takes is in a state of the scheme afterwards (L-323). There is one report for each
/// pair of states.
pub(super) fn check_joins(
    samples: &Samples,
    procedures: &Table<ProcedureId, Procedure>,
    out: &mut Diagnostics,
) {
    let mut asked: BTreeSet<(SampleNeed, SampleStateId)> = BTreeSet::new();
    let mut reported: BTreeSet<(SampleStateId, SampleStateId)> = BTreeSet::new();
    for (_, procedure) in procedures.iter() {
        for block in &procedure.depths {
            let uses = block.sample.iter().flat_map(left_in);
            for (needs, left) in uses.filter(|pair| asked.insert(*pair)) {
                let without = samples.ordered().filter(|state| {
                    samples.serves(Some(*state), needs)
                        && samples.join(Some(*state), left).is_none()
                });
                for state in without {
                    if reported.insert((state.min(left), state.max(left))) {
                        out.push(no_join(samples, state, left, block.place));
                    }
                }
            }
        }
    }
}

/// Returns what a use needs with each state in which it leaves samples.
fn left_in(used: &SampleUse) -> impl Iterator<Item = (SampleNeed, SampleStateId)> + use<> {
    let (needs, left) = (used.needs, [used.leaves, used.may_leave]);
    left.into_iter().flatten().map(move |left| (needs, left))
}

fn no_join(
    samples: &Samples,
    state: SampleStateId,
    left: SampleStateId,
    used: Place,
) -> Diagnostic {
    let is_above = |id: SampleStateId| {
        samples.is_usable(id)
            && samples.is_within(Some(state), id)
            && samples.is_within(Some(left), id)
    };
    let which = if samples.ordered().any(is_above) {
        "more than one state"
    } else {
        "no state"
    };
    let (state, left) = (&samples.states[state], &samples.states[left]);
    let message = format!(
        "a sample that is `{}` and is then left `{}` would be in {which} of the scheme",
        state.key, left.key
    );
    Diagnostic::at(&NO_JOIN, used, message)
        .also(state.place, format!("`{}`", state.key))
        .also(left.place, format!("`{}`", left.key))
        .help("declare the least worn state that comes after both, or say with `after` that one comes after the other")
}
