//! What documents say of every control.

use serde::Serialize;

use super::basis::Basis;
use super::reasons::ReasonView;
use super::statuses::{StatusView, VariantStatusView, view_variant};
use crate::model::{Subject, TakenFrom};
use crate::plan::ControlPlan;

/// A control, its texts and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ControlView {
    /// The key with that of the catalog.
    pub key: String,
    /// The source's own number for it.
    pub clause: String,
    /// The catalog with its version.
    pub catalog: String,
    /// What it takes, where it is a control of a profile: `asvs-c:C.1` of `asvs-c@4.0.3`.
    pub takes: Option<TakesView>,
    /// The title of its group.
    pub group: Option<String>,
    /// The title.
    pub title: String,
    /// The lowest level of the edition at which it holds.
    pub level: Option<String>,
    /// The word that the catalog prints for `shall` or `should`.
    pub strength: String,
    /// Whether it judges the maker rather than the product.
    pub of_maker: bool,
    /// Whom it addresses.
    pub addresses: Vec<String>,
    /// What it is for, in the author's Markdown.
    pub objective: Option<String>,
    /// What must be so, in the author's Markdown.
    pub statement: Option<String>,
    /// What a good answer contains, in the author's Markdown.
    pub guidance: Option<String>,
    /// How it stands.
    #[serde(flatten)]
    pub standing: StatusView,
    /// Why.
    pub reason: ReasonView,
    /// How it stands for each product of the series, where they differ.
    pub variants: Vec<VariantStatusView>,
}

/// The control of a base that a control of a profile takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TakesView {
    /// The key with that of its catalog.
    pub key: String,
    /// Its own key: the clause of its source.
    pub clause: String,
    /// Its catalog with the version.
    pub catalog: String,
    /// The title of its catalog.
    pub source: String,
}

/// Shows what a control takes.
pub(in crate::view) fn view_takes(taken: &TakenFrom) -> TakesView {
    let (_, clause) = taken.name.split_once(':').unwrap_or_default();
    TakesView {
        key: taken.name.to_string(),
        clause: clause.to_owned(),
        catalog: taken.catalog.to_string(),
        source: taken.source.to_string(),
    }
}

/// Shows a control.
pub(super) fn view_control(basis: &Basis<'_>, plan: &ControlPlan) -> ControlView {
    let scheme = basis.scheme;
    let control = &scheme.controls[plan.control];
    let addresses = control.addresses.iter();
    ControlView {
        key: control.name.to_string(),
        clause: control.key.to_string(),
        catalog: scheme.catalogs[control.catalog].name(),
        takes: control.takes.as_deref().map(view_takes),
        group: control
            .group
            .map(|group| scheme.groups[group].title.to_string()),
        title: control.title.to_string(),
        level: scheme
            .levels_of(plan.control)
            .first()
            .copied()
            .map(str::to_owned),
        strength: basis.printed(plan.control, control.strength.word()),
        of_maker: control.subject == Subject::Maker,
        addresses: addresses
            .map(|party| scheme.parties[*party].title.to_string())
            .collect(),
        objective: control.objective.as_ref().map(ToString::to_string),
        statement: control.statement.as_ref().map(ToString::to_string),
        guidance: control.guidance.as_ref().map(ToString::to_string),
        standing: plan.status.into(),
        reason: basis.reason(&plan.reason),
        variants: plan.variants.iter().map(view_variant).collect(),
    }
}
