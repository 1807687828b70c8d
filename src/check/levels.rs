//! The levels at which a control holds.

use crate::diag::list;
use crate::model::{CatalogLevel, Control, Id, Level, LevelId, Scheme};

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
        .filter_map(|level| match scheme.control_level(control, level) {
            CatalogLevel::NotUsed => None,
            CatalogLevel::Whole => Some(None),
            CatalogLevel::At(at) => Some(Some(at)),
        })
        .collect();
    levels.sort();
    levels.dedup();
    levels
}

/// Returns " at `L1` and `L2`"; nothing if the levels have no names.
pub(super) fn at_levels(levels: &[Level], at: &[Option<LevelId>]) -> String {
    let levels = at
        .iter()
        .flatten()
        .filter_map(|level| levels.get(level.index()));
    match list(levels.map(|level| level.key.as_str())) {
        keys if keys.is_empty() => keys,
        keys => format!(" at {keys}"),
    }
}
