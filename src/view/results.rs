//! Room for the results of cases.

use serde::Serialize;

use super::basis::Basis;
use super::cells::{Cell, common_cell};
use super::rows::{RowRoom, RowView, unlabelled};
use super::series::ProductNames;
use super::verdicts::AsideSlots;
use crate::model::{
    Case, CaseConfigurations, ConfigurationId, DepthBlock, Entry, Repeat, Slot, SlotPart, SlotWord,
    Value,
};
use crate::plan::{CaseStanding, Run, RunBlock, RunCase, Served, Status, status_for};
use crate::source::Text;
use crate::view::blank::Blank;

/// Room for the result of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResultView {
    /// The entry; `None` for the product as a whole and for cases that are carried out once per run.
    pub entry: Option<Text>,
    /// The words printed: the entry, `the product`, or `once per run`.
    pub shown: Text,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The products of the series for which it holds, if it does not hold for all.
    pub variant: Option<Text>,
    /// The title of the configuration, if the case names any.
    pub configuration: Option<Text>,
    /// The slot for the observation.
    pub observed: Blank,
    /// The slot for the evidence file and its hash.
    pub evidence: Blank,
    /// The slot for the result.
    pub result: Blank,
    /// Room for what a result that sets the case aside needs; `None` if the edition has no such word.
    pub aside: Option<AsideSlots>,
}

/// A case of a run that is carried out.
pub(super) struct Trial<'b> {
    pub run: &'b Run,
    pub block: &'b RunBlock,
    pub written: &'b DepthBlock,
    pub planned: &'b RunCase,
    pub case: &'b Case,
}

/// A configuration in which a case is carried out; `None` for the product as it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct SetUp {
    pub configuration: Option<ConfigurationId>,
    /// `Open` if it is not known whether the entry is active in it.
    status: Status,
}

/// A carrying out of a case: on a cell of a row, or once per run, in a configuration.
struct Spot<'s> {
    row: &'s RowView,
    cell: &'s Cell,
    standing: &'s CaseStanding,
    set_up: SetUp,
}

impl<'b> Trial<'b> {
    /// Returns the trials of a block, in order.
    pub fn of(run: &'b Run, block: &'b RunBlock, written: &'b DepthBlock) -> Vec<Self> {
        let trials = block.trials(written).map(|(planned, case)| Self {
            run,
            block,
            written,
            planned,
            case,
        });
        trials.collect()
    }

    /// Shows the room for its results: a cell for each entry, variant and configuration.
    pub fn results(&self, basis: &Basis<'_>, rooms: &[RowRoom]) -> Vec<ResultView> {
        let slot = self.slot(basis);
        let mut results = Vec::new();
        self.visit(basis, rooms, &mut |spot| {
            results.push(view_result(basis, &slot, &spot));
        });
        results
    }

    /// Returns the configurations in which it is carried out, each once, in order.
    pub fn configurations(&self, basis: &Basis<'_>, rooms: &[RowRoom]) -> Vec<ConfigurationId> {
        if let CaseConfigurations::Named(named) = &self.case.configurations {
            return named.clone();
        }
        let mut used = Vec::new();
        self.visit(basis, rooms, &mut |spot| {
            used.extend(spot.set_up.configuration);
        });
        let all = self.case.configurations.all();
        all.filter(|one| used.contains(one)).collect()
    }

    fn slot(&self, basis: &Basis<'_>) -> Slot {
        let procedure = &basis.scheme.procedures[self.run.procedure].key;
        let slot = Slot::of_product(SlotWord::Result).with(SlotPart::Procedure, procedure.clone());
        slot.with(SlotPart::Case, self.case.key.clone())
    }

    fn visit(&self, basis: &Basis<'_>, rooms: &[RowRoom], act: &mut dyn FnMut(Spot<'_>)) {
        match self.case.repeat {
            Repeat::OncePerRun => self.visit_once(act),
            Repeat::PerEntry => {
                for place in &self.block.rows {
                    if let Some(room) = rooms.get(*place) {
                        self.visit_row(basis, (*place, room), act);
                    }
                }
            }
        }
    }

    fn visit_once(&self, act: &mut dyn FnMut(Spot<'_>)) {
        let row = unlabelled("once per run".into(), self.run.status);
        let Some(standing) = self.planned.on(0) else {
            return;
        };
        for cell in common_cell(&standing.products).iter() {
            for set_up in self.set_ups(None) {
                let row = &row;
                act(Spot {
                    row,
                    cell,
                    standing,
                    set_up,
                });
            }
        }
    }

    /// Visits the cells of a row of the run on which it is carried out: those of products for which it is.
    fn visit_row(
        &self,
        basis: &Basis<'_>,
        (place, room): (usize, &RowRoom),
        act: &mut dyn FnMut(Spot<'_>),
    ) {
        let key = self.run.rows.get(place).and_then(|row| row.key.as_ref());
        let row = self.run.rows.get(place);
        let reached = row.filter(|row| row.reach.includes(self.written, self.case));
        let Some(standing) = reached.and_then(|_| self.planned.on(place)) else {
            return;
        };
        let row = &*room.row;
        for cell in room.cells.iter() {
            if cell.counts_for(&standing.products) {
                let entry = key.and_then(|key| cell.entry(basis, key));
                for set_up in self.set_ups(entry) {
                    act(Spot {
                        row,
                        cell,
                        standing,
                        set_up,
                    });
                }
            }
        }
    }

    /// Returns the configurations in which it is carried out on an entry, or once.
    fn set_ups(&self, entry: Option<&Entry>) -> Vec<SetUp> {
        let set_up = |status| {
            move |configuration: &ConfigurationId| SetUp {
                configuration: Some(*configuration),
                status,
            }
        };
        let set_ups: Vec<SetUp> = match (&self.case.configurations, entry) {
            (CaseConfigurations::Named(named), _) => {
                named.iter().map(set_up(Status::Applies)).collect()
            }
            (CaseConfigurations::OfEntry { .. }, None) => Vec::new(),
            (CaseConfigurations::OfEntry { attribute, choices }, Some(entry)) => {
                let answer = entry.answer(*attribute);
                let is_named = |choice: &Text| answer.values().iter().any(|one| names(one, choice));
                let status_of = |choice| match (is_named(choice), answer.is_open()) {
                    (true, _) => Some(Status::Applies),
                    (false, true) => Some(Status::Open),
                    (false, false) => None,
                };
                let named = choices.iter();
                let named = named.filter_map(|(choice, configuration)| {
                    Some(set_up(status_of(choice)?)(configuration))
                });
                named.collect()
            }
        };
        if set_ups.is_empty() {
            return vec![SetUp {
                configuration: None,
                status: Status::Applies,
            }];
        }
        set_ups
    }
}

/// Says whether a value is a choice.
fn names(value: &Value, choice: &str) -> bool {
    matches!(value, Value::Choice(key) if key.as_str() == choice)
}

/// The slots of a result.
pub(super) struct ResultSlots {
    /// The slot for the result.
    pub result: Blank,
    /// The slot for the assessor's answer to a result that sets the case aside; `None` if the edition has no such word.
    pub agreed: Option<Blank>,
}

/// Returns the slots of the results that give the verdict of a control on a row of a run. They are the results of the
/// cases that count for it: those of the row for the products of the cell, and those of cases that are carried out once
/// per run.
pub(super) fn case_results(
    basis: &Basis<'_>,
    run: &Run,
    (place, room): (usize, &RowRoom),
    served: &Served,
    cell: &Cell,
) -> Vec<ResultSlots> {
    let procedure = &basis.scheme.procedures[run.procedure];
    let mut slots = Vec::new();
    for block in &run.blocks {
        let Some(written) = procedure.block(block.depth) else {
            continue;
        };
        let trials = Trial::of(run, block, written).into_iter();
        for trial in trials.filter(|trial| served.counts(written, trial.case)) {
            let slot = trial.slot(basis);
            let mut add = |spot: Spot<'_>| {
                if spot.cell.meets(cell) && cell.counts_for(&spot.standing.products) {
                    for result in basis.counting(&result_blank(basis, &slot, &spot)) {
                        let agreed = || result.beside(SlotWord::ResultAgreed);
                        slots.push(ResultSlots {
                            agreed: basis.sets_aside().then(agreed),
                            result,
                        });
                    }
                }
            };
            match trial.case.repeat {
                Repeat::OncePerRun => trial.visit_once(&mut add),
                Repeat::PerEntry => trial.visit_row(basis, (place, room), &mut add),
            }
        }
    }
    slots
}

fn view_result(basis: &Basis<'_>, of: &Slot, spot: &Spot<'_>) -> ResultView {
    let result = result_blank(basis, of, spot);
    let Spot {
        row,
        cell,
        standing,
        set_up,
    } = spot;
    let of_case = status_for(standing.status, &standing.still_open, &cell.products);
    let statuses = [row.status_for(cell), of_case, set_up.status];
    let only = || Text::from(ProductNames::of(&standing.products).join(", "));
    let configuration = set_up.configuration;
    ResultView {
        entry: row.entry.clone(),
        shown: row.shown.clone(),
        status: if statuses.contains(&Status::Open) {
            Status::Open
        } else {
            Status::Applies
        },
        variant: cell
            .shown
            .clone()
            .or_else(|| (!standing.products.is_empty()).then(only)),
        configuration: configuration.map(|id| basis.scheme.configurations[id].heading()),
        observed: result.beside(SlotWord::Observed),
        evidence: result.beside(SlotWord::Evidence),
        aside: basis.sets_aside().then(|| AsideSlots {
            reason: result.beside(SlotWord::Reason),
            agreed: result.beside(SlotWord::ResultAgreed),
        }),
        result,
    }
}

fn result_blank(basis: &Basis<'_>, of: &Slot, spot: &Spot<'_>) -> Blank {
    let configuration = spot.set_up.configuration;
    let configuration = configuration.map(|id| basis.scheme.configurations[id].key.clone());
    let with_configuration = of.clone().maybe(SlotPart::Configuration, configuration);
    basis.blank_of(with_configuration.on(spot.row.key.as_ref()), spot.cell)
}
