//! How long procedures take, what they do to samples, and the order that follows.

use crate::model::{
    Dependencies, DepthBlock, Depths, Id, ProcedureId, SampleSource, SampleState, Scheme,
};

use super::types::{Run, RunBlock, RunEffort, RunRow, Status};

/// Plans the blocks of a procedure that its rows, or the depth at which it is asked, include.
///
/// `planned` are the procedures of the plan: a block waits for those of them that it requires or comes after.
pub(super) fn plan_blocks(
    scheme: &Scheme,
    id: ProcedureId,
    depths: Depths,
    rows: &[RunRow],
    planned: &[ProcedureId],
) -> Vec<RunBlock> {
    let blocks = scheme.procedures[id].depths.iter();
    let included = blocks.filter(|block| {
        depths.includes(block.depth) || rows.iter().any(|row| row.depths.includes(block.depth))
    });
    let plan = |block: &DepthBlock| RunBlock {
        depth: block.depth,
        phase: scheme.phase_of(id, block.depth),
        role: scheme.role_of(id, block.depth),
        effort: block_effort(block, rows),
        sample: block
            .sample
            .filter(|sample| sample.needs != SampleState::None),
        waits_for: block
            .requires
            .iter()
            .chain(&block.after)
            .filter(|earlier| **earlier != id && planned.contains(earlier))
            .copied()
            .collect(),
    };
    included.map(plan).collect()
}

/// Adds up the effort of a block: once, and for each entry that is examined so deeply.
fn block_effort(block: &DepthBlock, rows: &[RunRow]) -> RunEffort {
    let within = || rows.iter().filter(|row| row.depths.includes(block.depth));
    let attended = |settled_only: bool| {
        let counted = within().filter(|row| !settled_only || row.status == Status::Applies);
        let (count, entries) = counted.fold((0_u32, 0_u32), |(count, entries), row| {
            (count + 1, entries + u32::from(row.key.is_some()))
        });
        let once = if count == 0 { 0 } else { block.effort.per_run };
        once.saturating_add(block.effort.per_entry.saturating_mul(entries))
    };
    let total = attended(false);
    RunEffort {
        attended: total,
        unattended: if within().next().is_some() {
            block.effort.unattended
        } else {
            0
        },
        open: total.saturating_sub(attended(true)),
    }
}

/// Puts runs in order: each after what it requires or comes after; of those that could come next, the one
/// of the earliest phase, then the one that changes a shared sample least, then the order of the scheme.
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
            phase_rank(scheme, id),
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

/// Returns the place of a procedure's own phase among those of the edition, or of the first phase that takes
/// depths, in which the others begin.
fn phase_rank(scheme: &Scheme, id: ProcedureId) -> usize {
    let mut phases = scheme.edition.phases.iter();
    let own = scheme.procedures[id].phase;
    let place = phases.clone().position(|phase| Some(*phase) == own);
    let of_depths = phases.position(|phase| scheme.phases[*phase].depth.is_some());
    place.or(of_depths).unwrap_or(0)
}

/// How much a run changes a sample that others use.
fn wear(run: &Run) -> u8 {
    let blocks = run.blocks.iter().filter_map(|block| block.sample);
    let shared = blocks.filter(|sample| sample.source == SampleSource::Shared);
    shared
        .map(|sample| state_wear(sample.leaves).max(state_wear(sample.needs)))
        .max()
        .unwrap_or(0)
}

/// How worn a sample in a state is.
pub(super) fn state_wear(state: SampleState) -> u8 {
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
