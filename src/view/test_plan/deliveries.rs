//! The list of deliveries, a document that goes out with the quotation.

use serde::Serialize;

use super::calendar::view_calendar;
use super::effort::view_effort;
use super::needs::{NeedView, view_wanted_deliveries};
use super::runs::view_runs;
use super::samples::{WantedSamples, view_wanted_samples};
use crate::answers::Person;
use crate::model::{SlotPart, SlotWord};
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::document_schema::DocumentSchema;
use crate::view::head::HeadView;
use crate::view::laboratory::{LaboratoryView, view_laboratory};
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
    /// The dates of the working days, in order; empty if no first day is given.
    pub calendar: Vec<String>,
    /// The laboratory, as far as it says who it is.
    pub laboratory: Option<LaboratoryView>,
    /// The people of the dossier who work for the laboratory, each with an address for mail, if there is one.
    pub contacts: Vec<String>,
    /// The slot for the date of the first working day.
    pub begins: Blank,
    /// The slot for the address for deliveries.
    pub address: Blank,
    /// The slot for the contact person.
    pub contact: Blank,
}

/// Builds the list of deliveries.
pub fn view_deliveries(basis: &Basis<'_>) -> DeliveriesView {
    let runs = view_runs(basis);
    let product = view_product(basis);
    let days = view_effort(basis).days;
    DeliveriesView {
        schema: DocumentSchema::Deliveries,
        head: basis.head(),
        identity: product.identity,
        applicant: product.applicant,
        samples: view_wanted_samples(basis),
        deliveries: view_wanted_deliveries(basis, &runs),
        calendar: view_calendar(basis, days),
        laboratory: view_laboratory(basis, days),
        contacts: basis.testers().map(|(_, one)| contact(one)).collect(),
        days,
        begins: basis.part(SlotWord::Plan, SlotPart::Field, "begins"),
        address: basis.part(SlotWord::Deliveries, SlotPart::Field, "address"),
        contact: basis.part(SlotWord::Deliveries, SlotPart::Field, "contact"),
    }
}

fn contact(person: &Person) -> String {
    let mail = person.email.as_ref();
    mail.map_or_else(
        || person.name.clone(),
        |mail| format!("{}, {mail}", person.name),
    )
}
