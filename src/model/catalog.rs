//! Catalogs and groups (L-030 to L-038), editions (L-040 to L-048), parties (L-180).

use std::collections::BTreeMap;

use serde::Serialize;

use super::levels::{Level, LevelSet, find_level};
use super::numbering::Numbering;
use super::provenance::{Provenance, words};
use super::table::{CatalogId, FormId, Id, LevelId, PhaseId, RuleId};
use super::value::Date;
use crate::source::{Place, Text};

/// A catalog of controls in one version.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalog {
    /// The key: `asvs-c`.
    pub key: Text,
    /// The version: `4.0.3`.
    pub version: Text,
    /// The title.
    pub title: Text,
    /// Who publishes the source.
    pub publisher: Option<Text>,
    /// When the source was published.
    pub dated: Option<Date>,
    /// The source.
    pub cites: Option<Cites>,
    /// More about it.
    pub about: Option<Text>,
    /// For a profile, the catalogs that it selects from, as it names them (L-049).
    pub over: Vec<Over>,
    /// Its levels, from the lowest; empty where it has none.
    pub levels: Vec<Level>,
    /// Words of the language, and the words that documents print for them.
    pub prints: BTreeMap<Text, Text>,
    /// How many controls the source has, where the catalog holds a part of them.
    pub part_of: Option<PartOf>,
    /// What became of keys of earlier versions.
    pub history: Vec<History>,
    /// Where its aspects come from.
    pub provenance: Provenance,
    /// Where it is declared.
    pub place: Place,
}

/// A catalog that a profile selects from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Over {
    /// Key and version.
    pub catalog: Text,
    /// The level at which it is read; `None` where it has no levels.
    pub level: Option<Text>,
}

/// A source and the licence under which it is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cites {
    /// The source.
    pub source: Text,
    /// The licence.
    pub licence: Option<Text>,
}

/// A catalog that holds a part of its source, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOf {
    /// How many controls the source has.
    pub total: usize,
    /// Why the others are not here.
    pub because: Text,
}

/// What became of keys of an earlier version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum History {
    /// One key became several.
    Split {
        /// The old key.
        old: Text,
        /// The new keys.
        new: Vec<Text>,
    },
    /// Several keys became one.
    Merged {
        /// The old keys.
        old: Vec<Text>,
        /// The new key.
        new: Text,
    },
    /// Keys are no longer there.
    Withdrawn {
        /// The old keys.
        old: Vec<Text>,
        /// Why.
        because: Text,
    },
}

/// A group of controls within a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The key.
    pub key: Text,
    /// The catalog.
    pub catalog: CatalogId,
    /// The title.
    pub title: Text,
    /// More about it.
    pub about: Option<Text>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A party to the process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// Where it is declared.
    pub place: Place,
}

words! {
    /// Whether an edition can still change.
    EditionStatus {
        /// Resolved from the tree.
        Draft = "draft",
        /// Frozen.
        Published = "published",
    }
}

words! {
    /// The class of a verdict: what it means where several are united (L-046).
    VerdictClass {
        /// It passes.
        Good = "good",
        /// It fails.
        Bad = "bad",
        /// It decides nothing yet.
        Undecided = "undecided",
    }
}

/// A verdict word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "VerdictView"))]
pub struct Verdict {
    /// The key.
    pub key: Text,
    /// The word printed.
    pub title: Text,
    /// The class, which decides how it rolls up.
    pub class: VerdictClass,
}

/// An edition of a scheme: which catalogs it uses, at which levels.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// The key: `iotscs`.
    pub key: Text,
    /// The version: `2024-03`.
    pub version: Text,
    /// The title.
    pub title: Text,
    /// Whether it can still change.
    pub status: EditionStatus,
    /// When it was approved.
    pub approved: Option<Date>,
    /// When it was published.
    pub dated: Option<Date>,
    /// More about it.
    pub about: Option<Text>,
    /// The document that sets it up.
    pub cites: Option<Cites>,
    /// Languages of documents.
    pub languages: Vec<Text>,
    /// Its levels, from the lowest; empty where it has none.
    pub levels: Vec<Level>,
    /// Levels whose members are not published.
    pub unpublished: LevelSet,
    /// The catalogs it uses, in order.
    pub uses: Vec<Use>,
    /// Its verdict words, in order.
    pub verdicts: Vec<Verdict>,
    /// Its forms, in order.
    pub forms: Vec<FormId>,
    /// The phases of the work, in the order in which documents print them; none where it has none.
    pub phases: Vec<PhaseId>,
    /// Whose working days count.
    pub calendar: Numbering,
    /// The rules of its process, in the order in which documents print them.
    pub rules: Vec<RuleId>,
    /// What became of keys of earlier editions.
    pub history: Vec<History>,
    /// Where its aspects come from.
    pub provenance: Provenance,
    /// Where it is declared.
    pub place: Place,
}

impl Edition {
    /// Returns key and version: `iotscs@2024-03`.
    pub fn name(&self) -> String {
        format!("{}@{}", self.key, self.version)
    }

    /// Finds a level by key.
    pub fn level(&self, key: &str) -> Option<LevelId> {
        find_level(&self.levels, key)
    }

    /// Returns its levels, from the lowest; a single `None` if it has none.
    pub fn all_levels(&self) -> impl Iterator<Item = Option<LevelId>> {
        let levels = (0..self.levels.len()).map(|index| Some(LevelId::from_index(index)));
        levels.chain(self.levels.is_empty().then_some(None))
    }

    /// Says whether the members of a level are published; those of an edition without levels are.
    pub fn is_published(&self, level: Option<LevelId>) -> bool {
        level.is_none() || !self.unpublished.contains(level)
    }

    /// Returns the levels whose members are published, from the lowest.
    pub fn published_levels(&self) -> impl Iterator<Item = &Level> {
        self.levels
            .iter()
            .enumerate()
            .filter(|(index, _)| self.is_published(Some(LevelId::from_index(*index))))
            .map(|(_, level)| level)
    }
}

impl Catalog {
    /// Returns key and version: `asvs-c@4.0.3`.
    pub fn name(&self) -> String {
        format!("{}@{}", self.key, self.version)
    }
}

/// A catalog that an edition uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The catalog.
    pub catalog: CatalogId,
    /// How levels map.
    pub levels: LevelMap,
}

/// How the levels of an edition map to those of a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelMap {
    /// The whole catalog at every level of the edition.
    Every,
    /// Each level of the edition stands for at most one level of the catalog.
    Pairs(Vec<(LevelId, LevelId)>),
}

/// Where a catalog stands at a level of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CatalogLevel {
    /// The catalog is not used at that level.
    NotUsed,
    /// The whole catalog is in.
    Whole,
    /// The controls that hold at this level of the catalog are in.
    At(LevelId),
}

impl CatalogLevel {
    /// Returns the level of the catalog; `None` where the whole catalog is in, or nothing of it.
    pub fn level(self) -> Option<LevelId> {
        match self {
            Self::At(level) => Some(level),
            Self::NotUsed | Self::Whole => None,
        }
    }
}

impl LevelMap {
    /// Returns where the catalog stands at a level of the edition.
    pub fn at(&self, level: Option<LevelId>) -> CatalogLevel {
        match (self, level) {
            (Self::Every, _) => CatalogLevel::Whole,
            (Self::Pairs(_), None) => CatalogLevel::NotUsed,
            (Self::Pairs(pairs), Some(level)) => pairs
                .iter()
                .find(|(edition, _)| *edition == level)
                .map_or(CatalogLevel::NotUsed, |(_, catalog)| {
                    CatalogLevel::At(*catalog)
                }),
        }
    }
}
