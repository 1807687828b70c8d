//! Covered controls whose covers the vendor declines (L-120), so that no requirement goes unexamined.

use std::collections::BTreeMap;

use super::owed::ControlPlan;
use super::status::Status;
use crate::logic::Reason;
use crate::model::{ControlId, KeyedList, Scheme, Strength, Treatment};

/// Updates the covered controls whose covers are declined.
///
/// If all its covers are declined, a recommendation is declined too and a requirement becomes open, since nothing
/// shows that it is met. If only some of them are, its verdict follows the rest, and its reason says so.
pub(super) fn hand_on_declined(scheme: &Scheme, controls: &mut KeyedList<ControlPlan>) {
    let covered = covered_by(scheme, controls);
    // A control that becomes declined here may be the only cover of another.
    let mut waiting: Vec<usize> = (0..controls.len()).rev().collect();
    while let Some(place) = waiting.pop() {
        let Some((status, reason)) = all_declined(scheme, controls, place) else {
            continue;
        };
        let Some(plan) = controls.at_mut(place) else {
            continue;
        };
        plan.status = status;
        plan.reason = reason;
        plan.variants.clear();
        waiting.extend(covered.get(&plan.control).into_iter().flatten().rev());
    }
    for place in 0..controls.len() {
        let added = partly_declined(scheme, controls, place);
        if let (Some(plan), Some(added)) = (controls.at_mut(place), added) {
            plan.reason = Reason::joined([plan.reason.clone(), added], "; ");
        }
    }
}

/// Returns for each cover the places of the controls that it covers.
fn covered_by(
    scheme: &Scheme,
    controls: &KeyedList<ControlPlan>,
) -> BTreeMap<ControlId, Vec<usize>> {
    let mut covered: BTreeMap<ControlId, Vec<usize>> = BTreeMap::new();
    for (place, plan) in controls.iter().enumerate() {
        for cover in covers_of(scheme, plan) {
            covered.entry(*cover).or_default().push(place);
        }
    }
    covered
}

/// Returns the new status of a covered control whose covers are all declined; `None` for any other control.
fn all_declined(
    scheme: &Scheme,
    controls: &KeyedList<ControlPlan>,
    place: usize,
) -> Option<(Status, Reason)> {
    let plan = controls.get(place)?;
    let covers = counting_covers(scheme, controls, plan);
    let declined = covers.iter().all(|cover| cover.status == Status::Declined);
    if covers.is_empty() || !declined {
        return None;
    }
    let reason = declined_reason(scheme, &covers);
    Some(match scheme.controls[plan.control].strength {
        Strength::Should => (Status::Declined, reason),
        Strength::Shall => {
            let prefix = "it is a requirement, and nothing shows that it is met: ";
            (Status::Open, reason.prefixed(prefix))
        }
    })
}

/// Returns the reason to add to a covered control of which some covers are declined.
fn partly_declined(
    scheme: &Scheme,
    controls: &KeyedList<ControlPlan>,
    place: usize,
) -> Option<Reason> {
    let mut covers = counting_covers(scheme, controls, controls.get(place)?);
    covers.retain(|cover| cover.status == Status::Declined);
    (!covers.is_empty()).then(|| declined_reason(scheme, &covers))
}

/// Returns the covers that give a covered control its verdict, declined ones included, in the order of the scheme.
fn counting_covers<'a>(
    scheme: &Scheme,
    controls: &'a KeyedList<ControlPlan>,
    plan: &ControlPlan,
) -> Vec<&'a ControlPlan> {
    let counts = |status| match status {
        Status::Applies | Status::Open | Status::Covered | Status::Declined => true,
        Status::NotApplicable | Status::NotAssessed => false,
    };
    let mut places: Vec<usize> = covers_of(scheme, plan)
        .iter()
        .filter_map(|cover| controls.position(cover))
        .collect();
    places.sort_unstable();
    places.dedup();
    places
        .into_iter()
        .filter_map(|place| controls.get(place))
        .filter(|cover| counts(cover.status))
        .collect()
}

/// Returns the covers of a control with the status `Covered`; none for any other control.
fn covers_of<'a>(scheme: &'a Scheme, plan: &ControlPlan) -> &'a [ControlId] {
    match &scheme.controls[plan.control].treatment {
        Treatment::Covered { by, .. } if plan.status == Status::Covered => by,
        Treatment::Covered { .. } | Treatment::Assessed(_) | Treatment::NotAssessed { .. } => &[],
    }
}

fn declined_reason(scheme: &Scheme, covers: &[&ControlPlan]) -> Reason {
    let reasons = covers.iter().map(|cover| {
        let name = &scheme.controls[cover.control].name;
        let prefix = format!("{name}, which covers it, is declined: ");
        cover.reason.clone().prefixed(&prefix)
    });
    Reason::joined(reasons, "; ")
}
