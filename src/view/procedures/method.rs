//! A procedure as a controlled method.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use serde::Serialize;

use crate::model::{
    Case, ConfigurationId, ControlId, DepthBlock, Depths, Procedure, ProcedureId, Scheme,
};
use crate::plan::{Run, RunBlock};
use crate::source::Text;
use crate::view::cases::{CaseTexts, view_case_texts};
use crate::view::laboratory::OwnMethodView;
use crate::view::refs::{RefView, control_ref, item_ref, procedure_ref, titled_refs};
use crate::view::scheme::{examines, use_in_words};
use crate::view::texts::{WordView, depths_view};

/// A procedure as a controlled method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MethodView {
    /// The key, by which the method is cited from issue to issue.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// Its place in the order of work of the plan, from 1, which changes with the plan; `None` in the manual of an edition.
    pub planned: Option<usize>,
    /// The laboratory's own number of it.
    pub own: Option<OwnMethodView>,
    /// Its hazards, in the author's Markdown.
    pub hazards: Vec<Text>,
    /// What must be so before it begins, in the author's Markdown.
    pub preconditions: Vec<Text>,
    /// Its purpose, in the author's Markdown.
    pub about: Option<Text>,
    /// The title of the inventory whose entries it examines; `None` if it is carried out once.
    pub examines: Option<String>,
    /// The controls that it verifies.
    pub controls: Vec<RefView>,
    /// The procedures that require it.
    pub required_by: Vec<RefView>,
    /// Its depths, shallow before deep.
    pub depths: Vec<MethodDepth>,
}

/// The work of a method at one depth, in addition to that of shallower depths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MethodDepth {
    /// The depth.
    pub depth: WordView<Depths>,
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
    /// Equipment and tools that no shallower depth of the method names, those of its cases too.
    pub equipment: Vec<RefView>,
    /// The deliveries of the vendor that no shallower depth of the method names, those of its cases too.
    pub deliveries: Vec<RefView>,
    /// The use of samples, in words; `None` if no sample is needed.
    pub sample: Option<String>,
    /// Procedures that must have been carried out before.
    pub requires: Vec<RefView>,
    /// Procedures among the methods that come first.
    pub after: Vec<RefView>,
    /// The cases.
    pub cases: Vec<MethodCase>,
    /// What to record for the whole depth.
    pub record: Vec<Text>,
    /// The pass criterion.
    pub pass: Option<Text>,
    /// The criterion for stopping.
    pub stop: Option<Text>,
}

/// A numbered case of a method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MethodCase {
    /// Its number within the procedure, from 1, cases that are left out counted too.
    pub number: usize,
    /// The texts of the case.
    #[serde(flatten)]
    pub texts: CaseTexts<RefView>,
}

/// What is shown of a procedure.
pub(super) struct Selection<'a> {
    /// The run whose depths and cases are shown; `None` for all.
    pub run: Option<&'a Run>,
    /// The controls that it verifies.
    pub controls: BTreeSet<ControlId>,
    /// The procedures that require it.
    pub required_by: Vec<ProcedureId>,
}

/// Shows a procedure as a method.
pub(super) fn view_method(
    scheme: &Scheme,
    id: ProcedureId,
    selection: &Selection<'_>,
) -> MethodView {
    let procedure = &scheme.procedures[id];
    let required_by = selection.required_by.iter();
    let controls = selection.controls.iter();
    MethodView {
        key: procedure.key.clone(),
        title: procedure.heading(),
        planned: None,
        own: None,
        hazards: procedure.hazards.clone(),
        preconditions: procedure.preconditions.clone(),
        about: procedure.about.clone(),
        examines: examines(scheme, procedure),
        controls: controls.map(|id| control_ref(scheme, *id)).collect(),
        required_by: required_by.map(|id| procedure_ref(scheme, *id)).collect(),
        depths: view_depths(scheme, (id, procedure), selection.run),
    }
}

fn view_depths(
    scheme: &Scheme,
    (id, procedure): (ProcedureId, &Procedure),
    run: Option<&Run>,
) -> Vec<MethodDepth> {
    let mut before = 0;
    let mut named = Named::default();
    let mut depths = Vec::new();
    for block in &procedure.depths {
        let planned = run.map(|run| run.blocks.iter().find(|one| one.depth == block.depth));
        if planned != Some(None) {
            let cases = shown_cases(block, planned.flatten());
            let cases = cases.map(|(at, case)| MethodCase {
                number: before + at + 1,
                texts: view_case(scheme, procedure, case),
            });
            let cases = cases.collect();
            depths.push(view_depth(scheme, (id, block), cases, &mut named));
        }
        before += block.cases.len();
    }
    depths
}

/// Returns the cases that are shown, each with its place in the depth: all of them, or those that a run carries out.
fn shown_cases<'a>(
    block: &'a DepthBlock,
    planned: Option<&'a RunBlock>,
) -> impl Iterator<Item = (usize, &'a Case)> {
    let places: Option<BTreeSet<usize>> =
        planned.map(|run| run.trials(block).map(|(case, _)| case.at).collect());
    let cases = block.cases.iter().enumerate();
    cases.filter(move |(at, _)| places.as_ref().is_none_or(|places| places.contains(at)))
}

/// What shallower depths of a method have named.
#[derive(Default)]
struct Named {
    equipment: IndexSet<RefView>,
    deliveries: IndexSet<RefView>,
}

/// Returns what was not named before, each once, and remembers it.
fn take_new(named: &mut IndexSet<RefView>, all: impl IntoIterator<Item = RefView>) -> Vec<RefView> {
    let all = all.into_iter();
    all.filter(|one| named.insert(one.clone())).collect()
}

fn view_depth(
    scheme: &Scheme,
    (id, block): (ProcedureId, &DepthBlock),
    cases: Vec<MethodCase>,
    named: &mut Named,
) -> MethodDepth {
    let refs = |ids: &[ProcedureId]| ids.iter().map(|id| procedure_ref(scheme, *id)).collect();
    let role = scheme.role_of(id, block.depth);
    let role = role.map(|role| &scheme.roles[role]);
    let of_cases = |of: fn(&CaseTexts<RefView>) -> &Vec<RefView>| {
        let texts = cases.iter().map(|case| &case.texts);
        texts.flat_map(of).cloned().collect::<Vec<_>>()
    };
    let mut equipment = titled_refs(&scheme.equipment, &block.equipment);
    equipment.extend(of_cases(|case| &case.equipment));
    let mut deliveries = titled_refs(&scheme.deliveries, &block.deliveries);
    deliveries.extend(of_cases(|case| &case.deliveries));
    MethodDepth {
        depth: depths_view(scheme, block.depth),
        role: role.map(|role| item_ref(&role.key, role.heading())),
        per_run: block.effort.per_run,
        per_entry: block.effort.per_entry,
        unattended: block.effort.unattended,
        hazards: block.hazards.clone(),
        preconditions: block.preconditions.clone(),
        equipment: take_new(&mut named.equipment, equipment),
        deliveries: take_new(&mut named.deliveries, deliveries),
        sample: block
            .sample
            .map(|sample| use_in_words(&scheme.samples, sample)),
        requires: refs(&block.requires),
        after: refs(&block.after),
        cases,
        record: block.record.clone(),
        pass: block.pass.clone(),
        stop: block.stop.clone(),
    }
}

fn view_case(scheme: &Scheme, procedure: &Procedure, case: &Case) -> CaseTexts<RefView> {
    let configurations: Vec<ConfigurationId> = case.configurations.all().collect();
    let configurations = titled_refs(&scheme.configurations, &configurations);
    view_case_texts(scheme, procedure, case, configurations)
}
