//! The scope of a certificate, and the declarations with which reports must agree: models, versions, hashes.

use serde::Serialize;

use super::answers::version_answers;
use super::basis::Basis;
use super::blanks::item_slot;
use super::product::field_label;
use super::texts::given;
use crate::model::Situation;
use crate::product::{Identity, IdentityField};

/// The scope of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScopeView {
    /// The models, the lead first.
    pub models: Vec<ScopeModel>,
    /// The entries of the lead that have a version or a hash of their own, such as images.
    pub versions: Vec<VersionView>,
}

/// A model of the series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScopeModel {
    /// The variant; `None` for the lead.
    pub variant: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its model number.
    pub model: Option<String>,
    /// Its hardware version.
    pub hardware: Option<String>,
    /// Its firmware version.
    pub firmware: Option<String>,
    /// The SHA-256 of its firmware.
    pub sha256: Option<String>,
    /// The entries whose versions differ from those of the lead, and the entries that only one of both has.
    pub versions: Vec<VersionView>,
}

/// An entry that has a version or a hash of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VersionView {
    /// The entry: `image.system`.
    pub name: String,
    /// Version and hash as declared; empty if nothing is declared or the model does not have the entry.
    pub declared: Vec<String>,
    /// Whether the model has the entry.
    pub there: bool,
}

/// A declaration with which the reports of the laboratory must agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AgreementView {
    /// The subject: `Hardware version`, `image.system`.
    pub what: String,
    /// The declared values; empty if nothing is declared.
    pub declared: Vec<String>,
    /// The slot for the value in the reports.
    pub reported: String,
    /// The slot for whether both agree.
    pub agrees: String,
}

pub(super) fn view_scope(basis: &Basis<'_>) -> ScopeView {
    let product = basis.product;
    let lead = view_versions(basis, &product.target.lead);
    let variants = product.variants.iter().zip(&product.target.variants);
    let variants = variants.map(|(info, variant)| {
        let versions = view_versions(basis, &variant.situation);
        ScopeModel {
            variant: Some(info.key.clone()),
            versions: differing(&lead, versions),
            ..view_model(&info.identity)
        }
    });
    let models = std::iter::once(view_model(&product.identity)).chain(variants);
    ScopeView {
        models: models.collect(),
        versions: lead,
    }
}

fn view_model(identity: &Identity) -> ScopeModel {
    let text = |field| given(identity.get(field));
    ScopeModel {
        variant: None,
        name: text(IdentityField::Name),
        model: text(IdentityField::Model),
        hardware: text(IdentityField::Hardware),
        firmware: text(IdentityField::Firmware),
        sha256: text(IdentityField::FirmwareSha256),
        versions: Vec::new(),
    }
}

/// Returns the differences from the lead: other versions, missing entries, additional entries.
fn differing(lead: &[VersionView], versions: Vec<VersionView>) -> Vec<VersionView> {
    let missing: Vec<VersionView> = lead
        .iter()
        .filter(|entry| !versions.iter().any(|version| version.name == entry.name))
        .map(|entry| VersionView {
            name: entry.name.clone(),
            declared: Vec::new(),
            there: false,
        })
        .collect();
    versions
        .into_iter()
        .filter(|version| !lead.contains(version))
        .chain(missing)
        .collect()
}

/// Lists the entries of inventories that ask for a version or a hash.
fn view_versions(basis: &Basis<'_>, situation: &Situation) -> Vec<VersionView> {
    let asking = basis.scheme.inventories.iter().filter(|(_, inventory)| {
        inventory
            .attributes
            .iter()
            .any(|(_, attribute)| attribute.answer.identifies())
    });
    asking
        .flat_map(|(id, inventory)| {
            situation.entries(id).iter().map(move |entry| VersionView {
                name: format!("{}.{}", inventory.key, entry.id),
                declared: version_answers(basis, inventory, entry),
                there: true,
            })
        })
        .collect()
}

/// The fields of the identity that the reports of the laboratory repeat.
const REPORTED: [IdentityField; 5] = [
    IdentityField::Registration,
    IdentityField::Model,
    IdentityField::Hardware,
    IdentityField::Firmware,
    IdentityField::FirmwareSha256,
];

/// Lists the declarations with which the reports of the laboratory must agree.
pub(super) fn view_agreements(basis: &Basis<'_>) -> Vec<AgreementView> {
    let identity = &basis.product.identity;
    let fields = REPORTED.into_iter().map(|field| {
        let declared = given(identity.get(field)).into_iter().collect();
        agreement(field.word(), field_label(field).to_owned(), declared)
    });
    let entries = view_versions(basis, &basis.product.target.lead)
        .into_iter()
        .map(|entry| agreement(&entry.name, entry.name.clone(), entry.declared));
    fields.chain(entries).collect()
}

fn agreement(item: &str, subject: String, declared: Vec<String>) -> AgreementView {
    AgreementView {
        what: subject,
        declared,
        reported: item_slot("reported", item),
        agrees: item_slot("agrees", item),
    }
}
