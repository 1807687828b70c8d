//! Controls, as all documents of a product show them.

use serde::Serialize;

use super::basis::Basis;
use super::reasons::ReasonView;
use super::statuses::{StatusView, VariantStatusView, view_variant};
use crate::model::{Control, ControlId, Scheme, Subject};
use crate::plan::ControlPlan;
use crate::source::Text;

/// A control with its texts and its status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ControlView {
    /// The key with that of the catalog.
    pub key: Text,
    /// The source's own number for it.
    pub clause: Text,
    /// The catalog with its version.
    pub catalog: Text,
    /// The control that a control of a profile takes: `asvs-c:C.1` of `asvs-c@4.0.3`.
    pub takes: Option<TakesView>,
    /// The title of its group.
    pub group: Option<Text>,
    /// The title, after the number if it has one (L-340).
    pub title: Text,
    /// What heads its section: the title after the number, or else after the key.
    pub heading: Text,
    /// The lowest level of the edition at which it holds; `None` if the edition has no levels.
    pub level: Option<Text>,
    /// The texts of the control, and whom it addresses.
    #[serde(flatten)]
    pub texts: ControlTexts,
    /// The status.
    #[serde(flatten)]
    pub standing: StatusView,
    /// The reason for the status.
    pub reason: ReasonView,
    /// The status for each product of the series; empty if all agree.
    pub variants: Vec<VariantStatusView>,
}

/// The texts of a control, and whom it addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ControlTexts {
    /// The word that the catalog prints for `shall` or `should`.
    pub strength: Text,
    /// Whether it judges the manufacturer rather than the product.
    pub of_maker: bool,
    /// The parties that it addresses.
    pub addresses: Vec<Text>,
    /// The objective, in the author's Markdown.
    pub objective: Option<Text>,
    /// The statement, in the author's Markdown.
    pub statement: Option<Text>,
    /// The guidance on good answers, in the author's Markdown.
    pub guidance: Option<Text>,
}

/// The control of a base that a control of a profile takes (L-050).
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

/// Shows the control that a control of a profile takes. Its key has its version where the profile has the same key in
/// another version.
pub(in crate::view) fn view_takes(control: &Control) -> Option<TakesView> {
    let taken = control.takes()?;
    let (base, clause) = taken.name.split_once(':').unwrap_or_default();
    let own = control.name.split_once(':').map(|(own, _)| own);
    let key = if own == Some(base) {
        format!("{}:{clause}", taken.catalog).into()
    } else {
        taken.name.clone()
    };
    Some(TakesView {
        key,
        clause: clause.into(),
        catalog: taken.catalog.clone(),
        source: taken.source.clone(),
    })
}

/// Shows the texts of a control, and whom it addresses.
pub(in crate::view) fn view_control_texts(scheme: &Scheme, id: ControlId) -> ControlTexts {
    let control = &scheme.controls[id];
    ControlTexts {
        strength: scheme.printed_for(id, control.strength.word()).into(),
        of_maker: control.subject == Subject::Maker,
        addresses: control
            .addresses
            .iter()
            .map(|party| scheme.parties[*party].heading())
            .collect(),
        objective: control.objective.clone(),
        statement: control.statement.clone(),
        guidance: control.guidance.clone(),
    }
}

pub(super) fn view_control(basis: &Basis<'_>, plan: &ControlPlan) -> ControlView {
    let scheme = basis.scheme;
    let control = &scheme.controls[plan.control];
    ControlView {
        key: control.name.clone(),
        clause: control.key.clone(),
        catalog: scheme.catalogs[control.catalog].name().into(),
        takes: view_takes(control),
        group: control.group.map(|group| scheme.groups[group].heading()),
        title: control.heading(),
        heading: control.section_heading(),
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
