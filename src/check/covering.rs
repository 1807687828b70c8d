//! Checks that every covered control has a cover with a verdict of its own (L-120).

use super::levels::{at_levels, edition_levels};
use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::model::{CatalogLevel, Control, ControlId, LevelId, Scheme, Treatment};

codes! {
    COVER_MISSING = error("P0504", "covered control without an assessed cover"),
}

/// Checks that at each level at which a covered control holds, a cover holds too and is assessed.
pub(super) fn check_covering(scheme: &Scheme) -> Diagnostics {
    scheme
        .controls
        .iter()
        .filter(|(_, control)| !control.incomplete && scheme.is_complete(scheme.edition.place))
        .filter_map(|(_, control)| match &control.treatment {
            Treatment::Covered { by, .. } => check_covered(scheme, control, by),
            Treatment::Assessed(_) | Treatment::NotAssessed { .. } => None,
        })
        .collect()
}

fn check_covered(scheme: &Scheme, control: &Control, by: &[ControlId]) -> Option<Diagnostic> {
    let holds = |control: &Control, level: Option<LevelId>| {
        scheme.control_level(control, level) != CatalogLevel::NotUsed
    };
    let counts = |cover: &Control, level: Option<LevelId>| match &cover.treatment {
        Treatment::NotAssessed { .. } => false,
        Treatment::Assessed(_) | Treatment::Covered { .. } => holds(cover, level),
    };
    let bare: Vec<Option<LevelId>> = edition_levels(scheme)
        .into_iter()
        .filter(|level| holds(control, *level))
        .filter(|level| !by.iter().any(|id| counts(&scheme.controls[*id], *level)))
        .collect();
    (!bare.is_empty() && !by.is_empty()).then(|| cover_missing(scheme, control, by, &bare))
}

fn cover_missing(
    scheme: &Scheme,
    control: &Control,
    by: &[ControlId],
    bare: &[Option<LevelId>],
) -> Diagnostic {
    let mut at = at_levels(&scheme.edition.levels, bare);
    if !at.is_empty() {
        at = format!("{at} of `{}`", scheme.edition.name());
    }
    let message = format!("`{}` is covered by no assessed control{at}", control.name);
    let mut diagnostic = Diagnostic::at(&COVER_MISSING, control.place, message);
    for id in by {
        let cover = &scheme.controls[*id];
        let label = match &cover.treatment {
            Treatment::NotAssessed { .. } => format!("`{}` is not assessed", cover.name),
            Treatment::Assessed(_) | Treatment::Covered { .. } => {
                match list(scheme.levels_of(*id)) {
                    held if held.is_empty() => format!("`{}` is not in the edition", cover.name),
                    held => format!("`{}` holds at {held} only", cover.name),
                }
            }
        };
        diagnostic = diagnostic.also(cover.place, label);
    }
    diagnostic.help("name a control that is assessed at each of these levels, or give this control evidence and a procedure of its own")
}
