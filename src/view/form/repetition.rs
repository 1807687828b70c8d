//! What an assessor has repeated and witnesses: a sampling plan with proposals, and the procedures with a witness.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::{CatalogId, ControlId, Depth, GroupId, Slot, SlotPart, SlotWord};
use crate::plan::{RowKey, Run, RunRow};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::refs::RefView;
use crate::view::rows::{RowView, view_run_rows};
use crate::view::test_plan::{DaysView, run_days};

/// The sampling plan: which rows of the test plan the assessor has repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RepetitionView {
    /// The rows that are proposed, in the order of work.
    pub proposed: Vec<ProposedRow>,
    /// Room for rows that the assessor picks.
    pub others: Vec<PickedRow>,
}

/// A row that is proposed for repetition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProposedRow {
    /// The procedure.
    pub procedure: RefView,
    /// The entry.
    pub row: Arc<RowView>,
    /// The depths at which it is carried out, in the words of the edition.
    pub depth: String,
    /// The attended time that it takes, in minutes.
    pub minutes: u32,
    /// The groups of requirements for which it is proposed; empty if it is for the sake of its depth.
    pub because: Vec<Text>,
    /// The controls that it serves.
    pub serves: Vec<RefView>,
    /// The slots.
    #[serde(flatten)]
    pub slots: RepeatSlots,
}

/// Room for a row that the assessor picks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PickedRow {
    /// Its number.
    pub number: usize,
    /// The slot for the row: procedure, case, entry.
    pub row: Blank,
    /// The slots.
    #[serde(flatten)]
    pub slots: RepeatSlots,
}

/// The slots of a row that is repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RepeatSlots {
    /// The slot for whether it is repeated.
    pub picked: Blank,
    /// The slot for who repeated it, and when.
    pub by: Blank,
    /// The slot for whether the result was the same.
    pub result: Blank,
    /// The slot for a remark.
    pub remark: Blank,
}

/// The witness plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WitnessesView {
    /// The procedures at which somebody must be present, in the order of work.
    pub procedures: Vec<WitnessedRun>,
    /// Room for procedures that the assessor witnesses.
    pub others: Vec<PickedRun>,
}

/// A procedure at which somebody must be present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WitnessedRun {
    /// The procedure.
    pub procedure: RefView,
    /// Who must be present.
    pub parties: Vec<Text>,
    /// The working days on which it is planned.
    pub days: Option<DaysView>,
    /// The slots.
    #[serde(flatten)]
    pub slots: WitnessSlots,
}

/// Room for a procedure that the assessor witnesses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PickedRun {
    /// Its number.
    pub number: usize,
    /// The slot for the procedure.
    pub procedure: Blank,
    /// The slots.
    #[serde(flatten)]
    pub slots: WitnessSlots,
}

/// The slots of a procedure that is witnessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WitnessSlots {
    /// The slot for who was present.
    pub by: Blank,
    /// The slot for the day.
    pub date: Blank,
    /// The slot for a remark.
    pub remark: Blank,
}

/// The number of rows that an assessor may pick beside those that are proposed.
const OTHER_ROWS: usize = 5;

/// The number of procedures that an assessor may witness beside those with a witness.
const OTHER_RUNS: usize = 4;

/// Proposes rows for repetition: of each group of requirements the row that serves most of them, and of several the one that
/// takes longest; then a row of each depth that is still without one.
pub(super) fn view_repetition(basis: &Basis<'_>) -> RepetitionView {
    let candidates = candidates(basis);
    let mut picked: IndexMap<usize, Vec<Group>> = IndexMap::new();
    for (group, best) in best_of_groups(basis, &candidates) {
        picked.entry(best).or_default().push(group);
    }
    for depth in Depth::ALL {
        let has = |one: &Candidate<'_>| one.row.depths.each().any(|one| one == *depth);
        let is_there = |at: &usize| candidates.get(*at).is_some_and(has);
        if !picked.keys().any(is_there) {
            let served = |one: &Candidate<'_>| if has(one) { one.controls.len() } else { 0 };
            picked.extend(best(&candidates, served).map(|best| (best, Vec::new())));
        }
    }
    picked.sort_unstable_keys();
    let proposed = picked.iter();
    RepetitionView {
        proposed: proposed
            .filter_map(|(at, groups)| propose(basis, candidates.get(*at)?, groups))
            .collect(),
        others: (1..=OTHER_ROWS).map(other_row).collect(),
    }
}

/// A group of a catalog, or what of a catalog stands in no group.
type Group = (CatalogId, Option<GroupId>);

/// A row that could be repeated.
struct Candidate<'a> {
    run: &'a Run,
    place: usize,
    row: &'a RunRow,
    controls: BTreeSet<ControlId>,
    minutes: u32,
}

/// Lists the rows at which somebody is at work and that serve a control, in the order of work. A row whose entries are not
/// known yet cannot be repeated.
fn candidates<'a>(basis: &Basis<'a>) -> Vec<Candidate<'a>> {
    let runs = basis.plan.runs.iter();
    let rows = runs.flat_map(|run| {
        let minutes = minutes_of_rows(run);
        let rows = run.rows.iter().enumerate().zip(minutes);
        rows.map(move |((place, row), minutes)| Candidate {
            run,
            place,
            row,
            controls: row.serves.iter().map(|served| served.control).collect(),
            minutes,
        })
    });
    let is_known = |one: &Candidate<'_>| !matches!(one.row.key, Some(RowKey::Unknown { .. }));
    rows.filter(|one| one.minutes > 0 && !one.controls.is_empty() && is_known(one))
        .collect()
}

/// Returns the attended minutes of each row of a run: its part of each depth at which it is examined.
fn minutes_of_rows(run: &Run) -> Vec<u32> {
    let mut minutes = vec![0_u32; run.rows.len()];
    for block in &run.blocks {
        let count = u32::try_from(block.rows.len()).unwrap_or(u32::MAX).max(1);
        for row in &block.rows {
            if let Some(sum) = minutes.get_mut(*row) {
                *sum = sum.saturating_add(block.effort.attended / count);
            }
        }
    }
    minutes
}

/// How good a candidate is: how many of the controls in question it serves, then how long it takes, then how early it comes.
type Merit = (usize, u32, Reverse<usize>);

/// Returns the place of the best candidate of each group that has one, in the order of the scheme.
fn best_of_groups(basis: &Basis<'_>, candidates: &[Candidate<'_>]) -> IndexMap<Group, usize> {
    let group_of = |control: ControlId| {
        let control = &basis.scheme.controls[control];
        (control.catalog, control.group)
    };
    let plans = basis.plan.controls.iter();
    let owed = plans.filter(|plan| plan.status.is_owed());
    let mut best: IndexMap<Group, Option<Merit>> =
        owed.map(|plan| (group_of(plan.control), None)).collect();
    for (at, one) in candidates.iter().enumerate() {
        let mut counts: BTreeMap<Group, usize> = BTreeMap::new();
        for control in &one.controls {
            *counts.entry(group_of(*control)).or_default() += 1;
        }
        for (group, count) in counts {
            if let Some(known) = best.get_mut(&group) {
                *known = (*known).max(Some((count, one.minutes, Reverse(at))));
            }
        }
    }
    let found = best.into_iter();
    found
        .filter_map(|(group, merit)| merit.map(|(.., Reverse(at))| (group, at)))
        .collect()
}

/// Returns the place of the best candidate by a count; `None` if all counts are 0.
fn best(candidates: &[Candidate<'_>], count: impl Fn(&Candidate<'_>) -> usize) -> Option<usize> {
    let merits = candidates.iter().enumerate();
    let merits = merits.map(|(at, one)| -> Merit { (count(one), one.minutes, Reverse(at)) });
    let best = merits.filter(|(count, ..)| *count > 0).max();
    best.map(|(.., Reverse(at))| at)
}

fn propose<'a>(basis: &Basis<'a>, one: &Candidate<'a>, groups: &[Group]) -> Option<ProposedRow> {
    let scheme = basis.scheme;
    let title = |(catalog, group): &Group| match group {
        Some(group) => scheme.groups[*group].heading(),
        None => scheme.catalogs[*catalog].heading(),
    };
    let procedure = basis.procedure(one.run.procedure);
    let slot = Slot::of_product(SlotWord::Repeated)
        .with(SlotPart::Procedure, procedure.key.clone())
        .on(one.row.key.as_ref());
    let depths = one.row.depths.each();
    let depths: Vec<&str> = depths.map(|depth| scheme.printed(depth.word())).collect();
    let rooms = view_run_rows(basis, one.run);
    let row = rooms.get(one.place).map(|room| Arc::clone(&room.row));
    let serves = one.controls.iter();
    Some(ProposedRow {
        procedure,
        row: row?,
        depth: depths.join(" and "),
        minutes: one.minutes,
        because: groups.iter().map(title).collect(),
        serves: serves.map(|control| basis.control(*control)).collect(),
        slots: repeat_slots(&slot),
    })
}

fn other_row(number: usize) -> PickedRow {
    let slot = Slot::of_product(SlotWord::Repeated).with(SlotPart::Line, number.to_string());
    PickedRow {
        number,
        row: field(&slot, "row"),
        slots: repeat_slots(&slot),
    }
}

fn repeat_slots(slot: &Slot) -> RepeatSlots {
    RepeatSlots {
        picked: field(slot, "picked"),
        by: field(slot, "by"),
        result: field(slot, "result"),
        remark: field(slot, "remark"),
    }
}

fn field(slot: &Slot, name: &str) -> Blank {
    Blank::of(slot.clone().with(SlotPart::Field, name))
}

/// Shows the procedures at which somebody must be present, and makes room for others.
pub(super) fn view_witnesses(basis: &Basis<'_>) -> WitnessesView {
    let witnessed = basis.plan.runs.iter();
    let witnessed = witnessed.filter(|run| !run.witnesses.is_empty());
    WitnessesView {
        procedures: witnessed.map(|run| view_witnessed(basis, run)).collect(),
        others: (1..=OTHER_RUNS).map(other_run).collect(),
    }
}

fn view_witnessed(basis: &Basis<'_>, run: &Run) -> WitnessedRun {
    let procedure = basis.procedure(run.procedure);
    let slot = Slot::of_product(SlotWord::Witnessed);
    let slot = slot.with(SlotPart::Procedure, procedure.key.clone());
    let parties = run.witnesses.iter();
    WitnessedRun {
        parties: parties
            .map(|party| basis.scheme.parties[*party].heading())
            .collect(),
        days: run_days(basis, run),
        slots: witness_slots(&slot),
        procedure,
    }
}

fn other_run(number: usize) -> PickedRun {
    let slot = Slot::of_product(SlotWord::Witnessed).with(SlotPart::Line, number.to_string());
    PickedRun {
        number,
        procedure: field(&slot, "procedure"),
        slots: witness_slots(&slot),
    }
}

fn witness_slots(slot: &Slot) -> WitnessSlots {
    WitnessSlots {
        by: field(slot, "by"),
        date: field(slot, "date"),
        remark: field(slot, "remark"),
    }
}
