//! Checks that every assessed control has evidence and a procedure at each of its levels (L-119).

use super::levels::{at_levels, catalog_levels};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Assessment, Control, LevelId, Scheme};

codes! {
    CALLS_FOR_TOO_LITTLE = error("P0502", "assessed control without evidence or a procedure"),
}

/// Checks that every assessed control has evidence and a procedure at each level of its catalog that the
/// edition uses.
pub(super) fn check_coverage(scheme: &Scheme) -> Diagnostics {
    scheme
        .controls
        .iter()
        .filter(|(_, control)| !control.incomplete)
        .filter_map(|(_, control)| check_assessed(scheme, control, control.assessment()?))
        .collect()
}

fn check_assessed(
    scheme: &Scheme,
    control: &Control,
    assessment: &Assessment,
) -> Option<Diagnostic> {
    let levels = catalog_levels(scheme, control);
    let lacking = |has: &dyn Fn(Option<LevelId>) -> bool| -> Vec<Option<LevelId>> {
        levels
            .iter()
            .copied()
            .filter(|level| !has(*level))
            .collect()
    };
    let evidence = lacking(&|level| {
        assessment
            .evidence
            .iter()
            .any(|line| line.levels.contains(level))
    });
    let procedure = lacking(&|level| {
        assessment
            .verify
            .iter()
            .any(|line| line.depths_at(level).is_some())
    });
    if evidence.is_empty() && procedure.is_empty() {
        return None;
    }
    Some(calls_for_too_little(scheme, control, &evidence, &procedure))
}

fn calls_for_too_little(
    scheme: &Scheme,
    control: &Control,
    evidence: &[Option<LevelId>],
    procedure: &[Option<LevelId>],
) -> Diagnostic {
    let names = &scheme.catalogs[control.catalog].levels;
    let at = |levels: &[Option<LevelId>]| at_levels(names, levels);
    let (lack, help) = if evidence == procedure {
        (
            format!("neither evidence nor a procedure{}", at(evidence)),
            "`evidence` and `verify` lines",
        )
    } else if procedure.is_empty() {
        (format!("no evidence{}", at(evidence)), "an `evidence` line")
    } else if evidence.is_empty() {
        (format!("no procedure{}", at(procedure)), "a `verify` line")
    } else {
        (
            format!(
                "no evidence{} and no procedure{}",
                at(evidence),
                at(procedure)
            ),
            "`evidence` and `verify` lines",
        )
    };
    let message = format!("`{}` has {lack}", control.name);
    Diagnostic::at(&CALLS_FOR_TOO_LITTLE, control.place, message).help(format!(
        "add {help} for each level, or write `covered by … because` or `not assessed because`"
    ))
}
