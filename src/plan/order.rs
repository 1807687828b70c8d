//! The order in which procedures are carried out.

use rustc_hash::FxHashMap;

use super::run::Run;
use super::wear::state_wear;
use crate::model::{Dependencies, ProcedureId, SampleSource, Scheme};

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
    let ranks: FxHashMap<ProcedureId, (usize, u8, usize)> = runs
        .iter()
        .enumerate()
        .map(|(turn, run)| {
            let phase = phase_rank(scheme, run.procedure);
            (run.procedure, (phase, wear(run), turn))
        })
        .collect();
    let order = graph.order(|id| ranks.get(&id).copied());
    let turns: FxHashMap<ProcedureId, usize> = order
        .into_iter()
        .enumerate()
        .map(|(turn, id)| (id, turn))
        .collect();
    let mut runs = runs;
    runs.sort_by_key(|run| turns.get(&run.procedure).copied());
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
    run.blocks
        .iter()
        .filter_map(|block| block.sample)
        .filter(|sample| sample.source == SampleSource::Shared)
        .map(|sample| state_wear(sample.leaves).max(state_wear(sample.needs)))
        .max()
        .unwrap_or(0)
}
