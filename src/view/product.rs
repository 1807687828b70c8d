//! The product: identity, contacts, facts, inventories, series.

use serde::Serialize;

use super::answers::answer_words;
use super::basis::Basis;
use super::classification::{ClassView, view_classification};
use super::entries::{InventoryView, view_inventory};
use super::texts::given;
use crate::model::{Answer, IdentityKind, Slot, SlotPart, SlotWord};
use crate::product::{Contact, ContactField, DifferenceKind, IdentityField};
use crate::source::Text;
use crate::view::blank::{Blank, part_blank};

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
    /// The scheme's own classification: the derived names that have a number, with their answers.
    pub classification: Vec<ClassView>,
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
    pub key: Text,
    /// The name for people.
    pub label: Text,
    /// Whether results hold for this value alone.
    pub bound: bool,
    /// The declared value; `None` if nothing is declared.
    pub value: Option<String>,
    /// Its place in the product file.
    pub place: Option<String>,
    /// The slot in which it is filled in.
    pub slot: Blank,
    /// The slot for the laboratory's observation.
    pub seen: Blank,
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
    /// Whether the answer is missing or incomplete.
    pub open: bool,
    /// The place of the answer in the product file.
    pub place: Option<String>,
    /// The slot in which the laboratory confirms it.
    pub confirmed: Blank,
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
    pub confirmed: Blank,
    /// The slot for what it means for security.
    pub reason: Blank,
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

impl DifferenceWord {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
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

pub(super) fn view_product(basis: &Basis<'_>) -> ProductView {
    let product = basis.product;
    let fields = IdentityField::all(basis.scheme);
    let describes = |field: &IdentityField| field.kind(basis.scheme) == IdentityKind::Lines;
    let (description, identity): (Vec<_>, Vec<_>) = fields.partition(describes);
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
        classification: view_classification(basis),
        inventories: inventories.map(|id| view_inventory(basis, id)).collect(),
        series: view_series(basis),
    }
}

fn view_field(basis: &Basis<'_>, field: IdentityField) -> IdentityView {
    let scheme = basis.scheme;
    let text = basis.product.identity.get(field);
    let key = field.key(scheme);
    let slot = part_blank(SlotWord::Product, SlotPart::Subject, key);
    IdentityView {
        key: key.into(),
        label: field.heading(scheme),
        bound: field.is_bound(scheme),
        value: given(text.filter(|_| !is_kept(basis, &slot))),
        place: text.and_then(|text| basis.place(Some(text.place))),
        slot,
        seen: basis.part(SlotWord::Seen, SlotPart::Subject, key),
    }
}

/// Says whether an answer stands in the place of what the product file gives.
fn is_kept(basis: &Basis<'_>, blank: &Blank) -> bool {
    basis.product.kept.contains(blank.slot())
}

fn view_contact(basis: &Basis<'_>, role: ContactRole, contact: Option<&Contact>) -> ContactView {
    let company = match role {
        ContactRole::Applicant => SlotWord::Applicant,
        ContactRole::Manufacturer => SlotWord::Manufacturer,
    };
    let line = |field: ContactField| {
        let text = contact.and_then(|contact| contact.get(field));
        let slot = part_blank(company, SlotPart::Field, field.word());
        IdentityView {
            key: field.word().into(),
            label: match field {
                ContactField::Name => "Name",
                ContactField::Address => "Address",
                ContactField::Contact => "Contact",
            }
            .into(),
            bound: false,
            value: given(text.filter(|_| !is_kept(basis, &slot))),
            place: text.and_then(|text| basis.place(Some(text.place))),
            slot,
            seen: part_blank(
                SlotWord::Seen,
                SlotPart::Subject,
                &format!("{}.{}", company.word(), field.word()),
            ),
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
                question: fact.heading(),
                answer: (answer != &Answer::Unknown)
                    .then(|| answer_words(basis, &fact.answer, answer)),
                open: answer.is_open(),
                place: basis.place(lead.fact_place(id)),
                confirmed: part_blank(SlotWord::Confirmed, SlotPart::Subject, &fact.key),
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
    let blank = |what| {
        let slot = Slot::of_product(what).with(SlotPart::Subject, difference.subject.as_str());
        basis.blank(slot, &[Some(variant.to_owned())].into())
    };
    let (from, to) = values.map(|(from, to)| (from.clone(), to.clone())).unzip();
    DifferenceView {
        subject: difference.subject.clone(),
        kind,
        from,
        to,
        place: basis.place(Some(difference.place)),
        confirmed: blank(SlotWord::DifferenceConfirmed),
        reason: blank(SlotWord::DiffersReason),
    }
}
