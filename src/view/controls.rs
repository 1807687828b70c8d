//! What documents say of every control.

use serde::Serialize;

use super::basis::Basis;
use super::reasons::ReasonView;
use super::statuses::{StatusView, VariantStatusView, view_variant};
use super::texts::printed_word;
use crate::model::{ControlId, Scheme, Subject, TakenFrom};
use crate::plan::ControlPlan;
use crate::source::Text;

/// A control, its texts and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ControlView {
    /// The key with that of the catalog.
    pub key: Text,
    /// The source's own number for it.
    pub clause: Text,
    /// The catalog with its version.
    pub catalog: Text,
    /// What it takes, where it is a control of a profile: `asvs-c:C.1` of `asvs-c@4.0.3`.
    pub takes: Option<TakesView>,
    /// The title of its group.
    pub group: Option<Text>,
    /// The title.
    pub title: Text,
    /// The lowest level of the edition at which it holds.
    pub level: Option<Text>,
    /// What it asks of whom.
    #[serde(flatten)]
    pub texts: ControlTexts,
    /// How it stands.
    #[serde(flatten)]
    pub standing: StatusView,
    /// Why.
    pub reason: ReasonView,
    /// How it stands for each product of the series, where they differ.
    pub variants: Vec<VariantStatusView>,
}

/// What a control asks of whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ControlTexts {
    /// The word that the catalog prints for `shall` or `should`.
    pub strength: Text,
    /// Whether it judges the maker rather than the product.
    pub of_maker: bool,
    /// Whom it addresses.
    pub addresses: Vec<Text>,
    /// What it is for, in the author's Markdown.
    pub objective: Option<Text>,
    /// What must be so, in the author's Markdown.
    pub statement: Option<Text>,
    /// What a good answer contains, in the author's Markdown.
    pub guidance: Option<Text>,
}

/// The control of a base that a control of a profile takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TakesView {
    /// The key with that of its catalog.
    pub key: Text,
    /// Its own key: the clause of its source.
    pub clause: Text,
    /// Its catalog with the version.
    pub catalog: Text,
    /// The title of its catalog.
    pub source: Text,
}

/// Shows what a control takes.
pub(in crate::view) fn view_takes(taken: &TakenFrom) -> TakesView {
    let (_, clause) = taken.name.split_once(':').unwrap_or_default();
    TakesView {
        key: taken.name.clone(),
        clause: clause.into(),
        catalog: taken.catalog.clone(),
        source: taken.source.clone(),
    }
}

/// Shows what a control asks of whom.
pub(in crate::view) fn view_control_texts(scheme: &Scheme, id: ControlId) -> ControlTexts {
    let control = &scheme.controls[id];
    let addresses = control.addresses.iter();
    ControlTexts {
        strength: printed_word(scheme, id, control.strength.word()).into(),
        of_maker: control.subject == Subject::Maker,
        addresses: addresses
            .map(|party| scheme.parties[*party].title.clone())
            .collect(),
        objective: control.objective.clone(),
        statement: control.statement.clone(),
        guidance: control.guidance.clone(),
    }
}

/// Shows a control.
pub(super) fn view_control(basis: &Basis<'_>, plan: &ControlPlan) -> ControlView {
    let scheme = basis.scheme;
    let control = &scheme.controls[plan.control];
    ControlView {
        key: control.name.clone(),
        clause: control.key.clone(),
        catalog: scheme.catalogs[control.catalog].name().into(),
        takes: control.takes.as_deref().map(view_takes),
        group: control
            .group
            .map(|group| scheme.groups[group].title.clone()),
        title: control.title.clone(),
        level: scheme
            .levels_of(plan.control)
            .first()
            .copied()
            .map(Text::from),
        texts: view_control_texts(scheme, plan.control),
        standing: plan.status.into(),
        reason: basis.reason(&plan.reason),
        variants: plan.variants.iter().map(view_variant).collect(),
    }
}
