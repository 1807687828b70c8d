//! The blocks of a procedure: their cases, with room for results.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use super::effort::{DaysView, block_days};
use super::run_refs::{RunRef, run_refs};
use super::samples::{SampleView, view_sample};
use crate::model::{Case, ConfigurationId, Depth, DepthBlock, Depths, Repeat, SlotId};
use crate::plan::{Run, RunBlock, RunEffort, Status};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::cases::{CaseTexts, view_case_texts};
use crate::view::cells::Cell;
use crate::view::refs::{RefView, WorkItemView, item_ref, work_item};
use crate::view::rows::{RowRoom, RowView, unlabelled};

/// A block: the work of a procedure at one depth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BlockView {
    /// The depth.
    pub depth: Depth,
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
    /// Equipment and tools.
    pub equipment: Vec<Text>,
    /// The deliveries of the vendor.
    pub deliveries: Vec<Text>,
    /// The use of samples.
    pub sample: Option<SampleView>,
    /// The procedures of the plan that come before it.
    pub waits_for: Vec<RunRef>,
    /// Minutes per run.
    pub per_run: u32,
    /// Minutes per entry.
    pub per_entry: u32,
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

/// Room for the result of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResultView {
    /// The entry; `None` for the product as a whole and for cases that are carried out once per run.
    pub entry: Option<Text>,
    /// The words printed: the entry, `the product`, or `once per run`.
    pub shown: Text,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The variant, if cells are per variant.
    pub variant: Option<Text>,
    /// The title of the configuration, if the case is carried out in several.
    pub configuration: Option<Text>,
    /// The slot for the observation.
    pub observed: String,
    /// The slot for the evidence file and its hash.
    pub evidence: String,
    /// The slot for the result.
    pub result: String,
}

/// Shows the blocks that are carried out.
pub(super) fn view_blocks(basis: &Basis<'_>, run: &Run, rooms: &[RowRoom]) -> Vec<BlockView> {
    let procedure = &basis.scheme.procedures[run.procedure];
    let mut number = 0;
    let mut blocks = Vec::new();
    for planned in &run.blocks {
        if let Some(block) = procedure.block(planned.depth) {
            let cases = block.cases.iter().map(|case| {
                number += 1;
                CaseView {
                    number,
                    ..view_case(basis, run, rooms, block.depth, case)
                }
            });
            let cases = cases.collect();
            blocks.push(view_block(basis, run, planned, block, cases));
        }
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
    BlockView {
        depth: block.depth,
        phase: phase.map(|phase| item_ref(&phase.key, &phase.title)),
        role: role.map(|role| item_ref(&role.key, &role.title)),
        days: block_days(basis, run, block.depth),
        effort: planned.effort,
        entries: run
            .rows
            .iter()
            .filter(|row| row.key.is_some() && row.depths.includes(block.depth))
            .count(),
        equipment: block.equipment.clone(),
        deliveries: block.deliveries.clone(),
        sample: sample.map(|sample| view_sample(basis, run, block.depth, sample)),
        waits_for: run_refs(basis, &planned.waits_for),
        per_run: block.effort.per_run,
        per_entry: block.effort.per_entry,
        cases,
        record: block.record.clone(),
        pass: block.pass.clone(),
        stop: block.stop.clone(),
    }
}

/// Shows a case, without its number.
fn view_case(
    basis: &Basis<'_>,
    run: &Run,
    rooms: &[RowRoom],
    depth: Depth,
    case: &Case,
) -> CaseView {
    let procedure = &basis.scheme.procedures[run.procedure].key;
    let item = format!("{procedure}.{}", case.key);
    let configurations = configurations_of(basis, case);
    let mut results = Vec::new();
    match case.repeat {
        Repeat::OncePerRun => {
            let (row, cell) = (
                unlabelled("once per run".into(), run.status),
                Cell::default(),
            );
            in_each(&configurations, |configuration| {
                results.push(result_of(&item, &row, &cell, configuration));
            });
        }
        Repeat::PerEntry => {
            let rows = run.rows.iter().zip(rooms);
            for (_, room) in rows.filter(|(row, _)| row.depths.includes(depth)) {
                for cell in room.cells.iter() {
                    in_each(&configurations, |configuration| {
                        results.push(result_of(&item, &room.row, cell, configuration));
                    });
                }
            }
        }
    }
    CaseView {
        number: 0,
        texts: view_case_texts(case, configurations),
        results,
    }
}

/// Shows every configuration in which a case of the plan is carried out, in the order of the scheme.
pub(super) fn view_configurations(basis: &Basis<'_>) -> Vec<WorkItemView> {
    let cases = basis.plan.runs.iter().flat_map(|run| {
        let procedure = &basis.scheme.procedures[run.procedure];
        run.blocks
            .iter()
            .filter_map(|block| procedure.block(block.depth))
            .flat_map(|block| &block.cases)
    });
    let used: BTreeSet<ConfigurationId> = cases
        .flat_map(|case| case.configurations.iter().copied())
        .collect();
    used.into_iter()
        .map(|id| view_configuration(basis, id))
        .collect()
}

fn configurations_of(basis: &Basis<'_>, case: &Case) -> Vec<WorkItemView> {
    case.configurations
        .iter()
        .map(|id| view_configuration(basis, *id))
        .collect()
}

fn view_configuration(basis: &Basis<'_>, id: ConfigurationId) -> WorkItemView {
    let configuration = &basis.scheme.configurations[id];
    work_item(
        &configuration.key,
        &configuration.title,
        configuration.about.as_ref(),
    )
}

/// Calls `act` for each configuration, or once without one if there are none.
fn in_each(configurations: &[WorkItemView], mut act: impl FnMut(Option<&WorkItemView>)) {
    if configurations.is_empty() {
        act(None);
    }
    for configuration in configurations {
        act(Some(configuration));
    }
}

/// Returns the slots of the results that give the verdict of a control on a row. They are the results of the cases
/// within `depths`: those of the row for the products of the cell, and those of cases that are carried out once per
/// run.
pub(in crate::view) fn case_results(
    basis: &Basis<'_>,
    run: &Run,
    room: &RowRoom,
    depths: Depths,
    cell: &Cell,
) -> Vec<String> {
    let procedure = &basis.scheme.procedures[run.procedure];
    let planned = run.blocks.iter().map(|block| block.depth);
    let planned = planned.filter(|planned| depths.includes(*planned));
    let cases = planned
        .filter_map(|planned| procedure.block(planned))
        .flat_map(|block| &block.cases);
    let mut slots = Vec::new();
    for case in cases {
        let item = format!("{}.{}", procedure.key, case.key);
        let configurations = configurations_of(basis, case);
        in_each(&configurations, |configuration| match case.repeat {
            Repeat::OncePerRun => slots.push(result_slot(&item, configuration, None, None)),
            Repeat::PerEntry => {
                for met in room.cells.iter().filter(|met| met.meets(cell)) {
                    let (entry, variant) = (room.row.entry.as_deref(), met.slot.as_deref());
                    slots.push(result_slot(&item, configuration, entry, variant));
                }
            }
        });
    }
    slots
}

fn result_slot(
    item: &str,
    configuration: Option<&WorkItemView>,
    entry: Option<&str>,
    variant: Option<&str>,
) -> String {
    let [.., result] = result_slots(item, configuration, entry, variant);
    result
}

fn result_of(
    item: &str,
    row: &RowView,
    cell: &Cell,
    configuration: Option<&WorkItemView>,
) -> ResultView {
    let [observed, evidence, result] = result_slots(
        item,
        configuration,
        row.entry.as_deref(),
        cell.slot.as_deref(),
    );
    ResultView {
        entry: row.entry.clone(),
        shown: row.shown.clone(),
        status: row.status,
        variant: cell.shown.clone(),
        configuration: configuration.map(|item| item.title.clone()),
        observed,
        evidence,
        result,
    }
}

fn result_slots(
    item: &str,
    configuration: Option<&WorkItemView>,
    entry: Option<&str>,
    variant: Option<&str>,
) -> [String; 3] {
    let item: Cow<'_, str> = match configuration {
        Some(configuration) => format!("{item}+{}", configuration.key).into(),
        None => item.into(),
    };
    ["observed", "evidence", "result"].map(|field| {
        let slot = SlotId::new("document", field).item(&*item);
        slot.entry(entry).variant(variant).text()
    })
}
