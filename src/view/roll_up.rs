//! Roll-up: the cells that count for each control, so that a program can work out verdicts without knowing the
//! scheme.

use std::sync::Arc;

use serde::Serialize;

use super::basis::Basis;
use super::cells::{Cell, cells_of, single_cell};
use super::rows::{RowRoom, view_run_rows};
use super::series::{ProductNames, product_names};
use super::test_plan::blocks::case_results;
use crate::model::{Depth, SlotId, Treatment, VerdictClass};
use crate::plan::{
    ControlPlan, OwedRows, ProcedureOwed, Products, Row, RowKey, Run, RunRow, Status, verdict_slot,
};
use crate::source::Text;

/// How the verdicts of controls follow from recorded results (L-046).
///
/// A slot records the key of a verdict word. The head of the document gives the class of each word. The class of a
/// cell is that of the recorded word; a cell without a slot, or without a record, has the class `empty`. A part has a
/// class for each product of the control: the worst or the best class of the cells that count for the product, as
/// `entries` says. If no cell counts for the product, it is the class `without`; if that is null, the part does not
/// judge the product. The worst product gives the class of the part, and the worst part that of the control. A
/// control whose parts judge nothing is undecided. A control that follows others has the worst class among them; a
/// declined control counts as `empty`. If none of them has a class, it is undecided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RollUpView {
    /// The classes of verdict words, the worst first.
    pub classes: Vec<VerdictClass>,
    /// The class of a cell in which nothing is recorded.
    pub empty: VerdictClass,
    /// The products of the series, the lead first.
    pub products: ProductNames,
    /// Every control of the level, in the order of the scheme.
    pub controls: Vec<RollUpControl>,
}

/// How the verdict of a control is worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RollUpControl {
    /// The key with that of its catalog: `asvs-c:C.1`.
    pub control: Text,
    /// The status.
    pub status: Status,
    /// The origin of its verdict.
    pub how: VerdictFrom,
    /// The slot in which the assessor gives its verdict; `None` if it has none.
    pub verdict: Option<String>,
    /// The controls that it follows.
    pub follows: Vec<Text>,
    /// The products of the series to which it applies or may apply.
    pub products: ProductNames,
    /// The procedures that verify it.
    pub parts: Vec<RollUpPart>,
}

/// The origin of the verdict of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum VerdictFrom {
    /// The worst of its parts.
    Parts,
    /// The worst of the controls that it follows.
    Follows,
    /// It has no verdict.
    None,
}

/// The cell that counts among the cells of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CellThatCounts {
    /// The cell with the worst class.
    Worst,
    /// The cell with the best class.
    Best,
}

/// A procedure at the depth at which it verifies a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RollUpPart {
    /// The procedure.
    pub procedure: Text,
    /// The depth that this control asks for.
    pub depth: Depth,
    /// Whether it is certainly owed: `applies` or `open`.
    #[cfg_attr(test, schemars(extend("enum" = ["applies", "open"])))]
    pub status: Status,
    /// The cell that counts among the cells of a product.
    pub entries: CellThatCounts,
    /// The class if no cell counts for a product; `None` if the part does not judge such a product.
    pub without: Option<VerdictClass>,
    /// The cells. A row that the control asks for at several depths has its cell at the deepest of them, an audit
    /// last.
    pub cells: Vec<RollUpCell>,
}

/// Room for one verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RollUpCell {
    /// The slot; `None` if the entries are not known yet, so that nothing can be recorded.
    pub slot: Option<String>,
    /// The entry: `interface.console`; `None` for the product as a whole and for entries not known yet.
    pub entry: Option<Text>,
    /// The products of the series for which it counts.
    pub products: ProductNames,
    /// Whether it is certainly owed: `applies` or `open`.
    #[cfg_attr(test, schemars(extend("enum" = ["applies", "open"])))]
    pub status: Status,
    /// The slots of the results of the cases that give its verdict, of which the worst counts. Only the test plan
    /// lists them.
    pub results: Vec<String>,
}

/// Whether the roll-up lists the results of cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Results {
    /// It lists them.
    Named,
    /// Another document has them.
    Elsewhere,
}

pub(super) fn view_roll_up(basis: &Basis<'_>, results: Results) -> RollUpView {
    let classes = [
        VerdictClass::Bad,
        VerdictClass::Undecided,
        VerdictClass::Good,
    ];
    RollUpView {
        classes: classes.to_vec(),
        empty: VerdictClass::Undecided,
        products: product_names(basis, &Products::default()),
        controls: basis
            .plan
            .controls
            .iter()
            .map(|plan| view_control(basis, plan, results))
            .collect(),
    }
}

fn view_control<'a>(basis: &Basis<'a>, plan: &'a ControlPlan, results: Results) -> RollUpControl {
    let control = &basis.scheme.controls[plan.control];
    let follows = match &control.treatment {
        Treatment::Covered { by, .. } if plan.status == Status::Covered => by.as_slice(),
        Treatment::Covered { .. } | Treatment::Assessed(_) | Treatment::NotAssessed { .. } => &[],
    };
    let is_owed = plan.status.is_owed();
    let parts = plan.procedures.iter().filter(|_| is_owed);
    RollUpControl {
        control: control.name.clone(),
        status: plan.status,
        how: match (is_owed, plan.status) {
            (true, _) => VerdictFrom::Parts,
            (false, Status::Covered) => VerdictFrom::Follows,
            (false, _) => VerdictFrom::None,
        },
        verdict: is_owed.then(|| SlotId::new(&*control.name, "verdict").text()),
        follows: follows
            .iter()
            .map(|cover| basis.scheme.controls[*cover].name.clone())
            .collect(),
        products: owed_products(basis, plan),
        parts: parts
            .map(|owed| view_part(basis, plan, owed, results))
            .collect(),
    }
}

/// Names the products to which a control applies or may apply.
fn owed_products(basis: &Basis<'_>, plan: &ControlPlan) -> ProductNames {
    if !plan.status.is_owed() {
        return ProductNames::default();
    }
    let owed: Products = plan
        .variants
        .iter()
        .filter(|product| product.status.is_owed())
        .map(|product| product.variant.clone())
        .collect();
    product_names(basis, &owed)
}

fn view_part<'a>(
    basis: &Basis<'a>,
    plan: &'a ControlPlan,
    owed: &'a ProcedureOwed,
    results: Results,
) -> RollUpPart {
    let run = basis.plan.runs.find(&owed.procedure);
    let part = Part {
        basis,
        plan,
        owed,
        examined: match results {
            Results::Named => run.map(|run| (run, view_run_rows(basis, &run.rows))),
            Results::Elsewhere => None,
        },
    };
    let cells = match &owed.line.rows {
        OwedRows::Once => part.once(),
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => {
            rows.iter().flat_map(|row| part.row(row)).collect()
        }
    };
    let best = matches!(owed.line.rows, OwedRows::AtLeastOne(_));
    RollUpPart {
        procedure: basis.scheme.procedures[owed.procedure].key.clone(),
        depth: owed.depth,
        status: owed.line.status,
        entries: if best {
            CellThatCounts::Best
        } else {
            CellThatCounts::Worst
        },
        without: best.then_some(VerdictClass::Bad),
        cells,
    }
}

/// An obligation whose cells are listed.
struct Part<'b, 'a> {
    basis: &'b Basis<'a>,
    plan: &'a ControlPlan,
    owed: &'a ProcedureOwed,
    /// The run and its rows, if the results of cases are listed.
    examined: Option<(&'a Run, Arc<[RowRoom]>)>,
}

/// A row of a run, with its place in the run.
type Planned<'a> = (usize, &'a RunRow);

impl<'a> Part<'_, 'a> {
    fn once(&self) -> Vec<RollUpCell> {
        match self.planned(None) {
            Some(row) if self.serves(row.1) => {
                self.cells(row, self.owed.line.status, &single_cell())
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn row(&self, row: &Row) -> Vec<RollUpCell> {
        if row.key.id().is_none() {
            return vec![RollUpCell {
                slot: None,
                entry: None,
                products: product_names(self.basis, &row.variants),
                status: row.status,
                results: Vec::new(),
            }];
        }
        match self.planned(Some(&row.key)) {
            Some(planned) if self.serves(planned.1) => {
                let control = [self.plan.control];
                let cells = cells_of(self.basis, &row.key, &planned.1.variants, &control);
                self.cells(planned, row.status, &cells)
            }
            // The verdict is given at another depth at which the control asks for it.
            Some(_) | None => Vec::new(),
        }
    }

    /// Returns the row of the run for an entry.
    fn planned(&self, key: Option<&RowKey>) -> Option<Planned<'a>> {
        self.basis.lookups.row(self.owed.procedure, key)
    }

    /// Says whether the verdict on a row is given under this obligation.
    fn serves(&self, row: &RunRow) -> bool {
        let depths = row.depths_for(self.plan.control);
        depths.is_some_and(|depths| depths.leading() == self.owed.depth)
    }

    fn cells(&self, planned: Planned<'_>, status: Status, cells: &[Cell]) -> Vec<RollUpCell> {
        let name = &self.basis.scheme.controls[self.plan.control].name;
        let key = &self.basis.scheme.procedures[self.owed.procedure].key;
        let row = planned.1.key.as_ref();
        let slot = verdict_slot(name, key, row);
        let entry = slot.entry.as_deref().map(Text::from);
        let cell = |cell: &Cell| RollUpCell {
            slot: Some(slot.clone().variant(cell.slot.as_deref()).text()),
            entry: entry.clone(),
            products: product_names(self.basis, &cell.products),
            status,
            results: self.case_results(planned, cell),
        };
        cells.iter().map(cell).collect()
    }

    fn case_results(&self, (place, row): Planned<'_>, cell: &Cell) -> Vec<String> {
        let Some((run, rooms)) = &self.examined else {
            return Vec::new();
        };
        match (rooms.get(place), row.depths_for(self.plan.control)) {
            (Some(room), Some(depths)) => case_results(self.basis, run, room, depths, cell),
            (None, _) | (_, None) => Vec::new(),
        }
    }
}
