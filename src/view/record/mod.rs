//! The record of the tests: worksheets for results, and the confirmation of the product file.

mod grid;
mod sheet;

use serde::Serialize;

use super::basis::Basis;
use super::blank::{Blank, part_blank};
use super::decisions::{GroundsView, view_grounds};
use super::document_schema::DocumentSchema;
use super::head::HeadView;
use super::plan_blanks::{BlankView, view_record_issue};
use super::product::{ProductView, view_product};
use super::roll_up::{Results, RollUpView, view_roll_up};
use super::test_plan::{ReadView, view_reads, view_runs};
use crate::model::{SlotPart, SlotWord};

pub use grid::{GridCase, GridRow, GridView};
pub use sheet::{SheetBlock, SheetView};

/// The record of the tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RecordView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Record.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// Number and issue of the record.
    pub issue: Vec<BlankView>,
    /// The product, to be confirmed: its identity and the declarations of the product file.
    pub product: ProductView,
    /// The slot for the text of the device's label, with a photograph.
    pub label: Blank,
    /// Versions and hashes of entries, to be read on the device.
    pub reads: Vec<ReadView>,
    /// The grounds on which controls do not apply, to be confirmed.
    pub not_applicable: Vec<GroundsView>,
    /// A worksheet for each procedure, in the order of work.
    pub sheets: Vec<SheetView>,
    /// The roll-up of verdicts, from the results of cases to each control.
    pub roll_up: RollUpView,
}

/// Builds the record of the tests.
pub fn view_record(basis: &Basis<'_>) -> RecordView {
    RecordView {
        schema: DocumentSchema::Record,
        head: basis.head(),
        issue: view_record_issue(),
        product: view_product(basis),
        label: part_blank(SlotWord::Seen, SlotPart::Subject, "label"),
        reads: view_reads(basis),
        not_applicable: view_grounds(basis),
        sheets: view_runs(basis).into_iter().map(SheetView::of).collect(),
        roll_up: view_roll_up(basis, Results::Named),
    }
}
