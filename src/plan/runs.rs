//! Turns obligations into runs: each row once at the deepest depth, with an audit beside it (L-140, L-153).

use std::cell::OnceCell;
use std::collections::VecDeque;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::cases::CasePlanner;
use super::effort::plan_blocks;
use super::owed::{ControlPlan, ProcedureOwed};
use super::reach::Reach;
use super::required::RequiredRows;
use super::rows::{OwedRows, Products, Row, RowKey, unite_products};
use super::run::{Run, RunRow, Served};
use super::settled::settled_rows;
use super::status::Status;
use crate::model::{
    CaseId, ControlId, Depth, DepthBlock, Depths, InventoryId, KeyedList, PartyId, Procedure,
    ProcedureId, Scheme, Target,
};

/// Values in the order of their first mention, each once.
type Ordered<T> = IndexSet<T, FxBuildHasher>;
/// The requests for each procedure, in the order of their first mention.
type AskedOf = IndexMap<ProcedureId, Asked, FxBuildHasher>;

/// The requests for one procedure, while they are collected.
struct Asked {
    /// The depths that are asked for, with or without rows.
    depths: Depths,
    /// The cases that are asked for, with or without rows.
    reach: Reach,
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
            reach: Reach::default(),
            status,
            rows: IndexMap::default(),
            places: FxHashMap::default(),
            witnesses: Ordered::default(),
            required_by: Ordered::default(),
            confirms: Ordered::default(),
        }
    }

    fn add(&mut self, depth: Depth, cases: &[CaseId], status: Status) {
        self.reach.add(&Reach::of(depth, cases));
        self.depths = self.depths.and(Depths::of(depth));
        if status == Status::Applies {
            self.status = Status::Applies;
        }
    }

    /// Returns how much is asked for; more can only be added.
    fn size(&self) -> (Reach, Status, usize) {
        (self.reach.clone(), self.status, self.rows.len())
    }

    /// Returns the procedures that its blocks require, each with the depth at which it is required.
    fn required<'a>(
        &self,
        procedure: &'a Procedure,
        cases: &CasePlanner<'_, 'a>,
    ) -> Vec<(ProcedureId, Depth)> {
        let rows: OnceCell<Vec<RunRow>> = OnceCell::new();
        let falls_away = |block: &'a DepthBlock| {
            let mut conditions = block.cases.iter().map(|case| &case.condition);
            if !self.reach.touches(block) {
                return true;
            }
            conditions.any(Option::is_some) && {
                let rows = rows.get_or_init(|| self.rows.values().cloned().collect());
                cases.plan(procedure, block, &self.reach, rows).is_none()
            }
        };
        let blocks = self.depths.each().flat_map(|depth| {
            let blocks = procedure.blocks(depth);
            blocks.map(move |block| (block, depth))
        });
        let blocks = blocks.filter(|(block, _)| !block.requires.is_empty() && !falls_away(block));
        let required = blocks.flat_map(|(block, depth)| {
            let required = block.requires.iter();
            required.map(move |required| (*required, depth))
        });
        required.collect()
    }

    /// Adds rows that no control asks for. They count for every product that has the entry, also where the controls that ask
    /// for it do not apply to all of them.
    fn add_rows(&mut self, rows: Vec<RunRow>) {
        for row in rows {
            let kept = self
                .rows
                .entry(row.key.clone())
                .or_insert_with(|| row.clone());
            let is_settled = row.status == Status::Applies && row.depths.include_all(kept.depths);
            let is_wider = kept.variants != row.variants;
            // A row that is settled at a shallower depth may still be open at the deeper one that a control asks for.
            if is_settled {
                kept.status = Status::Applies;
                kept.settled = Products::default();
            } else if is_wider && kept.status == Status::Applies && kept.settled.is_empty() {
                kept.settled = Products::clone(&kept.variants);
            }
            kept.depths = kept.depths.and(row.depths);
            kept.reach.add(&row.reach);
            kept.variants = row.variants;
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
        reach: Reach::default(),
        status: Status::Open,
        serves: Vec::new(),
        variants: row
            .map(|row| Products::clone(&row.variants))
            .unwrap_or_default(),
        settled: Products::default(),
        place: row.and_then(|row| row.place),
    }
}

/// Collects the procedures of a plan in the order of the scheme, including those that confirm inventories and those
/// that other procedures require. A procedure of which every case falls away is left out.
pub(super) fn plan_runs<'a>(
    scheme: &'a Scheme,
    target: &Target,
    controls: &KeyedList<ControlPlan>,
    inventories: &[InventoryId],
    cases: &CasePlanner<'_, 'a>,
) -> Vec<Run> {
    let mut asked = AskedOf::default();
    for plan in controls {
        // One of no entries is bad without any work (L-137).
        let asking = plan.procedures.iter();
        for owed in asking.filter(|owed| !owed.line.rows.are_none()) {
            let witness = owed.witness.or(scheme.procedures[owed.procedure].witness);
            let run = asked
                .entry(owed.procedure)
                .or_insert_with(|| Asked::new(owed.depth, owed.line.status));
            run.add(owed.depth, &owed.cases, owed.line.status);
            add_owed(run, plan.control, owed);
            run.witnesses.extend(witness);
        }
    }
    for ((id, key), products) in settled_rows(target, controls) {
        let run = asked.get_mut(&id);
        if let Some(row) = run.and_then(|run| run.rows.get_mut(&key.cloned())) {
            row.settle(products, target.variants.len() + 1);
        }
    }
    let mut required = RequiredRows::new(scheme, target);
    for inventory in inventories {
        add_confirming(scheme, &mut required, *inventory, &mut asked);
    }
    add_required(scheme, &mut required, cases, &mut asked);
    let runs = asked.into_iter();
    let mut runs: Vec<Run> = runs
        .filter_map(|(id, asked)| finish_run(scheme, cases, id, asked))
        .collect();
    order_blocks(scheme, &mut runs);
    runs
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
    kept.reach.add(&Reach::of(owed.depth, &owed.cases));
    let settled = row.is_none_or(|row| row.status == Status::Applies);
    if settled && owed.line.status == Status::Applies {
        kept.status = Status::Applies;
    }
    let all = Products::default();
    unite_products(&mut kept.variants, row.map_or(&all, |row| &row.variants));
    let products = row.map_or(&owed.line.variants, |row| &row.variants);
    serve(&mut kept.serves, control, owed, products);
}

/// Adds a control that a row serves.
///
/// Lines of one control may ask for a row at several depths: it may be open which line the row falls under, that may
/// differ within the series, or the row may be audited as well. There is still one verdict over all of them. The
/// controls must be added one after another. Single cases have a verdict of their own (L-305).
fn serve(serves: &mut Vec<Served>, control: ControlId, owed: &ProcedureOwed, products: &Products) {
    let depths = Depths::of(owed.depth);
    let own = serves.iter_mut().rev();
    let mut own = own.take_while(|one| one.control == control);
    match own.find(|one| one.cases == owed.cases) {
        Some(one) => {
            one.depths = one.depths.and(depths);
            unite_products(&mut one.products, products);
        }
        None => serves.push(Served {
            control,
            cases: owed.cases.clone(),
            depths,
            products: Products::clone(products),
        }),
    }
}

/// Adds the procedures that confirm an inventory, at the depth `test` or at the shallowest depth they have.
fn add_confirming(
    scheme: &Scheme,
    required: &mut RequiredRows<'_>,
    inventory: InventoryId,
    asked: &mut AskedOf,
) {
    for id in &scheme.inventories[inventory].confirmed {
        let procedure = &scheme.procedures[*id];
        let Some(depth) = suited_depth(procedure, Depth::Test) else {
            continue;
        };
        let rows = required.of(procedure, depth, Status::Applies);
        let run = asked
            .entry(*id)
            .or_insert_with(|| Asked::new(depth, Status::Applies));
        run.add(depth, &[], Status::Applies);
        run.confirms.insert(inventory);
        run.witnesses.extend(procedure.witness);
        run.add_rows(rows);
    }
}

/// Adds the procedures that planned procedures require, and those that these require in turn. A procedure that is
/// asked for more than before is examined again. A block that falls away requires nothing.
fn add_required<'a>(
    scheme: &'a Scheme,
    rows_of: &mut RequiredRows<'_>,
    cases: &CasePlanner<'_, 'a>,
    asked: &mut AskedOf,
) {
    let mut waiting: VecDeque<ProcedureId> = asked.keys().copied().collect();
    while let Some(id) = waiting.pop_front() {
        let Some(run) = asked.get(&id) else { continue };
        let status = run.status;
        let wanted = run.required(&scheme.procedures[id], cases);
        for (required, depth) in wanted.into_iter().filter(|(required, _)| *required != id) {
            let procedure = &scheme.procedures[required];
            let Some(suited) = suited_depth(procedure, depth) else {
                continue;
            };
            let rows = rows_of.of(procedure, suited, status);
            let before = asked.get(&required).map(Asked::size);
            let run = asked
                .entry(required)
                .or_insert_with(|| Asked::new(suited, status));
            run.add(suited, &[], status);
            run.required_by.insert(id);
            run.witnesses.extend(procedure.witness);
            run.add_rows(rows);
            if before != Some(run.size()) {
                waiting.push_back(required);
            }
        }
    }
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

/// Plans the blocks of a procedure; `None` if all of them fall away. Rows on which no block is carried out are left out.
fn finish_run<'a>(
    scheme: &'a Scheme,
    cases: &CasePlanner<'_, 'a>,
    id: ProcedureId,
    asked: Asked,
) -> Option<Run> {
    let (depths, reach, status) = (asked.depths, asked.reach, asked.status);
    let mut rows: Vec<RunRow> = asked.rows.into_values().collect();
    let mut blocks = plan_blocks(scheme, cases, id, &reach, &rows);
    if blocks.is_empty() && !scheme.procedures[id].depths.is_empty() {
        return None;
    }
    let examined: FxHashSet<usize> = blocks
        .iter()
        .flat_map(|block| &block.rows)
        .copied()
        .collect();
    if !blocks.is_empty() && examined.len() < rows.len() {
        let mut places = 0..rows.len();
        rows.retain(|_| places.next().is_some_and(|place| examined.contains(&place)));
        blocks = plan_blocks(scheme, cases, id, &reach, &rows);
    }
    Some(Run {
        procedure: id,
        depths,
        status,
        rows: rows.into(),
        required_by: asked.required_by.into_iter().collect(),
        confirms: asked.confirms.into_iter().collect(),
        comes_after: Vec::new(),
        witnesses: asked.witnesses.into_iter().collect(),
        effort: blocks.iter().map(|block| block.effort).sum(),
        blocks,
    })
}

/// Fills in what each block waits for: the procedures that it requires or comes after, as far as they are planned.
fn order_blocks(scheme: &Scheme, runs: &mut [Run]) {
    let planned: FxHashSet<ProcedureId> = runs.iter().map(|run| run.procedure).collect();
    for run in runs {
        let id = run.procedure;
        run.required_by.retain(|other| planned.contains(other));
        for block in &mut run.blocks {
            let Some(written) = scheme.procedures[id].block(block.depth) else {
                continue;
            };
            let earlier = written.requires.iter().chain(&written.after);
            let earlier = earlier.filter(|other| **other != id && planned.contains(other));
            block.waits_for = earlier.copied().collect();
        }
        let waits = run.blocks.iter().flat_map(|block| &block.waits_for);
        let waits: Ordered<ProcedureId> = waits.copied().collect();
        run.comes_after = waits.into_iter().collect();
    }
}
