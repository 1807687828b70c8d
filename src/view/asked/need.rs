//! Whether a slot has to be filled in.

use std::borrow::Cow;

use serde::Serialize;

use super::declared::given;
use crate::model::{ControlId, EvidenceId, Slot, SlotPart, SlotWord};
use crate::product::WantedFor;
use crate::source::Text;
use crate::view::basis::Basis;

/// Whether a slot has to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// It is missing until it is filled in.
    Needed,
    /// It is needed where the verdict or result beside it sets something aside.
    IfSetAside,
    /// It may stay empty.
    Optional,
}

/// Returns whether a slot has to be filled in.
pub(super) fn need_of(basis: &Basis<'_>, slot: &Slot) -> Need {
    let field = slot.part(SlotPart::Field).map(Text::as_str);
    match slot.what {
        SlotWord::VerdictReason
        | SlotWord::VerdictAgreed
        | SlotWord::Reason
        | SlotWord::ResultAgreed => Need::IfSetAside,
        SlotWord::Document if slot.control.is_some() => unless(is_submitted(basis, slot)),
        // Beside date and tester, what a worksheet has room for.
        SlotWord::CarriedOut => unless(slot.part(SlotPart::Field).is_some()),
        SlotWord::Plan | SlotWord::PlanApproval => unless(!is_of_plan(slot)),
        SlotWord::Product | SlotWord::Applicant | SlotWord::Manufacturer => {
            unless(given(basis, slot).is_some())
        }
        // Beside which piece it is, whether the laboratory holds it.
        SlotWord::Equipment => unless(field.is_some()),
        SlotWord::Undertaking | SlotWord::Rule => unless(!matches!(field, Some("agreed" | "kept"))),
        // The lines of an empty table, and what stands beside a tick.
        SlotWord::Ask => {
            unless(slot.part(SlotPart::Line).is_some() || matches!(field, Some("seen" | "remark")))
        }
        // A row that is proposed is taken or left; what was found of it follows.
        SlotWord::Repeated => {
            unless(slot.part(SlotPart::Line).is_some() || field != Some("picked"))
        }
        SlotWord::Witnessed => unless(slot.part(SlotPart::Line).is_some() || field != Some("by")),
        SlotWord::Response
        | SlotWord::Verdict
        | SlotWord::Result
        | SlotWord::Finding
        | SlotWord::NotApplicableAgreed
        | SlotWord::NotApplicableSigned
        | SlotWord::Accepted
        | SlotWord::Agrees
        | SlotWord::Read
        | SlotWord::Confirmed
        | SlotWord::TesterAgrees
        | SlotWord::Declaration
        | SlotWord::Sample
        | SlotWord::DiffersReason => Need::Needed,
        SlotWord::Access
        | SlotWord::CarriedOver
        | SlotWord::Certificate
        | SlotWord::Confidentiality
        | SlotWord::Covered
        | SlotWord::Covers
        | SlotWord::Custody
        | SlotWord::Decision
        | SlotWord::Deliveries
        | SlotWord::Delivery
        | SlotWord::DeliveryDate
        | SlotWord::Deviations
        | SlotWord::DifferenceConfirmed
        | SlotWord::Differs
        | SlotWord::Document
        | SlotWord::EquipmentDate
        | SlotWord::Evidence
        | SlotWord::Figure
        | SlotWord::FindingClosed
        | SlotWord::FindingRaised
        | SlotWord::FindingReopened
        | SlotWord::FindingResponse
        | SlotWord::FindingVerified
        | SlotWord::Found
        | SlotWord::Interpretation
        | SlotWord::Issue
        | SlotWord::Link
        | SlotWord::NotApplicableRemark
        | SlotWord::Observation
        | SlotWord::Observed
        | SlotWord::Page
        | SlotWord::Person
        | SlotWord::Provenance
        | SlotWord::Query
        | SlotWord::Remark
        | SlotWord::Reply
        | SlotWord::Report
        | SlotWord::Reported
        | SlotWord::Round
        | SlotWord::SamplesDue
        | SlotWord::SamplesReceived
        | SlotWord::Seen
        | SlotWord::Setting
        | SlotWord::Sha256
        | SlotWord::Signatory
        | SlotWord::TesterRemark
        | SlotWord::TestBed
        | SlotWord::Title
        | SlotWord::VerdictCount => Need::Optional,
    }
}

fn unless(is_known: bool) -> Need {
    if is_known {
        Need::Optional
    } else {
        Need::Needed
    }
}

/// Says whether the product file names evidence where a slot asks for its document.
fn is_submitted(basis: &Basis<'_>, slot: &Slot) -> bool {
    let control = slot.control.as_ref();
    let control = control.and_then(|name| basis.scheme.find_control(name));
    let Some(control) = control else { return false };
    let kinds = kinds_of(basis, control, slot);
    let entry = slot
        .part(SlotPart::Inventory)
        .zip(slot.part(SlotPart::Entry));
    let entry = entry.map(|(inventory, id)| match slot.part(SlotPart::Other) {
        Some(other) => format!("{inventory}.{id}+{other}"),
        None => format!("{inventory}.{id}"),
    });
    let wanted = entry
        .as_deref()
        .map_or(WantedFor::Product, WantedFor::Entry);
    !basis
        .lookups
        .submitted()
        .covering(kinds, control, wanted)
        .is_empty()
}

/// Returns the kinds of evidence that a slot names: the one of its key, or those of which its control takes any.
pub(super) fn kinds_named<'a>(basis: &Basis<'a>, slot: &Slot) -> Cow<'a, [EvidenceId]> {
    let key = slot.part(SlotPart::Evidence);
    if let Some((kind, _)) = key.and_then(|key| basis.scheme.evidence.lookup(key)) {
        return Cow::Owned(vec![kind]);
    }
    let control = slot.control.as_ref().filter(|_| key.is_some());
    let control = control.and_then(|name| basis.scheme.find_control(name));
    Cow::Borrowed(control.map_or(&[], |control| kinds_of(basis, control, slot)))
}

/// Returns the kinds of which the evidence that a slot names may be.
fn kinds_of<'a>(basis: &Basis<'a>, control: ControlId, slot: &Slot) -> &'a [EvidenceId] {
    let plan = basis.plan.controls.find(&control);
    let mut owed = plan.into_iter().flat_map(|plan| &plan.evidence);
    let key = slot.part(SlotPart::Evidence);
    let owed = owed.find(|owed| Some(&owed.key) == key);
    owed.map_or(&[], |owed| owed.choice.kinds())
}

/// Says whether a slot identifies or approves the plan itself. What else is planned, and the papers beside the plan, may
/// stay as they are.
fn is_of_plan(slot: &Slot) -> bool {
    let others = [SlotPart::Procedure, SlotPart::Role, SlotPart::Form];
    let of_part = others.into_iter().find_map(|part| slot.part(part));
    let field = slot.part(SlotPart::Subject).or(slot.part(SlotPart::Field));
    of_part.is_none() && field.is_some_and(|field| OF_PLAN.contains(&field.as_str()))
}

/// What identifies and approves a plan.
const OF_PLAN: &[&str] = &[
    "number",
    "issue",
    "begins",
    "prepared-by",
    "reviewed-by",
    "approved-by",
];
