//! The edition: what it is, what it uses, and how much it calls for.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::model::{
    Aspect, CatalogId, CatalogLevel, Confidence, ControlId, EditionStatus, EvidenceId, History, Id,
    LevelId, LevelMap, ProcedureId, Scheme, Strength, Treatment, Use,
};
use crate::source::Text;
use crate::view::basis::SchemeBasis;
use crate::view::head::{CatalogView, LevelView, view_catalog, view_level};
use crate::view::origins::{OriginView, view_origins};

/// An edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EditionView {
    /// Key and version: `iotscs@2024-03`.
    pub name: String,
    /// The title.
    pub title: Text,
    /// Whether it can still change.
    pub status: EditionStatus,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
    /// When it was approved.
    pub approved: Option<String>,
    /// When it was published.
    pub dated: Option<String>,
    /// The document that sets it up.
    pub cites: Option<Text>,
    /// The languages of its documents.
    pub languages: Vec<Text>,
    /// Where its aspects come from.
    pub origins: Vec<OriginView>,
    /// What became of keys of earlier editions.
    pub history: Vec<HistoryView>,
}

/// What became of keys of an earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HistoryView {
    /// The old keys.
    pub old: Vec<String>,
    /// The keys that took their place; empty where they were withdrawn.
    pub new: Vec<String>,
    /// Why they were withdrawn.
    pub because: Option<String>,
}

/// A catalog that an edition uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CatalogDefinition {
    /// What every document says of it.
    pub catalog: CatalogView,
    /// When the source was published.
    pub dated: Option<String>,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
    /// Its levels, from the lowest; empty where it has none.
    pub levels: Vec<LevelView>,
    /// Which of its levels stands behind each of the edition; empty where all of it holds at every level.
    pub maps: Vec<LevelPair>,
    /// How many controls the scheme holds of it.
    pub controls: usize,
    /// How many the source has, where the scheme holds a part.
    pub of: Option<usize>,
    /// Why the scheme holds a part.
    pub because: Option<Text>,
    /// Where its aspects come from, unless a control says otherwise.
    pub origins: Vec<OriginView>,
    /// What became of keys of earlier versions.
    pub history: Vec<HistoryView>,
}

/// A level of an edition, and the one of a catalog that stands behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelPair {
    /// The level of the edition.
    pub edition: String,
    /// The level of the catalog.
    pub catalog: String,
}

/// How much is called for at a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelCount {
    /// The level; `None` where the edition has none.
    pub level: Option<LevelView>,
    /// Whether its members are published.
    pub published: bool,
    /// Controls.
    pub controls: usize,
    /// Of them, those that must be met.
    pub shall: usize,
    /// Of them, those that are recommended.
    pub should: usize,
    /// Of all, those with evidence and procedures of their own.
    pub assessed: usize,
    /// Of all, those whose verdict follows others.
    pub covered: usize,
    /// Of all, those that are set aside.
    pub not_assessed: usize,
    /// Kinds of evidence that may be called for.
    pub evidence: usize,
    /// Procedures that may be called for, those that others require left out.
    pub procedures: usize,
}

/// Where an aspect of the controls comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AspectCount {
    /// The aspect.
    pub aspect: Aspect,
    /// How many controls have it with each confidence, the surest first; those of none are left out.
    pub counts: Vec<ConfidenceCount>,
}

/// How many controls have an aspect with a confidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConfidenceCount {
    /// The confidence.
    pub confidence: Confidence,
    /// How many controls.
    pub controls: usize,
}

/// Shows the edition.
pub(super) fn view_edition(basis: &SchemeBasis<'_>) -> EditionView {
    let edition = &basis.scheme.edition;
    EditionView {
        name: edition.name(),
        title: edition.title.clone(),
        status: edition.status,
        about: edition.about.clone(),
        approved: edition.approved.map(|date| date.to_string()),
        dated: edition.dated.map(|date| date.to_string()),
        cites: edition.cites.as_ref().map(|cites| cites.source.clone()),
        languages: edition.languages.clone(),
        origins: view_origins(&edition.provenance),
        history: edition.history.iter().map(view_history).collect(),
    }
}

fn view_history(history: &History) -> HistoryView {
    match history {
        History::Split { old, new } => HistoryView {
            old: vec![old.to_string()],
            new: new.iter().map(ToString::to_string).collect(),
            because: None,
        },
        History::Merged { old, new } => HistoryView {
            old: old.iter().map(ToString::to_string).collect(),
            new: vec![new.to_string()],
            because: None,
        },
        History::Withdrawn { old, because } => HistoryView {
            old: old.iter().map(ToString::to_string).collect(),
            new: Vec::new(),
            because: Some(because.to_string()),
        },
    }
}

/// Shows the catalogs that are used at the level, or at any.
pub(super) fn view_catalogs(basis: &SchemeBasis<'_>) -> Vec<CatalogDefinition> {
    let mut controls: FxHashMap<CatalogId, usize> = FxHashMap::default();
    for (_, control) in basis.scheme.controls.iter() {
        *controls.entry(control.catalog).or_default() += 1;
    }
    let uses = basis.scheme.edition.uses.iter();
    uses.filter_map(|used| {
        let controls = controls.get(&used.catalog).copied().unwrap_or(0);
        view_use(basis, used, controls)
    })
    .collect()
}

fn view_use(basis: &SchemeBasis<'_>, used: &Use, controls: usize) -> Option<CatalogDefinition> {
    let scheme = basis.scheme;
    let catalog = &scheme.catalogs[used.catalog];
    let levels = &catalog.levels;
    let held = match (basis.level, scheme.catalog_level(used.catalog, basis.level)) {
        (Some(_), CatalogLevel::NotUsed) => return None,
        (Some(_), CatalogLevel::At(level)) => levels.get(level.index()).map(|one| one.key.clone()),
        (Some(_), CatalogLevel::Whole) | (None, _) => None,
    };
    let part = catalog.part_of.as_ref();
    Some(CatalogDefinition {
        catalog: view_catalog(scheme, used.catalog, held),
        dated: catalog.dated.map(|date| date.to_string()),
        about: catalog.about.clone(),
        levels: levels
            .iter()
            .map(|level| LevelView {
                key: level.key.clone(),
                title: level.title.clone(),
            })
            .collect(),
        maps: view_maps(scheme, used),
        controls,
        of: part.map(|part| part.total),
        because: part.map(|part| part.because.clone()),
        origins: view_origins(&catalog.provenance),
        history: catalog.history.iter().map(view_history).collect(),
    })
}

fn view_maps(scheme: &Scheme, used: &Use) -> Vec<LevelPair> {
    let LevelMap::Pairs(pairs) = &used.levels else {
        return Vec::new();
    };
    let levels = &scheme.catalogs[used.catalog].levels;
    let pairs = pairs.iter().filter_map(|(edition, catalog)| {
        Some(LevelPair {
            edition: scheme.level_key(*edition).to_owned(),
            catalog: levels.get(catalog.index())?.key.to_string(),
        })
    });
    pairs.collect()
}

/// Counts what is called for at each level.
pub(super) fn view_counts(scheme: &Scheme) -> Vec<LevelCount> {
    let levels = (0..scheme.edition.levels.len()).map(LevelId::from_index);
    let mut counts: Vec<LevelCount> = levels.map(|level| count(scheme, Some(level))).collect();
    if counts.is_empty() {
        counts.push(count(scheme, None));
    }
    counts
}

fn count(scheme: &Scheme, level: Option<LevelId>) -> LevelCount {
    let mut counted = LevelCount {
        level: level.and_then(|level| view_level(scheme, level)),
        published: scheme.edition.is_published(level),
        controls: 0,
        shall: 0,
        should: 0,
        assessed: 0,
        covered: 0,
        not_assessed: 0,
        evidence: 0,
        procedures: 0,
    };
    let mut called = Called::default();
    for (id, at) in scheme.controls_at(level) {
        let control = &scheme.controls[id];
        counted.controls += 1;
        match control.strength {
            Strength::Shall => counted.shall += 1,
            Strength::Should => counted.should += 1,
        }
        match &control.treatment {
            Treatment::Assessed(_) => counted.assessed += 1,
            Treatment::Covered { .. } => counted.covered += 1,
            Treatment::NotAssessed { .. } => counted.not_assessed += 1,
        }
        called.add(scheme, id, at);
    }
    LevelCount {
        evidence: called.evidence.len(),
        procedures: called.procedures.len(),
        ..counted
    }
}

/// Kinds of evidence and procedures that controls call for.
#[derive(Debug, Default)]
struct Called {
    evidence: BTreeSet<EvidenceId>,
    procedures: BTreeSet<ProcedureId>,
}

impl Called {
    /// Adds what a control calls for at a level of its catalog; `None` where all of the catalog is in.
    fn add(&mut self, scheme: &Scheme, id: ControlId, at: Option<LevelId>) {
        let Treatment::Assessed(assessment) = &scheme.controls[id].treatment else {
            return;
        };
        self.evidence.extend(&assessment.otherwise);
        for line in &assessment.evidence {
            if line.levels.contains(at) {
                self.evidence.extend(line.choice.kinds());
            }
        }
        for line in &assessment.verify {
            if line.depths_at(at).is_some() {
                self.procedures.insert(line.procedure);
            }
        }
    }
}

/// Counts where the aspects of controls come from.
pub(super) fn view_aspects(scheme: &Scheme, selected: &[ControlId]) -> Vec<AspectCount> {
    let aspects = Aspect::ALL.iter().map(|aspect| {
        let grounds = selected
            .iter()
            .filter_map(|id| scheme.controls[*id].provenance.get(*aspect));
        let counts = Confidence::ALL.iter().map(|confidence| ConfidenceCount {
            confidence: *confidence,
            controls: grounds
                .clone()
                .filter(|ground| ground.confidence == *confidence)
                .count(),
        });
        AspectCount {
            aspect: *aspect,
            counts: counts.filter(|count| count.controls > 0).collect(),
        }
    });
    aspects.filter(|aspect| !aspect.counts.is_empty()).collect()
}
