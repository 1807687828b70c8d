//! Catalogs and groups (L-030 to L-038), editions (L-040 to L-048), parties (L-180).

use std::collections::BTreeMap;

use super::finding::{FindingClass, FindingEffect};
use super::levels::{Level, LevelSet, find_level};
use super::lineage::Lineage;
use super::numbering::Numbering;
use super::provenance::{Provenance, words};
use super::table::{CatalogId, EventId, FormId, Id, LevelId, PartyId, PhaseId, RuleId};
use super::value::Date;
use super::verdict::{Verdict, VerdictClass};
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
    /// The number under which the source has it (L-340).
    pub number: Numbering,
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
    /// Its earlier versions, and what became of their keys.
    pub lineage: Lineage,
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
    /// Its earlier versions, and what became of their keys.
    pub lineage: Lineage,
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
    /// Controls have other words, and ask what they asked.
    Reworded {
        /// Their keys.
        keys: Vec<Text>,
        /// Why.
        because: Option<Text>,
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
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// More about it.
    pub about: Option<Text>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Whether it is a group of an earlier version that a revision leaves as it was (L-058). It is declared there.
    pub is_left: bool,
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
    /// The number under which the source has it (L-340).
    pub number: Numbering,
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
    /// What a party is in the process of an edition (L-331).
    Office {
        /// It applies for the certificate of its product.
        Applicant = "applicant",
        /// It carries out the procedures.
        Tester = "tester",
        /// It judges what was handed in and found.
        Assessor = "assessor",
        /// It issues the certificate.
        Certifier = "certifier",
        /// It decides whether the certificate is issued, or recommends it.
        Decides = "decides",
    }
}

/// Who is who in the process of an edition: a party for each office that the edition names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offices(BTreeMap<Office, PartyId>);

impl Offices {
    /// Returns the party that holds an office.
    pub fn holder(&self, office: Office) -> Option<PartyId> {
        self.0.get(&office).copied()
    }

    /// Returns every party that holds an office.
    pub fn holders(&self) -> impl Iterator<Item = PartyId> {
        self.0.values().copied()
    }
}

impl FromIterator<(Office, PartyId)> for Offices {
    fn from_iter<I: IntoIterator<Item = (Office, PartyId)>>(held: I) -> Self {
        Self(held.into_iter().collect())
    }
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
    /// The number under which the source has it (L-340).
    pub number: Numbering,
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
    /// The classes of its findings, in order.
    pub findings: Vec<FindingClass>,
    /// Its forms, in order.
    pub forms: Vec<FormId>,
    /// The phases of the work, in the order in which documents print them; none where it has none.
    pub phases: Vec<PhaseId>,
    /// Whose working days count.
    pub calendar: Numbering,
    /// The rules of its process, in the order in which documents print them.
    pub rules: Vec<RuleId>,
    /// Words of the language, and the words that documents print for them.
    pub prints: BTreeMap<Text, Text>,
    /// Who is who in its process.
    pub offices: Offices,
    /// The event after which the certificate stands.
    pub certified: Option<EventId>,
    /// What became of keys of earlier editions.
    pub history: Vec<History>,
    /// What became of keys of earlier editions, as one step.
    pub lineage: Lineage,
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

    /// Says whether one of its verdict words sets aside (L-300).
    pub fn sets_aside(&self) -> bool {
        let mut classes = self.verdicts.iter().map(|verdict| verdict.class);
        classes.any(|class| class == VerdictClass::SetAside)
    }

    /// Finds a class of findings by its key, or by an earlier one.
    pub fn finding_class(&self, key: &str) -> Option<&FindingClass> {
        let had = |class: &&FindingClass| class.was.iter().any(|was| *was == *key);
        let mut classes = self.findings.iter();
        let found = classes.find(|class| *class.key == *key);
        found.or_else(|| self.findings.iter().find(had))
    }

    /// Returns what an open finding of a class does. A class that the edition does not have stops: nobody has said that it
    /// does not.
    pub fn effect_of(&self, class: &str) -> FindingEffect {
        let class = self.finding_class(class);
        class.map_or(FindingEffect::Stops, |class| class.effect)
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

impl Edition {
    /// Returns the name of a control of a catalog: `asvs-c:C.1`. Where the key meant something else in an earlier
    /// version or edition, the name has the version of the catalog.
    pub fn control_name(&self, catalog: &Catalog, key: &str) -> Text {
        if self.lineage.is_reused(key) {
            return format!("{}:{key}", catalog.name()).into();
        }
        catalog.lineage.control_name(key)
    }
}

impl Catalog {
    /// Returns key and version: `asvs-c@4.0.3`.
    pub fn name(&self) -> String {
        format!("{}@{}", self.key, self.version)
    }

    /// Returns the name of the catalog that it revises (L-058).
    pub fn revises(&self) -> Option<&Text> {
        self.lineage.steps().last()?.old.as_ref()
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
