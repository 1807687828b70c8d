//! Responses to controls.

use std::sync::Arc;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::Serialize;

use super::left_out::{LeftOut, LeftOutView};
use crate::model::{Slot, SlotWord, Strength};
use crate::plan::{ControlPlan, Products, RowKey, Status, StillOpen};
use crate::source::Text;
use crate::view::answered::{AnsweredView, view_answered};
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::cells::Cell;
use crate::view::controls::{ControlView, view_control};
use crate::view::evidence::{WantedView, view_wanted};
use crate::view::rows::{RowRoom, RowView, open_for, view_rows, whole_product};
use crate::view::series::ProductNames;

/// The response to a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResponseView {
    /// The control.
    pub control: ControlView,
    /// The answers for which it calls. They are the response (L-312).
    pub answers: Vec<AnsweredView>,
    /// The entries for which a response is owed; none if answers are.
    pub rows: Vec<ResponseRow>,
    /// The entries for each of which a single good one of others is wanted.
    pub one_of: Vec<OneOfView>,
    /// The evidence wanted.
    pub evidence: Vec<WantedView>,
    /// The entries for which it asks for nothing, though it does for others of their inventory.
    pub left_out: Vec<LeftOutView>,
}

/// An entry for which a single good one of others is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OneOfView {
    /// The entry.
    pub each: Text,
    /// Whether one is certainly wanted for it: `applies` or `open`.
    #[cfg_attr(test, schemars(extend("enum" = ["applies", "open"])))]
    pub status: Status,
    /// The products of the series for which that is open, though it is settled for others.
    pub open_for: ProductNames,
    /// Those that refer to it, or may; empty if none is listed.
    pub entries: Vec<AlternativeView>,
}

/// One of several entries of which a single good one is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AlternativeView {
    /// The entry.
    pub entry: Text,
    /// Whether it certainly counts: `applies` or `open`.
    #[cfg_attr(test, schemars(extend("enum" = ["applies", "open"])))]
    pub status: Status,
    /// The products of the series for which that is open, though it is settled for others.
    pub open_for: ProductNames,
}

/// The response for an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResponseRow {
    /// The entry.
    pub row: Arc<RowView>,
    /// The variant, if responses are per variant.
    pub variant: Option<Text>,
    /// The slot; `None` if the entry is not known yet.
    pub slot: Option<Blank>,
}

pub(super) fn view_responses(basis: &Basis<'_>) -> Vec<ResponseView> {
    let left_out = LeftOut::new(basis);
    owed(basis)
        .map(|plan| response(basis, plan, &left_out))
        .collect()
}

/// Returns the word for a recommendation, if one is owed a response.
pub(super) fn find_recommendation(basis: &Basis<'_>) -> Option<Text> {
    let scheme = basis.scheme;
    let is_recommended =
        |plan: &&ControlPlan| scheme.controls[plan.control].strength == Strength::Should;
    let plan = owed(basis).find(is_recommended)?;
    Some(
        scheme
            .printed_for(plan.control, Strength::Should.word())
            .into(),
    )
}

fn owed<'a>(basis: &Basis<'a>) -> impl Iterator<Item = &'a ControlPlan> + use<'a> {
    let controls = basis.plan.controls.iter();
    controls.filter(|plan| plan.status.is_owed())
}

fn response<'a>(
    basis: &Basis<'a>,
    plan: &'a ControlPlan,
    left_out: &LeftOut<'_, 'a>,
) -> ResponseView {
    let name = &basis.scheme.controls[plan.control].name;
    let answers = view_answered(basis, plan);
    let mut rows = Vec::new();
    if answers.is_empty() {
        for room in response_rows(basis, plan) {
            for cell in room.cells_or_one().iter() {
                rows.push(response_row(basis, name, &room.row.of_cell(cell), cell));
            }
        }
    }
    ResponseView {
        control: view_control(basis, plan),
        answers,
        rows,
        one_of: one_of(plan),
        evidence: view_wanted(basis, plan),
        left_out: left_out.view(plan),
    }
}

/// Whether something is owed, and the products of the series for which that is open.
type Standing = (Status, ProductNames);

fn one_of(plan: &ControlPlan) -> Vec<OneOfView> {
    let mut wanted: IndexMap<&RowKey, (Standing, IndexMap<Text, Standing>)> = IndexMap::new();
    for owed in &plan.procedures {
        if let Some(each) = &owed.each {
            let line = &owed.line;
            let own = standing(line.status, &line.still_open);
            let (kept, entries) = wanted
                .entry(each)
                .or_insert_with(|| (own.clone(), IndexMap::new()));
            unite(kept, own);
            for row in line.rows.rows() {
                let own = standing(row.status, &row.still_open);
                let entry = entries.entry(row.key.words().into());
                unite(entry.or_insert_with(|| own.clone()), own);
            }
        }
    }
    let alternative = |(entry, (status, open_for)): (Text, Standing)| AlternativeView {
        entry,
        status,
        open_for,
    };
    let wanted = wanted.into_iter();
    let views = wanted.map(|(each, ((status, open_for), entries))| OneOfView {
        each: each.words().into(),
        status,
        open_for,
        entries: entries.into_iter().map(alternative).collect(),
    });
    views.collect()
}

fn standing(status: Status, still_open: &[StillOpen]) -> Standing {
    (status, open_for(status, still_open))
}

/// Unites how obligations stand: it is settled what one of them settles.
fn unite(kept: &mut Standing, other: Standing) {
    match (kept.0, other.0) {
        (Status::Applies, Status::Applies) => kept.1 = kept.1.shared(&other.1),
        (Status::Open, Status::Applies) => *kept = other,
        _ => {}
    }
}

fn response_row(basis: &Basis<'_>, name: &Text, row: &Arc<RowView>, cell: &Cell) -> ResponseRow {
    let slot = || {
        let slot = Slot::of_control(name, SlotWord::Response);
        basis.blank_of(slot.on(row.key.as_ref()), cell)
    };
    ResponseRow {
        slot: (!row.placeholder).then(slot),
        variant: cell.shown.clone(),
        row: Arc::clone(row),
    }
}

/// Returns the entries that the obligations of a control name, each once; the product if they name none.
fn response_rows<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> Vec<RowRoom> {
    let mut rows: IndexMap<Text, RowRoom> = IndexMap::new();
    for line in plan.lines().filter(|line| !line.rows.rows().is_empty()) {
        for room in view_rows(basis, line, plan.control) {
            match rows.entry(room.row.shown.clone()) {
                Entry::Occupied(mut known) => settle(known.get_mut(), room),
                Entry::Vacant(place) => _ = place.insert(room),
            }
        }
    }
    if rows.is_empty() {
        let open = plan.variants.iter();
        let open = open.filter(|one| one.status == Status::Open && plan.status != Status::Open);
        let open_for: Products = open.map(|one| one.variant.clone()).collect();
        let open_for = ProductNames::of(&open_for);
        return vec![whole_product(
            basis,
            plan.status,
            open_for,
            &Products::default(),
        )];
    }
    rows.into_values().collect()
}

/// Makes a row certain if an obligation is certainly owed for it, though another may be open.
fn settle(known: &mut RowRoom, room: RowRoom) {
    if known.row.status == Status::Open && room.row.status == Status::Applies {
        *known = room;
        return;
    }
    if room.row.variants.is_empty() && !known.row.variants.is_empty() {
        Arc::make_mut(&mut known.row).variants = ProductNames::default();
    }
    if room.row.status == Status::Applies && !known.row.open_for.is_empty() {
        let open_for = known.row.open_for.shared(&room.row.open_for);
        Arc::make_mut(&mut known.row).open_for = open_for;
    }
}
