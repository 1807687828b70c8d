//! The obligations of one line of a control, for one product.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use thin_vec::ThinVec;

use super::cases::{Occurrence, any_holds, why_open};
use super::rows::{OwedRows, Products, Row, RowKey};
use super::status::Status;
use crate::logic::{Evaluator, Finding, Member, Reason, Truth};
use crate::model::{
    AttributeId, AttributeStep, Clauses, Condition, Entry, Extent, InventoryId, Rows, Set,
    Situation,
};
use crate::proof::{Exact, Laws};

/// What a line calls for, for one product.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineHere {
    /// The entry for which one of the rows is wanted, where one is wanted for each of some entries (L-306).
    pub each: Option<RowKey>,
    /// `Applies` or `Open`.
    pub status: Status,
    /// Why it is open.
    pub open_because: Option<Reason>,
    /// The entries for which it is owed.
    pub rows: OwedRows,
}

/// What decides the rows of a line: the set of entries, and the attribute that gives the second half of a row.
type OwedFor = (Set, Option<AttributeId>);

/// Plans the lines of controls for one product. Lines over the same entries share their rows.
#[derive(Debug)]
pub(super) struct LinePlanner<'a> {
    pub judge: Exact<'a>,
    rows: RefCell<FxHashMap<OwedFor, Arc<[Row]>>>,
}

impl<'a> LinePlanner<'a> {
    pub fn new(laws: &Laws<'a>, situation: &'a Situation) -> Self {
        Self {
            judge: Exact::new(laws, situation),
            rows: RefCell::default(),
        }
    }

    /// Plans a line of a control that applies or may apply, whose cases are carried out as `occurrence` says: nothing if
    /// nothing is owed, and one obligation for each entry for which one row is wanted (L-306).
    pub fn plan_line(
        &self,
        clauses: &'a Clauses,
        control: &Finding,
        occurrence: &Occurrence<'a>,
    ) -> Vec<LineHere> {
        let condition = clauses.condition.as_deref();
        let truth = condition.map_or(Truth::Yes, |condition| self.judge.decide(condition));
        let occurs = match occurrence {
            Occurrence::When(conditions) => {
                any_holds(conditions, |condition| self.judge.decide(condition))
            }
            Occurrence::Always | Occurrence::Where(_) => Truth::Yes,
        };
        if truth.and(occurs) == Truth::No {
            return Vec::new();
        }
        let filter = Filter {
            clause: clauses.filter.as_deref(),
            cases: match occurrence {
                Occurrence::Where(conditions) => conditions,
                Occurrence::Always | Occurrence::When(_) => &[],
            },
        };
        let open_because = if control.truth == Truth::Open {
            Some(control.reason.clone())
        } else if let Some(condition) = condition.filter(|_| truth == Truth::Open) {
            Some(self.judge.evaluate(condition).reason)
        } else if let (Occurrence::When(conditions), Truth::Open) = (occurrence, occurs) {
            Some(why_open(conditions, |one| self.judge.evaluate(one)))
        } else {
            None
        };
        let mut lines = self.owed_rows(clauses.rows, filter);
        if let Some(reason) = open_because {
            for line in &mut lines {
                line.status = Status::Open;
                line.open_because = Some(reason.clone());
            }
        }
        lines
    }

    /// Returns the rows of a line, open where they make it so.
    fn owed_rows(&self, rows: Rows, filter: Filter<'_, 'a>) -> Vec<LineHere> {
        let rows = match rows {
            Rows::Once => OwedRows::Once,
            Rows::Each { set, second } => {
                let rows = self.rows_of(filter, set, second);
                if rows.is_empty() {
                    return Vec::new();
                }
                OwedRows::Each(rows)
            }
            Rows::AtLeastOne(set) => OwedRows::AtLeastOne(self.rows_of(filter, set, None)),
            Rows::AtLeastOneOf(among) => return self.owed_among(among, filter),
        };
        vec![LineHere::new(None, open_rows(&rows), rows)]
    }

    fn rows_of(&self, filter: Filter<'_, 'a>, set: Set, second: Option<AttributeId>) -> Arc<[Row]> {
        if !filter.is_empty() {
            return self.plan_rows(set, second, filter).into();
        }
        if let Some(known) = self.rows.borrow().get(&(set, second)) {
            return Arc::clone(known);
        }
        let rows: Arc<[Row]> = self.plan_rows(set, second, filter).into();
        let mut known = self.rows.borrow_mut();
        known.insert((set, second), Arc::clone(&rows));
        rows
    }

    fn plan_rows(&self, set: Set, second: Option<AttributeId>, filter: Filter<'_, 'a>) -> Vec<Row> {
        let Passing {
            inventory,
            extent,
            entries,
        } = self.passing(set, filter);
        let mut rows = Vec::new();
        for (entry, open_because) in entries {
            match second {
                None => rows.push(entry_row(
                    self.judge.tables(),
                    inventory,
                    entry,
                    open_because,
                )),
                Some(attribute) => {
                    let step = AttributeStep {
                        inventory,
                        attribute,
                    };
                    rows.extend(pair_rows(
                        self.judge.tables(),
                        step,
                        entry,
                        open_because.as_ref(),
                    ));
                }
            }
        }
        let passes = |entry| self.passes(filter, entry).all();
        if extent != Extent::All && self.judge.tables().may_have_further(set, passes) {
            rows.push(unknown_row(self.judge.tables(), inventory, extent));
        }
        rows
    }

    /// Returns the entries of a set that pass a filter, or may.
    pub(super) fn passing(&self, set: Set, filter: Filter<'_, 'a>) -> Passing<'a> {
        let members = self.judge.members(set);
        let mut entries = Vec::new();
        for member in members.candidates {
            let passes = self.passes(filter, member.entry);
            if passes.all() != Truth::No {
                let open = passes.all().and(member.truth) == Truth::Open;
                let because = open.then(|| self.why_open(set, filter, passes, member));
                entries.push((member.entry, because));
            }
        }
        Passing {
            inventory: members.inventory,
            extent: members.extent,
            entries,
        }
    }

    pub(super) fn passes(&self, filter: Filter<'_, 'a>, entry: &'a Entry) -> Passes {
        let clause = filter.clause;
        Passes {
            clause: clause.map_or(Truth::Yes, |clause| self.judge.decide_for(clause, entry)),
            cases: if filter.cases.is_empty() {
                Truth::Yes
            } else {
                any_holds(filter.cases, |case| self.judge.decide_for(case, entry))
            },
        }
    }

    /// Returns why it is open whether an entry counts: the reason of the line's filter if that is open, otherwise that of
    /// its cases, otherwise that of the set.
    fn why_open(
        &self,
        set: Set,
        filter: Filter<'_, 'a>,
        passes: Passes,
        member: Member<'a>,
    ) -> Reason {
        let entry = member.entry;
        match filter.clause.filter(|_| passes.clause == Truth::Open) {
            Some(clause) => self.judge.evaluate_for(clause, entry).reason,
            None if passes.cases == Truth::Open => {
                why_open(filter.cases, |case| self.judge.evaluate_for(case, entry))
            }
            None => self.judge.belongs(set, entry).reason,
        }
    }
}

impl LineHere {
    pub fn new(each: Option<RowKey>, open_because: Option<Reason>, rows: OwedRows) -> Self {
        Self {
            each,
            status: match &open_because {
                Some(_) => Status::Open,
                None => Status::Applies,
            },
            open_because,
            rows,
        }
    }

    /// Owes once what is owed for each entry, since its cases are carried out once and examine none of them (L-305).
    pub fn examine_no_entry(&mut self) {
        if matches!(self.rows, OwedRows::Each(_)) {
            self.rows = OwedRows::Once;
        }
    }
}

/// The entries of a set that pass a filter.
pub(super) struct Passing<'a> {
    pub inventory: InventoryId,
    /// Whether the list of the inventory is complete.
    pub extent: Extent,
    /// The entries that pass, or may, in the order of the product file; for those that may, why that is open.
    pub entries: Vec<(&'a Entry, Option<Reason>)>,
}

/// What entries must meet so that a line is owed for them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filter<'f, 'a> {
    /// `where` of the line.
    clause: Option<&'a Condition>,
    /// The conditions of the cases, of which one must hold; empty if a case is carried out for every entry.
    cases: &'f [&'a Condition],
}

impl Filter<'_, '_> {
    /// Passes every entry.
    pub const NONE: Self = Self {
        clause: None,
        cases: &[],
    };

    fn is_empty(self) -> bool {
        self.clause.is_none() && self.cases.is_empty()
    }
}

/// Whether an entry meets the filter of a line, and the conditions of its cases.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passes {
    clause: Truth,
    cases: Truth,
}

impl Passes {
    pub fn all(self) -> Truth {
        self.clause.and(self.cases)
    }
}

/// Returns why a line is open because all its rows are.
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

pub(super) fn entry_row(
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
        still_open: ThinVec::new(),
        variants: Products::default(),
        place: entry.place,
    }
}

/// Returns one row for each member of the attribute that gives the second half, and one for the entry alone if the
/// attribute may have more members.
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
        let open = open_members(evaluator, step, entry);
        rows.push(entry_row(evaluator, step.inventory, entry, Some(open)));
    }
    rows
}

/// Returns why an attribute may have members that are not known.
pub(super) fn open_members(
    evaluator: &Evaluator<'_>,
    step: AttributeStep,
    entry: &Entry,
) -> Reason {
    let settler = evaluator.attribute_settler(entry, step);
    let listed = !entry.answer(step.attribute).values().is_empty();
    let sentence = if listed {
        format!("{} may have more values than are listed", settler.name)
    } else {
        format!("{} is not known", settler.name)
    };
    Reason::resting_on(sentence, settler)
}

pub(super) fn unknown_row(
    evaluator: &Evaluator<'_>,
    inventory: InventoryId,
    extent: Extent,
) -> Row {
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
        still_open: ThinVec::new(),
        variants: Products::default(),
        place,
    }
}
