//! The test procedures of a scheme.

use indexmap::IndexSet;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::model::{
    Case, ControlId, Depth, DepthBlock, LevelId, Procedure, ProcedureId, SampleSource, SampleState,
    Scheme, Treatment,
};
use crate::source::Text;
use crate::view::basis::SchemeBasis;
use crate::view::cases::{CaseTexts, view_case_texts};
use crate::view::lookups::push_once;
use crate::view::origins::{OriginView, view_origins};
use crate::view::refs::{RefView, control_ref, item_ref, procedure_ref};

/// A test procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProcedureDefinition {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
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
    pub depth: Depth,
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
    /// Equipment and tools.
    pub equipment: Vec<Text>,
    /// The deliveries of the vendor.
    pub deliveries: Vec<Text>,
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
    let controls = calls.verified_by.get(&id).into_iter().flatten();
    let required_by = calls.required_by.get(&id).into_iter().flatten();
    let witness = procedure.witness.map(|party| &scheme.parties[party]);
    let depths = procedure.depths.iter();
    ProcedureDefinition {
        key: procedure.key.clone(),
        title: procedure.title.clone(),
        about: procedure.about.clone(),
        examines: examines(scheme, procedure),
        witness: witness.map(|party| party.title.clone()),
        depths: depths.map(|block| view_depth(scheme, id, block)).collect(),
        controls: controls.map(|id| control_ref(scheme, *id)).collect(),
        required_by: required_by.map(|id| procedure_ref(scheme, *id)).collect(),
        origins: view_origins(&procedure.provenance),
    }
}

fn examines(scheme: &Scheme, procedure: &Procedure) -> Option<String> {
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
        depth: block.depth,
        phase: phase.map(|phase| item_ref(&phase.key, &phase.title)),
        role: role.map(|role| item_ref(&role.key, &role.title)),
        per_run: block.effort.per_run,
        per_entry: block.effort.per_entry,
        unattended: block.effort.unattended,
        equipment: block.equipment.clone(),
        deliveries: block.deliveries.clone(),
        sample: sample_words(block),
        requires: refs(&block.requires),
        after: refs(&block.after),
        cases: cases.map(|case| view_case(scheme, case)).collect(),
        record: block.record.clone(),
        pass: block.pass.clone(),
        stop: block.stop.clone(),
    }
}

/// Describes the use of samples: `2 of its own from 2 batches, sealed, leaves them dumped`.
fn sample_words(block: &DepthBlock) -> Option<String> {
    let sample = block.sample?;
    if sample.needs == SampleState::None {
        return None;
    }
    let own = match sample.source {
        SampleSource::Own => " of its own",
        SampleSource::Shared => "",
    };
    let batches = match sample.batches {
        0 | 1 => String::new(),
        batches => format!(" from {batches} batches"),
    };
    let needs = sample.needs.word();
    let leaves = if sample.leaves == sample.needs {
        String::new()
    } else {
        format!(" → {}", sample.leaves.word())
    };
    Some(format!("{}{own}{batches}, {needs}{leaves}", sample.count))
}

fn view_case(scheme: &Scheme, case: &Case) -> CaseTexts<RefView> {
    let configurations = case
        .configurations
        .iter()
        .map(|id| &scheme.configurations[*id]);
    let named =
        configurations.map(|configuration| item_ref(&configuration.key, &configuration.title));
    view_case_texts(case, named.collect())
}
