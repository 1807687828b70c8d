//! The obligations of one line of a control, for one product.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::rows::{OwedRows, Products, Row, RowKey};
use super::status::Status;
use crate::logic::{Evaluator, Finding, Member, Reason, Truth};
use crate::model::{
    Answer, AttributeId, AttributeStep, Clauses, Condition, Entry, Extent, InventoryId, Rows,
    Scheme, Set, Situation,
};

/// What a line calls for, for one product.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineHere {
    /// `Applies` or `Open`.
    pub status: Status,
    /// Why it is open.
    pub open_because: Option<Reason>,
    /// For which entries.
    pub rows: OwedRows,
}

/// What decides which rows a line has: the entries for which it is owed, and the attribute that it reads of them.
type OwedFor = (Set, Option<AttributeId>);

/// Plans the lines of one product. Lines that are owed for the same entries share their rows.
#[derive(Debug)]
pub(super) struct LinePlanner<'a> {
    pub evaluator: Evaluator<'a>,
    rows: RefCell<FxHashMap<OwedFor, Arc<[Row]>>>,
}

impl<'a> LinePlanner<'a> {
    pub fn new(scheme: &'a Scheme, situation: &'a Situation) -> Self {
        Self {
            evaluator: Evaluator::new(scheme, situation),
            rows: RefCell::default(),
        }
    }

    /// Works out what a line calls for where its control applies or may apply; `None` where nothing is owed.
    pub fn plan_line(&self, clauses: &'a Clauses, control: &Finding) -> Option<LineHere> {
        let condition = clauses.condition.as_deref();
        let truth = condition.map_or(Truth::Yes, |condition| self.evaluator.decide(condition));
        if truth == Truth::No {
            return None;
        }
        let rows = match clauses.rows {
            Rows::Once => OwedRows::Once,
            Rows::Each { set, second } => {
                let rows = self.rows_of(clauses, set, second);
                if rows.is_empty() {
                    return None;
                }
                OwedRows::Each(rows)
            }
            Rows::AtLeastOne(set) => OwedRows::AtLeastOne(self.rows_of(clauses, set, None)),
        };
        let open_because = if control.truth == Truth::Open {
            Some(control.reason.clone())
        } else if let Some(condition) = condition.filter(|_| truth == Truth::Open) {
            Some(self.evaluator.evaluate(condition).reason)
        } else {
            open_rows(&rows)
        };
        let status = if open_because.is_some() {
            Status::Open
        } else {
            Status::Applies
        };
        Some(LineHere {
            status,
            open_because,
            rows,
        })
    }

    fn rows_of(&self, clauses: &'a Clauses, set: Set, second: Option<AttributeId>) -> Arc<[Row]> {
        if let Some(filter) = &clauses.filter {
            return self.plan_rows(set, second, Some(filter)).into();
        }
        if let Some(known) = self.rows.borrow().get(&(set, second)) {
            return Arc::clone(known);
        }
        let rows: Arc<[Row]> = self.plan_rows(set, second, None).into();
        let mut known = self.rows.borrow_mut();
        known.insert((set, second), Arc::clone(&rows));
        rows
    }

    fn plan_rows(
        &self,
        set: Set,
        second: Option<AttributeId>,
        filter: Option<&'a Condition>,
    ) -> Vec<Row> {
        let members = self.evaluator.members(set);
        let inventory = members.inventory;
        let mut rows = Vec::new();
        for member in members.candidates {
            let passes = filter.map_or(Truth::Yes, |filter| {
                self.evaluator.decide_for(filter, member.entry)
            });
            if passes == Truth::No {
                continue;
            }
            let open_because = match passes.and(member.truth) {
                Truth::Open => Some(self.why_open(set, filter, passes, member)),
                Truth::Yes | Truth::No => None,
            };
            let entry = member.entry;
            match second {
                None => rows.push(entry_row(&self.evaluator, inventory, entry, open_because)),
                Some(attribute) => {
                    let step = AttributeStep {
                        inventory,
                        attribute,
                    };
                    rows.extend(pair_rows(
                        &self.evaluator,
                        step,
                        entry,
                        open_because.as_ref(),
                    ));
                }
            }
        }
        if members.extent != Extent::All {
            rows.push(unknown_row(&self.evaluator, inventory, members.extent));
        }
        rows
    }

    /// Says why it is open whether an entry counts: because of the filter of the line where that is open, else because
    /// of the set.
    fn why_open(
        &self,
        set: Set,
        filter: Option<&'a Condition>,
        passes: Truth,
        member: Member<'a>,
    ) -> Reason {
        match filter.filter(|_| passes <= member.truth) {
            Some(filter) => self.evaluator.evaluate_for(filter, member.entry).reason,
            None => self.evaluator.belongs(set, member.entry).reason,
        }
    }
}

/// A line whose rows are all open is open.
fn open_rows(rows: &OwedRows) -> Option<Reason> {
    match rows {
        OwedRows::Each(rows) if rows.iter().all(|row| row.status == Status::Open) => {
            Some(Reason::joined(
                rows.iter().filter_map(|row| row.open_because.clone()),
                ", and ",
            ))
        }
        OwedRows::Once | OwedRows::Each(_) | OwedRows::AtLeastOne(_) => None,
    }
}

fn entry_row(
    evaluator: &Evaluator<'_>,
    inventory: InventoryId,
    entry: &Entry,
    open_because: Option<Reason>,
) -> Row {
    let key = RowKey::Entry {
        inventory: evaluator.scheme.inventories[inventory].key.clone(),
        id: entry.id.clone(),
    };
    row(key, entry, open_because)
}

fn row(key: RowKey, entry: &Entry, open_because: Option<Reason>) -> Row {
    Row {
        key,
        status: if open_because.is_some() {
            Status::Open
        } else {
            Status::Applies
        },
        open_because,
        variants: Products::default(),
        place: entry.place,
    }
}

/// One row per member of the attribute that gives the second dimension, and one for the entry alone
/// where more members may come.
fn pair_rows(
    evaluator: &Evaluator<'_>,
    step: AttributeStep,
    entry: &Entry,
    open_because: Option<&Reason>,
) -> Vec<Row> {
    let inventory = &evaluator.scheme.inventories[step.inventory].key;
    let answer = entry.answer(step.attribute);
    let mut rows: Vec<Row> = answer
        .values()
        .iter()
        .map(|value| {
            let key = RowKey::Pair {
                inventory: inventory.clone(),
                id: entry.id.clone(),
                other: value.to_string().into(),
            };
            row(key, entry, open_because.cloned())
        })
        .collect();
    if answer.is_open() {
        let settler = evaluator.attribute_settler(entry, step);
        let sentence = match answer {
            Answer::Many { members, .. } if !members.is_empty() => {
                format!("{} may hold more than is listed", settler.name)
            }
            Answer::Unknown | Answer::None | Answer::One(_) | Answer::Many { .. } => {
                format!("{} is not known", settler.name)
            }
        };
        let open = Reason::resting_on(sentence, settler);
        rows.push(entry_row(evaluator, step.inventory, entry, Some(open)));
    }
    rows
}

fn unknown_row(evaluator: &Evaluator<'_>, inventory: InventoryId, extent: Extent) -> Row {
    let settler = evaluator.inventory_settler(inventory);
    let sentence = match extent {
        Extent::AtLeast => format!("{} may have more entries than are listed", settler.name),
        Extent::Unknown | Extent::All => format!("the entries of {} are not known", settler.name),
    };
    let place = settler.place;
    Row {
        key: RowKey::Unknown {
            inventory: settler.name.clone(),
        },
        status: Status::Open,
        open_because: Some(Reason::resting_on(sentence, settler)),
        variants: Products::default(),
        place,
    }
}
