//! Decisions: controls that do not apply, and controls that are covered, not assessed or declined.

use indexmap::IndexMap;
use serde::Serialize;

use super::basis::Basis;
use super::evidence::{WantedView, view_wanted_where};
use super::reasons::ReasonView;
use super::refs::RefView;
use super::series::LEAD;
use super::statuses::StatusView;
use crate::logic::Reason;
use crate::model::SlotId;
use crate::plan::{ControlPlan, EvidenceGround, Status};
use crate::source::Text;

/// A ground on which controls do not apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroundsView {
    /// The ground.
    pub reason: ReasonView,
    /// The controls that do not apply because of it.
    pub controls: Vec<GroundedView>,
    /// The slot in which the laboratory agrees or refuses.
    pub agreed: String,
    /// The slot for its remark.
    pub remark: String,
}

/// A control that does not apply on a ground, to the series or to one of its products.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroundedView {
    /// The key with that of the catalog.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The product to which it does not apply; `None` if it applies to no product of the series.
    pub product: Option<String>,
}

/// A control that does not apply, to the series or to one of its products.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DecisionView {
    /// The control.
    pub control: RefView,
    /// The product to which it does not apply; `None` if it applies to no product of the series.
    pub product: Option<String>,
    /// The statement of the control, in the author's Markdown.
    pub statement: Option<Text>,
    /// The reason why it does not apply.
    pub reason: ReasonView,
    /// The evidence that is owed because it does not apply (L-122).
    pub evidence: Vec<WantedView>,
    /// The slot in which the assessor agrees or refuses.
    pub agreed: String,
    /// The slot for name and date.
    pub signed: String,
    /// The slot for a remark.
    pub remark: String,
}

/// A control without evidence and procedures of its own: it is covered, not assessed or declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AsideView {
    /// The control.
    pub control: RefView,
    /// Its status.
    #[serde(flatten)]
    pub standing: StatusView,
    /// The reason for its status.
    pub reason: ReasonView,
    /// The slot for a remark.
    pub remark: String,
}

/// A control that does not apply, to the whole series or to one product of it.
struct FallsAway<'a> {
    plan: &'a ControlPlan,
    reason: &'a Reason,
    /// The product; `None` for the whole series.
    product: Option<String>,
    /// The variant of its slots; `None` for the lead too.
    variant: Option<String>,
}

/// Finds the controls that do not apply, in the order of the scheme. If the products of a series differ, there is one
/// for each product.
fn find_falling<'a>(basis: &Basis<'a>) -> Vec<FallsAway<'a>> {
    basis
        .plan
        .controls
        .iter()
        .flat_map(|plan| falling_products(basis, plan))
        .collect()
}

fn falling_products<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> Vec<FallsAway<'a>> {
    let falls = |status| status == Status::NotApplicable;
    if plan.variants.is_empty() {
        let whole = falls(plan.status).then_some(FallsAway {
            plan,
            reason: &plan.reason,
            product: None,
            variant: None,
        });
        return whole.into_iter().collect();
    }
    let products = plan.variants.iter().filter(|product| falls(product.status));
    products
        .map(|product| FallsAway {
            plan,
            reason: &product.reason,
            product: Some(product_shown(basis, product.variant.as_deref())),
            variant: product.variant.clone(),
        })
        .collect()
}

/// Names a product of the series: a variant by its id, the lead with its model.
fn product_shown(basis: &Basis<'_>, variant: Option<&str>) -> String {
    variant.map_or_else(
        || format!("{} ({LEAD})", basis.product_name()),
        str::to_owned,
    )
}

impl FallsAway<'_> {
    fn slot(&self, basis: &Basis<'_>, field: &str) -> String {
        let name = &basis.scheme.controls[self.plan.control].name;
        let slot = SlotId::new(&**name, field);
        slot.variant(self.variant.as_deref()).text()
    }
}

/// Gathers the grounds on which controls do not apply, in the order in which they occur.
pub(super) fn view_grounds(basis: &Basis<'_>) -> Vec<GroundsView> {
    let mut grounds: IndexMap<&str, GroundsView> = IndexMap::new();
    for falling in find_falling(basis) {
        let ground = grounds
            .entry(falling.reason.sentence.as_str())
            .or_insert_with(|| GroundsView {
                reason: basis.reason(falling.reason),
                controls: Vec::new(),
                agreed: falling.slot(basis, "laboratory-agrees"),
                remark: falling.slot(basis, "laboratory-remark"),
            });
        let RefView { key, title } = basis.control(falling.plan.control);
        ground.controls.push(GroundedView {
            key,
            title,
            product: falling.product,
        });
    }
    grounds.into_values().collect()
}

/// Counts the controls that do not apply, once for each product.
pub(super) fn count_decisions(basis: &Basis<'_>) -> usize {
    find_falling(basis).len()
}

/// Shows every control that does not apply, once for each product.
pub(super) fn view_decisions(basis: &Basis<'_>) -> Vec<DecisionView> {
    find_falling(basis)
        .into_iter()
        .map(|falling| view_decision(basis, falling))
        .collect()
}

fn view_decision<'a>(basis: &Basis<'a>, falling: FallsAway<'a>) -> DecisionView {
    let control = &basis.scheme.controls[falling.plan.control];
    // Evidence of other grounds is owed for the products to which the control applies.
    let evidence = view_wanted_where(basis, falling.plan, |owed| {
        falling.product.is_none() || owed.ground == EvidenceGround::Otherwise
    });
    DecisionView {
        control: basis.control(falling.plan.control),
        statement: control.statement.clone(),
        reason: basis.reason(falling.reason),
        evidence,
        agreed: falling.slot(basis, "not-applicable-agreed"),
        signed: falling.slot(basis, "not-applicable-signed"),
        remark: falling.slot(basis, "not-applicable-remark"),
        product: falling.product,
    }
}

/// Shows every control that is covered, not assessed or declined.
pub(super) fn view_asides(basis: &Basis<'_>) -> Vec<AsideView> {
    basis
        .plan
        .controls
        .iter()
        .filter(|plan| !plan.status.is_decided())
        .map(|plan| {
            let control = basis.control(plan.control);
            AsideView {
                standing: plan.status.into(),
                reason: basis.reason(&plan.reason),
                remark: SlotId::new(&*control.key, "remark").text(),
                control,
            }
        })
        .collect()
}
