//! The cells of a verdict: the products of a series in which the same cases give it.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use super::basis::Basis;
use super::cells::{Cell, cells_of, common_cell, shared_cell};
use crate::model::{CaseId, ControlId, ProcedureId};
use crate::plan::{OwedRows, ProcedureOwed, Run, RunRow, Served};

/// Returns the cells for the verdict of a control on a row of a run; `cases` are the single cases that it asks for. Products
/// share a cell of the row only if the same cases are carried out for them. Those for which the control does not ask have none.
pub(super) fn verdict_cells(
    basis: &Basis<'_>,
    control: ControlId,
    (procedure, cases): (ProcedureId, &[CaseId]),
    row: &RunRow,
) -> Vec<Cell> {
    let cells = match &row.key {
        Some(key) => cells_of(basis, key, &row.variants, &[control], None),
        None => common_cell(&row.variants),
    };
    let served = row.served(control, cases);
    let carried_out = served.map(|served| CarriedOut::of(basis, procedure, row, served));
    let cells = match carried_out.filter(|carried_out| !carried_out.apart.is_empty()) {
        Some(carried_out) => carried_out.split(basis, &cells),
        None => cells.to_vec(),
    };
    match served {
        Some(served) => cells
            .iter()
            .filter_map(|cell| cell.only(&served.products))
            .collect(),
        None => cells,
    }
}

/// Returns the single cases that a control asks for and that are carried out on a row of a run, by its place; none if it asks
/// for all.
pub(super) fn single_cases(
    basis: &Basis<'_>,
    run: &Run,
    place: usize,
    served: &Served,
) -> BTreeSet<CaseId> {
    if served.cases.is_empty() {
        return BTreeSet::new();
    }
    let written = &basis.scheme.procedures[run.procedure];
    let blocks = run.blocks.iter();
    let blocks = blocks.filter_map(|block| Some((block, written.block(block.depth)?)));
    let cases = blocks.flat_map(|(block, written)| {
        let trials = block.trials(written);
        trials.filter(|(planned, case)| served.counts(written, case) && planned.on(place).is_some())
    });
    let cases: BTreeSet<CaseId> = cases.map(|(_, case)| case.id).collect();
    if cases.is_empty() {
        return served.cases.iter().copied().collect();
    }
    cases
}

/// Returns those of the single cases of an obligation that are carried out on any of its rows. Where nothing is examined, it
/// is all of them.
pub(super) fn owed_cases(
    basis: &Basis<'_>,
    control: ControlId,
    owed: &ProcedureOwed,
) -> Vec<CaseId> {
    let run = basis.plan.runs.find(&owed.procedure);
    let (Some(run), false) = (run, owed.cases.is_empty()) else {
        return owed.cases.to_vec();
    };
    let once = matches!(owed.line.rows, OwedRows::Once).then_some(None);
    let entries = owed.line.rows.rows().iter().map(|row| Some(&row.key));
    let places = once.into_iter().chain(entries);
    let rows = places.filter_map(|key| basis.lookups.row(owed.procedure, key));
    let cases = rows.filter_map(|(place, row)| {
        let served = row.served(control, &owed.cases)?;
        Some(single_cases(basis, run, place, served))
    });
    let cases: BTreeSet<CaseId> = cases.flatten().collect();
    if cases.is_empty() {
        return owed.cases.to_vec();
    }
    cases.into_iter().collect()
}

/// For which products the cases are carried out that give a verdict.
struct CarriedOut<'a> {
    /// Whether any is carried out for all of them.
    always: bool,
    /// The products of each of the others.
    apart: Vec<FxHashSet<Option<&'a str>>>,
}

impl<'a> CarriedOut<'a> {
    fn of(basis: &Basis<'a>, procedure: ProcedureId, row: &RunRow, served: &Served) -> Self {
        let mut carried_out = Self {
            always: false,
            apart: Vec::new(),
        };
        let run = basis.plan.runs.find(&procedure);
        let place = basis.lookups.row(procedure, row.key.as_ref());
        let written = &basis.scheme.procedures[procedure];
        for block in run.into_iter().flat_map(|run| &run.blocks) {
            let (Some(written), Some((place, _))) = (written.block(block.depth), place) else {
                continue;
            };
            let trials = block.trials(written);
            let trials = trials.filter(|(_, case)| served.counts(written, case));
            for standing in trials.filter_map(|(planned, _)| planned.on(place)) {
                if standing.products.is_empty() {
                    carried_out.always = true;
                } else {
                    let products = standing.products.iter().map(Option::as_deref);
                    carried_out.apart.push(products.collect());
                }
            }
        }
        carried_out
    }

    /// Splits cells; products for which no case is carried out have none.
    fn split(&self, basis: &Basis<'_>, cells: &[Cell]) -> Vec<Cell> {
        let variants = basis.plan.variants.iter().map(|key| Some(key.as_str()));
        let all: Vec<Option<&str>> = std::iter::once(None).chain(variants).collect();
        let mut split = Vec::new();
        for cell in cells {
            let own: FxHashSet<Option<&str>> = cell.products.iter().map(Option::as_deref).collect();
            let mut groups: IndexMap<Vec<bool>, Vec<usize>> = IndexMap::new();
            for (number, product) in all.iter().enumerate() {
                if own.is_empty() || own.contains(product) {
                    let cases = self.apart.iter().map(|products| products.contains(product));
                    groups.entry(cases.collect()).or_default().push(number);
                }
            }
            if groups.len() == 1 {
                split.push(cell.clone());
                continue;
            }
            let judged = groups
                .into_iter()
                .filter(|(cases, _)| self.always || cases.contains(&true));
            split.extend(judged.map(|(_, numbers)| shared_cell(basis, &numbers)));
        }
        split
    }
}
