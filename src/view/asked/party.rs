//! Who fills in a slot, and who may see it.

use crate::model::{Holding, Office, PartyId, Scheme, Slot, SlotPart, SlotWord};

use super::shape::find_ask;

/// Whose hand fills in a slot.
enum Hand {
    /// Who holds an office of the edition.
    Office(Office),
    /// The author of the first form that holds something.
    AuthorOf(Holding, Office),
    /// The author of the form that the slot names.
    AuthorOfForm,
    /// The party that undertakes something.
    Undertakes,
    /// The party that the slot names.
    Named(SlotPart),
    /// Whoever asks, or is asked.
    Anybody,
}

/// Returns the party that fills in a slot; `None` where the edition names nobody.
pub fn party_of(scheme: &Scheme, slot: &Slot) -> Option<PartyId> {
    match hand_of(slot) {
        Hand::Office(office) => scheme.edition.offices.holder(office),
        Hand::Named(part) => Some(scheme.parties.lookup(slot.part(part)?)?.0),
        Hand::Anybody => None,
        Hand::AuthorOf(holding, office) => {
            let mut forms = scheme.edition.forms.iter();
            let form = forms.find(|form| scheme.forms[**form].holds(holding));
            let author = form.and_then(|form| scheme.forms[*form].author);
            author.or_else(|| scheme.edition.offices.holder(office))
        }
        Hand::AuthorOfForm => {
            let (_, form) = scheme.forms.lookup(slot.part(SlotPart::Form)?)?;
            form.author
        }
        Hand::Undertakes => {
            let (_, rule) = scheme.rules.lookup(slot.part(SlotPart::Rule)?)?;
            rule.by
                .or_else(|| scheme.edition.offices.holder(Office::Applicant))
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "slots that are not named here are all treated alike"
)]
fn hand_of(slot: &Slot) -> Hand {
    let of_control = slot.control.is_some();
    let has = |part| slot.part(part).is_some();
    match slot.what {
        SlotWord::Response
        | SlotWord::Document
        | SlotWord::Issue
        | SlotWord::Page
        | SlotWord::Covers => Hand::AuthorOf(Holding::Responses, Office::Applicant),
        SlotWord::Title
        | SlotWord::Signatory
        | SlotWord::Sha256
        | SlotWord::Link
        | SlotWord::Confidentiality
        | SlotWord::Access
        | SlotWord::Declaration
        | SlotWord::Product
        | SlotWord::Applicant
        | SlotWord::Manufacturer
        | SlotWord::DiffersReason => Hand::Office(Office::Applicant),
        SlotWord::Query | SlotWord::Reply => Hand::Anybody,
        SlotWord::FindingResponse => Hand::Named(SlotPart::To),
        SlotWord::FindingRaised
        | SlotWord::FindingVerified
        | SlotWord::FindingClosed
        | SlotWord::FindingReopened => Hand::Named(SlotPart::From),
        SlotWord::Ask => Hand::AuthorOfForm,
        SlotWord::PlanApproval if has(SlotPart::Form) => Hand::AuthorOfForm,
        SlotWord::Undertaking => Hand::Undertakes,
        SlotWord::Verdict if of_control && has(SlotPart::Procedure) => Hand::Office(Office::Tester),
        SlotWord::Verdict
        | SlotWord::Finding
        | SlotWord::Reported
        | SlotWord::VerdictAgreed
        | SlotWord::ResultAgreed
        | SlotWord::NotApplicableAgreed
        | SlotWord::NotApplicableRemark
        | SlotWord::NotApplicableSigned
        | SlotWord::Agrees
        | SlotWord::Accepted
        | SlotWord::Remark
        | SlotWord::Observation
        | SlotWord::VerdictCount
        | SlotWord::Interpretation
        | SlotWord::Rule => Hand::AuthorOf(Holding::Assessments, Office::Assessor),
        SlotWord::Decision => Hand::Office(Office::Decides),
        SlotWord::Certificate => Hand::Office(Office::Certifier),
        SlotWord::Repeated => Hand::AuthorOf(Holding::Repetition, Office::Assessor),
        SlotWord::Witnessed => Hand::AuthorOf(Holding::Witnesses, Office::Assessor),
        SlotWord::Seen if of_control => Hand::AuthorOf(Holding::Assessments, Office::Assessor),
        _ => Hand::Office(Office::Tester),
    }
}

/// Returns the parties that may see what is filled in; none if every party may (L-314).
pub(super) fn audience_of(scheme: &Scheme, slot: &Slot) -> Vec<PartyId> {
    if let Some(ask) = find_ask(scheme, slot) {
        return ask.audience.clone();
    }
    let kind = slot.part(SlotPart::Evidence);
    let kind = kind.and_then(|key| scheme.evidence.lookup(key));
    kind.map_or_else(Vec::new, |(_, kind)| kind.audience.clone())
}
