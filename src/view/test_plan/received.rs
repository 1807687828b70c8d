//! Samples that were received, beside those that are planned.

use serde::Serialize;

use crate::answers::{Handover, Sample};
use crate::view::basis::Basis;
use crate::view::refs::{RefView, sample_kind_ref, sample_state_ref};

/// A sample that was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReceivedView {
    /// Its id, which stays.
    pub id: String,
    /// The kind; `None` for the ordinary one.
    pub kind: Option<RefView>,
    /// The model.
    pub model: Option<String>,
    /// The serial number.
    pub serial: Option<String>,
    /// The version of its firmware now.
    pub firmware: Option<String>,
    /// The state in which it is now.
    pub state: Option<RefView>,
    /// Its receipt.
    pub received: Option<HandoverView>,
    /// Who keeps it, with the place: the last line of its custody.
    pub keeper: Option<String>,
    /// Its return.
    pub returned: Option<HandoverView>,
}

/// A receipt or a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HandoverView {
    /// When.
    pub when: String,
    /// The person of the laboratory.
    pub by: String,
    /// From whom it came, or to whom it went.
    pub other: Option<String>,
    /// The condition in which it was.
    pub condition: Option<String>,
    /// The seal.
    pub seal: Option<String>,
}

/// Shows the samples that were received, in the order of their ids.
pub(in crate::view) fn view_received(basis: &Basis<'_>) -> Vec<ReceivedView> {
    let mut samples: Vec<_> = basis.own.samples().collect();
    // `S2` comes before `S10`.
    samples.sort_by_key(|(id, _)| (id.len(), *id));
    let samples = samples.into_iter();
    samples.map(|(id, one)| view_one(basis, id, one)).collect()
}

fn view_one(basis: &Basis<'_>, id: &str, one: &Sample) -> ReceivedView {
    let known = &basis.scheme.samples;
    let kind = one.kind.as_deref().and_then(|key| known.kinds.find(key));
    let state = one.state.as_deref().and_then(|key| known.states.find(key));
    ReceivedView {
        id: id.to_owned(),
        kind: kind.map(|id| sample_kind_ref(basis.scheme, id)),
        model: one.model.clone(),
        serial: one.serial.clone(),
        firmware: one.firmware.clone(),
        state: state.map(|id| sample_state_ref(basis.scheme, id)),
        received: one.received.as_ref().map(|one| view_handover(basis, one)),
        keeper: keeper(basis, one),
        returned: one.returned.as_ref().map(|one| view_handover(basis, one)),
    }
}

fn view_handover(basis: &Basis<'_>, one: &Handover) -> HandoverView {
    HandoverView {
        when: one.when.to_string(),
        by: basis.own.name_of(&one.by),
        other: one.other.clone(),
        condition: one.condition.clone(),
        seal: one.seal.clone(),
    }
}

/// Returns the sample that was received under the label of a planned one, if it is of its kind. Where a kind is not named, it
/// is the ordinary one.
pub(super) fn received_as<'a>(
    basis: &Basis<'a>,
    label: &str,
    kind: Option<&str>,
) -> Option<&'a Sample> {
    let samples = &basis.scheme.samples;
    let ordinary = samples.ordinary().map(|id| &*samples.kinds[id].key);
    let sample = basis.own.sample(label)?;
    let own = sample.kind.as_deref().or(ordinary);
    (own == kind.or(ordinary)).then_some(sample)
}

/// Says which sample was received under a label, when, and in which condition: `S1 00417, 2026-11-02, “As new”, seal 4711`.
pub(super) fn received_words(basis: &Basis<'_>, label: &str, kind: Option<&str>) -> Option<String> {
    let sample = received_as(basis, label, kind)?;
    let serial = sample.serial.as_ref();
    let serial = serial.map_or_else(|| label.to_owned(), |serial| format!("{label} {serial}"));
    let Some(received) = &sample.received else {
        return Some(serial);
    };
    let condition = received.condition.as_ref();
    let condition = condition.map(|words| format!(", “{}”", words.trim_end_matches('.')));
    let seal = received.seal.as_ref().map(|seal| format!(", seal {seal}"));
    let [condition, seal] = [condition, seal].map(Option::unwrap_or_default);
    Some(format!("{serial}, {}{condition}{seal}", received.when))
}

/// Returns who keeps a sample, with the place.
pub(super) fn keeper(basis: &Basis<'_>, sample: &Sample) -> Option<String> {
    let last = sample.custody.last()?;
    let name = basis.own.name_of(&last.by);
    let place = last.place.as_ref();
    Some(place.map_or_else(|| name.clone(), |place| format!("{name}, {place}")))
}
