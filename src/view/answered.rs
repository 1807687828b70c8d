//! Answers for which controls call: what the product file says, and what it does not say (L-310 to L-312).

use std::sync::Arc;

use serde::Serialize;

use super::alike::beside_alike;
use super::answers::answer_words;
use super::basis::Basis;
use super::cells::{Cell, cells_by};
use super::evidence::{KindView, shared_kind};
use super::reasons::ReasonView;
use super::rows::{RowView, view_rows};
use crate::model::{
    Answer, AnswersOf, AttributeId, AttributeKind, ControlId, Entry, Inventory, Slot, SlotPart,
    SlotWord,
};
use crate::plan::{ControlPlan, EvidenceOwed, Row, Status};
use crate::source::Text;
use crate::view::blank::Blank;

/// Answers for which a control calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AnsweredView {
    /// The kind of evidence.
    pub kind: Arc<KindView>,
    /// Whether it is certainly owed.
    pub status: Status,
    /// Why it is open.
    pub open_because: Option<ReasonView>,
    /// The entries, each with its answers.
    pub rows: Vec<AnsweredRow>,
}

/// The answers about an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AnsweredRow {
    /// The entry.
    pub row: Arc<RowView>,
    /// The products of the series that give these answers, if others give different ones.
    pub variant: Option<Text>,
    /// Whether these are the answers of the row before it. Rows with equal answers follow one another.
    pub as_before: bool,
    /// The questions in order, each with its answer; none if the entry is not known yet.
    pub answers: Vec<GivenView>,
    /// The slot for the assessor's remark; `None` if the entry is not known yet.
    pub seen: Option<Blank>,
}

/// A question about an entry, with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GivenView {
    /// The name of the attribute.
    pub key: Text,
    /// The question.
    pub question: Text,
    /// Whether it is a property or a claim.
    pub kind: AttributeKind,
    /// The answer in words; `None` if it is missing.
    pub answer: Option<String>,
}

/// Shows the answers for which a control calls.
pub(super) fn view_answered<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> Vec<AnsweredView> {
    let owed = plan.answers.iter();
    owed.filter_map(|owed| answered(basis, plan.control, owed))
        .collect()
}

fn answered<'a>(
    basis: &Basis<'a>,
    control: ControlId,
    owed: &'a EvidenceOwed,
) -> Option<AnsweredView> {
    let (kind, answers) = owed.answers(basis.scheme)?;
    let rooms = view_rows(basis, &owed.line, control).into_iter();
    let rows = rooms.zip(owed.line.rows.rows());
    let rows = rows.flat_map(|(room, row)| {
        let slot = Slot::of_control(&basis.scheme.controls[control].name, SlotWord::Seen);
        let slot = slot.with(SlotPart::Evidence, owed.key.clone());
        answered_rows(basis, answers, (&room.row, row), &slot)
    });
    let rows: Vec<AnsweredRow> = rows.collect();
    let answers_of = |row: &AnsweredRow| -> Vec<Option<String>> {
        let answers = row.answers.iter();
        answers.map(|given| given.answer.clone()).collect()
    };
    let rows = beside_alike(&rows, answers_of).into_iter();
    let rows = rows.map(|(row, as_before)| AnsweredRow {
        as_before,
        ..row.clone()
    });
    Some(AnsweredView {
        kind: shared_kind(basis, kind),
        status: owed.line.status,
        open_because: owed
            .line
            .open_because
            .as_ref()
            .map(|reason| basis.reason(reason)),
        rows: rows.collect(),
    })
}

/// Shows an entry once for each of the answers that products of the series give; once without answers if it is not known yet.
fn answered_rows(
    basis: &Basis<'_>,
    answers: &AnswersOf,
    (shown, row): (&Arc<RowView>, &Row),
    slot: &Slot,
) -> Vec<AnsweredRow> {
    let attributes = || answers.attributes.iter().copied().collect();
    let cells = cells_by(basis, &row.key, &row.variants, |_| attributes());
    let own = |cell: &Cell| basis.blank_of(slot.clone().on(shown.key.as_ref()), cell);
    let row_of = |cell: Option<&Cell>| AnsweredRow {
        row: Arc::clone(shown),
        variant: cell.and_then(|cell| cell.shown.clone()),
        as_before: false,
        answers: view_given(
            basis,
            answers,
            cell.and_then(|cell| cell.entry(basis, &row.key)),
        ),
        seen: cell.map(own),
    };
    if cells.is_empty() {
        return vec![row_of(None)];
    }
    cells.iter().map(|cell| row_of(Some(cell))).collect()
}

fn view_given(basis: &Basis<'_>, answers: &AnswersOf, entry: Option<&Entry>) -> Vec<GivenView> {
    let inventory = &basis.scheme.inventories[answers.inventory];
    let asked = answers.attributes.iter();
    let given = |entry| {
        asked
            .map(|id| given(basis, inventory, entry, *id))
            .collect()
    };
    entry.map(given).unwrap_or_default()
}

fn given(basis: &Basis<'_>, inventory: &Inventory, entry: &Entry, id: AttributeId) -> GivenView {
    let attribute = &inventory.attributes[id];
    let answer = entry.answer(id);
    let is_given = answer != &Answer::Unknown;
    GivenView {
        key: attribute.key.clone(),
        question: attribute.heading(),
        kind: attribute.kind,
        answer: is_given.then(|| answer_words(basis, &attribute.answer, answer)),
    }
}
