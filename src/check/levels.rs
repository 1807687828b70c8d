//! The levels at which a control holds.

use crate::model::{CatalogLevel, Control, Id, LevelId, Scheme};

/// Returns the level of its catalog that a control has at a level of the edition; `NotUsed` if it is not in it.
pub(super) fn control_level(
    scheme: &Scheme,
    control: &Control,
    level: Option<LevelId>,
) -> CatalogLevel {
    match scheme.catalog_level(control.catalog, level) {
        CatalogLevel::At(at) if !control.levels.contains(Some(at)) => CatalogLevel::NotUsed,
        CatalogLevel::At(at) => CatalogLevel::At(at),
        CatalogLevel::Whole => CatalogLevel::Whole,
        CatalogLevel::NotUsed => CatalogLevel::NotUsed,
    }
}

/// Returns the levels of the edition from the lowest; a single `None` if it has no levels.
pub(super) fn edition_levels(scheme: &Scheme) -> Vec<Option<LevelId>> {
    let count = scheme.edition.levels.len();
    if count == 0 {
        return vec![None];
    }
    (0..count).map(LevelId::from_index).map(Some).collect()
}

/// Returns the levels of its catalog at which a control is in the edition, from the lowest; a single `None` if the
/// edition uses the whole catalog.
pub(super) fn catalog_levels(scheme: &Scheme, control: &Control) -> Vec<Option<LevelId>> {
    let mut levels: Vec<Option<LevelId>> = edition_levels(scheme)
        .into_iter()
        .filter_map(|level| match control_level(scheme, control, level) {
            CatalogLevel::NotUsed => None,
            CatalogLevel::Whole => Some(None),
            CatalogLevel::At(at) => Some(Some(at)),
        })
        .collect();
    levels.sort();
    levels.dedup();
    levels
}
