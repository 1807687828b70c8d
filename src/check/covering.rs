//! Every covered control follows controls that have a verdict of their own (L-120).

use super::levels::{control_level, edition_levels};
use crate::diag::{Code, Diagnostic, Diagnostics, list};
use crate::model::{CatalogLevel, Control, ControlId, Id, LevelId, Scheme, Treatment};

/// At a level where a covered control holds, nothing that covers it does.
pub static COVER_MISSING: Code = Code::error("P0504", "covered control without a cover");

/// Checks that at each level where a covered control holds, one that covers it does too and is not set aside.
#[must_use]
pub fn check_covering(scheme: &Scheme) -> Diagnostics {
    scheme
        .controls
        .iter()
        .filter(|(_, control)| !control.incomplete)
        .filter_map(|(_, control)| match &control.treatment {
            Treatment::Covered { by, .. } => check_covered(scheme, control, by),
            Treatment::Assessed(_) | Treatment::NotAssessed { .. } => None,
        })
        .collect()
}

fn check_covered(scheme: &Scheme, control: &Control, by: &[ControlId]) -> Option<Diagnostic> {
    let holds = |control: &Control, level: Option<LevelId>| {
        control_level(scheme, control, level) != CatalogLevel::NotUsed
    };
    let covers = |other: &Control, level: Option<LevelId>| match &other.treatment {
        Treatment::NotAssessed { .. } => false,
        Treatment::Assessed(_) | Treatment::Covered { .. } => holds(other, level),
    };
    let bare: Vec<Option<LevelId>> = edition_levels(scheme)
        .into_iter()
        .filter(|level| holds(control, *level))
        .filter(|level| {
            let mut others = by.iter().map(|other| &scheme.controls[*other]);
            !others.any(|other| covers(other, *level))
        })
        .collect();
    (!bare.is_empty() && !by.is_empty()).then(|| cover_missing(scheme, control, by, &bare))
}

fn cover_missing(
    scheme: &Scheme,
    control: &Control,
    by: &[ControlId],
    bare: &[Option<LevelId>],
) -> Diagnostic {
    let levels = &scheme.edition.levels;
    let keys = bare
        .iter()
        .flatten()
        .filter_map(|level| levels.get(level.index()))
        .map(|level| level.key.as_str());
    let at = match list(keys) {
        keys if keys.is_empty() => String::new(),
        keys => format!(" at {keys} of `{}`", scheme.edition.name()),
    };
    let message = format!("`{}` is covered by no assessed control{at}", control.name);
    let mut diagnostic = Diagnostic::at(&COVER_MISSING, control.place, message);
    for other in by {
        let other_control = &scheme.controls[*other];
        let words = match &other_control.treatment {
            Treatment::NotAssessed { .. } => format!("`{}` is not assessed", other_control.name),
            Treatment::Assessed(_) | Treatment::Covered { .. } => {
                match list(scheme.levels_of(*other)) {
                    held if held.is_empty() => format!("`{}` is not in", other_control.name),
                    held => format!("`{}` holds at {held} only", other_control.name),
                }
            }
        };
        diagnostic = diagnostic.also(other_control.place, words);
    }
    diagnostic.help("name a control that is assessed at each of these levels, or give it evidence and a procedure of its own")
}
