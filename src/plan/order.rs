//! The order in which procedures are carried out.

use rustc_hash::FxHashMap;

use super::run::Run;
use super::wear::wear_by;
use crate::model::{Dependencies, ProcedureId, SampleSource, Scheme};

/// Sorts runs so that each follows what it requires or comes after. Among the runs that could come next, the earliest
/// phase wins, then the run that changes a shared sample least, then the order of the scheme.
///
/// A run that needs a fresh sample therefore precedes the run that opens it, and a run that uses a sample up comes
/// last, unless another run requires its result.
pub(super) fn order_runs(scheme: &Scheme, runs: Vec<Run>) -> Vec<Run> {
    let mut graph = Dependencies::new(runs.iter().map(|run| run.procedure));
    for run in &runs {
        for earlier in &run.comes_after {
            graph.add(*earlier, run.procedure);
        }
    }
    let ranks: FxHashMap<ProcedureId, (usize, (usize, bool), usize)> = runs
        .iter()
        .enumerate()
        .map(|(turn, run)| {
            let phase = phase_rank(scheme, run.procedure);
            (run.procedure, (phase, wear(scheme, run), turn))
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

/// Returns the rank of the procedure's own phase in the edition. A procedure without a phase begins in the first
/// phase that takes depths.
fn phase_rank(scheme: &Scheme, id: ProcedureId) -> usize {
    let mut phases = scheme.edition.phases.iter();
    let own = scheme.procedures[id].phase;
    let place = phases.clone().position(|phase| Some(*phase) == own);
    let of_depths = phases.position(|phase| scheme.phases[*phase].depth.is_some());
    place.or(of_depths).unwrap_or(0)
}

/// Returns how much a run changes a sample that other runs use.
fn wear(scheme: &Scheme, run: &Run) -> (usize, bool) {
    run.blocks
        .iter()
        .filter_map(|block| block.sample)
        .filter(|sample| sample.source == SampleSource::Shared)
        .map(|sample| wear_by(&scheme.samples, &sample))
        .max()
        .unwrap_or_default()
}
