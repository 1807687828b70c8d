//! Decisions: controls that do not apply, and controls that are covered, not assessed or declined.

use indexmap::IndexMap;
use serde::Serialize;

use super::basis::Basis;
use super::blank::Blank;
use super::evidence::{WantedView, view_wanted_where};
use super::reasons::ReasonView;
use super::refs::RefView;
use super::series::LEAD;
use super::statuses::StatusView;
use crate::logic::Reason;
use crate::model::{Slot, SlotWord};
use crate::plan::{ControlPlan, EvidenceGround, Products, Status};
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
    pub agreed: Blank,
    /// The slot for its remark.
    pub remark: Blank,
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
    pub agreed: Blank,
    /// The slot for name and date.
    pub signed: Blank,
    /// The slot for a remark.
    pub remark: Blank,
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
    /// The slot in which the assessor agrees or refuses; `None` if there is nothing to decide, since it is not declined.
    pub agreed: Option<Blank>,
    /// The slot for a remark.
    pub remark: Blank,
}

/// A control that does not apply, to the whole series or to one product of it.
struct FallsAway<'a> {
    plan: &'a ControlPlan,
    reason: &'a Reason,
    /// The product; `None` for the whole series.
    product: Option<String>,
    /// The products of its slots; empty for the whole series.
    products: Products,
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
            products: Products::default(),
        });
        return whole.into_iter().collect();
    }
    let products = plan.variants.iter().filter(|product| falls(product.status));
    products
        .map(|product| FallsAway {
            plan,
            reason: &product.reason,
            product: Some(product_shown(basis, product.variant.as_deref())),
            products: [product.variant.clone()].into(),
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
    fn blank(&self, basis: &Basis<'_>, what: SlotWord) -> Blank {
        let name = &basis.scheme.controls[self.plan.control].name;
        basis.blank(Slot::of_control(name, what), &self.products)
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
                agreed: falling.blank(basis, SlotWord::TesterAgrees),
                remark: falling.blank(basis, SlotWord::TesterRemark),
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

/// Counts those of them that are on single products of the series.
pub(super) fn count_single_decisions(basis: &Basis<'_>) -> usize {
    let falling = find_falling(basis);
    let single = falling.iter().filter(|falling| falling.product.is_some());
    single.count()
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
        agreed: falling.blank(basis, SlotWord::NotApplicableAgreed),
        signed: falling.blank(basis, SlotWord::NotApplicableSigned),
        remark: falling.blank(basis, SlotWord::NotApplicableRemark),
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
                agreed: agreed_declined(basis, plan),
                remark: Blank::of(Slot::of_control(&control.key, SlotWord::Remark)),
                control,
            }
        })
        .collect()
}

/// Makes the blank in which the assessor agrees that a recommendation is declined.
fn agreed_declined(basis: &Basis<'_>, plan: &ControlPlan) -> Option<Blank> {
    let name = &basis.scheme.controls[plan.control].name;
    // A model to which it does not apply has a decision of its own.
    let declined = plan.variants.iter();
    let declined = declined.filter(|product| product.status == Status::Declined);
    let products: Products = declined.map(|product| product.variant.clone()).collect();
    let slot = || Slot::of_control(name, SlotWord::NotApplicableAgreed);
    (plan.status == Status::Declined).then(|| basis.blank(slot(), &products))
}
