//! The scope of a certificate, and the declarations with which reports must agree: models, versions, hashes.

use serde::Serialize;

use crate::model::{IdentityKind, Situation, Slot, SlotPart, SlotWord};
use crate::product::{Identity, IdentityField};
use crate::source::Text;
use crate::view::answers::version_answers;
use crate::view::basis::Basis;
use crate::view::blank::{Blank, part_blank};
use crate::view::head::{BoundView, view_bound};
use crate::view::texts::given;

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
    /// The values for which alone results hold, such as its versions.
    pub bound: Vec<BoundView>,
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
    /// Whether it is an entry, and no field of the identity.
    pub is_entry: bool,
    /// The declared values; empty if nothing is declared.
    pub declared: Vec<String>,
    /// The slot for the value in the reports.
    pub reported: Blank,
    /// The slot for whether both agree.
    pub agrees: Blank,
}

pub(in crate::view) fn view_scope(basis: &Basis<'_>) -> ScopeView {
    let product = basis.product;
    let lead = view_versions(basis, &product.target.lead);
    let variants = product.variants.iter().zip(&product.target.variants);
    let variants = variants.map(|(info, variant)| {
        let versions = view_versions(basis, &variant.situation);
        ScopeModel {
            variant: Some(info.key.clone()),
            versions: differing(&lead, versions),
            ..view_model(basis, &info.identity)
        }
    });
    let models = std::iter::once(view_model(basis, &product.identity)).chain(variants);
    ScopeView {
        models: models.collect(),
        versions: lead,
    }
}

fn view_model(basis: &Basis<'_>, identity: &Identity) -> ScopeModel {
    ScopeModel {
        variant: None,
        name: given(identity.get(IdentityField::Name)),
        model: given(identity.get(IdentityField::Model)),
        bound: view_bound(basis.scheme, identity).collect(),
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

fn view_versions(basis: &Basis<'_>, situation: &Situation) -> Vec<VersionView> {
    versions_of(basis, situation)
        .map(|(_, _, version)| version)
        .collect()
}

/// Lists the entries of inventories that ask for a version or a hash, with the key of the inventory and the id.
fn versions_of<'a>(
    basis: &'a Basis<'_>,
    situation: &'a Situation,
) -> impl Iterator<Item = (&'a Text, &'a Text, VersionView)> {
    let asking = basis.scheme.inventories.iter().filter(|(_, inventory)| {
        inventory
            .attributes
            .iter()
            .any(|(_, attribute)| attribute.answer.identifies())
    });
    asking.flat_map(move |(id, inventory)| {
        situation.entries(id).iter().map(move |entry| {
            let version = VersionView {
                name: format!("{}.{}", inventory.key, entry.id),
                declared: version_answers(basis, inventory, entry),
                there: true,
            };
            (&inventory.key, &entry.id, version)
        })
    })
}

/// Lists the declarations with which reports must agree: the model, and what the scheme asks of the identity in a few words.
pub(super) fn view_agreements(basis: &Basis<'_>) -> Vec<AgreementView> {
    let scheme = basis.scheme;
    let identity = &basis.product.identity;
    let is_repeated = |field: &IdentityField| match field.kind(scheme) {
        IdentityKind::Text | IdentityKind::Sha256 | IdentityKind::Date => {
            *field != IdentityField::Name
        }
        IdentityKind::Lines => false,
    };
    let fields = IdentityField::all(scheme).filter(is_repeated);
    let fields = fields.map(|field| {
        let declared = given(identity.get(field)).into_iter().collect();
        let of_field = |what| part_blank(what, SlotPart::Subject, field.key(scheme));
        agreement(field.heading(scheme).to_string(), declared, of_field)
    });
    let entries = versions_of(basis, &basis.product.target.lead);
    let entries = entries.map(|(inventory, id, entry)| AgreementView {
        is_entry: true,
        ..agreement(entry.name, entry.declared, |what| {
            let slot = Slot::of_product(what).with(SlotPart::Inventory, inventory.clone());
            Blank::of(slot.with(SlotPart::Entry, id.clone()))
        })
    });
    fields.chain(entries).collect()
}

fn agreement(
    what: String,
    declared: Vec<String>,
    blank: impl Fn(SlotWord) -> Blank,
) -> AgreementView {
    AgreementView {
        what,
        is_entry: false,
        declared,
        reported: blank(SlotWord::Reported),
        agrees: blank(SlotWord::Agrees),
    }
}
