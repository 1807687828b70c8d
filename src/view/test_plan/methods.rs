//! The procedures of the plan, in one line each, with what they examine.

use indexmap::IndexMap;
use serde::Serialize;

use super::effort::DaysView;
use super::run_refs::RunRef;
use super::runs::{RunRowView, RunView, ServedView, ServesView};
use crate::model::{Depths, Situation, Slot, SlotPart, SlotWord};
use crate::plan::{RowKey, RunEffort, Status};
use crate::source::Text;
use crate::view::answers::answer_words;
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::laboratory::{OwnMethodView, view_own_method};
use crate::view::refs::RefView;
use crate::view::texts::WordView;

/// A procedure of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlannedMethod {
    /// Its place in the order of work, from 1.
    pub number: usize,
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The deepest depth of its rows, with an audit beside it: `test and audit`.
    pub depth: WordView<Depths>,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The procedures that require it; empty if controls ask for it themselves.
    pub required_by: Vec<RunRef>,
    /// The procedures of the plan that come before it.
    pub comes_after: Vec<RunRef>,
    /// The inventories that it confirms.
    pub confirms: Vec<RefView>,
    /// The parties that must be present.
    pub witnesses: Vec<Text>,
    /// The roles that carry it out, each once.
    pub roles: Vec<RefView>,
    /// The days on which it is carried out.
    pub days: Option<DaysView>,
    /// The labels of its samples, each once, which change with the plan.
    pub samples: Vec<String>,
    /// Its effort in minutes.
    pub effort: RunEffort,
    /// The controls that it serves; empty if only other procedures need it.
    pub serves: Vec<ServedView>,
    /// The number of entries that it examines.
    pub entries: usize,
    /// What it examines: entries with equal declarations that serve the same controls share a row.
    pub rows: Vec<PlannedRow>,
    /// The laboratory's own number of the method.
    pub own: Option<OwnMethodView>,
    /// Whether the accreditation of the laboratory covers it; `None` if nothing is known of an accreditation.
    pub in_scope: Option<bool>,
    /// The slot for the place of the method in the accreditation scope of the laboratory.
    pub scope: Blank,
    /// The slot for the laboratory to which the work is subcontracted.
    pub subcontracted: Blank,
}

/// Entries that a procedure examines alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlannedRow {
    /// The entries whose declared facts and claims are equal.
    pub members: Vec<PlannedEntry>,
    /// The depth.
    pub depth: WordView<Depths>,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The controls that it serves.
    pub serves: Vec<PlannedServes>,
}

/// An entry that a procedure examines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlannedEntry {
    /// The entry; `None` for the product as a whole and for entries not known yet.
    pub entry: Option<Text>,
    /// The words printed: the entry, `the product`, or that the entries are not known yet.
    pub shown: Text,
    /// The label of the entry.
    pub label: Option<Text>,
}

/// A control that a row serves.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlannedServes {
    /// The control.
    pub control: RefView,
    /// The depth, in the word of the edition or the catalog.
    pub depth: String,
    /// The single cases that it asks for; empty if it asks for all.
    pub cases: Vec<RefView>,
    /// Whether a single entry of the procedure is enough for it.
    pub at_least_one: bool,
    /// The entries for each of which this is one of those of which a single one is enough.
    pub each: Vec<Text>,
}

/// Shows the procedures of the plan.
pub(in crate::view) fn view_methods(basis: &Basis<'_>, runs: &[RunView]) -> Vec<PlannedMethod> {
    runs.iter().map(|run| view_method(basis, run)).collect()
}

fn view_method(basis: &Basis<'_>, run: &RunView) -> PlannedMethod {
    let of_method = |field: &str| {
        let slot = Slot::of_product(SlotWord::Plan).with(SlotPart::Procedure, run.key.clone());
        basis.once(slot.with(SlotPart::Field, field))
    };
    PlannedMethod {
        number: run.number,
        key: run.key.clone(),
        title: run.title.clone(),
        depth: run.depth.clone(),
        status: run.status,
        required_by: run.required_by.clone(),
        comes_after: run.comes_after.clone(),
        confirms: run.confirms.clone(),
        witnesses: run.witnesses.clone(),
        roles: run.roles.clone(),
        days: run.days,
        samples: run.samples.clone(),
        effort: run.effort,
        serves: run.serves.clone(),
        entries: run
            .rows
            .iter()
            .filter(|line| line.row.entry.is_some())
            .count(),
        rows: group_rows(basis, &run.rows),
        own: view_own_method(basis, &run.key),
        in_scope: basis.own.is_in_scope(&run.key),
        scope: of_method("scope"),
        subcontracted: of_method("subcontracted"),
    }
}

/// What rows must have in common to be examined alike.
#[derive(PartialEq, Eq, Hash)]
struct Likeness {
    depth: &'static str,
    status: &'static str,
    variants: String,
    serves: Vec<PlannedServes>,
    /// The entry itself, where it is compared with no other; otherwise what is declared about it.
    declared: Vec<String>,
}

/// Puts rows together whose declared facts and claims are equal, in the order of the first of each.
fn group_rows(basis: &Basis<'_>, rows: &[RunRowView]) -> Vec<PlannedRow> {
    let mut groups: IndexMap<Likeness, PlannedRow> = IndexMap::new();
    for line in rows {
        let likeness = Likeness {
            depth: line.depth.key.word(),
            status: line.row.status.key(),
            variants: line.row.variants.join(", "),
            serves: line.serves.iter().map(view_serves).collect(),
            declared: declared(basis, line),
        };
        let serves = likeness.serves.clone();
        let group = groups.entry(likeness).or_insert_with(|| PlannedRow {
            members: Vec::new(),
            depth: line.depth.clone(),
            status: line.row.status,
            serves,
        });
        group.members.push(PlannedEntry {
            entry: line.row.entry.clone(),
            shown: line.row.shown.clone(),
            label: line.row.label.clone(),
        });
    }
    groups.into_values().collect()
}

fn view_serves(serves: &ServesView) -> PlannedServes {
    PlannedServes {
        control: serves.control.clone(),
        depth: serves.depth.clone(),
        cases: serves.cases.clone(),
        at_least_one: serves.at_least_one,
        each: serves.each.clone(),
    }
}

/// Returns what is declared about the entry of a row in each product of the series, without what only names it. A row
/// without a known entry is like no other.
fn declared(basis: &Basis<'_>, line: &RunRowView) -> Vec<String> {
    let target = &basis.product.target;
    let variants = target.variants.iter().map(|variant| &variant.situation);
    let situations = std::iter::once(&target.lead).chain(variants);
    let Some(key) = line.row.key.as_ref().filter(|key| key.id().is_some()) else {
        return vec![line.row.shown.to_string()];
    };
    situations
        .flat_map(|situation| answers(basis, situation, key))
        .collect()
}

fn answers(basis: &Basis<'_>, situation: &Situation, key: &RowKey) -> Vec<String> {
    let (inventory, id, other) = match key {
        RowKey::Entry { inventory, id } => (inventory, id, None),
        RowKey::Pair {
            inventory,
            id,
            other,
        } => (inventory, id, Some(other.to_string())),
        RowKey::Unknown { .. } => return Vec::new(),
    };
    let inventory = basis.scheme.inventories.find(inventory);
    let entry = inventory.and_then(|inventory| Some((inventory, situation.entry(inventory, id)?)));
    let Some((inventory, entry)) = entry else {
        return vec![String::new()];
    };
    let attributes = basis.scheme.inventories[inventory].attributes.iter();
    let compared = attributes.filter(|(_, attribute)| !attribute.answer.identifies());
    let words =
        compared.map(|(id, attribute)| answer_words(basis, &attribute.answer, entry.answer(id)));
    words.chain(other).collect()
}
