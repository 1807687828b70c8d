//! Room for the verdicts of controls on rows.

use serde::Serialize;

use super::basis::Basis;
use super::carried_out::verdict_cells;
use super::cells::Cell;
use crate::model::{CaseId, ControlId, ProcedureId, Slot, SlotPart, SlotWord};
use crate::plan::{RowKey, RunRow, Status};
use crate::source::Text;
use crate::view::blank::Blank;

/// Room for a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerdictCell {
    /// The variant, if cells are per variant.
    pub variant: Option<Text>,
    /// The slot.
    pub slot: Blank,
    /// Whether it is certainly owed: `applies` or `open`.
    #[cfg_attr(test, schemars(extend("enum" = ["applies", "open"])))]
    pub status: Status,
    /// Room for what a word that sets aside needs; `None` if the edition has no such word.
    pub aside: Option<AsideSlots>,
}

/// The slots beside a verdict by which something may be set aside (L-300).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AsideSlots {
    /// The slot for the reason.
    pub reason: Blank,
    /// The slot for the assessor's answer: `agreed` or `refused`.
    pub agreed: Blank,
}

/// Returns the cells for verdicts on a control in a row of the plan; `cases` are the single cases that it asks for.
pub(super) fn row_verdicts(
    basis: &Basis<'_>,
    control: ControlId,
    (procedure, cases): (ProcedureId, &[CaseId]),
    row: &RunRow,
) -> Vec<VerdictCell> {
    let cells = verdict_cells(basis, control, (procedure, cases), row);
    let slot = verdict_slot(basis, control, (procedure, cases), row.key.as_ref());
    let cells = cells.iter();
    let cells = cells.map(|cell| {
        let status = row.status_for(&cell.products);
        verdict_cell(basis, &slot, (cell, status))
    });
    cells.collect()
}

/// Makes the blank for the verdict that a slot takes, for the products of a cell.
pub(super) fn verdict_cell(
    basis: &Basis<'_>,
    slot: &Slot,
    (cell, status): (&Cell, Status),
) -> VerdictCell {
    let blank = basis.blank_of(slot.clone(), cell);
    VerdictCell {
        variant: cell.shown.clone(),
        status,
        aside: basis.sets_aside().then(|| AsideSlots {
            reason: blank.beside(SlotWord::VerdictReason),
            agreed: blank.beside(SlotWord::VerdictAgreed),
        }),
        slot: blank,
    }
}

/// Returns the slot for the verdict of a control on a row; `cases` are the single cases that it asks for.
pub(super) fn verdict_slot(
    basis: &Basis<'_>,
    control: ControlId,
    (procedure, cases): (ProcedureId, &[CaseId]),
    row: Option<&RowKey>,
) -> Slot {
    let slot = Slot::of_control(&basis.scheme.controls[control].name, SlotWord::Verdict);
    of_cases(basis, slot, (procedure, cases)).on(row)
}

/// Adds a procedure to a slot, with the single cases that a control asks for.
pub(super) fn of_cases(
    basis: &Basis<'_>,
    slot: Slot,
    (procedure, cases): (ProcedureId, &[CaseId]),
) -> Slot {
    let procedure = &basis.scheme.procedures[procedure];
    let slot = slot.with(SlotPart::Procedure, procedure.key.clone());
    slot.maybe(SlotPart::Case, procedure.joined_cases(cases))
}

impl Basis<'_> {
    /// Says whether a verdict word of the edition sets aside (L-300).
    pub(super) fn sets_aside(&self) -> bool {
        self.scheme.edition.sets_aside()
    }
}
