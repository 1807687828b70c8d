//! What the vendor delivers, as a list of its own that goes out with the quotation.

use serde::Serialize;

use super::effort::view_effort;
use super::needs::{NeedView, view_needs};
use super::runs::view_runs;
use super::samples::{WantedSamples, view_wanted_samples};
use crate::view::basis::Basis;
use crate::view::document_schema::DocumentSchema;
use crate::view::head::HeadView;
use crate::view::product::{ContactView, IdentityView, view_product};

/// What the vendor delivers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DeliveriesView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Deliveries.word())))]
    pub schema: DocumentSchema,
    /// What stands at the head of every document.
    pub head: HeadView,
    /// What tells the product from others.
    pub identity: Vec<IdentityView>,
    /// Who applies for the certificate.
    pub applicant: ContactView,
    /// How many samples are wanted of which kind, state and batch.
    pub samples: Vec<WantedSamples>,
    /// What else is delivered, in the order in which it is needed.
    pub deliveries: Vec<NeedView>,
    /// The working day on which all is done, from 1, with one person for each role.
    pub days: u32,
    /// The slot for the date of the first working day.
    pub begins: String,
    /// The slot for where the deliveries go.
    pub address: String,
    /// The slot for whom to ask.
    pub contact: String,
}

/// Builds the list of what the vendor delivers.
#[must_use]
pub fn view_deliveries(basis: &Basis<'_>) -> DeliveriesView {
    let runs = view_runs(basis);
    let product = view_product(basis);
    DeliveriesView {
        schema: DocumentSchema::Deliveries,
        head: basis.head(),
        identity: product.identity,
        applicant: product.applicant,
        samples: view_wanted_samples(basis),
        deliveries: view_needs(&runs, "delivery", |block| &block.deliveries),
        days: view_effort(basis).days,
        begins: basis.slot("plan", "begins", None),
        address: basis.slot("deliveries", "address", None),
        contact: basis.slot("deliveries", "contact", None),
    }
}
