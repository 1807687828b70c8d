//! The rows of `praman list` for controls, evidence and procedures.

use std::hash::Hash;

use indexmap::IndexSet;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::listed::{Listed, audience_keys, cells, headed};
use crate::model::{
    CatalogLevel, Control, ControlId, EvidenceId, EvidenceKind, LevelId, LevelSet, Procedure,
    ProcedureId, Scheme, Treatment,
};
use crate::source::Text;

/// A control.
#[derive(Debug, Serialize)]
pub(super) struct ControlRow<'a> {
    pub key: &'a str,
    pub title: &'a str,
    /// The number in the source.
    pub number: Option<&'a str>,
    /// Key and version.
    pub catalog: String,
    pub group: Option<&'a str>,
    /// Levels of the edition; `null` if it has none.
    pub levels: Option<Vec<&'a str>>,
    pub strength: &'static str,
    pub treatment: &'static str,
    /// Keys of kinds.
    pub evidence: Vec<&'a str>,
    pub procedures: Vec<&'a str>,
}

impl Listed for ControlRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "levels", "strength", "treatment", "title"];

    fn cells(&self) -> Vec<String> {
        let levels = self.levels.as_deref().unwrap_or_default().join(" ");
        cells([
            self.key,
            &levels,
            self.strength,
            self.treatment,
            &headed(self.number, self.title),
        ])
    }
}

/// An evidence kind.
#[derive(Debug, Serialize)]
pub(super) struct EvidenceRow<'a> {
    pub key: &'a str,
    pub title: &'a str,
    /// The number in the source.
    pub number: Option<&'a str>,
    pub kind: &'static str,
    /// Form and section: `F03 chips`.
    pub sections: Vec<String>,
    pub languages: &'a [Text],
    pub signed_by: Option<&'a str>,
    /// The parties that may see it; empty if every party may.
    pub audience: Vec<&'a str>,
    /// The controls that call for it.
    pub controls: Vec<&'a str>,
}

impl Listed for EvidenceRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "kind", "sections", "controls", "title"];

    fn cells(&self) -> Vec<String> {
        let (sections, controls) = (self.sections.join(", "), self.controls.len().to_string());
        cells([
            self.key,
            self.kind,
            &sections,
            &controls,
            &headed(self.number, self.title),
        ])
    }
}

/// A procedure.
#[derive(Debug, Serialize)]
pub(super) struct ProcedureRow<'a> {
    pub key: &'a str,
    pub title: &'a str,
    /// The number in the source.
    pub number: Option<&'a str>,
    /// The inventory of which it examines entries.
    pub inventory: Option<&'a str>,
    pub depths: Vec<DepthRow<'a>>,
    pub witness: Option<&'a str>,
    /// The controls that call for it.
    pub controls: Vec<&'a str>,
}

impl Listed for ProcedureRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "depths", "for each", "controls", "title"];

    fn cells(&self) -> Vec<String> {
        let depths: Vec<&str> = self.depths.iter().map(|depth| depth.depth).collect();
        let inventory = self.inventory.unwrap_or("once");
        let controls = self.controls.len().to_string();
        cells([
            self.key,
            &depths.join(" "),
            inventory,
            &controls,
            &headed(self.number, self.title),
        ])
    }
}

/// A depth of a procedure and its effort in minutes, beside that of shallower depths.
#[derive(Debug, Serialize)]
pub(super) struct DepthRow<'a> {
    pub depth: &'static str,
    /// The phase of the edition in which it falls.
    pub phase: Option<&'a str>,
    /// Who carries it out.
    pub role: Option<&'a str>,
    pub per_run: u32,
    pub per_entry: u32,
    pub unattended: u32,
}

/// The part of a scheme that is listed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub scheme: &'a Scheme,
    /// The level of the edition; `None` means every level.
    pub level: Option<LevelId>,
}

impl<'a> Part<'a> {
    /// Lists the controls in the order of the scheme.
    pub(super) fn controls(self) -> Vec<ControlRow<'a>> {
        self.selected()
            .map(|(id, control)| self.control(id, control))
            .collect()
    }

    /// Lists the evidence kinds; for a level, those that its controls call for.
    pub(super) fn evidence(self) -> Vec<EvidenceRow<'a>> {
        let mut calling = self.calling(|control| self.evidence_of(control));
        self.scheme
            .evidence
            .iter()
            .map(|(id, kind)| self.evidence_kind(kind, calling.remove(&id)))
            .filter(|row| self.level.is_none() || !row.controls.is_empty())
            .collect()
    }

    /// Lists the procedures; for a level, those that its controls call for.
    pub(super) fn procedures(self) -> Vec<ProcedureRow<'a>> {
        let mut calling = self.calling(|control| self.procedures_of(control));
        self.scheme
            .procedures
            .iter()
            .map(|(id, procedure)| self.procedure(id, procedure, calling.remove(&id)))
            .filter(|row| self.level.is_none() || !row.controls.is_empty())
            .collect()
    }

    fn selected(self) -> impl Iterator<Item = (ControlId, &'a Control)> {
        self.scheme
            .controls
            .iter()
            .filter(move |(_, control)| self.level.is_none() || self.holds(control))
    }

    fn holds(self, control: &Control) -> bool {
        match self.scheme.catalog_level(control.catalog, self.level) {
            CatalogLevel::NotUsed => false,
            CatalogLevel::Whole => true,
            CatalogLevel::At(level) => control.levels.contains(Some(level)),
        }
    }

    /// Says whether a line of a control counts, given the levels of the catalog at which it holds.
    fn counts(self, control: &Control, levels: LevelSet) -> bool {
        match self.scheme.catalog_level(control.catalog, self.level) {
            CatalogLevel::At(level) => levels.contains(Some(level)),
            CatalogLevel::Whole | CatalogLevel::NotUsed => true,
        }
    }

    fn evidence_of(self, control: &'a Control) -> IndexSet<EvidenceId> {
        let Treatment::Assessed(assessment) = &control.treatment else {
            return IndexSet::new();
        };
        assessment
            .evidence
            .iter()
            .filter(|line| self.counts(control, line.levels))
            .flat_map(|line| line.choice.kinds())
            .chain(&assessment.otherwise)
            .copied()
            .collect()
    }

    fn procedures_of(self, control: &'a Control) -> IndexSet<ProcedureId> {
        let Treatment::Assessed(assessment) = &control.treatment else {
            return IndexSet::new();
        };
        let lines = assessment.verify.iter().filter(|line| {
            let mut levels = line.depths.iter().map(|(_, levels)| *levels);
            levels.any(|levels| self.counts(control, levels))
        });
        lines.map(|line| line.procedure).collect()
    }

    fn control(self, id: ControlId, control: &'a Control) -> ControlRow<'a> {
        let scheme = self.scheme;
        let has_levels = !scheme.edition.levels.is_empty();
        ControlRow {
            key: &control.name,
            title: &control.title,
            number: control.number.given(),
            catalog: scheme.catalogs[control.catalog].name(),
            group: control.group.map(|group| scheme.groups[group].key.as_str()),
            levels: has_levels.then(|| scheme.levels_of(id)),
            strength: control.strength.word(),
            treatment: control.treatment.kind().word(),
            evidence: self
                .evidence_of(control)
                .into_iter()
                .map(|kind| scheme.evidence.key(kind))
                .collect(),
            procedures: self
                .procedures_of(control)
                .into_iter()
                .map(|procedure| scheme.procedures.key(procedure))
                .collect(),
        }
    }

    fn evidence_kind(
        self,
        kind: &'a EvidenceKind,
        controls: Option<Vec<&'a str>>,
    ) -> EvidenceRow<'a> {
        let scheme = self.scheme;
        EvidenceRow {
            key: &kind.key,
            title: &kind.title,
            number: kind.number.given(),
            kind: kind.form.word(),
            sections: kind
                .places
                .iter()
                .map(|(form, section)| {
                    let form = &scheme.forms[*form];
                    format!("{} {}", form.key, form.sections[*section].key)
                })
                .collect(),
            languages: &kind.languages,
            signed_by: kind.signed_by.map(|party| scheme.parties.key(party)),
            audience: audience_keys(scheme, &kind.audience),
            controls: controls.unwrap_or_default(),
        }
    }

    fn procedure(
        self,
        id: ProcedureId,
        procedure: &'a Procedure,
        controls: Option<Vec<&'a str>>,
    ) -> ProcedureRow<'a> {
        let scheme = self.scheme;
        let depths = procedure.depths.iter().map(|block| DepthRow {
            depth: block.depth.word(),
            phase: scheme
                .phase_of(id, block.depth)
                .map(|phase| scheme.phases.key(phase)),
            role: scheme
                .role_of(id, block.depth)
                .map(|role| scheme.roles.key(role)),
            per_run: block.effort.per_run,
            per_entry: block.effort.per_entry,
            unattended: block.effort.unattended,
        });
        let inventory = procedure.inventory;
        ProcedureRow {
            key: &procedure.key,
            title: &procedure.title,
            number: procedure.number.given(),
            inventory: inventory.map(|inventory| scheme.inventories.key(inventory)),
            depths: depths.collect(),
            witness: procedure.witness.map(|party| scheme.parties.key(party)),
            controls: controls.unwrap_or_default(),
        }
    }

    /// Returns the names of the controls that call for each item. The map is read by key only.
    fn calling<I: Eq + Hash>(
        self,
        called: impl Fn(&'a Control) -> IndexSet<I>,
    ) -> FxHashMap<I, Vec<&'a str>> {
        let mut calling: FxHashMap<I, Vec<&str>> = FxHashMap::default();
        for (_, control) in self.selected() {
            for item in called(control) {
                calling.entry(item).or_default().push(&control.name);
            }
        }
        calling
    }
}
