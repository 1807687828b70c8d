//! Covered controls of which the vendor declines what covers them (L-120): nothing passes unexamined.

use std::collections::BTreeMap;

use super::keyed::KeyedList;
use super::owed::ControlPlan;
use super::status::Status;
use crate::logic::Reason;
use crate::model::{ControlId, Scheme, Strength, Treatment};

/// Hands on to covered controls that what covers them is declined, and why.
///
/// Where all that would give one a verdict is declined, a recommendation is declined with it, and a requirement
/// is open: nothing shows that it is met. Where only some is, it follows the others, and its reason says so.
pub(super) fn hand_on_declined(scheme: &Scheme, controls: &mut KeyedList<ControlPlan>) {
    let covered = covered_by(scheme, controls);
    // One that is declined may be all that covers the next.
    let mut waiting: Vec<usize> = (0..controls.len()).rev().collect();
    while let Some(place) = waiting.pop() {
        let Some((status, reason)) = without_cover(scheme, controls, place) else {
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
        let added = in_part(scheme, controls, place);
        if let (Some(plan), Some(added)) = (controls.at_mut(place), added) {
            plan.reason = Reason::joined([plan.reason.clone(), added], "; ");
        }
    }
}

/// Returns for each control that covers others the places of those.
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

/// Returns how a covered control stands of which everything that would give it a verdict is declined.
fn without_cover(
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
fn in_part(scheme: &Scheme, controls: &KeyedList<ControlPlan>, place: usize) -> Option<Reason> {
    let mut covers = counting_covers(scheme, controls, controls.get(place)?);
    covers.retain(|cover| cover.status == Status::Declined);
    (!covers.is_empty()).then(|| declined_words(scheme, &covers))
}

/// Finds what would give a covered control a verdict, or would if it were not declined, in the order of the scheme.
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
        .filter_map(|cover| controls.position(*cover))
        .collect();
    places.sort_unstable();
    places.dedup();
    places
        .into_iter()
        .filter_map(|place| controls.get(place))
        .filter(|cover| counts(cover.status))
        .collect()
}

/// Returns what covers a control that is covered.
fn covers_of<'a>(scheme: &'a Scheme, plan: &ControlPlan) -> &'a [ControlId] {
    match &scheme.controls[plan.control].treatment {
        Treatment::Covered { by, .. } if plan.status == Status::Covered => by,
        Treatment::Covered { .. } | Treatment::Assessed(_) | Treatment::NotAssessed { .. } => &[],
    }
}

fn declined_words(scheme: &Scheme, covers: &[&ControlPlan]) -> Reason {
    let parts = covers.iter().map(|cover| {
        let name = &scheme.controls[cover.control].name;
        let words = format!("{name}, which covers it, is declined: ");
        cover.reason.clone().prefixed(&words)
    });
    Reason::joined(parts, "; ")
}
