//! Warns of controls that no edition takes, though one uses their catalog.

use std::collections::{BTreeMap, BTreeSet};

use super::levels::{at_levels, catalog_levels, edition_levels};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{CatalogLevel, Control, Id, LevelId, Scheme, Treatment};
use crate::source::Place;

codes! {
    UNREACHED = warning("P0623", "control that can apply at none of its levels"),
}

/// Reports assessed controls whose levels no edition uses. All editions are given, since each may use other levels of a catalog.
pub(super) fn check_unreached(editions: &[Scheme]) -> Diagnostics {
    let mut reached: BTreeSet<Place> = BTreeSet::new();
    let mut reports: BTreeMap<Place, Diagnostic> = BTreeMap::new();
    for scheme in editions {
        for (_, control) in scheme.controls.iter() {
            if !catalog_levels(scheme, control).is_empty() || has_unknown_levels(scheme) {
                reached.insert(control.place);
            } else if is_asked(control) {
                let report = || unreached(scheme, control);
                reports.entry(control.place).or_insert_with(report);
            }
        }
    }
    let reports = reports.into_iter();
    let unreached = reports.filter(|(place, _)| !reached.contains(place));
    unreached.map(|(_, report)| report).collect()
}

/// What an edition has at a level whose members are not published may be anything.
fn has_unknown_levels(scheme: &Scheme) -> bool {
    let mut levels = edition_levels(scheme).into_iter();
    !levels.all(|level| scheme.edition.is_published(level))
}

fn is_asked(control: &Control) -> bool {
    let is_assessed = matches!(control.treatment, Treatment::Assessed(_));
    is_assessed && !control.incomplete && !control.is_left() && control.takes().is_none()
}

fn unreached(scheme: &Scheme, control: &Control) -> Diagnostic {
    let catalog = &scheme.catalogs[control.catalog];
    let levels = (0..catalog.levels.len()).map(LevelId::from_index);
    let own = levels.map(Some).filter(|at| control.levels.contains(*at));
    let own = at_levels(&catalog.levels, &own.collect::<Vec<_>>());
    let used = edition_levels(scheme).into_iter();
    let used = used.filter_map(|level| match scheme.catalog_level(control.catalog, level) {
        CatalogLevel::At(at) => Some(Some(at)),
        CatalogLevel::Whole | CatalogLevel::NotUsed => None,
    });
    let used: BTreeSet<Option<LevelId>> = used.collect();
    let used = at_levels(&catalog.levels, &used.into_iter().collect::<Vec<_>>());
    let message = format!(
        "`{}` can apply at none of its levels: it is in its catalog{own}, and the edition uses the catalog{used}",
        control.name
    );
    Diagnostic::at(&UNREACHED, control.place, message)
        .help("give it a level that an edition uses, or let an edition use one of its levels")
}
