//! How long procedures take, what they do to samples, and the order that follows.

use crate::model::{
    Dependencies, Depth, Id, Procedure, ProcedureId, SampleSource, SampleState, Scheme,
};

use super::types::{Run, RunEffort, RunRow, RunSample, Status};

/// Adds up the effort of a run: per block once, and for each row that is examined so deeply.
pub(super) fn run_effort(procedure: &Procedure, rows: &[RunRow]) -> RunEffort {
    let attended = |rows: &[&RunRow]| -> u32 {
        procedure
            .depths
            .iter()
            .map(|block| {
                let within = rows.iter().filter(|row| row.depth.includes(block.depth));
                let (count, entries) = within.fold((0_u32, 0_u32), |(count, entries), row| {
                    (count + 1, entries + u32::from(row.key.is_some()))
                });
                let once = if count == 0 { 0 } else { block.effort.per_run };
                once.saturating_add(block.effort.per_entry.saturating_mul(entries))
            })
            .fold(0, u32::saturating_add)
    };
    let all: Vec<&RunRow> = rows.iter().collect();
    let settled: Vec<&RunRow> = rows
        .iter()
        .filter(|row| row.status == Status::Applies)
        .collect();
    let unattended = procedure
        .depths
        .iter()
        .filter(|block| rows.iter().any(|row| row.depth.includes(block.depth)))
        .fold(0, |sum: u32, block| {
            sum.saturating_add(block.effort.unattended)
        });
    let total = attended(&all);
    RunEffort {
        attended: total,
        unattended,
        open: total.saturating_sub(attended(&settled)),
    }
}

/// Lists what a run does to samples, shallow before deep.
pub(super) fn run_samples(procedure: &Procedure, depth: Depth) -> Vec<RunSample> {
    procedure
        .blocks(depth)
        .filter_map(|block| {
            let sample = block
                .sample
                .filter(|sample| sample.needs != SampleState::None)?;
            Some(RunSample {
                depth: block.depth,
                source: sample.source,
                needs: sample.needs,
                leaves: sample.leaves,
            })
        })
        .collect()
}

/// Puts runs in order: each after what it requires or comes after; of those that could come next, the one
/// that changes a shared sample least, then the order of the scheme.
///
/// What needs a sealed sample therefore comes before what opens it, and what uses a sample up comes last,
/// unless something else requires its result.
pub(super) fn order_runs(scheme: &Scheme, runs: Vec<Run>) -> Vec<Run> {
    let mut graph = Dependencies::new(runs.iter().map(|run| run.procedure));
    for run in &runs {
        for earlier in &run.comes_after {
            graph.add(*earlier, run.procedure);
        }
    }
    let first_come: Vec<ProcedureId> = runs.iter().map(|run| run.procedure).collect();
    let rank = |id: ProcedureId| {
        let wear = runs.iter().find(|run| run.procedure == id).map_or(0, wear);
        let turn = first_come.iter().position(|other| *other == id);
        (
            wear,
            turn.unwrap_or(usize::MAX),
            scheme.procedures[id].key.as_str(),
        )
    };
    let order = graph.order(rank);
    let place = |id: ProcedureId| {
        order
            .iter()
            .position(|other| *other == id)
            .unwrap_or(id.index())
    };
    let mut runs = runs;
    runs.sort_by_key(|run| place(run.procedure));
    runs
}

/// How much a run changes a sample that others use.
fn wear(run: &Run) -> u8 {
    let shared = run
        .samples
        .iter()
        .filter(|sample| sample.source == SampleSource::Shared);
    shared
        .map(|sample| state_wear(sample.leaves).max(state_wear(sample.needs)))
        .max()
        .unwrap_or(0)
}

fn state_wear(state: SampleState) -> u8 {
    match state {
        SampleState::None | SampleState::Any | SampleState::Sealed => 0,
        SampleState::Opened => 1,
        SampleState::Unlocked => 2,
        SampleState::Dumped => 3,
        SampleState::Altered => 4,
        SampleState::Wiped => 5,
        SampleState::Dead => 6,
    }
}
