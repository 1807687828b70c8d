//! Levels of catalogs and editions (L-033, L-042).

use serde::Serialize;

use super::table::{Id, LevelId};
use crate::source::Text;

/// A level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "LevelView"))]
pub struct Level {
    /// The key: `L2`.
    pub key: Text,
    /// What it means.
    pub title: Option<Text>,
}

/// Finds a level by key in a list from the lowest.
pub fn find_level(levels: &[Level], key: &str) -> Option<LevelId> {
    levels
        .iter()
        .position(|level| level.key == key)
        .map(LevelId::from_index)
}

/// A set of levels of a catalog, at most 32. A catalog without levels is in every set that is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LevelSet(u32);

/// The most levels that a catalog or an edition can have.
pub const MAX_LEVELS: usize = 32;

impl LevelSet {
    /// Every level.
    pub const ALL: Self = Self(u32::MAX);
    /// No level.
    pub const NONE: Self = Self(0);

    /// Returns the set of this level and all above.
    pub fn from(level: LevelId) -> Self {
        Self(u32::MAX.checked_shl(bit(level)).unwrap_or(0))
    }

    /// Returns the set with a level added.
    #[must_use]
    pub fn with(self, level: LevelId) -> Self {
        Self(self.0 | 1_u32.checked_shl(bit(level)).unwrap_or(0))
    }

    /// Says whether the set holds a level; `None`, of a catalog without levels, is in every set that
    /// is not empty.
    pub fn contains(self, level: Option<LevelId>) -> bool {
        match level {
            Some(level) => self.0.checked_shr(bit(level)).unwrap_or(0) & 1 == 1,
            None => self != Self::NONE,
        }
    }

    /// Returns the levels that both sets hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns the levels that either set holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the lowest level of the set among the first `count`.
    pub fn lowest(self, count: usize) -> Option<LevelId> {
        (0..count)
            .map(LevelId::from_index)
            .find(|level| self.contains(Some(*level)))
    }
}

fn bit(level: LevelId) -> u32 {
    u32::try_from(level.index()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        let level = LevelId::from_index;
        let set = LevelSet::from(level(1));
        assert!(!set.contains(Some(level(0))));
        assert!(set.contains(Some(level(1))) && set.contains(Some(level(2))));
        let gap = LevelSet::NONE.with(level(0)).with(level(2));
        assert!(!gap.contains(Some(level(1))));
        assert_eq!(gap.lowest(3), Some(level(0)));
        assert!(LevelSet::ALL.contains(None) && !LevelSet::NONE.contains(None));
        assert!(!LevelSet::ALL.contains(Some(level(40))));
    }
}
