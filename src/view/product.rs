//! The product: identity, contacts, facts, inventories, series.

use serde::Serialize;

use super::answers::answer_words;
use super::basis::Basis;
use super::blanks::{item_slot, part_slot};
use super::entries::{InventoryView, view_inventory};
use super::texts::given;
use crate::model::Answer;
use crate::product::{Contact, ContactField, DifferenceKind, IdentityField};
use crate::source::Text;

/// The contents of a product file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProductView {
    /// The identity: name, model, versions, hash, registration.
    pub identity: Vec<IdentityView>,
    /// The description: text, use, boundary, environment.
    pub description: Vec<IdentityView>,
    /// The applicant for the certificate.
    pub applicant: ContactView,
    /// The manufacturer.
    pub manufacturer: ContactView,
    /// Every fact that the scheme asks for.
    pub facts: Vec<FactView>,
    /// Every inventory of the scheme.
    pub inventories: Vec<InventoryView>,
    /// The other products of the series.
    pub series: Vec<VariantView>,
}

/// A field of the identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IdentityView {
    /// The name of the field in the product file.
    pub key: FieldKey,
    /// The name for people.
    pub label: &'static str,
    /// The declared value; `None` if nothing is declared.
    pub value: Option<String>,
    /// Its place in the product file.
    pub place: Option<String>,
    /// The slot in which it is filled in.
    pub slot: String,
    /// The slot for the laboratory's observation.
    pub seen: String,
}

/// A company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ContactView {
    /// Its role.
    pub role: ContactRole,
    /// Name, address and contact.
    pub lines: Vec<IdentityView>,
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FactView {
    /// The name.
    pub key: Text,
    /// The question.
    pub question: Text,
    /// The answer in words; `None` if nothing is known.
    pub answer: Option<String>,
    /// The place of the answer in the product file.
    pub place: Option<String>,
    /// The slot in which the laboratory confirms it.
    pub confirmed: String,
}

/// A product of the series beside the lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VariantView {
    /// Its id in the product file.
    pub key: String,
    /// Its name.
    pub name: Option<String>,
    /// Its model.
    pub model: Option<String>,
    /// The differences from the lead, in the order given.
    pub differences: Vec<DifferenceView>,
    /// Its place in the product file.
    pub place: Option<String>,
}

/// A difference between a variant and the lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DifferenceView {
    /// The subject: `interface.service`.
    pub subject: String,
    /// The kind of difference.
    pub kind: DifferenceWord,
    /// The value of the lead, if it changed.
    pub from: Option<String>,
    /// The value of the variant, if it changed.
    pub to: Option<String>,
    /// Its place in the product file.
    pub place: Option<String>,
    /// The slot in which the laboratory confirms it.
    pub confirmed: String,
}

/// The kind of difference between a variant and the lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceWord {
    /// The lead has no such entry.
    Added,
    /// The variant has no such entry.
    Removed,
    /// The values differ.
    Changed,
}

/// A company that a product file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum ContactRole {
    /// The applicant for the certificate.
    Applicant,
    /// The manufacturer.
    Manufacturer,
}

/// A field of the product or of a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum FieldKey {
    /// A field of the identity.
    Identity(IdentityField),
    /// A field of a company.
    Contact(ContactField),
}

/// The fields that describe a product rather than identify it.
const DESCRIPTION: [IdentityField; 4] = [
    IdentityField::Description,
    IdentityField::IntendedUse,
    IdentityField::Boundary,
    IdentityField::Environment,
];

pub(super) fn view_product(basis: &Basis<'_>) -> ProductView {
    let product = basis.product;
    let fields = IdentityField::ALL.iter().copied();
    let (description, identity): (Vec<_>, Vec<_>) =
        fields.partition(|field| DESCRIPTION.contains(field));
    let view = |fields: Vec<IdentityField>| {
        fields
            .into_iter()
            .map(|field| view_field(basis, field))
            .collect()
    };
    let inventories = basis.scheme.inventories.ids();
    ProductView {
        identity: view(identity),
        description: view(description),
        applicant: view_contact(basis, ContactRole::Applicant, product.applicant.as_ref()),
        manufacturer: view_contact(
            basis,
            ContactRole::Manufacturer,
            product.manufacturer.as_ref(),
        ),
        facts: view_facts(basis),
        inventories: inventories.map(|id| view_inventory(basis, id)).collect(),
        series: view_series(basis),
    }
}

fn view_field(basis: &Basis<'_>, field: IdentityField) -> IdentityView {
    let text = basis.product.identity.get(field);
    IdentityView {
        key: FieldKey::Identity(field),
        label: field_label(field),
        value: given(text),
        place: text.and_then(|text| basis.place(Some(text.place))),
        slot: item_slot("product", field.word()),
        seen: item_slot("seen", field.word()),
    }
}

pub(super) fn field_label(field: IdentityField) -> &'static str {
    match field {
        IdentityField::Name => "Name",
        IdentityField::Model => "Model",
        IdentityField::Description => "Description",
        IdentityField::IntendedUse => "Intended use",
        IdentityField::Boundary => "Boundary",
        IdentityField::Environment => "Environment",
        IdentityField::Hardware => "Hardware version",
        IdentityField::Firmware => "Firmware version",
        IdentityField::FirmwareSha256 => "SHA-256 of the firmware",
        IdentityField::Registration => "Registration number",
        IdentityField::SupportUntil => "Security updates until",
    }
}

fn view_contact(basis: &Basis<'_>, role: ContactRole, contact: Option<&Contact>) -> ContactView {
    let company = match role {
        ContactRole::Applicant => "applicant",
        ContactRole::Manufacturer => "manufacturer",
    };
    let line = |field: ContactField| {
        let text = contact.and_then(|contact| contact.get(field));
        IdentityView {
            key: FieldKey::Contact(field),
            label: match field {
                ContactField::Name => "Name",
                ContactField::Address => "Address",
                ContactField::Contact => "Contact",
            },
            value: given(text),
            place: text.and_then(|text| basis.place(Some(text.place))),
            slot: item_slot(company, field.word()),
            seen: item_slot("seen", &format!("{company}.{}", field.word())),
        }
    };
    ContactView {
        role,
        lines: ContactField::ALL.iter().copied().map(line).collect(),
    }
}

fn view_facts(basis: &Basis<'_>) -> Vec<FactView> {
    let lead = &basis.product.target.lead;
    basis
        .scheme
        .facts
        .iter()
        .map(|(id, fact)| {
            let answer = lead.fact(id);
            FactView {
                key: fact.key.clone(),
                question: fact.question.clone(),
                answer: (answer != &Answer::Unknown)
                    .then(|| answer_words(basis, &fact.answer, answer)),
                place: basis.place(lead.fact_place(id)),
                confirmed: item_slot("confirmed", &fact.key),
            }
        })
        .collect()
}

fn view_series(basis: &Basis<'_>) -> Vec<VariantView> {
    basis
        .product
        .variants
        .iter()
        .map(|variant| VariantView {
            key: variant.key.clone(),
            name: given(variant.identity.get(IdentityField::Name)),
            model: given(variant.identity.get(IdentityField::Model)),
            differences: variant
                .differences
                .iter()
                .map(|difference| view_difference(basis, &variant.key, difference))
                .collect(),
            place: basis.place(Some(variant.place)),
        })
        .collect()
}

fn view_difference(
    basis: &Basis<'_>,
    variant: &str,
    difference: &crate::product::Difference,
) -> DifferenceView {
    let (kind, values) = match &difference.kind {
        DifferenceKind::Added => (DifferenceWord::Added, None),
        DifferenceKind::Removed => (DifferenceWord::Removed, None),
        DifferenceKind::Changed { from, to } => (DifferenceWord::Changed, Some((from, to))),
    };
    let (from, to) = values.map(|(from, to)| (from.clone(), to.clone())).unzip();
    DifferenceView {
        subject: difference.subject.clone(),
        kind,
        from,
        to,
        place: basis.place(Some(difference.place)),
        confirmed: part_slot("differs", &difference.subject, variant),
    }
}
