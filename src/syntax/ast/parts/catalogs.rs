//! Parts of catalogs, profiles and editions: levels, uses, history.

use thin_vec::ThinVec;

use super::{Name, RefDraft, TextDraft};

/// A catalog from which a profile takes controls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverDraft {
    /// Which.
    pub catalog: RefDraft,
    /// The level at which it is read.
    pub level: Option<Name>,
}

/// A level, with the title it may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelDraft {
    pub key: Name,
    pub title: Option<TextDraft>,
}

/// `controls 34`, `controls 29 of 78 because "…"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountDraft {
    /// How many controls the catalog holds.
    pub count: Name,
    /// How many its source has, where it holds a part.
    pub of: Option<Name>,
    /// Why it holds a part.
    pub because: Option<TextDraft>,
}

/// What became of keys of an earlier version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryDraft {
    /// What happened.
    pub kind: HistoryKind,
    /// The old keys; none for `reworded`.
    pub old: Box<[Name]>,
    /// The new keys.
    pub new: Box<[Name]>,
    /// Why, for `withdrawn` and `reworded`.
    pub because: Option<TextDraft>,
}

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryKind {
    /// `split C.1 into C.1a, C.1b`
    Split,
    /// `merged C.1, C.2 into C.3`
    Merged,
    /// `withdrawn C.9 because "…"`
    Withdrawn,
    /// `reworded C.3, C.7`
    Reworded,
}

/// A catalog that an edition uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsesDraft {
    /// Which.
    pub catalog: RefDraft,
    pub levels: UsesLevels,
}

/// How the levels of an edition map to those of a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsesLevels {
    /// Nothing said: neither has levels.
    Unsaid,
    /// `at every level`
    Every,
    /// `with L1 = L1, L2 = L2`
    Pairs(Box<[LevelPair]>),
}

/// A level of an edition and the level of the catalog that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelPair {
    /// The level of the edition.
    pub edition: Name,
    /// The level of the catalog.
    pub catalog: Name,
}

/// `finding major "Major finding" stops`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingClassDraft {
    pub key: Name,
    /// The word printed.
    pub title: TextDraft,
    /// stops or noted.
    pub effect: Name,
    /// `was serious`
    pub was: ThinVec<Name>,
}
