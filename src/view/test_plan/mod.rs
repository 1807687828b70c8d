//! The test plan of the laboratory, and what the papers beside it share with it.

mod bed;
mod blocks;
mod calendar;
mod deliveries;
mod effort;
mod identity;
mod limits;
mod methods;
mod needs;
mod prices;
mod quotation;
mod received;
mod roles;
mod run_refs;
mod runs;
mod samples;

use serde::Serialize;

use super::basis::Basis;
use super::blank::Blank;
use super::decisions::{AsideView, view_asides};
use super::document_schema::DocumentSchema;
use super::figure::Figures;
use super::head::HeadView;
use super::laboratory::{LaboratoryView, view_laboratory};
use super::open::{OpenView, view_open};
use super::plan_blanks::{BlankView, SignatureView, view_approval, view_issue};
use super::product::{IdentityView, VariantView, view_product};
use super::refs::WorkItemView;
use crate::model::{SlotPart, SlotWord};

pub use bed::BedNodeView;
pub(super) use blocks::{BlockView, CaseView};
pub use deliveries::{DeliveriesView, view_deliveries};
pub use effort::{DaysView, EffortShare, EffortTotals};
pub(super) use effort::{run_days, view_effort};
pub(super) use identity::view_reads;
pub use identity::{ReadKind, ReadView};
pub(super) use methods::view_methods;
pub use methods::{PlannedMethod, PlannedRow};
pub use needs::NeedView;
pub(super) use needs::view_equipment;
pub use quotation::{QuotationView, QuotedRole, view_quotation};
pub use received::ReceivedView;
pub(super) use received::view_received;
pub use roles::RoleWork;
pub use run_refs::NeedAt;
pub(super) use runs::view_runs;
pub use runs::{RunRowView, RunView, ServedView, WithoutView};
pub use samples::{SampleLine, WantedSamples};
pub(super) use samples::{use_slot, view_samples, view_wanted_samples};

/// The test plan of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Plan.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// Number and issue of the plan.
    pub issue: Vec<BlankView>,
    /// The signatures on the plan.
    pub approval: Vec<SignatureView>,
    /// The laboratory, as far as it says who it is.
    pub laboratory: Option<LaboratoryView>,
    /// The identity of the product: name, model, versions, hash, registration.
    pub identity: Vec<IdentityView>,
    /// The description of the product: text, use, boundary, environment.
    pub description: Vec<IdentityView>,
    /// The other products of the series.
    pub series: Vec<VariantView>,
    /// Controls that are covered, not assessed or declined.
    pub asides: Vec<AsideView>,
    /// The open questions.
    pub open: Vec<OpenView>,
    /// The test bed that the product file describes; empty if it does not describe one.
    pub test_bed: Vec<BedNodeView>,
    /// The slot for the diagram of the test bed that the laboratory draws.
    pub test_bed_drawn: Blank,
    /// The configurations in which cases are carried out.
    pub configurations: Vec<WorkItemView>,
    /// The procedures, in the order of work.
    pub methods: Vec<PlannedMethod>,
    /// The effort of all procedures.
    pub effort: EffortTotals,
    /// The dates of the working days, in order; empty if no first day is given.
    pub calendar: Vec<String>,
    /// The work of each role; empty if the scheme has no roles.
    pub work: Vec<RoleWork>,
    /// The samples, each with its uses.
    pub samples: Vec<SampleLine>,
    /// The samples wanted, by kind, state and batch.
    pub wanted_samples: Vec<WantedSamples>,
    /// The samples that were received.
    pub received: Vec<ReceivedView>,
    /// Equipment and tools of the laboratory, in the order in which they are needed.
    pub equipment: Vec<NeedView>,
    /// The figures.
    pub figures: Figures,
}

/// Builds the test plan of the laboratory.
pub fn view_plan(basis: &Basis<'_>) -> PlanView {
    let runs = view_runs(basis);
    let product = view_product(basis);
    let effort = view_effort(basis);
    PlanView {
        schema: DocumentSchema::Plan,
        head: basis.head(),
        issue: view_issue(basis),
        approval: view_approval(basis),
        laboratory: view_laboratory(basis, effort.days),
        identity: product.identity,
        description: product.description,
        series: product.series,
        asides: view_asides(basis),
        open: view_open(basis),
        test_bed: bed::view_bed(basis),
        test_bed_drawn: basis.part(SlotWord::Figure, SlotPart::Subject, "test-bed"),
        configurations: runs::view_configurations(basis, &runs),
        methods: view_methods(basis, &runs),
        calendar: calendar::view_calendar(basis, effort.days),
        effort,
        work: roles::view_roles(basis, &runs),
        samples: view_samples(basis),
        wanted_samples: view_wanted_samples(basis),
        received: view_received(basis),
        equipment: view_equipment(basis, &runs),
        figures: draw_figures(basis),
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
