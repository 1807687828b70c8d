//! Checks that no procedure waits for itself (L-168).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Dependencies, DepthBlock, Procedure, ProcedureId, Scheme};
use crate::source::Place;

codes! {
    PROCEDURE_CYCLE = error("P0501", "procedures that wait for one another in a circle"),
}

/// Checks that the procedures can be ordered, whichever depths are planned.
pub(super) fn check_order(scheme: &Scheme) -> Diagnostics {
    let mut order = Dependencies::new(scheme.procedures.ids());
    for (later, procedure) in scheme.procedures.iter() {
        for block in &procedure.depths {
            for earlier in block.requires.iter().chain(&block.after) {
                order.add(*earlier, later);
            }
        }
    }
    let cycles = order.cycles();
    cycles
        .iter()
        .filter_map(|cycle| procedure_cycle(scheme, cycle))
        .collect()
}

/// A link of a circle: a procedure, the earlier procedure that it waits for, and the place that says so.
struct Wait<'a> {
    later: &'a Procedure,
    earlier: &'a Procedure,
    verb: &'static str,
    place: Place,
}

fn procedure_cycle(scheme: &Scheme, cycle: &[ProcedureId]) -> Option<Diagnostic> {
    // The graph leads from earlier to later procedures; the message says which one waits for which.
    let backwards = cycle.iter().copied().rev();
    let earlier = backwards.clone().cycle().skip(1);
    let waits: Vec<Wait<'_>> = backwards
        .zip(earlier)
        .filter_map(|(later, earlier)| find_wait(scheme, later, earlier))
        .collect();
    let (first, rest) = waits.split_first()?;
    let circle: Vec<String> = waits
        .iter()
        .map(|wait| &wait.later.key)
        .chain([&first.later.key])
        .map(|key| format!("`{key}`"))
        .collect();
    let message = format!(
        "these procedures wait for one another: {}",
        circle.join(", which waits for ")
    );
    let mut diagnostic =
        Diagnostic::at(&PROCEDURE_CYCLE, first.place, message).label(wait_words(first));
    for wait in rest {
        diagnostic = diagnostic.also(wait.place, wait_words(wait));
    }
    Some(diagnostic.help("remove one of these `requires` or `after`"))
}

fn wait_words(wait: &Wait<'_>) -> String {
    format!("`{}` {} `{}`", wait.later.key, wait.verb, wait.earlier.key)
}

fn find_wait(scheme: &Scheme, later: ProcedureId, earlier: ProcedureId) -> Option<Wait<'_>> {
    let procedure = &scheme.procedures[later];
    let says = |block: &DepthBlock| {
        if block.requires.contains(&earlier) {
            Some("requires")
        } else {
            block.after.contains(&earlier).then_some("comes after")
        }
    };
    procedure.depths.iter().find_map(|block| {
        says(block).map(|verb| Wait {
            later: procedure,
            earlier: &scheme.procedures[earlier],
            verb,
            place: block.place,
        })
    })
}
