//! Decisions: controls that do not apply, and those that are dealt with otherwise.

use indexmap::IndexMap;
use serde::Serialize;

use super::basis::{Basis, ReasonView, RefView};
use super::evidence::{WantedView, view_wanted};
use crate::model::SlotId;
use crate::plan::{ControlPlan, Status};

/// A ground on which controls do not apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroundsView {
    /// The ground.
    pub reason: ReasonView,
    /// The controls that do not apply because of it.
    pub controls: Vec<RefView>,
    /// The slot in which the laboratory agrees or refuses.
    pub agreed: String,
    /// The slot for what it saw.
    pub remark: String,
}

/// A control that does not apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionView {
    /// The control.
    pub control: RefView,
    /// What it asks for, in the author's Markdown.
    pub statement: Option<String>,
    /// Why it does not apply.
    pub reason: ReasonView,
    /// The evidence that is owed because it does not apply.
    pub evidence: Vec<WantedView>,
    /// The slot in which the assessor agrees or refuses.
    pub agreed: String,
    /// The slot for name and date.
    pub signed: String,
    /// The slot for a remark.
    pub remark: String,
}

/// A control that is dealt with otherwise than by evidence and procedures of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AsideView {
    /// The control.
    pub control: RefView,
    /// The key of its status: `covered`.
    pub status: &'static str,
    /// The words for it.
    pub words: &'static str,
    /// Why.
    pub reason: ReasonView,
    /// The slot for a remark.
    pub remark: String,
}

/// Gathers the grounds on which controls do not apply, in the order in which they come up.
pub(super) fn view_grounds(basis: &Basis<'_>) -> Vec<GroundsView> {
    let mut grounds: IndexMap<&str, GroundsView> = IndexMap::new();
    for plan in basis.plan.with_status(Status::NotApplicable) {
        let control = basis.control(plan.control);
        let ground = grounds
            .entry(plan.reason.sentence.as_str())
            .or_insert_with(|| {
                let slot = |what: &str| SlotId::new(&control.key, what).to_string();
                GroundsView {
                    reason: basis.reason(&plan.reason),
                    controls: Vec::new(),
                    agreed: slot("laboratory-agrees"),
                    remark: slot("laboratory-remark"),
                }
            });
        ground.controls.push(control);
    }
    grounds.into_values().collect()
}

/// Shows every control that does not apply.
pub(super) fn view_decisions(basis: &Basis<'_>) -> Vec<DecisionView> {
    let plans = basis.plan.with_status(Status::NotApplicable);
    plans.map(|plan| view_decision(basis, plan)).collect()
}

fn view_decision(basis: &Basis<'_>, plan: &ControlPlan) -> DecisionView {
    let control = &basis.scheme.controls[plan.control];
    let slot = |what: &str| SlotId::new(&control.name, what).to_string();
    DecisionView {
        control: basis.control(plan.control),
        statement: control.statement.clone(),
        reason: basis.reason(&plan.reason),
        evidence: view_wanted(basis, plan),
        agreed: slot("not-applicable-agreed"),
        signed: slot("not-applicable-signed"),
        remark: slot("not-applicable-remark"),
    }
}

/// Shows every control that is covered, set aside, declined or excluded.
pub(super) fn view_asides(basis: &Basis<'_>) -> Vec<AsideView> {
    let plans = basis
        .plan
        .controls
        .iter()
        .filter(|plan| is_aside(plan.status));
    plans
        .map(|plan| {
            let control = basis.control(plan.control);
            AsideView {
                status: plan.status.key(),
                words: plan.status.words(),
                reason: basis.reason(&plan.reason),
                remark: SlotId::new(&control.key, "remark").to_string(),
                control,
            }
        })
        .collect()
}

fn is_aside(status: Status) -> bool {
    match status {
        Status::Applies | Status::Open | Status::NotApplicable => false,
        Status::Covered | Status::NotAssessed | Status::Declined | Status::Excluded => true,
    }
}
