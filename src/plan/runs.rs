//! Turns obligations into runs: each row once at the deepest depth, with an audit beside it (L-140, L-153).

use std::collections::VecDeque;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::effort::plan_blocks;
use super::owed::{ControlPlan, ProcedureOwed};
use super::rows::{OwedRows, Products, Row, RowKey};
use super::run::{Run, RunRow};
use super::status::Status;
use crate::model::{
    ControlId, Depth, Depths, InventoryId, KeyedList, PartyId, Procedure, ProcedureId, Scheme,
    Target,
};

/// Values in the order of their first mention, each once.
type Ordered<T> = IndexSet<T, FxBuildHasher>;
/// The requests for each procedure, in the order of their first mention.
type AskedOf = IndexMap<ProcedureId, Asked, FxBuildHasher>;

/// The requests for one procedure, while they are collected.
struct Asked {
    /// The depths that are asked for, with or without rows.
    depths: Depths,
    /// `Applies` if anything that is settled asks for it.
    status: Status,
    rows: IndexMap<Option<RowKey>, RunRow, FxBuildHasher>,
    /// Where the rows of a control are in `rows`, by the address of the shared list. Many lines share one list, which
    /// lives as long as the plan of the control.
    places: FxHashMap<*const Row, Vec<usize>>,
    witnesses: Ordered<PartyId>,
    required_by: Ordered<ProcedureId>,
    confirms: Ordered<InventoryId>,
}

impl Asked {
    fn new(depth: Depth, status: Status) -> Self {
        Self {
            depths: Depths::of(depth),
            status,
            rows: IndexMap::default(),
            places: FxHashMap::default(),
            witnesses: Ordered::default(),
            required_by: Ordered::default(),
            confirms: Ordered::default(),
        }
    }

    fn add(&mut self, depth: Depth, status: Status) {
        self.depths = self.depths.and(Depths::of(depth));
        if status == Status::Applies {
            self.status = Status::Applies;
        }
    }

    /// Adds rows that no control asks for.
    fn add_rows(&mut self, rows: Vec<RunRow>) {
        for row in rows {
            let kept = self
                .rows
                .entry(row.key.clone())
                .or_insert_with(|| row.clone());
            // A row that is settled at a shallower depth may still be open at the deeper one that a control asks for.
            if row.status == Status::Applies && row.depths.include_all(kept.depths) {
                kept.status = Status::Applies;
            }
            kept.depths = kept.depths.and(row.depths);
        }
    }

    /// Returns the places of the rows of a control among those of the procedure, and adds the rows that are new.
    fn places_of(&mut self, rows: &[Row], owed: &ProcedureOwed) -> Vec<usize> {
        if let Some(known) = self.places.get(&rows.as_ptr()) {
            return known.clone();
        }
        let mut places = Vec::with_capacity(rows.len());
        for row in rows {
            let entry = self.rows.entry(Some(row.key.clone()));
            places.push(entry.index());
            entry.or_insert_with(|| new_row(Some(row), owed));
        }
        self.places.insert(rows.as_ptr(), places.clone());
        places
    }
}

/// Makes a row of a procedure for an owed row of a control; its status is not settled yet.
fn new_row(row: Option<&Row>, owed: &ProcedureOwed) -> RunRow {
    RunRow {
        key: row.map(|row| row.key.clone()),
        depths: Depths::of(owed.depth),
        status: Status::Open,
        serves: Vec::new(),
        variants: row
            .map(|row| Products::clone(&row.variants))
            .unwrap_or_default(),
        place: row.and_then(|row| row.place),
    }
}

/// Collects the procedures of a plan in the order of the scheme, including those that confirm inventories and those
/// that other procedures require.
pub(super) fn plan_runs(
    scheme: &Scheme,
    target: &Target,
    controls: &KeyedList<ControlPlan>,
    inventories: &[InventoryId],
) -> Vec<Run> {
    let mut asked = AskedOf::default();
    for plan in controls {
        for owed in &plan.procedures {
            let witness = owed.witness.or(scheme.procedures[owed.procedure].witness);
            let run = asked
                .entry(owed.procedure)
                .or_insert_with(|| Asked::new(owed.depth, owed.line.status));
            run.add(owed.depth, owed.line.status);
            add_owed(run, plan.control, owed);
            run.witnesses.extend(witness);
        }
    }
    for inventory in inventories {
        add_confirming(scheme, target, *inventory, &mut asked);
    }
    add_required(scheme, target, &mut asked);
    let planned: FxHashSet<ProcedureId> = asked.keys().copied().collect();
    asked
        .into_iter()
        .map(|(id, asked)| finish_run(scheme, id, asked, &planned))
        .collect()
}

fn add_owed(run: &mut Asked, control: ControlId, owed: &ProcedureOwed) {
    match &owed.line.rows {
        OwedRows::Once => {
            let kept = run.rows.entry(None);
            let kept = kept.or_insert_with(|| new_row(None, owed));
            add_row(kept, None, control, owed);
        }
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => {
            let places = run.places_of(rows, owed);
            for (row, place) in rows.iter().zip(places) {
                if let Some((_, kept)) = run.rows.get_index_mut(place) {
                    add_row(kept, Some(row), control, owed);
                }
            }
        }
    }
}

fn add_row(kept: &mut RunRow, row: Option<&Row>, control: ControlId, owed: &ProcedureOwed) {
    kept.depths = kept.depths.and(Depths::of(owed.depth));
    let settled = row.is_none_or(|row| row.status == Status::Applies);
    if settled && owed.line.status == Status::Applies {
        kept.status = Status::Applies;
    }
    let all = Products::default();
    unite_products(&mut kept.variants, row.map_or(&all, |row| &row.variants));
    serve(&mut kept.serves, control, owed.depth);
}

/// Adds products to those for which a row counts; an empty list means all of them.
fn unite_products(kept: &mut Products, added: &Products) {
    if kept.is_empty() || kept == added {
        return;
    }
    if added.is_empty() {
        *kept = Products::default();
        return;
    }
    let known: FxHashSet<&Option<String>> = kept.iter().collect();
    let new: Vec<&Option<String>> = added.iter().filter(|name| !known.contains(name)).collect();
    if !new.is_empty() {
        *kept = kept.iter().chain(new).cloned().collect();
    }
}

/// Adds a control that a row serves.
///
/// Lines of one control may ask for a row at several depths: it may be open which line the row falls under, that may
/// differ within the series, or the row may be audited as well. There is still one verdict over all of them. The
/// controls must be added one after another.
fn serve(serves: &mut Vec<(ControlId, Depths)>, control: ControlId, depth: Depth) {
    let depths = Depths::of(depth);
    match serves.last_mut() {
        Some((last, asked)) if *last == control => *asked = asked.and(depths),
        Some(_) | None => serves.push((control, depths)),
    }
}

/// Adds the procedures that confirm an inventory, at the depth `test` or at the shallowest depth they have.
fn add_confirming(scheme: &Scheme, target: &Target, inventory: InventoryId, asked: &mut AskedOf) {
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
        run.confirms.insert(inventory);
        run.witnesses.extend(procedure.witness);
        run.add_rows(rows);
    }
}

/// Adds the procedures that planned procedures require, and those that these require in turn. A procedure that is
/// asked for more than before is examined again.
fn add_required(scheme: &Scheme, target: &Target, asked: &mut AskedOf) {
    let mut waiting: VecDeque<ProcedureId> = asked.keys().copied().collect();
    while let Some(id) = waiting.pop_front() {
        let Some(run) = asked.get(&id) else { continue };
        let (depths, status) = (run.depths, run.status);
        let wanted = depths.each().flat_map(|depth| {
            let blocks = scheme.procedures[id].blocks(depth);
            blocks.flat_map(move |block| {
                block
                    .requires
                    .iter()
                    .map(move |required| (*required, depth))
            })
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
            run.required_by.insert(id);
            run.witnesses.extend(procedure.witness);
            run.add_rows(rows);
            if before != Some((run.depths, run.status)) {
                waiting.push_back(required);
            }
        }
    }
}

/// Returns the rows of a procedure that another procedure requires: all entries of its inventory, or one row.
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
        variants: Products::default(),
        place,
    };
    let Some(inventory) = procedure.inventory else {
        return vec![row(None, None)];
    };
    let key = &scheme.inventories[inventory].key;
    target
        .lead
        .entries(inventory)
        .iter()
        .map(|entry| {
            let key = RowKey::Entry {
                inventory: key.clone(),
                id: entry.id.clone(),
            };
            row(Some(key), entry.place)
        })
        .collect()
}

/// Returns the depth of a required procedure: the deepest that the depth of the requiring procedure includes, or its
/// shallowest if there is none.
fn suited_depth(procedure: &Procedure, wanted: Depth) -> Option<Depth> {
    let depths = procedure.depths.iter().map(|block| block.depth);
    depths
        .clone()
        .filter(|depth| wanted.includes(*depth))
        .max()
        .or_else(|| depths.min())
}

fn finish_run(
    scheme: &Scheme,
    id: ProcedureId,
    asked: Asked,
    planned: &FxHashSet<ProcedureId>,
) -> Run {
    let (depths, status) = (asked.depths, asked.status);
    let rows: Vec<RunRow> = asked.rows.into_values().collect();
    let blocks = plan_blocks(scheme, id, depths, &rows, planned);
    let comes_after: Ordered<ProcedureId> = blocks
        .iter()
        .flat_map(|block| &block.waits_for)
        .copied()
        .collect();
    Run {
        procedure: id,
        depths,
        status,
        rows: rows.into(),
        required_by: asked.required_by.into_iter().collect(),
        confirms: asked.confirms.into_iter().collect(),
        comes_after: comes_after.into_iter().collect(),
        witnesses: asked.witnesses.into_iter().collect(),
        effort: blocks.iter().map(|block| block.effort).sum(),
        blocks,
    }
}
