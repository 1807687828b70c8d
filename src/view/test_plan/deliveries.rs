//! The list of deliveries, a document that goes out with the quotation.

use serde::Serialize;

use super::effort::view_effort;
use super::needs::{NeedView, view_needs};
use super::runs::view_runs;
use super::samples::{WantedSamples, view_wanted_samples};
use crate::view::basis::Basis;
use crate::view::blanks::item_slot;
use crate::view::document_schema::DocumentSchema;
use crate::view::head::HeadView;
use crate::view::product::{ContactView, IdentityView, view_product};

/// The list of deliveries of the vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DeliveriesView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Deliveries.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// The identity of the product.
    pub identity: Vec<IdentityView>,
    /// The applicant for the certificate.
    pub applicant: ContactView,
    /// The samples wanted, by kind, state and batch.
    pub samples: Vec<WantedSamples>,
    /// The other deliveries, in the order in which they are needed.
    pub deliveries: Vec<NeedView>,
    /// The working day on which the work ends, from 1, with one person for each role.
    pub days: u32,
    /// The slot for the date of the first working day.
    pub begins: String,
    /// The slot for the address for deliveries.
    pub address: String,
    /// The slot for the contact person.
    pub contact: String,
}

/// Builds the list of deliveries.
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
        begins: item_slot("plan", "begins"),
        address: item_slot("deliveries", "address"),
        contact: item_slot("deliveries", "contact"),
    }
}
