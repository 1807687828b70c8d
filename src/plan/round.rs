//! The plan of a later round of tests: the rows that it covers, with their cases, work, samples and schedule.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::effort::plan_again;
use super::rows::{Products, RowKey};
use super::run::{CaseRows, CaseStanding, Run, RunBlock, RunCase, RunRow, Served};
use super::status::Status;
use super::types::Plan;
use super::work::plan_work;
use crate::model::{Depths, ProcedureId, Scheme};

/// Says whether a round covers a row of a procedure for a product, the lead as `None`.
type Covers<'c> = dyn Fn(ProcedureId, Option<&RowKey>, Option<&str>) -> bool + 'c;

/// Plans a round of tests: what it covers of a plan. What a procedure requires and the round does not cover stands as it was
/// done before. The controls stay as they are.
pub fn plan_round(scheme: &Scheme, plan: &Plan, covers: &Covers<'_>) -> Plan {
    let round = Round {
        scheme,
        variants: &plan.variants,
        covers,
    };
    let mut runs: Vec<Run> = plan.runs.iter().filter_map(|run| round.run(run)).collect();
    leave_out_others(&mut runs);
    Plan {
        level: plan.level,
        variants: plan.variants.clone(),
        controls: plan.controls.clone(),
        inventories: plan.inventories.clone(),
        work: plan_work(scheme, &runs),
        runs: runs.into_iter().collect(),
    }
}

struct Round<'c> {
    scheme: &'c Scheme,
    variants: &'c [String],
    covers: &'c Covers<'c>,
}

/// The places of the rows of a round, by those that they had.
type Places = FxHashMap<usize, usize>;

impl Round<'_> {
    /// Returns what is covered of a run; `None` if nothing is.
    fn run(&self, run: &Run) -> Option<Run> {
        let mut places = Places::default();
        let mut rows: Vec<RunRow> = Vec::new();
        for (place, row) in run.rows.iter().enumerate() {
            if let Some(row) = self.row(run.procedure, row) {
                places.insert(place, rows.len());
                rows.push(row);
            }
        }
        let products = self.all_of(&rows);
        let written = &self.scheme.procedures[run.procedure];
        let blocks = run.blocks.iter().filter_map(|block| {
            let cases = block.cases.iter();
            let cases = cases.filter_map(|case| only_case(case, &places, &products));
            plan_again(written.block(block.depth)?, block, (cases.collect(), &rows))
        });
        let blocks: Vec<RunBlock> = blocks.collect();
        let depths = rows.iter().map(|row| row.depths).reduce(Depths::and)?;
        let is_settled = rows.iter().any(|row| row.status == Status::Applies);
        Some(Run {
            procedure: run.procedure,
            depths,
            status: if is_settled {
                Status::Applies
            } else {
                Status::Open
            },
            required_by: run.required_by.clone(),
            confirms: run.confirms.clone(),
            comes_after: run.comes_after.clone(),
            witnesses: run.witnesses.clone(),
            effort: blocks.iter().map(|block| block.effort).sum(),
            rows: rows.into(),
            blocks,
        })
    }

    /// Returns a row for the products for which it is covered; `None` if it is for none.
    fn row(&self, procedure: ProcedureId, row: &RunRow) -> Option<RunRow> {
        let all = self.products(&row.variants);
        let is_covered = |product: &&Option<String>| {
            (self.covers)(procedure, row.key.as_ref(), product.as_deref())
        };
        let kept: Products = all.iter().filter(is_covered).cloned().collect();
        if kept.is_empty() {
            return None;
        }
        if kept.len() == all.len() {
            return Some(row.clone());
        }
        let serves = row.serves.iter().filter_map(|served| {
            Some(Served {
                products: within(&served.products, &kept)?,
                ..served.clone()
            })
        });
        Some(RunRow {
            serves: serves.collect(),
            settled: within(&row.settled, &kept).unwrap_or_default(),
            variants: kept,
            ..row.clone()
        })
    }

    /// Returns some products of the series; an empty list stands for all.
    fn products(&self, some: &Products) -> Products {
        if !some.is_empty() {
            return Products::clone(some);
        }
        let variants = self.variants.iter().cloned().map(Some);
        std::iter::once(None).chain(variants).collect()
    }

    /// Returns the products of any of some rows, in the order of the series.
    fn all_of(&self, rows: &[RunRow]) -> Products {
        let all = self.products(&Products::default());
        let is_of_any = |product: &&Option<String>| {
            let mut rows = rows.iter();
            rows.any(|row| row.variants.is_empty() || row.variants.contains(product))
        };
        let kept: Products = all.iter().filter(is_of_any).cloned().collect();
        if kept.len() == all.len() {
            return Products::default();
        }
        kept
    }
}

/// Returns what two lists of products have in common, an empty one standing for all; `None` if it is nothing.
fn within(some: &Products, kept: &Products) -> Option<Products> {
    if some.is_empty() {
        return Some(Products::clone(kept));
    }
    if kept.is_empty() {
        return Some(Products::clone(some));
    }
    let both: Products = some
        .iter()
        .filter(|one| kept.contains(one))
        .cloned()
        .collect();
    (!both.is_empty()).then_some(both)
}

/// Returns a case for the rows that are left; `None` if it is carried out on none of them.
fn only_case(case: &RunCase, places: &Places, products: &Products) -> Option<RunCase> {
    let only = |standing: &CaseStanding| {
        Some(CaseStanding {
            products: if products.is_empty() {
                Products::clone(&standing.products)
            } else {
                within(&standing.products, products)?
            },
            ..standing.clone()
        })
    };
    let rows = match &case.rows {
        CaseRows::All(standing) => CaseRows::All(only(standing)?),
        CaseRows::Each(standings) => {
            let kept = standings.iter();
            let kept = kept.filter_map(|(place, one)| Some((*places.get(place)?, only(one)?)));
            let kept: BTreeMap<usize, CaseStanding> = kept.collect();
            if kept.is_empty() {
                return None;
            }
            CaseRows::Each(kept)
        }
    };
    let open = case.set_up_open.iter();
    let open = open.filter_map(|(place, reason)| Some((*places.get(place)?, reason.clone())));
    Some(RunCase {
        at: case.at,
        rows,
        set_up_open: open.collect(),
    })
}

/// Leaves out, of what procedures wait for and are required by, those that the round does not have.
fn leave_out_others(runs: &mut [Run]) {
    let planned: FxHashSet<ProcedureId> = runs.iter().map(|run| run.procedure).collect();
    let is_planned = |id: &ProcedureId| planned.contains(id);
    for run in runs {
        run.required_by.retain(is_planned);
        run.comes_after.retain(is_planned);
        for block in &mut run.blocks {
            block.waits_for.retain(is_planned);
        }
    }
}
