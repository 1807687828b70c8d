//! Obligations to procedures that are carried out: per row the deepest depth, once, and an audit beside it
//! (DESIGN M7).

use std::collections::VecDeque;

use indexmap::IndexMap;

use crate::logic::Evaluator;
use crate::model::{
    ControlId, Depth, Depths, InventoryId, PartyId, Procedure, ProcedureId, Scheme, Set, Target,
};

use super::effort::plan_blocks;
use super::types::{ControlPlan, OwedRows, ProcedureOwed, RowKey, Run, RunRow, Status};

/// What is asked of one procedure while it is gathered.
struct Asked {
    /// The depths asked, with or without rows.
    depths: Depths,
    /// `Applies` if anything settled asks for it.
    status: Status,
    rows: IndexMap<Option<RowKey>, RunRow>,
    witnesses: Vec<PartyId>,
    required_by: Vec<ProcedureId>,
    confirms: Vec<InventoryId>,
}

impl Asked {
    fn new(depth: Depth, status: Status) -> Self {
        Self {
            depths: Depths::of(depth),
            status,
            rows: IndexMap::new(),
            witnesses: Vec::new(),
            required_by: Vec::new(),
            confirms: Vec::new(),
        }
    }

    fn add(&mut self, depth: Depth, status: Status) {
        self.depths = self.depths.and(Depths::of(depth));
        if status == Status::Applies {
            self.status = Status::Applies;
        }
    }

    /// Takes over rows that no control asks for.
    fn add_rows(&mut self, rows: Vec<RunRow>) {
        for row in rows {
            let kept = self
                .rows
                .entry(row.key.clone())
                .or_insert_with(|| row.clone());
            // What is settled for a shallower depth says nothing of the deeper one that a control may ask.
            if row.status == Status::Applies && row.depths.include_all(kept.depths) {
                kept.status = Status::Applies;
            }
            kept.depths = kept.depths.and(row.depths);
        }
    }

    fn add_witness(&mut self, witness: Option<PartyId>) {
        let new = witness.filter(|party| !self.witnesses.contains(party));
        self.witnesses.extend(new);
    }
}

/// Gathers the procedures of a plan, those included that confirm inventories and those that others require,
/// in the order of the scheme.
pub(super) fn plan_runs(
    scheme: &Scheme,
    target: &Target,
    controls: &[ControlPlan],
    inventories: &[InventoryId],
) -> Vec<Run> {
    let mut asked: IndexMap<ProcedureId, Asked> = IndexMap::new();
    for plan in controls {
        for owed in &plan.procedures {
            let witness = owed.witness.or(scheme.procedures[owed.procedure].witness);
            let run = asked
                .entry(owed.procedure)
                .or_insert_with(|| Asked::new(owed.depth, owed.status));
            run.add(owed.depth, owed.status);
            add_owed(run, plan.control, owed);
            run.add_witness(witness);
        }
    }
    for inventory in inventories {
        add_confirming(scheme, target, *inventory, &mut asked);
    }
    add_required(scheme, target, &mut asked);
    let planned: Vec<ProcedureId> = asked.keys().copied().collect();
    asked
        .into_iter()
        .map(|(id, asked)| finish_run(scheme, id, asked, &planned))
        .collect()
}

fn add_owed(run: &mut Asked, control: ControlId, owed: &ProcedureOwed) {
    match &owed.rows {
        OwedRows::Once => add_row(run, None, control, owed, owed.status),
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => {
            for row in rows {
                let status = if owed.status == Status::Open {
                    Status::Open
                } else {
                    row.status
                };
                add_row(run, Some(row), control, owed, status);
            }
        }
    }
}

fn add_row(
    run: &mut Asked,
    row: Option<&super::types::Row>,
    control: ControlId,
    owed: &ProcedureOwed,
    status: Status,
) {
    let key = row.map(|row| row.key.clone());
    let entry = run.rows.entry(key.clone()).or_insert_with(|| RunRow {
        key,
        depths: Depths::of(owed.depth),
        status,
        serves: Vec::new(),
        variants: row.map(|row| row.variants.clone()).unwrap_or_default(),
        place: row.and_then(|row| row.place),
    });
    entry.depths = entry.depths.and(Depths::of(owed.depth));
    if status == Status::Applies {
        entry.status = Status::Applies;
    }
    // No list of products means all of them.
    match row {
        Some(row) if !row.variants.is_empty() && !entry.variants.is_empty() => {
            for variant in &row.variants {
                if !entry.variants.contains(variant) {
                    entry.variants.push(variant.clone());
                }
            }
        }
        Some(_) | None => entry.variants.clear(),
    }
    serve(&mut entry.serves, control, owed.depth);
}

/// Adds a control that a row serves. Lines of one control may ask for a row at several depths, where it is
/// open which of them it falls under, where that differs within the series, or where it is audited too: the
/// verdict is one, over all of them.
fn serve(serves: &mut Vec<(ControlId, Depths)>, control: ControlId, depth: Depth) {
    let depths = Depths::of(depth);
    match serves.iter_mut().find(|(served, _)| *served == control) {
        Some((_, asked)) => *asked = asked.and(depths),
        None => serves.push((control, depths)),
    }
}

/// Adds what confirms an inventory: at the depth of a test, or the shallowest that the procedure has.
fn add_confirming(
    scheme: &Scheme,
    target: &Target,
    inventory: InventoryId,
    asked: &mut IndexMap<ProcedureId, Asked>,
) {
    for id in &scheme.inventories[inventory].confirmed {
        let procedure = &scheme.procedures[*id];
        let Some(depth) = suited_depth(procedure, Depth::Test) else {
            continue;
        };
        let rows = required_rows(scheme, target, procedure, depth, Status::Applies);
        let run = asked
            .entry(*id)
            .or_insert_with(|| Asked::new(depth, Status::Applies));
        run.add(depth, Status::Applies);
        if !run.confirms.contains(&inventory) {
            run.confirms.push(inventory);
        }
        run.add_witness(procedure.witness);
        run.add_rows(rows);
    }
}

/// Adds what planned procedures require, and what that requires in turn; what is asked more of than when it was
/// looked at is looked at again.
fn add_required(scheme: &Scheme, target: &Target, asked: &mut IndexMap<ProcedureId, Asked>) {
    let mut waiting: VecDeque<ProcedureId> = asked.keys().copied().collect();
    while let Some(id) = waiting.pop_front() {
        let Some(run) = asked.get(&id) else { continue };
        let (depths, status) = (run.depths, run.status);
        let wanted = depths.each().flat_map(|depth| {
            let blocks = scheme.procedures[id].blocks(depth);
            blocks.flat_map(move |block| block.requires.iter().map(move |one| (*one, depth)))
        });
        for (required, depth) in wanted.filter(|(required, _)| *required != id) {
            let procedure = &scheme.procedures[required];
            let Some(suited) = suited_depth(procedure, depth) else {
                continue;
            };
            let rows = required_rows(scheme, target, procedure, suited, status);
            let before = asked.get(&required).map(|run| (run.depths, run.status));
            let run = asked
                .entry(required)
                .or_insert_with(|| Asked::new(suited, status));
            run.add(suited, status);
            if !run.required_by.contains(&id) {
                run.required_by.push(id);
            }
            run.add_witness(procedure.witness);
            run.add_rows(rows);
            if before != Some((run.depths, run.status)) {
                waiting.push_back(required);
            }
        }
    }
}

/// Returns the rows of a procedure that another one requires: all entries of its inventory, or once.
fn required_rows(
    scheme: &Scheme,
    target: &Target,
    procedure: &Procedure,
    depth: Depth,
    status: Status,
) -> Vec<RunRow> {
    let row = |key, place| RunRow {
        key,
        depths: Depths::of(depth),
        status,
        serves: Vec::new(),
        variants: Vec::new(),
        place,
    };
    let Some(inventory) = procedure.inventory else {
        return vec![row(None, None)];
    };
    let key = &scheme.inventories[inventory].key;
    Evaluator::new(scheme, &target.lead)
        .members(Set::Inventory(inventory))
        .candidates
        .into_iter()
        .map(|member| {
            let entry = RowKey::Entry {
                inventory: key.to_string(),
                id: member.entry.id.clone(),
            };
            row(Some(entry), member.entry.place)
        })
        .collect()
}

/// Returns the depth at which a procedure is carried out for one that requires it: the deepest that the
/// other's depth includes, else its shallowest.
fn suited_depth(procedure: &Procedure, wanted: Depth) -> Option<Depth> {
    let depths = procedure.depths.iter().map(|block| block.depth);
    depths
        .clone()
        .filter(|depth| wanted.includes(*depth))
        .max()
        .or_else(|| depths.min())
}

fn finish_run(scheme: &Scheme, id: ProcedureId, asked: Asked, planned: &[ProcedureId]) -> Run {
    let (depths, status) = (asked.depths, asked.status);
    let rows: Vec<RunRow> = asked.rows.into_values().collect();
    let blocks = plan_blocks(scheme, id, depths, &rows, planned);
    let mut comes_after: Vec<ProcedureId> = Vec::new();
    for earlier in blocks.iter().flat_map(|block| &block.waits_for) {
        if !comes_after.contains(earlier) {
            comes_after.push(*earlier);
        }
    }
    Run {
        procedure: id,
        depths,
        status,
        rows,
        required_by: asked.required_by,
        confirms: asked.confirms,
        comes_after,
        witnesses: asked.witnesses,
        effort: blocks.iter().map(|block| block.effort).sum(),
        blocks,
    }
}
