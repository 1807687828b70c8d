//! The test plan of the laboratory.

mod needs;
mod runs;

use schemars::JsonSchema;
use serde::Serialize;

use super::basis::{Basis, HeadView};
use super::blanks::{SignatureView, view_approval};
use super::decisions::{AsideView, GroundsView, view_asides, view_grounds};
use super::figure::Figures;
use super::open::{OpenView, view_open};
use super::product::{ProductView, view_product};

pub use needs::{EffortTotals, NeedView, SampleStep};
pub use runs::{
    BlockView, CaseView, EffortView, ResultView, RunRowView, RunView, SampleView, ServedView,
    ServesView, VerdictCell,
};

/// The test plan of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TestPlanView {
    /// What stands at the head of every document.
    pub head: HeadView,
    /// The product: its identity, and what the product file declares, to be confirmed.
    pub product: ProductView,
    /// The grounds on which controls do not apply, to be confirmed.
    pub not_applicable: Vec<GroundsView>,
    /// Controls that are dealt with otherwise.
    pub asides: Vec<AsideView>,
    /// The procedures, in the order of work.
    pub runs: Vec<RunView>,
    /// The effort of all.
    pub effort: EffortTotals,
    /// What happens to samples, in the order of work.
    pub samples: Vec<SampleStep>,
    /// Equipment and tools of the laboratory, in the order of first use.
    pub equipment: Vec<NeedView>,
    /// What the vendor delivers, in the order of first use.
    pub deliveries: Vec<NeedView>,
    /// Answers that are missing.
    pub open: Vec<OpenView>,
    /// Who signs the plan.
    pub approval: Vec<SignatureView>,
    /// What is drawn.
    pub figures: Figures,
}

/// Builds the test plan of the laboratory.
#[must_use]
pub fn view_test_plan(basis: &Basis<'_>) -> TestPlanView {
    let runs = runs::view_runs(basis);
    TestPlanView {
        head: basis.head(),
        product: view_product(basis),
        not_applicable: view_grounds(basis),
        asides: view_asides(basis),
        effort: needs::view_effort(basis),
        samples: needs::view_samples(basis),
        equipment: needs::view_needs(&runs, "equipment", |block| &block.equipment),
        deliveries: needs::view_needs(&runs, "delivery", |block| &block.deliveries),
        open: view_open(basis),
        approval: view_approval(basis),
        figures: Figures::new(),
        runs,
    }
}
