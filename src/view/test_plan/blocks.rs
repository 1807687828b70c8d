//! The blocks of a procedure: their cases, with room for results.

use std::hash::Hash;

use indexmap::IndexSet;
use rustc_hash::FxHashSet;
use serde::Serialize;

use super::effort::{DaysView, block_days};
use super::run_refs::{RunRef, run_refs};
use super::samples::{SampleView, view_sample};
use crate::model::{ConfigurationId, DepthBlock, Depths};
use crate::plan::{Run, RunBlock, RunEffort, Status};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::cases::{CaseTexts, view_case_texts};
use crate::view::refs::{RefView, WorkItemView, item_ref, titled_refs, work_item};
use crate::view::results::{ResultView, Trial};
use crate::view::rows::RowRoom;
use crate::view::texts::{WordView, depths_view};

/// A block: the work of a procedure at one depth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BlockView {
    /// The depth.
    pub depth: WordView<Depths>,
    /// The phase of the work.
    pub phase: Option<RefView>,
    /// The role that carries it out.
    pub role: Option<RefView>,
    /// The days on which it is carried out.
    pub days: Option<DaysView>,
    /// The effort for this product, in minutes.
    pub effort: RunEffort,
    /// The number of entries that are examined at this depth.
    pub entries: usize,
    /// Its hazards, in the author's Markdown.
    pub hazards: Vec<Text>,
    /// What must be so before it begins, in the author's Markdown.
    pub preconditions: Vec<Text>,
    /// Equipment and tools.
    pub equipment: Vec<RefView>,
    /// The deliveries of the vendor.
    pub deliveries: Vec<RefView>,
    /// The keys of those of the equipment and the deliveries that are needed only if an open question is answered so.
    pub needed_if_open: Vec<Text>,
    /// The use of samples.
    pub sample: Option<SampleView>,
    /// The procedures of the plan that come before it.
    pub waits_for: Vec<RunRef>,
    /// Minutes per run.
    pub per_run: u32,
    /// Minutes per entry.
    pub per_entry: u32,
    /// Minutes that its cases take beside that.
    pub of_cases: u32,
    /// The cases.
    pub cases: Vec<CaseView>,
    /// What to record for the whole depth.
    pub record: Vec<Text>,
    /// The pass criterion.
    pub pass: Option<Text>,
    /// The criterion for stopping.
    pub stop: Option<Text>,
}

/// A numbered case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaseView {
    /// Its number within the procedure, from 1.
    pub number: usize,
    /// The texts of the case.
    #[serde(flatten)]
    pub texts: CaseTexts<WorkItemView>,
    /// Room for results, a cell per entry, variant and configuration.
    pub results: Vec<ResultView>,
}

/// Shows the blocks that are carried out.
pub(super) fn view_blocks(basis: &Basis<'_>, run: &Run, rooms: &[RowRoom]) -> Vec<BlockView> {
    let procedure = &basis.scheme.procedures[run.procedure];
    let mut before = 0;
    let mut blocks = Vec::new();
    for written in &procedure.depths {
        let planned = run.blocks.iter().find(|block| block.depth == written.depth);
        if let Some(planned) = planned {
            let trials = Trial::of(run, planned, written);
            let cases = trials
                .iter()
                .map(|trial| view_case(basis, trial, rooms, before));
            let cases = cases.collect();
            blocks.push(view_block(basis, run, planned, written, cases));
        }
        before += written.cases.len();
    }
    blocks
}

fn view_block(
    basis: &Basis<'_>,
    run: &Run,
    planned: &RunBlock,
    block: &DepthBlock,
    cases: Vec<CaseView>,
) -> BlockView {
    let phase = planned.phase.map(|phase| &basis.scheme.phases[phase]);
    let role = planned.role.map(|role| &basis.scheme.roles[role]);
    let sample = planned.sample;
    let rows = planned.rows.iter();
    let rows = rows.filter_map(|place| run.rows.get(*place));
    let equipment = titled_refs(&basis.scheme.equipment, &block.equipment);
    let deliveries = titled_refs(&basis.scheme.deliveries, &block.deliveries);
    let of_cases = |of: fn(&CaseView) -> &Vec<RefView>| cases.iter().flat_map(of).cloned();
    let is_settled = is_settled(run, planned);
    let own = equipment.iter().chain(&deliveries);
    let settled = cases.iter().filter(|case| case.is_settled());
    let settled =
        settled.flat_map(|case| case.texts.equipment.iter().chain(&case.texts.deliveries));
    let settled: FxHashSet<Text> = own
        .chain(settled)
        .filter(|_| is_settled)
        .map(|one| one.key.clone())
        .collect();
    let named = cases
        .iter()
        .flat_map(|case| case.texts.equipment.iter().chain(&case.texts.deliveries));
    let named = equipment.iter().chain(&deliveries).chain(named);
    let needed_if_open = named.filter(|one| !settled.contains(&one.key));
    let needed_if_open = each_once(needed_if_open.map(|one| one.key.clone()));
    BlockView {
        depth: depths_view(basis.scheme, block.depth),
        phase: phase.map(|phase| item_ref(&phase.key, phase.heading())),
        role: role.map(|role| item_ref(&role.key, role.heading())),
        days: block_days(basis, run, block.depth),
        effort: planned.effort,
        entries: rows.filter(|row| row.key.is_some()).count(),
        hazards: block.hazards.clone(),
        preconditions: block.preconditions.clone(),
        equipment: each_once(
            equipment
                .into_iter()
                .chain(of_cases(|case| &case.texts.equipment)),
        ),
        deliveries: each_once(
            deliveries
                .into_iter()
                .chain(of_cases(|case| &case.texts.deliveries)),
        ),
        sample: sample.map(|sample| view_sample(basis, run, block.depth, sample)),
        needed_if_open,
        waits_for: run_refs(basis, &planned.waits_for),
        per_run: block.effort.per_run,
        per_entry: block.effort.per_entry,
        of_cases: planned.of_cases,
        cases,
        record: block.record.clone(),
        pass: block.pass.clone(),
        stop: block.stop.clone(),
    }
}

/// Says whether it is settled that a block is carried out on any of its rows.
fn is_settled(run: &Run, block: &RunBlock) -> bool {
    let mut rows = block.rows.iter().filter_map(|place| run.rows.get(*place));
    let is_settled = block.rows.is_empty() || rows.any(|row| row.status == Status::Applies);
    is_settled && run.status == Status::Applies
}

impl CaseView {
    /// Says whether any of its results is certainly owed; a case without results serves the procedure as a whole.
    fn is_settled(&self) -> bool {
        let mut results = self.results.iter();
        self.results.is_empty() || results.any(|result| result.status == Status::Applies)
    }
}

/// Shows a case, with its number after the `before` cases of shallower depths.
fn view_case(basis: &Basis<'_>, trial: &Trial<'_>, rooms: &[RowRoom], before: usize) -> CaseView {
    let procedure = &basis.scheme.procedures[trial.run.procedure];
    let configurations = trial.configurations(basis, rooms).into_iter();
    let configurations = configurations.map(|id| view_configuration(basis, id));
    CaseView {
        number: before + trial.planned.at + 1,
        texts: view_case_texts(
            basis.scheme,
            procedure,
            trial.case,
            configurations.collect(),
        ),
        results: trial.results(basis, rooms),
    }
}

pub(super) fn view_configuration(basis: &Basis<'_>, id: ConfigurationId) -> WorkItemView {
    let configuration = &basis.scheme.configurations[id];
    work_item(
        &configuration.key,
        configuration.heading(),
        configuration.about.as_ref(),
    )
}

/// Keeps the first of each.
pub(super) fn each_once<T: Eq + Hash>(all: impl Iterator<Item = T>) -> Vec<T> {
    let once: IndexSet<T> = all.collect();
    once.into_iter().collect()
}
