//! The test procedures of a scheme.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::samples::use_in_words;
use crate::model::{
    Aspect, Case, ConfigurationId, ControlId, DepthBlock, Depths, LevelId, Party, Procedure,
    ProcedureId, Scheme, Treatment,
};
use crate::source::Text;
use crate::view::basis::SchemeBasis;
use crate::view::cases::{CaseTexts, view_case_texts};
use crate::view::lookups::push_once;
use crate::view::origins::{OriginView, view_origins};
use crate::view::refs::{RefView, control_ref, item_ref, procedure_ref, titled_refs};
use crate::view::texts::{WordView, depths_view};

/// A test procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProcedureDefinition {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// Its hazards, in the author's Markdown.
    pub hazards: Vec<Text>,
    /// What must be so before it begins, in the author's Markdown.
    pub preconditions: Vec<Text>,
    /// Its purpose, in the author's Markdown.
    pub about: Option<Text>,
    /// The title of the inventory whose entries it examines; `None` if it is carried out once.
    pub examines: Option<String>,
    /// The party that must be present.
    pub witness: Option<Text>,
    /// Its depths, shallow before deep.
    pub depths: Vec<DepthDefinition>,
    /// The controls shown that it verifies.
    pub controls: Vec<RefView>,
    /// The procedures that require it.
    pub required_by: Vec<RefView>,
    /// The grounds of its aspects.
    pub origins: Vec<OriginView>,
}

/// The work at one depth, in addition to that of shallower depths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DepthDefinition {
    /// The depth.
    pub depth: WordView<Depths>,
    /// The phase of the work.
    pub phase: Option<RefView>,
    /// The role that carries it out.
    pub role: Option<RefView>,
    /// Minutes per run.
    pub per_run: u32,
    /// Minutes per entry.
    pub per_entry: u32,
    /// Minutes of unattended work.
    pub unattended: u32,
    /// Its hazards, in the author's Markdown.
    pub hazards: Vec<Text>,
    /// What must be so before it begins, in the author's Markdown.
    pub preconditions: Vec<Text>,
    /// Equipment and tools, those of its cases too.
    pub equipment: Vec<RefView>,
    /// The deliveries of the vendor, those of its cases too.
    pub deliveries: Vec<RefView>,
    /// The use of samples, in words; `None` if no sample is needed.
    pub sample: Option<String>,
    /// Procedures that must have been carried out before.
    pub requires: Vec<RefView>,
    /// Procedures that come first if they are planned.
    pub after: Vec<RefView>,
    /// The cases.
    pub cases: Vec<CaseTexts<RefView>>,
    /// What to record for the whole depth.
    pub record: Vec<Text>,
    /// The pass criterion.
    pub pass: Option<Text>,
    /// The criterion for stopping.
    pub stop: Option<Text>,
}

/// Shows the procedures that the selected controls call for, and those that these require.
pub(super) fn view_procedures(
    basis: &SchemeBasis<'_>,
    selected: &[ControlId],
) -> Vec<ProcedureDefinition> {
    let calls = Calls::of(basis, selected);
    basis
        .scheme
        .procedures
        .iter()
        .filter(|(id, _)| calls.shown.contains(id))
        .map(|(id, procedure)| view_procedure(basis, &calls, id, procedure))
        .collect()
}

/// A procedure that controls call for, with who calls for it.
pub(in crate::view) struct CalledProcedure {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The controls that it verifies.
    pub controls: BTreeSet<ControlId>,
    /// The procedures that require it.
    pub required_by: Vec<ProcedureId>,
}

/// Lists the procedures that the controls of a level call for, and those that these require, in the order of the scheme.
pub(in crate::view) fn called_procedures(basis: &SchemeBasis<'_>) -> Vec<CalledProcedure> {
    let calls = Calls::of(basis, &basis.selected());
    let mut shown: Vec<ProcedureId> = calls.shown.iter().copied().collect();
    shown.sort_unstable();
    let called = shown.into_iter().map(|procedure| CalledProcedure {
        procedure,
        controls: calls.controls_of(procedure).collect(),
        required_by: calls.requiring(procedure).collect(),
    });
    called.collect()
}

/// The procedures shown, and the controls and procedures that call for them.
struct Calls {
    /// The controls that each verifies, in order.
    verified_by: FxHashMap<ProcedureId, Vec<ControlId>>,
    /// The procedures that are shown, in the order in which they are found.
    shown: IndexSet<ProcedureId>,
    /// The shown procedures that require each, in the same order.
    required_by: FxHashMap<ProcedureId, Vec<ProcedureId>>,
}

impl Calls {
    fn of(basis: &SchemeBasis<'_>, selected: &[ControlId]) -> Self {
        let scheme = basis.scheme;
        let verified_by = verified_by(basis, selected);
        let called = scheme.procedures.ids();
        let mut shown: IndexSet<ProcedureId> =
            called.filter(|id| verified_by.contains_key(id)).collect();
        let mut required_by: FxHashMap<ProcedureId, Vec<ProcedureId>> = FxHashMap::default();
        // Each procedure is visited once, so cycles end.
        let mut next = 0;
        while let Some(id) = shown.get_index(next).copied() {
            next += 1;
            for required in scheme.procedures[id]
                .depths
                .iter()
                .flat_map(|block| &block.requires)
            {
                shown.insert(*required);
                push_once(&mut required_by, *required, id);
            }
        }
        Self {
            verified_by,
            shown,
            required_by,
        }
    }
}

impl Calls {
    fn controls_of(&self, procedure: ProcedureId) -> impl Iterator<Item = ControlId> {
        let controls = self.verified_by.get(&procedure);
        controls.into_iter().flatten().copied()
    }

    fn requiring(&self, procedure: ProcedureId) -> impl Iterator<Item = ProcedureId> {
        let required_by = self.required_by.get(&procedure);
        required_by.into_iter().flatten().copied()
    }
}

/// Finds the controls that each procedure verifies at the level shown, in order.
fn verified_by(
    basis: &SchemeBasis<'_>,
    selected: &[ControlId],
) -> FxHashMap<ProcedureId, Vec<ControlId>> {
    let mut verified_by = FxHashMap::default();
    for id in selected {
        let Treatment::Assessed(assessment) = &basis.scheme.controls[*id].treatment else {
            continue;
        };
        for line in &assessment.verify {
            if basis.level.is_none() || line.depths_at(level_of(basis, *id)).is_some() {
                push_once(&mut verified_by, line.procedure, *id);
            }
        }
    }
    verified_by
}

/// Returns the level of a control's catalog that the level shown stands for; `None` if the whole catalog is used.
fn level_of(basis: &SchemeBasis<'_>, id: ControlId) -> Option<LevelId> {
    let catalog = basis.scheme.controls[id].catalog;
    basis.scheme.catalog_level(catalog, basis.level).level()
}

fn view_procedure(
    basis: &SchemeBasis<'_>,
    calls: &Calls,
    id: ProcedureId,
    procedure: &Procedure,
) -> ProcedureDefinition {
    let scheme = basis.scheme;
    let (controls, required_by) = (calls.controls_of(id), calls.requiring(id));
    let witness = procedure.witness.map(|party| &scheme.parties[party]);
    let depths = procedure.depths.iter();
    ProcedureDefinition {
        key: procedure.key.clone(),
        title: procedure.heading(),
        hazards: procedure.hazards.clone(),
        preconditions: procedure.preconditions.clone(),
        about: procedure.about.clone(),
        examines: examines(scheme, procedure),
        witness: witness.map(Party::heading),
        depths: depths.map(|block| view_depth(scheme, id, block)).collect(),
        controls: controls.map(|id| control_ref(scheme, id)).collect(),
        required_by: required_by.map(|id| procedure_ref(scheme, id)).collect(),
        origins: view_origins(&procedure.provenance, &[Aspect::Procedure]),
    }
}

/// Names what a procedure examines: the title of an inventory; `None` if it is carried out once.
pub(in crate::view) fn examines(scheme: &Scheme, procedure: &Procedure) -> Option<String> {
    let inventory = procedure.inventory?;
    let title = &scheme.inventories[inventory].title;
    Some(match procedure.second {
        None => title.to_string(),
        Some(second) => {
            let attribute = &scheme.attribute(inventory, second).key;
            format!("{title}, each with its “{}”", attribute.replace('_', " "))
        }
    })
}

fn view_depth(scheme: &Scheme, id: ProcedureId, block: &DepthBlock) -> DepthDefinition {
    let refs = |ids: &[ProcedureId]| ids.iter().map(|id| procedure_ref(scheme, *id)).collect();
    let phase = scheme.phase_of(id, block.depth);
    let phase = phase.map(|phase| &scheme.phases[phase]);
    let role = scheme.role_of(id, block.depth);
    let role = role.map(|role| &scheme.roles[role]);
    let cases = block.cases.iter();
    DepthDefinition {
        depth: depths_view(scheme, block.depth),
        phase: phase.map(|phase| item_ref(&phase.key, phase.heading())),
        role: role.map(|role| item_ref(&role.key, role.heading())),
        per_run: block.effort.per_run,
        per_entry: block.effort.per_entry,
        unattended: block.effort.unattended,
        hazards: block.hazards.clone(),
        preconditions: block.preconditions.clone(),
        equipment: titled_refs(&scheme.equipment, &block.all_equipment()),
        deliveries: titled_refs(&scheme.deliveries, &block.all_deliveries()),
        sample: block
            .sample
            .map(|sample| use_in_words(&scheme.samples, sample)),
        requires: refs(&block.requires),
        after: refs(&block.after),
        cases: cases.map(|case| view_case(scheme, id, case)).collect(),
        record: block.record.clone(),
        pass: block.pass.clone(),
        stop: block.stop.clone(),
    }
}

fn view_case(scheme: &Scheme, id: ProcedureId, case: &Case) -> CaseTexts<RefView> {
    let configurations: Vec<ConfigurationId> = case.configurations.all().collect();
    let configurations = titled_refs(&scheme.configurations, &configurations);
    view_case_texts(scheme, &scheme.procedures[id], case, configurations)
}
