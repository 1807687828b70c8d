//! How long procedures take, and what they do to samples.

use rustc_hash::FxHashSet;

use super::run::{RunBlock, RunEffort, RunRow};
use super::status::Status;
use crate::model::{DepthBlock, Depths, ProcedureId, SampleState, Scheme};

/// Plans the blocks of a procedure that its rows, or the depth at which it is asked, include.
///
/// `planned` are the procedures of the plan: a block waits for those of them that it requires or comes after.
pub(super) fn plan_blocks(
    scheme: &Scheme,
    id: ProcedureId,
    depths: Depths,
    rows: &[RunRow],
    planned: &FxHashSet<ProcedureId>,
) -> Vec<RunBlock> {
    let included = scheme.procedures[id].depths.iter().filter(|block| {
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
