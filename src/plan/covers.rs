//! Covered controls of which the vendor declines what covers them (DESIGN M9): nothing passes unexamined.

use crate::logic::Reason;
use crate::model::{ControlId, Scheme, Strength, Treatment};

use super::types::{ControlPlan, Status};

/// Hands on to covered controls that what covers them is declined, and why.
///
/// Where all that would give one a verdict is declined, a recommendation is declined with it, and a requirement
/// is open: nothing shows that it is met. Where only some is, it follows the others, and its reason says so.
pub(super) fn hand_on_declined(scheme: &Scheme, controls: &mut [ControlPlan]) {
    // Covers of covers: each round settles at least one control, or is the last.
    for _ in 0..controls.len() {
        let found = controls.iter().enumerate().find_map(|(at, plan)| {
            let (status, reason) = without_cover(scheme, controls, plan)?;
            Some((at, status, reason))
        });
        let Some((at, status, reason)) = found else {
            break;
        };
        if let Some(plan) = controls.get_mut(at) {
            plan.status = status;
            plan.reason = reason;
            plan.variants.clear();
        }
    }
    for at in 0..controls.len() {
        let added = controls
            .get(at)
            .and_then(|plan| in_part(scheme, controls, plan));
        if let (Some(plan), Some(added)) = (controls.get_mut(at), added) {
            plan.reason = Reason::joined([plan.reason.clone(), added], "; ");
        }
    }
}

/// Returns how a covered control stands of which everything that would give it a verdict is declined.
fn without_cover(
    scheme: &Scheme,
    controls: &[ControlPlan],
    plan: &ControlPlan,
) -> Option<(Status, Reason)> {
    let covers = covers(scheme, controls, plan);
    let declined = covers.iter().all(|one| one.status == Status::Declined);
    if covers.is_empty() || !declined {
        return None;
    }
    let reason = declined_words(scheme, &covers);
    Some(match scheme.controls[plan.control].strength {
        Strength::Should => (Status::Declined, reason),
        Strength::Shall => {
            let words = "it is a requirement, and nothing shows that it is met: ";
            (Status::Open, reason.prefixed(words))
        }
    })
}

/// Returns what to say of a covered control of which a part of what covers it is declined.
fn in_part(scheme: &Scheme, controls: &[ControlPlan], plan: &ControlPlan) -> Option<Reason> {
    let mut covers = covers(scheme, controls, plan);
    covers.retain(|one| one.status == Status::Declined);
    (!covers.is_empty()).then(|| declined_words(scheme, &covers))
}

/// Finds what would give a covered control a verdict, or would if it were not declined.
fn covers<'a>(
    scheme: &Scheme,
    controls: &'a [ControlPlan],
    plan: &ControlPlan,
) -> Vec<&'a ControlPlan> {
    let by: &[ControlId] = match &scheme.controls[plan.control].treatment {
        Treatment::Covered { by, .. } if plan.status == Status::Covered => by,
        Treatment::Covered { .. } | Treatment::Assessed(_) | Treatment::NotAssessed { .. } => &[],
    };
    let counts = |status| match status {
        Status::Applies | Status::Open | Status::Covered | Status::Declined => true,
        Status::NotApplicable | Status::NotAssessed => false,
    };
    controls
        .iter()
        .filter(|other| by.contains(&other.control) && counts(other.status))
        .collect()
}

fn declined_words(scheme: &Scheme, covers: &[&ControlPlan]) -> Reason {
    let parts = covers.iter().map(|one| {
        let name = &scheme.controls[one.control].name;
        let words = format!("{name}, which covers it, is declined: ");
        one.reason.clone().prefixed(&words)
    });
    Reason::joined(parts, "; ")
}
