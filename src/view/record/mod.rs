//! The record of the tests: worksheets for results, and the confirmation of the product file.

mod grid;
mod sheet;

use std::collections::BTreeMap;

use serde::Serialize;

use super::activity::{SettingView, propose_images};
use super::basis::Basis;
use super::blank::Blank;
use super::decisions::{GroundsView, view_grounds};
use super::document_schema::DocumentSchema;
use super::head::HeadView;
use super::laboratory::{InstrumentView, LaboratoryView, view_instrument, view_laboratory};
use super::plan_blanks::{BlankView, view_record_issue};
use super::product::{ProductView, view_product};
use super::resources::Owned;
use super::roll_up::{Results, RollUpView, view_roll_up};
use super::test_plan::{
    ReadView, ReceivedView, RunView, view_effort, view_equipment, view_reads, view_received,
    view_runs,
};
use crate::model::{SlotPart, SlotWord};
use crate::source::Text;

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
    /// The laboratory, as far as it says who it is.
    pub laboratory: Option<LaboratoryView>,
    /// The instruments of the laboratory that the procedures need, in the order of their inventory numbers.
    pub instruments: Vec<UsedInstrument>,
    /// The samples that were received.
    pub received: Vec<ReceivedView>,
    /// The product, to be confirmed: its identity and the declarations of the product file.
    pub product: ProductView,
    /// The slot for the text of the device's label, with a photograph.
    pub label: Blank,
    /// Versions and hashes of entries, to be read on the device.
    pub reads: Vec<ReadView>,
    /// The grounds on which controls do not apply, to be confirmed.
    pub not_applicable: Vec<GroundsView>,
    /// What holds for all worksheets, unless one says otherwise.
    pub setting: SettingView,
    /// What the product file says of versions and hashes now, which is proposed as the images that are tested: a line for each entry.
    pub images_proposed: Vec<String>,
    /// A worksheet for each procedure, in the order of work.
    pub sheets: Vec<SheetView>,
    /// The roll-up of verdicts, from the results of cases to each control. The record of the first round has it for all rounds: it
    /// names the results that count. That of a later round lists no controls.
    pub roll_up: RollUpView,
}

/// Builds the record of the tests.
pub fn view_record(basis: &Basis<'_>) -> RecordView {
    let runs = view_runs(basis);
    RecordView {
        schema: DocumentSchema::Record,
        head: basis.head(),
        issue: view_record_issue(basis),
        laboratory: view_laboratory(basis, view_effort(basis).days),
        instruments: view_used(basis, &runs),
        received: view_received(basis),
        product: view_product(basis),
        label: basis.part(SlotWord::Seen, SlotPart::Subject, "label"),
        reads: view_reads(basis),
        not_applicable: match basis.round {
            None => view_grounds(basis),
            // What the first round has settled is not asked again.
            Some(_) => Vec::new(),
        },
        setting: SettingView::of(basis.round),
        images_proposed: propose_images(basis),
        sheets: runs
            .into_iter()
            .map(|run| SheetView::of(basis, run))
            .collect(),
        roll_up: match basis.round {
            None => view_roll_up(basis, Results::Named),
            Some(_) => RollUpView {
                controls: Vec::new(),
                ..view_roll_up(basis, Results::Elsewhere)
            },
        },
    }
}

/// An instrument of the laboratory, and what of the equipment it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UsedInstrument {
    /// The instrument.
    #[serde(flatten)]
    pub instrument: InstrumentView,
    /// The titles of the equipment of the scheme that it is, as far as procedures need it.
    pub is: Vec<Text>,
}

/// Lists the instruments that the procedures need. An instrument must be calibrated until the last day on which any of what it
/// is is used.
fn view_used(basis: &Basis<'_>, runs: &[RunView]) -> Vec<UsedInstrument> {
    let needs = view_equipment(basis, runs);
    let mut used: BTreeMap<&str, (Owned<'_>, Vec<Text>, Option<u32>)> = BTreeMap::new();
    for need in &needs {
        for owned in basis.own.instruments(&need.key) {
            let (_, is, last) = used
                .entry(owned.0)
                .or_insert_with(|| (*owned, Vec::new(), None));
            is.push(need.name.clone());
            *last = (*last).max(need.last);
        }
    }
    let used = used.into_values().map(|(owned, is, last)| UsedInstrument {
        instrument: view_instrument(basis, owned, last),
        is,
    });
    used.collect()
}
