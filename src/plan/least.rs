//! The least work of a plan: what is left if every open question is answered so that its work falls away.

use super::run::{Run, RunBlock, RunEffort};
use super::status::Status;
use crate::model::Counted;

/// The least that the work of a plan may come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeastWork {
    /// The effort of all procedures. Of a depth of which a part is settled, the unattended time counts in full.
    pub effort: RunEffort,
    /// The time at which all work is done, in minutes of working time.
    pub length: u32,
    /// The number of samples.
    pub samples: usize,
}

/// Says whether any work depends on an open question.
pub(super) fn is_anything_open(runs: &[Run]) -> bool {
    let is_open = |run: &Run| run.status == Status::Open || run.effort.open > 0;
    runs.iter().any(is_open)
}

/// Returns the procedures that are settled, with the part of their work that is.
pub(super) fn settled_runs(runs: &[Run]) -> Vec<Run> {
    let settled = runs.iter().filter(|run| run.status == Status::Applies);
    settled.map(settled_run).collect()
}

/// Returns the settled part of a run, as far as time and samples depend on it.
fn settled_run(run: &Run) -> Run {
    let blocks = run.blocks.iter().filter(|block| is_settled(run, block));
    let blocks: Vec<RunBlock> = blocks.map(settled_block).collect();
    Run {
        procedure: run.procedure,
        depths: run.depths,
        status: run.status,
        rows: Counted::default(),
        required_by: Vec::new(),
        confirms: Vec::new(),
        comes_after: Vec::new(),
        witnesses: Vec::new(),
        effort: blocks.iter().map(|block| block.effort).sum(),
        blocks,
    }
}

/// Says whether any of the rows of a block is settled; if it has none, it serves the run as a whole.
fn is_settled(run: &Run, block: &RunBlock) -> bool {
    let mut rows = block.rows.iter().filter_map(|place| run.rows.get(*place));
    block.rows.is_empty() || rows.any(|row| row.status == Status::Applies)
}

fn settled_block(block: &RunBlock) -> RunBlock {
    RunBlock {
        depth: block.depth,
        phase: block.phase,
        role: block.role,
        effort: RunEffort {
            attended: block.effort.attended.saturating_sub(block.effort.open),
            unattended: block.effort.unattended,
            open: 0,
        },
        of_cases: 0,
        rows: Vec::new(),
        cases: Vec::new(),
        sample: block.sample,
        waits_for: block.waits_for.clone(),
    }
}
