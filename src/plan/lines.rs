//! The obligations of one line of a control, for one product.

use crate::logic::{Evaluator, Finding, Reason, Truth};
use crate::model::{Answer, AttributeId, AttributeStep, Clauses, Entry, Extent, InventoryId, Rows};

use super::types::{OwedRows, Row, RowKey, Status};

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

/// Works out what a line calls for where its control applies or may apply; `None` where nothing is owed.
pub(super) fn plan_line(
    evaluator: &Evaluator<'_>,
    clauses: &Clauses,
    control: &Finding,
) -> Option<LineHere> {
    let condition = match &clauses.condition {
        Some(condition) => evaluator.evaluate(condition),
        None => Finding::new(Truth::Yes, Reason::default()),
    };
    if condition.truth == Truth::No {
        return None;
    }
    let rows = match clauses.rows {
        Rows::Once => OwedRows::Once,
        Rows::Each { set, second } => {
            let rows = plan_rows(evaluator, clauses, set, second);
            if rows.is_empty() {
                return None;
            }
            OwedRows::Each(rows)
        }
        Rows::AtLeastOne(set) => OwedRows::AtLeastOne(plan_rows(evaluator, clauses, set, None)),
    };
    let open_because = open_reason(control, condition, &rows);
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

/// A line is open where its control is, where its own condition is, or where no row is settled.
fn open_reason(control: &Finding, condition: Finding, rows: &OwedRows) -> Option<Reason> {
    if control.truth == Truth::Open {
        return Some(control.reason.clone());
    }
    if condition.truth == Truth::Open {
        return Some(condition.reason);
    }
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

fn plan_rows(
    evaluator: &Evaluator<'_>,
    clauses: &Clauses,
    set: crate::model::Set,
    second: Option<AttributeId>,
) -> Vec<Row> {
    let members = evaluator.members(set);
    let inventory = members.inventory;
    let mut rows = Vec::new();
    for member in members.candidates {
        let finding = filtered(evaluator, clauses, inventory, member.entry, member.finding);
        if finding.truth == Truth::No {
            continue;
        }
        match second {
            None => rows.push(entry_row(evaluator, inventory, member.entry, finding)),
            Some(attribute) => {
                let step = AttributeStep {
                    inventory,
                    attribute,
                };
                rows.extend(pair_rows(evaluator, step, member.entry, &finding));
            }
        }
    }
    if members.extent != Extent::All {
        rows.push(unknown_row(evaluator, inventory, members.extent));
    }
    rows
}

fn filtered<'a>(
    evaluator: &Evaluator<'a>,
    clauses: &Clauses,
    inventory: InventoryId,
    entry: &'a Entry,
    member: Finding,
) -> Finding {
    let Some(filter) = &clauses.filter else {
        return member;
    };
    let finding = evaluator.evaluate_for(filter, inventory, entry);
    if finding.truth <= member.truth {
        finding
    } else {
        member
    }
}

fn entry_row(
    evaluator: &Evaluator<'_>,
    inventory: InventoryId,
    entry: &Entry,
    finding: Finding,
) -> Row {
    let inventory = evaluator.scheme.inventories[inventory].key.to_string();
    row(
        RowKey::Entry {
            inventory,
            id: entry.id.clone(),
        },
        entry,
        finding,
    )
}

fn row(key: RowKey, entry: &Entry, finding: Finding) -> Row {
    let open = finding.truth == Truth::Open;
    Row {
        key,
        status: if open { Status::Open } else { Status::Applies },
        open_because: open.then_some(finding.reason),
        variants: Vec::new(),
        place: entry.place,
    }
}

/// One row per member of the attribute that gives the second dimension, and one for the entry alone
/// where more members may come.
fn pair_rows(
    evaluator: &Evaluator<'_>,
    step: AttributeStep,
    entry: &Entry,
    finding: &Finding,
) -> Vec<Row> {
    let inventory = &evaluator.scheme.inventories[step.inventory].key;
    let answer = entry.answer(step.attribute);
    let mut rows: Vec<Row> = answer
        .values()
        .iter()
        .map(|value| {
            let (inventory, id) = (inventory.clone(), entry.id.clone());
            row(
                RowKey::Pair {
                    inventory: inventory.to_string(),
                    id,
                    other: value.to_string(),
                },
                entry,
                finding.clone(),
            )
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
        let open = Finding::new(Truth::Open, Reason::resting_on(sentence, settler));
        rows.push(entry_row(evaluator, step.inventory, entry, open));
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
        variants: Vec::new(),
        place,
    }
}
