//! Every covered control follows controls that have a verdict of their own (DESIGN M9).

use super::levels::{control_level, edition_levels};
use crate::diag::{Code, Diagnostic, Diagnostics, list};
use crate::model::{
    CatalogLevel, Control, ControlId, Dependencies, Id, LevelId, Scheme, Treatment,
};

/// Controls cover one another in a circle.
pub static COVER_CYCLE: Code = Code::error("P0503", "controls that cover one another in a circle");
/// At a level where a covered control holds, nothing that covers it does.
pub static COVER_MISSING: Code = Code::error("P0504", "covered control without a cover");

/// Checks that `covered by` ends at assessed controls, at each level where the covered control holds.
#[must_use]
pub fn check_covering(scheme: &Scheme) -> Diagnostics {
    let cycles = cover_graph(scheme).cycles();
    let circles = cycles.iter().filter_map(|cycle| cover_cycle(scheme, cycle));
    let holes = scheme
        .controls
        .iter()
        .filter(|(_, control)| !control.incomplete)
        .filter_map(|(_, control)| match &control.treatment {
            Treatment::Covered { by, .. } => check_covered(scheme, control, by),
            Treatment::Assessed(_) | Treatment::NotAssessed { .. } => None,
        });
    circles.chain(holes).collect()
}

/// Covered controls alone: an assessed one ends every way.
fn cover_graph(scheme: &Scheme) -> Dependencies<ControlId> {
    let covered = || {
        scheme
            .controls
            .iter()
            .filter_map(|(id, control)| match &control.treatment {
                Treatment::Covered { by, .. } => Some((id, by)),
                Treatment::Assessed(_) | Treatment::NotAssessed { .. } => None,
            })
    };
    let mut graph = Dependencies::new(covered().map(|(id, _)| id));
    for (control, by) in covered() {
        for other in by {
            graph.add(control, *other);
        }
    }
    graph
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

fn cover_cycle(scheme: &Scheme, cycle: &[ControlId]) -> Option<Diagnostic> {
    let controls: Vec<&Control> = cycle.iter().map(|id| &scheme.controls[*id]).collect();
    let (first, others) = controls.split_first()?;
    let message = if others.is_empty() {
        format!("`{}` is covered by itself", first.name)
    } else {
        let way: Vec<String> = controls
            .iter()
            .chain([first])
            .map(|control| format!("`{}`", control.name))
            .collect();
        format!(
            "these controls cover one another: {}",
            way.join(", which is covered by ")
        )
    };
    let mut diagnostic = Diagnostic::at(&COVER_CYCLE, first.place, message);
    for control in others {
        diagnostic = diagnostic.also(control.place, format!("`{}` is covered too", control.name));
    }
    Some(diagnostic.help("give one of them evidence and a procedure of its own"))
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
