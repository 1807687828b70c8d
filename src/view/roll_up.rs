//! Roll-up: the cells that count for each control, so that a program can work out verdicts without knowing the
//! scheme.

use std::sync::Arc;

use serde::Serialize;

use super::basis::Basis;
use super::carried_out::verdict_cells;
use super::cells::Cell;
use super::results::{ResultSlots, case_results};
use super::rows::{RowRoom, view_run_rows};
use super::series::{ProductNames, owed_products, product_names};
use super::verdicts::{verdict_cell, verdict_slot};
use crate::model::{Depth, Slot, SlotWord, Treatment, VerdictClass};
use crate::plan::{
    ControlPlan, OwedRows, ProcedureOwed, Products, Row, RowKey, Run, RunRow, Status,
};
use crate::source::Text;
use crate::view::blank::Blank;

/// How the verdicts of controls follow from recorded results (L-046, L-300).
///
/// A slot records the key of a verdict word. The head of the document gives the class of each word. The class of a
/// cell is that of the recorded word; a cell without a slot, or without a record, has the class `empty`. A word of the
/// class `set_aside` counts as that only if `agreed` is recorded in the slot `agreed` of the cell, else as `empty`. The same
/// holds for each of the results of the cases of the cell, with its own slot in `results_agreed`.
///
/// A part has a class for each of its products that is one of the control: the worst or the best class of the cells that
/// count for the product, as `entries` says. Wherever classes are united, `set_aside` leaves the others to decide, and is the class of
/// the whole if there are no others. If `without` has a class, it is that of the part for a product for which no cell
/// counts, or none but those that are set aside. If it is null, a part without cells does not judge the product. The
/// worst product gives the class of the part, and the worst part that of the control; a control whose parts judge
/// nothing, or are all set aside, is undecided. A control that follows others has the worst class among them; a declined
/// control counts as `empty`. If none of them has a class, it is undecided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RollUpView {
    /// The classes of verdict words, the worst first.
    pub classes: Vec<VerdictClass>,
    /// The class that leaves the others to decide.
    pub set_aside: VerdictClass,
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
    pub verdict: Option<Blank>,
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
    /// The keys of the single cases that this control asks for; empty if it asks for all.
    pub cases: Vec<Text>,
    /// The depth that this control asks for.
    pub depth: Depth,
    /// The entry for which the control asks for one of the cells: `component.keys`; `None` if it does not ask so, or the
    /// entry is not known yet.
    pub each: Option<Text>,
    /// The products of the series that it judges.
    pub products: ProductNames,
    /// Whether it is certainly owed: `applies` or `open`.
    #[cfg_attr(test, schemars(extend("enum" = ["applies", "open"])))]
    pub status: Status,
    /// The cell that counts among the cells of a product.
    pub entries: CellThatCounts,
    /// The class if no cell counts for a product; `None` if the part does not judge such a product.
    pub without: Option<VerdictClass>,
    /// The cells. Of a row that the control asks for at several depths, the cell counts at the deepest of them, an audit
    /// last; where the best cell counts, at each of them. A row that is asked for several entries counts for each of them.
    pub cells: Vec<RollUpCell>,
}

/// Room for one verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RollUpCell {
    /// The slot; `None` if the entries are not known yet, so that nothing can be recorded.
    pub slot: Option<Blank>,
    /// The slot in which the assessor agrees that something is set aside, or refuses; `None` if the edition has no word
    /// that sets aside, or nothing can be recorded.
    pub agreed: Option<Blank>,
    /// The entry: `interface.console`; `None` for the product as a whole and for entries not known yet.
    pub entry: Option<Text>,
    /// The products of the series for which it counts.
    pub products: ProductNames,
    /// Whether it is certainly owed: `applies` or `open`.
    #[cfg_attr(test, schemars(extend("enum" = ["applies", "open"])))]
    pub status: Status,
    /// The slots of the results of the cases that give its verdict, of which the worst counts. Only the test plan
    /// lists them.
    pub results: Vec<Blank>,
    /// For each of `results`, in the same order, the slot in which the assessor agrees that it is set aside, or refuses; empty
    /// if the edition has no word that sets aside.
    pub results_agreed: Vec<Blank>,
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
    RollUpView {
        classes: VerdictClass::WORST_FIRST.to_vec(),
        set_aside: VerdictClass::SetAside,
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
        verdict: is_owed.then(|| Blank::of(Slot::of_control(&control.name, SlotWord::Verdict))),
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
            Results::Named => run.map(|run| (run, view_run_rows(basis, run))),
            Results::Elsewhere => None,
        },
    };
    let cells = match &owed.line.rows {
        OwedRows::Once => part.once(),
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => {
            rows.iter().flat_map(|row| part.row(row)).collect()
        }
    };
    let best = part.is_best();
    let procedure = &basis.scheme.procedures[owed.procedure];
    RollUpPart {
        procedure: procedure.key.clone(),
        cases: if owed.cases.is_empty() {
            Vec::new()
        } else {
            let cases = procedure.some_cases(&owed.cases);
            cases.map(|case| case.key.clone()).collect()
        },
        depth: owed.depth,
        each: owed.each.as_ref().and_then(RowKey::text).map(Text::from),
        products: product_names(basis, &owed.line.variants),
        status: owed.line.status,
        entries: if best {
            CellThatCounts::Best
        } else {
            CellThatCounts::Worst
        },
        without: best.then_some(if owed.line.status == Status::Open {
            VerdictClass::Undecided
        } else {
            VerdictClass::Bad
        }),
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
                let cells = self.verdict_cells(row.1, &self.owed.line.variants);
                self.cells(row, None, &cells)
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn row(&self, row: &Row) -> Vec<RollUpCell> {
        if row.key.id().is_none() {
            return vec![RollUpCell {
                slot: None,
                agreed: None,
                entry: None,
                products: product_names(self.basis, &row.variants),
                status: row.status,
                results: Vec::new(),
                results_agreed: Vec::new(),
            }];
        }
        match self.planned(Some(&row.key)) {
            Some(planned) if self.is_best() || self.serves(planned.1) => {
                let cells = self.verdict_cells(planned.1, &row.variants);
                self.cells(planned, Some(row), &cells)
            }
            // The verdict is given at another depth at which the control asks for it.
            Some(_) | None => Vec::new(),
        }
    }

    /// Says whether one good entry is enough.
    fn is_best(&self) -> bool {
        matches!(self.owed.line.rows, OwedRows::AtLeastOne(_))
    }

    /// Returns the cells of a row in which verdicts are given, each with its part for the products for which the row is
    /// owed, an empty list standing for all.
    fn verdict_cells(&self, row: &RunRow, products: &Products) -> Vec<(Cell, Cell)> {
        let of = (self.owed.procedure, &*self.owed.cases);
        let cells = verdict_cells(self.basis, self.plan.control, of, row);
        let cells = cells.iter();
        let cells = cells.filter_map(|cell| Some((cell.clone(), cell.within(products)?)));
        cells.collect()
    }

    /// Returns the row of the run for an entry.
    fn planned(&self, key: Option<&RowKey>) -> Option<Planned<'a>> {
        self.basis.lookups.row(self.owed.procedure, key)
    }

    /// Says whether the verdict on a row is given under this obligation.
    fn serves(&self, row: &RunRow) -> bool {
        let served = row.served(self.plan.control, &self.owed.cases);
        served.is_some_and(|served| served.depths.leading() == self.owed.depth)
    }

    fn cells(
        &self,
        planned: Planned<'_>,
        owed: Option<&Row>,
        cells: &[(Cell, Cell)],
    ) -> Vec<RollUpCell> {
        let row = planned.1.key.as_ref();
        let of = (self.owed.procedure, &*self.owed.cases);
        let slot = verdict_slot(self.basis, self.plan.control, of, row);
        let entry = row.and_then(RowKey::text).map(Text::from);
        let cell = |(given, cell): &(Cell, Cell)| {
            let status = self.owed.line.status_for(owed, &cell.products);
            let verdict = verdict_cell(self.basis, &slot, (given, status));
            let slots = self.case_results(planned, cell).into_iter();
            let (results, agreed): (Vec<Blank>, Vec<Option<Blank>>) =
                slots.map(|slots| (slots.result, slots.agreed)).unzip();
            RollUpCell {
                slot: Some(verdict.slot),
                agreed: verdict.aside.map(|aside| aside.agreed),
                entry: entry.clone(),
                products: product_names(self.basis, &cell.products),
                status,
                results,
                results_agreed: agreed.into_iter().flatten().collect(),
            }
        };
        cells.iter().map(cell).collect()
    }

    fn case_results(&self, (place, row): Planned<'_>, cell: &Cell) -> Vec<ResultSlots> {
        let Some((run, rooms)) = &self.examined else {
            return Vec::new();
        };
        let served = row.served(self.plan.control, &self.owed.cases);
        match (rooms.get(place), served) {
            (Some(room), Some(served)) => {
                case_results(self.basis, run, (place, room), served, cell)
            }
            (None, _) | (_, None) => Vec::new(),
        }
    }
}
