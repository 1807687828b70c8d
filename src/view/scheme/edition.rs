//! The edition: its identity, its catalogs, and counts of its controls.

use std::collections::{BTreeMap, BTreeSet};
use std::slice::from_ref;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::controls::ControlDefinition;
use crate::model::{
    Aspect, CatalogId, CatalogLevel, Confidence, ControlId, Edition, EditionStatus, EvidenceId,
    History, Id, Level, LevelId, LevelMap, ProcedureId, Scheme, Strength, Treatment, Use,
};
use crate::source::Text;
use crate::view::basis::SchemeBasis;
use crate::view::head::{CatalogView, view_catalog, view_level};
use crate::view::origins::{OriginView, view_origins};
use crate::view::parties::{PartiesView, view_parties};

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
    /// The date of its approval.
    pub approved: Option<String>,
    /// The date of its publication.
    pub dated: Option<String>,
    /// The document that establishes it.
    pub cites: Option<Text>,
    /// Who is who.
    pub parties: PartiesView,
    /// The event after which the certificate stands.
    pub certified: Option<Text>,
    /// The languages of its documents.
    pub languages: Vec<Text>,
    /// The grounds of its aspects.
    pub origins: Vec<OriginView>,
    /// The changes to keys of earlier editions.
    pub history: Vec<HistoryView>,
}

/// A change to keys of an earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HistoryView {
    /// The old keys; empty if controls were reworded.
    pub old: Vec<String>,
    /// The keys that replace them, or the controls that were reworded; empty if keys were withdrawn.
    pub new: Vec<String>,
    /// Why they were withdrawn or reworded.
    pub because: Option<String>,
}

/// A catalog that an edition uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CatalogDefinition {
    /// The parts that all documents show.
    pub catalog: CatalogView,
    /// The publication date of the source.
    pub dated: Option<String>,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
    /// Its levels, from the lowest; empty if it has none.
    pub levels: Vec<Level>,
    /// The level of the catalog for each level of the edition; empty if the whole catalog holds at every level.
    pub maps: Vec<LevelPair>,
    /// How many of its controls the scheme holds.
    pub controls: usize,
    /// How many controls the source has, if the scheme holds a part of them.
    pub of: Option<usize>,
    /// Why the scheme holds only a part.
    pub because: Option<Text>,
    /// The grounds of its aspects, unless a control says otherwise.
    pub origins: Vec<OriginView>,
    /// The version that it revises.
    pub revises: Option<Text>,
    /// The changes to keys of earlier versions.
    pub history: Vec<HistoryView>,
}

/// A level of an edition with the level of a catalog that it stands for (L-042).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelPair {
    /// The level of the edition.
    pub edition: String,
    /// The level of the catalog.
    pub catalog: String,
}

/// Counts of the controls, evidence and procedures of a level.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelCount {
    /// The level; `None` if the edition has no levels.
    pub level: Option<Level>,
    /// Whether its members are published.
    pub published: bool,
    /// The number of controls.
    pub controls: usize,
    /// The controls that must be met (`shall`).
    pub shall: usize,
    /// The controls that are recommended (`should`).
    pub should: usize,
    /// The controls with evidence and procedures of their own.
    pub assessed: usize,
    /// The controls whose verdict follows that of others.
    pub covered: usize,
    /// The controls that are not assessed.
    pub not_assessed: usize,
    /// The kinds of evidence that may be called for.
    pub evidence: usize,
    /// The procedures that controls may call for, without the procedures that these require.
    pub procedures: usize,
}

/// The confidences of an aspect of the controls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AspectCount {
    /// The aspect.
    pub aspect: Aspect,
    /// The number of controls by confidence, the surest first. Confidences without controls are left out.
    pub counts: Vec<ConfidenceCount>,
}

/// How many controls have an aspect with a confidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConfidenceCount {
    /// The confidence.
    pub confidence: Confidence,
    /// The number of controls.
    pub controls: usize,
}

pub(super) fn view_edition(basis: &SchemeBasis<'_>) -> EditionView {
    let edition = &basis.scheme.edition;
    EditionView {
        name: edition.name(),
        title: edition.heading(),
        status: edition.status,
        about: edition.about.clone(),
        approved: edition.approved.map(|date| date.to_string()),
        dated: edition.dated.map(|date| date.to_string()),
        cites: edition.cites.as_ref().map(|cites| cites.source.clone()),
        parties: view_parties(basis.scheme),
        certified: edition
            .certified
            .map(|event| basis.scheme.events[event].title.clone()),
        languages: edition.languages.clone(),
        origins: view_origins(&edition.provenance, &own_aspects(edition)),
        history: edition.history.iter().map(view_history).collect(),
    }
}

/// Returns the aspects that an edition has.
fn own_aspects(edition: &Edition) -> Vec<Aspect> {
    let aspects = [
        (Aspect::Title, true),
        (Aspect::Levels, !edition.levels.is_empty()),
        (Aspect::Form, !edition.forms.is_empty()),
        (Aspect::Verdicts, !edition.verdicts.is_empty()),
        (Aspect::Findings, !edition.findings.is_empty()),
        (Aspect::Rule, !edition.rules.is_empty()),
    ];
    let own = aspects.into_iter().filter(|(_, has)| *has);
    own.map(|(aspect, _)| aspect).collect()
}

/// Shows a change to keys of an earlier version.
pub fn view_history(history: &History) -> HistoryView {
    let (old, new, because) = match history {
        History::Split { old, new } => (from_ref(old), new.as_slice(), None),
        History::Merged { old, new } => (old.as_slice(), from_ref(new), None),
        History::Withdrawn { old, because } => (old.as_slice(), &[][..], Some(because)),
        History::Reworded { keys, because } => (&[][..], keys.as_slice(), because.as_ref()),
    };
    HistoryView {
        old: old.iter().map(Text::to_string).collect(),
        new: new.iter().map(Text::to_string).collect(),
        because: because.map(Text::to_string),
    }
}

/// Shows the catalogs that are used at the level, or at any.
pub(super) fn view_catalogs(basis: &SchemeBasis<'_>) -> Vec<CatalogDefinition> {
    let mut controls: FxHashMap<CatalogId, usize> = FxHashMap::default();
    for (_, control) in basis.scheme.controls.iter() {
        *controls.entry(control.catalog).or_default() += 1;
    }
    basis
        .scheme
        .edition
        .uses
        .iter()
        .filter_map(|used| {
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
        (Some(_), CatalogLevel::At(level)) => {
            levels.get(level.index()).map(|level| level.key.clone())
        }
        (Some(_), CatalogLevel::Whole) | (None, _) => None,
    };
    let part = catalog.part_of.as_ref();
    Some(CatalogDefinition {
        catalog: view_catalog(scheme, used.catalog, held),
        dated: catalog.dated.map(|date| date.to_string()),
        about: catalog.about.clone(),
        levels: levels.clone(),
        maps: view_maps(scheme, used),
        controls,
        of: part.map(|part| part.total),
        because: part.map(|part| part.because.clone()),
        origins: view_origins(&catalog.provenance, Aspect::ALL),
        revises: catalog.revises().cloned(),
        history: catalog.history.iter().map(view_history).collect(),
    })
}

/// Shows the levels of the edition for which a catalog has a level.
pub fn view_maps(scheme: &Scheme, used: &Use) -> Vec<LevelPair> {
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

/// Returns what the edition prints for what should be met.
pub(super) fn recommended(scheme: &Scheme) -> Text {
    let printed = scheme.edition.prints.get(Strength::Should.word());
    printed.cloned().unwrap_or("recommended".into())
}

/// Counts the controls, evidence and procedures of each level.
pub(super) fn view_counts(scheme: &Scheme) -> Vec<LevelCount> {
    let levels = scheme.edition.all_levels();
    levels.map(|level| count(scheme, level)).collect()
}

fn count(scheme: &Scheme, level: Option<LevelId>) -> LevelCount {
    let mut counted = LevelCount {
        level: view_level(scheme, level),
        published: scheme.edition.is_published(level),
        ..LevelCount::default()
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

/// The kinds of evidence, answers left out, and the procedures that controls call for.
#[derive(Debug, Default)]
struct Called {
    evidence: BTreeSet<EvidenceId>,
    procedures: BTreeSet<ProcedureId>,
}

impl Called {
    /// Adds the lines of a control at a level of its catalog; `None` if the edition uses the whole catalog.
    fn add(&mut self, scheme: &Scheme, id: ControlId, at: Option<LevelId>) {
        let Treatment::Assessed(assessment) = &scheme.controls[id].treatment else {
            return;
        };
        self.evidence.extend(&assessment.otherwise);
        for line in &assessment.evidence {
            if line.levels.contains(at) {
                let kinds = line.choice.kinds().iter();
                let papers = kinds.filter(|kind| scheme.evidence[**kind].answers.is_none());
                self.evidence.extend(papers);
            }
        }
        for line in &assessment.verify {
            if line.depths_at(at).is_some() {
                self.procedures.insert(line.procedure);
            }
        }
    }
}

/// Counts the aspects of controls by confidence.
pub(super) fn view_aspects(controls: &[ControlDefinition]) -> Vec<AspectCount> {
    let mut counted: BTreeMap<(Aspect, Confidence), usize> = BTreeMap::new();
    for origin in controls.iter().flat_map(|control| &control.origins) {
        for aspect in &origin.aspects {
            *counted.entry((*aspect, origin.confidence)).or_default() += 1;
        }
    }
    let mut aspects: Vec<AspectCount> = Vec::new();
    for ((aspect, confidence), controls) in counted {
        let count = ConfidenceCount {
            confidence,
            controls,
        };
        match aspects.last_mut() {
            Some(last) if last.aspect == aspect => last.counts.push(count),
            Some(_) | None => aspects.push(AspectCount {
                aspect,
                counts: vec![count],
            }),
        }
    }
    aspects
}
