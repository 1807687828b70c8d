//! The test plan of the laboratory.

mod bed;
mod blocks;
mod deliveries;
mod effort;
mod identity;
mod needs;
mod roles;
mod run_refs;
mod runs;
mod samples;

use crate::model::{SlotPart, SlotWord};
use crate::view::blank::{Blank, part_blank};
use serde::Serialize;

use super::basis::Basis;
use super::decisions::{AsideView, GroundsView, view_asides, view_grounds};
use super::document_schema::DocumentSchema;
use super::figure::Figures;
use super::head::HeadView;
use super::open::{OpenView, view_open};
use super::plan_blanks::{BlankView, SignatureView, view_approval, view_issue};
use super::product::{ProductView, view_product};
use super::refs::WorkItemView;
use super::roll_up::{Results, RollUpView, view_roll_up};

pub use bed::BedNodeView;
pub use deliveries::{DeliveriesView, view_deliveries};
pub(super) use effort::view_effort;
pub use effort::{EffortShare, EffortTotals};
pub use identity::ReadView;
pub use needs::NeedView;
pub use roles::RoleWork;
pub use run_refs::NeedAt;
pub use runs::{RunRowView, RunView};
pub use samples::{SampleLine, WantedSamples};
pub(super) use samples::{use_slot, view_wanted_samples};

/// The test plan of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestPlanView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::TestPlan.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// The product, to be confirmed: its identity and the declarations of the product file.
    pub product: ProductView,
    /// The slot for the text of the device's label, with a photograph.
    pub label: Blank,
    /// Versions and hashes of entries, to be read on the device.
    pub reads: Vec<ReadView>,
    /// The grounds on which controls do not apply, to be confirmed.
    pub not_applicable: Vec<GroundsView>,
    /// Controls that are covered, not assessed or declined.
    pub asides: Vec<AsideView>,
    /// The test bed that the product file describes; empty if it does not describe one.
    pub test_bed: Vec<BedNodeView>,
    /// The slot for the diagram of the test bed that the laboratory draws.
    pub test_bed_drawn: Blank,
    /// The configurations in which cases are carried out.
    pub configurations: Vec<WorkItemView>,
    /// The procedures, in the order of work.
    pub runs: Vec<RunView>,
    /// The effort of all procedures.
    pub effort: EffortTotals,
    /// The work of each role; empty if the scheme has no roles.
    pub work: Vec<RoleWork>,
    /// The samples, each with its uses.
    pub samples: Vec<SampleLine>,
    /// The samples wanted, by kind, state and batch.
    pub wanted_samples: Vec<WantedSamples>,
    /// Equipment and tools of the laboratory, in the order in which they are needed.
    pub equipment: Vec<NeedView>,
    /// Deliveries of the vendor, in the order in which they are needed.
    pub deliveries: Vec<NeedView>,
    /// The open questions.
    pub open: Vec<OpenView>,
    /// Number and issue of the plan.
    pub issue: Vec<BlankView>,
    /// The signatures on the plan.
    pub approval: Vec<SignatureView>,
    /// The roll-up of verdicts, from the results of cases to each control.
    pub roll_up: RollUpView,
    /// The figures.
    pub figures: Figures,
}

/// Builds the test plan of the laboratory.
pub fn view_test_plan(basis: &Basis<'_>) -> TestPlanView {
    let runs = runs::view_runs(basis);
    TestPlanView {
        schema: DocumentSchema::TestPlan,
        head: basis.head(),
        product: view_product(basis),
        label: part_blank(SlotWord::Seen, SlotPart::Subject, "label"),
        reads: identity::view_reads(basis),
        not_applicable: view_grounds(basis),
        asides: view_asides(basis),
        test_bed: bed::view_bed(basis),
        test_bed_drawn: part_blank(SlotWord::Figure, SlotPart::Subject, "test-bed"),
        configurations: runs::view_configurations(basis, &runs),
        effort: effort::view_effort(basis),
        work: roles::view_roles(basis, &runs),
        samples: samples::view_samples(basis),
        wanted_samples: samples::view_wanted_samples(basis),
        equipment: needs::view_equipment(basis.scheme, &runs),
        deliveries: needs::view_wanted_deliveries(basis.scheme, &runs),
        open: view_open(basis),
        issue: view_issue(),
        approval: view_approval(),
        roll_up: view_roll_up(basis, Results::Named),
        figures: draw_figures(basis),
        runs,
    }
}

fn draw_figures(basis: &Basis<'_>) -> Figures {
    let mut figures = Figures::new();
    if !basis.plan.runs.is_empty() {
        figures.insert("schedule".to_owned(), effort::draw_schedule(basis));
    }
    if let Some(bed) = bed::draw_bed(basis) {
        figures.insert("test-bed".to_owned(), bed);
    }
    figures
}
