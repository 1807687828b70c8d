//! Catalogs, groups, editions, provenance.

use super::{Name, NumberDraft, RefDraft, Text};
use crate::source::Span;

/// `catalog asvs-c@4.0.3 "Title" { … }`, `profile cctv-er@1 "Title" { over … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CatalogDraft {
    /// Key and version.
    pub key: RefDraft,
    /// The title.
    pub title: Text,
    /// `over asvs-c@4.0.3 at L2`, of a profile.
    pub over: Vec<OverDraft>,
    /// `publisher "…"`
    pub publisher: Option<Text>,
    /// `dated 2021-10-28`
    pub dated: Option<Name>,
    /// `cites "…" under "…"`
    pub cites: Option<CitesDraft>,
    /// `about "…"`
    pub about: Option<Text>,
    /// `levels L1 < L2`
    pub levels: Vec<LevelDraft>,
    /// `controls 34`
    pub controls: Option<CountDraft>,
    /// `prints shall "Mandatory"`
    pub prints: Vec<WordDraft>,
    /// `provenance …`
    pub provenance: Vec<ProvenanceDraft>,
    /// `split`, `merged`, `withdrawn`
    pub history: Vec<HistoryDraft>,
}

/// A catalog from which a profile takes controls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverDraft {
    /// Which.
    pub catalog: RefDraft,
    /// The level at which it is read.
    pub level: Option<Name>,
}

/// A source and the licence under which it is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitesDraft {
    /// The source.
    pub source: Text,
    /// The licence.
    pub licence: Option<Text>,
}

/// A level, with the title it may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Option<Text>,
}

/// `controls 34`, `controls 29 of 78 because "…"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountDraft {
    /// How many controls the catalog holds.
    pub count: Name,
    /// How many its source has, where it holds a part.
    pub of: Option<Name>,
    /// Why it holds a part.
    pub because: Option<Text>,
}

/// A word of the language and what a document prints for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordDraft {
    /// The word.
    pub word: Name,
    /// What is printed.
    pub text: Text,
}

/// `provenance title, statement ours`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvenanceDraft {
    /// What of an item it speaks of.
    pub aspects: Vec<Name>,
    /// How sure it is.
    pub confidence: Name,
    /// Where it is from.
    pub source: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// What became of keys of an earlier version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryDraft {
    /// What happened.
    pub kind: HistoryKind,
    /// The old keys.
    pub old: Vec<Name>,
    /// The new keys.
    pub new: Vec<Name>,
    /// Why, for `withdrawn`.
    pub because: Option<Text>,
    /// All of it.
    pub span: Span,
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
}

/// `group boot "Boot" { … }`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `about "…"`
    pub about: Option<Text>,
    /// `was old`
    pub was: Vec<Name>,
}

/// `edition iotscs@2024-03 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EditionDraft {
    /// Key and version.
    pub key: RefDraft,
    /// The title.
    pub title: Text,
    /// `status draft`
    pub status: Option<Name>,
    /// `approved 2023-12-15`
    pub approved: Option<Name>,
    /// `dated 2024-03-05`
    pub dated: Option<Name>,
    /// `about "…"`
    pub about: Option<Text>,
    /// `cites "…"`
    pub cites: Option<CitesDraft>,
    /// `languages en, hi`
    pub languages: Vec<Name>,
    /// `levels L1 < L2`
    pub levels: Vec<LevelDraft>,
    /// `members unpublished of L0`
    pub unpublished: Vec<Name>,
    /// `uses asvs-c@4.0.3 with L1 = L1`
    pub uses: Vec<UsesDraft>,
    /// `verdict pass "Pass" good`
    pub verdicts: Vec<VerdictDraft>,
    /// `forms F03, F04`
    pub forms: Vec<Name>,
    /// `phases documents, tests`
    pub phases: Vec<Name>,
    /// `calendar "…"` or `calendar unknown`
    pub calendar: Option<NumberDraft>,
    /// `rules registered-first, two-copies`
    pub rules: Vec<Name>,
    /// `provenance …`
    pub provenance: Vec<ProvenanceDraft>,
    /// `split`, `merged`, `withdrawn`
    pub history: Vec<HistoryDraft>,
}

/// A catalog that an edition uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsesDraft {
    /// Which.
    pub catalog: RefDraft,
    /// At which levels.
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
    Pairs(Vec<LevelPair>),
}

/// A level of an edition and the level of the catalog that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelPair {
    /// The level of the edition.
    pub edition: Name,
    /// The level of the catalog.
    pub catalog: Name,
}

/// `verdict pass "Pass" good`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictDraft {
    /// The key.
    pub key: Name,
    /// The word printed.
    pub title: Text,
    /// good, bad or undecided.
    pub class: Name,
}
