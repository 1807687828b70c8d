//! The head of documents: edition, level, product, catalogs, verdict words, counts.

use serde::Serialize;

use super::basis::{Basis, BuildStamp};
use super::overlays::{OverlayView, view_overlays};
use super::parties::{PartiesView, view_parties};
use super::round::{RoundView, view_round};
use super::statuses::StatusView;
use super::texts::given;
use crate::model::{
    CatalogId, CatalogLevel, EditionStatus, Id, IdentityKind, Level, LevelId, Scheme, Verdict,
};
use crate::plan::Status;
use crate::product::{ContactField, Identity, IdentityField};
use crate::source::Text;

/// The head that all documents share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HeadView {
    /// The edition: `iotscs@2024-03`.
    pub edition: String,
    /// Its title.
    pub edition_title: Text,
    /// More about it, in the author's Markdown.
    pub edition_about: Option<Text>,
    /// Whether it can still change.
    pub edition_status: EditionStatus,
    /// The level; `None` if the edition has no levels.
    pub level: Option<Level>,
    /// The model or the name of the product.
    pub product: String,
    /// The name of the product, if `product` is its model.
    pub name: Option<String>,
    /// The versions for which alone results hold, hashes left out.
    pub versions: Vec<BoundView>,
    /// What every page quotes: the number of the registration.
    pub quoted: Vec<BoundView>,
    /// The name of the applicant.
    pub applicant: Option<String>,
    /// Who is who.
    pub parties: PartiesView,
    /// The name of the product file.
    pub product_file: String,
    /// The names of the variants beside the lead.
    pub variants: Vec<String>,
    /// The catalogs in use at the level.
    pub catalogs: Vec<CatalogView>,
    /// The overlays whose wording, or whose comparison with a licensed copy, the document uses.
    pub overlays: Vec<OverlayView>,
    /// The verdict words of the edition.
    pub verdicts: Vec<Verdict>,
    /// How many controls have each status; statuses without controls are left out.
    pub counts: Vec<StatusCount>,
    /// The date and tool with which the document is built.
    pub stamp: BuildStamp,
    /// The round of tests for which the paper is; left out where it is for the first, or for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundView>,
}

/// A field of the identity that documents name with the product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BoundView {
    /// The name of the field in the product file.
    pub key: Text,
    /// The name for people.
    pub label: Text,
    /// What is written in it.
    pub kind: IdentityKind,
    /// The declared value; `None` if nothing is declared.
    pub value: Option<String>,
}

/// A catalog in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CatalogView {
    /// The key: `asvs-c`.
    pub key: Text,
    /// Key and version: `asvs-c@4.0.3`.
    pub name: String,
    /// The title.
    pub title: Text,
    /// Who publishes the source.
    pub publisher: Option<Text>,
    /// The source.
    pub cites: Option<Text>,
    /// The licence of the source.
    pub licence: Option<String>,
    /// The level of the catalog that is in use; `None` if the whole catalog is.
    pub level: Option<Text>,
}

/// How many controls have a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusCount {
    /// The status.
    #[serde(flatten)]
    pub standing: StatusView,
    /// The number of controls.
    pub count: usize,
}

impl Basis<'_> {
    /// Builds the head of a document.
    pub(super) fn head(&self) -> HeadView {
        let edition = &self.scheme.edition;
        let identity = &self.product.identity;
        let applicant = self.product.applicant.as_ref();
        HeadView {
            edition: edition.name(),
            edition_title: edition.heading(),
            edition_about: edition.about.clone(),
            edition_status: edition.status,
            level: view_level(self.scheme, self.plan.level),
            product: self.product_name(),
            name: given(identity.get(IdentityField::Name))
                .filter(|name| *name != self.product_name()),
            versions: view_bound(self.scheme, identity)
                .filter(|bound| bound.kind != IdentityKind::Sha256)
                .collect(),
            quoted: view_identity(self.scheme, identity, IdentityField::is_quoted).collect(),
            applicant: applicant.and_then(|applicant| given(applicant.get(ContactField::Name))),
            parties: view_parties(self.scheme),
            product_file: self.product.file.clone(),
            variants: self.plan.variants.clone(),
            catalogs: view_catalogs(self.scheme, self.plan.level),
            overlays: view_overlays(
                self.scheme,
                self.sources,
                self.plan.controls.iter().map(|control| control.control),
            ),
            verdicts: edition.verdicts.clone(),
            counts: self.counts(),
            stamp: self.stamp.clone(),
            round: view_round(self),
        }
    }

    fn counts(&self) -> Vec<StatusCount> {
        let count = |status: Status| StatusCount {
            standing: status.into(),
            count: self.plan.with_status(status).count(),
        };
        let counts = Status::ALL.into_iter().map(count);
        counts.filter(|count| count.count > 0).collect()
    }
}

/// Shows the fields of an identity for whose values alone results hold.
pub(super) fn view_bound<'a>(
    scheme: &'a Scheme,
    identity: &'a Identity,
) -> impl Iterator<Item = BoundView> + 'a {
    view_identity(scheme, identity, IdentityField::is_bound)
}

/// Shows the fields of an identity that are wanted.
fn view_identity<'a>(
    scheme: &'a Scheme,
    identity: &'a Identity,
    is_wanted: fn(IdentityField, &Scheme) -> bool,
) -> impl Iterator<Item = BoundView> + 'a {
    let wanted = IdentityField::all(scheme).filter(move |field| is_wanted(*field, scheme));
    wanted.map(move |field| BoundView {
        key: field.key(scheme).into(),
        label: field.heading(scheme),
        kind: field.kind(scheme),
        value: given(identity.get(field)),
    })
}

pub(super) fn view_level(scheme: &Scheme, level: Option<LevelId>) -> Option<Level> {
    scheme.edition.levels.get(level?.index()).cloned()
}

/// Shows the catalogs in use at a level of the edition, in its order.
pub(super) fn view_catalogs(scheme: &Scheme, level: Option<LevelId>) -> Vec<CatalogView> {
    let used = scheme.edition.uses.iter().map(|used| used.catalog);
    used.filter_map(|catalog| {
        let held = match scheme.catalog_level(catalog, level) {
            CatalogLevel::NotUsed => return None,
            CatalogLevel::Whole => None,
            CatalogLevel::At(level) => {
                let level = scheme.catalogs[catalog].levels.get(level.index());
                level.map(|level| level.key.clone())
            }
        };
        Some(view_catalog(scheme, catalog, held))
    })
    .collect()
}

/// Shows a catalog with the level that is in use; `None` if the whole catalog is.
pub(super) fn view_catalog(scheme: &Scheme, id: CatalogId, level: Option<Text>) -> CatalogView {
    let catalog = &scheme.catalogs[id];
    CatalogView {
        key: catalog.key.clone(),
        name: catalog.name(),
        title: catalog.heading(),
        publisher: catalog.publisher.clone(),
        cites: catalog.cites.as_ref().map(|cites| cites.source.clone()),
        licence: catalog
            .cites
            .as_ref()
            .and_then(|c| c.licence.as_ref().map(ToString::to_string)),
        level,
    }
}
