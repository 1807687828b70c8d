//! Findings: what a party raised, what the other one answers, and what became of it.

use serde::Serialize;

use super::basis::Basis;
use super::blank::Blank;
use super::document_schema::DocumentSchema;
use super::head::HeadView;
use super::refs::{RefView, item_ref};
use crate::answers::{Finding, FindingField, FindingPart, FindingRound, FindingState};
use crate::model::{FindingClass, FindingEffect, Office, SlotWord};
use crate::source::Text;

/// The sheet of findings: each with what became of it, and room for a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingsView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Findings.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// The classes of findings of the edition.
    pub classes: Vec<FindingClass>,
    /// The findings, by the party that raised them and by number.
    pub findings: Vec<FindingSheet>,
}

/// A finding, with room for a response while one is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingSheet {
    /// The finding.
    #[serde(flatten)]
    pub finding: FindingView,
    /// The slots of the response; `None` once the finding is closed.
    pub response: Option<ResponseSlots>,
}

/// The slots of the response to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResponseSlots {
    /// The round of the finding.
    pub round: u32,
    /// The slot for why it came about.
    pub cause: Blank,
    /// The slot for what was done about the case that was found.
    pub correction: Blank,
    /// The slot for what is done so that it does not come again.
    pub action: Blank,
    /// The slot for the date.
    pub date: Blank,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingView {
    /// Its number, or its id where it has none.
    pub number: String,
    /// Its id.
    pub id: Text,
    /// The class; its key where the edition does not have it.
    pub class: RefView,
    /// What a finding of the class does while it is open.
    pub effect: FindingEffect,
    /// How it stands.
    pub state: FindingState,
    /// The party that raised it.
    pub from: RefView,
    /// The party that answers it.
    pub to: RefView,
    /// The person who raised it.
    pub by: String,
    /// When it was raised.
    pub date: String,
    /// Until when a response is wanted.
    pub due: Option<String>,
    /// What it is about, as people write it.
    pub about: String,
    /// The requirement that it is about, if it is about one.
    pub control: Option<RefView>,
    /// What was found.
    pub text: String,
    /// When it was closed.
    pub closed: Option<String>,
    /// What became of it, round by round.
    pub rounds: Vec<FindingRoundView>,
}

/// A round of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingRoundView {
    /// Its number, from 1.
    pub number: u32,
    /// Whether it is the last, whose response can still be changed.
    pub is_last: bool,
    /// Why the finding was opened again.
    pub reopened: Option<FindingPartView>,
    /// The response.
    pub response: Option<FindingPartView>,
    /// The verification of the response.
    pub verified: Option<FindingPartView>,
    /// The closure without a verification.
    pub closed: Option<FindingPartView>,
}

/// What a party wrote in a round. Fields that say nothing are empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingPartView {
    /// The person who wrote it.
    pub by: String,
    /// When it was written.
    pub date: String,
    /// Why the finding came about.
    pub cause: String,
    /// What was done about the case that was found.
    pub correction: String,
    /// What is done so that it does not come again.
    pub action: String,
    /// Whether the response is accepted.
    pub result: String,
    /// What the verification showed.
    pub text: String,
    /// The numbers of the evidence that shows it.
    pub evidence: String,
    /// Why it was closed, or opened again.
    pub reason: String,
    /// Whether two people wrote it without knowing of each other.
    pub in_conflict: bool,
}

/// Builds the sheet of findings.
pub fn view_findings(basis: &Basis<'_>) -> FindingsView {
    let findings = basis.findings.values().map(|one| FindingSheet {
        finding: view_finding(basis, one),
        response: one.state().is_open().then(|| response_slots(one)),
    });
    FindingsView {
        schema: DocumentSchema::Findings,
        head: basis.head(),
        classes: basis.scheme.edition.findings.clone(),
        findings: findings.collect(),
    }
}

/// Shows the findings that the party of an office raised.
pub(super) fn findings_of(basis: &Basis<'_>, office: Office) -> Vec<FindingView> {
    let party = basis.scheme.edition.offices.holder(office);
    let key = party.map(|party| &basis.scheme.parties[party].key);
    let own = basis.findings.values().filter(|one| Some(&one.from) == key);
    own.map(|one| view_finding(basis, one)).collect()
}

/// Shows all findings.
pub(super) fn all_findings(basis: &Basis<'_>) -> Vec<FindingView> {
    let all = basis.findings.values();
    all.map(|one| view_finding(basis, one)).collect()
}

fn response_slots(one: &Finding) -> ResponseSlots {
    let round = one.response_round();
    let part = one.key.finding_part(SlotWord::FindingResponse, round);
    let slot = |field| Blank::of(part.finding_field(field).slot);
    ResponseSlots {
        round,
        cause: slot(FindingField::Cause),
        correction: slot(FindingField::Correction),
        action: slot(FindingField::Action),
        date: slot(FindingField::Date),
    }
}

fn view_finding(basis: &Basis<'_>, one: &Finding) -> FindingView {
    let scheme = basis.scheme;
    let party = |key: &Text| {
        let party = scheme.parties.lookup(key);
        let title = party.map_or_else(|| key.clone(), |(_, party)| party.title.clone());
        item_ref(key, title)
    };
    let class = one.class();
    let known = scheme.edition.finding_class(class);
    let class = match known {
        Some(known) => item_ref(&known.key, known.title.clone()),
        None => item_ref(&class.into(), class.into()),
    };
    let control = one.key.slot.control.as_ref();
    let control = control.and_then(|name| scheme.find_control(name));
    let last = one.response_round();
    let rounds = one.rounds.iter();
    FindingView {
        number: one.number().to_owned(),
        id: one.id.clone(),
        effect: scheme.edition.effect_of(&class.key),
        class,
        state: one.state(),
        from: party(&one.from),
        to: party(&one.to),
        by: basis.own.name_of(&one.raised.by),
        date: one.raised.text(FindingField::Date).to_owned(),
        due: one.due().map(|due| due.to_string()),
        about: one.raised.text(FindingField::About).to_owned(),
        control: control.map(|control| basis.control(control)),
        text: one.raised.text(FindingField::Text).to_owned(),
        closed: one.closed_on().map(str::to_owned),
        rounds: rounds
            .map(|(number, round)| view_round(basis, *number, last, round))
            .collect(),
    }
}

fn view_round(basis: &Basis<'_>, number: u32, last: u32, round: &FindingRound) -> FindingRoundView {
    let part = |part: &Option<FindingPart>| part.as_ref().map(|part| view_part(basis, part));
    FindingRoundView {
        number,
        is_last: number == last,
        reopened: part(&round.reopened),
        response: part(&round.response),
        verified: part(&round.verified),
        closed: part(&round.closed),
    }
}

fn view_part(basis: &Basis<'_>, part: &FindingPart) -> FindingPartView {
    let text = |field| part.text(field).to_owned();
    FindingPartView {
        by: basis.own.name_of(&part.by),
        date: text(FindingField::Date),
        cause: text(FindingField::Cause),
        correction: text(FindingField::Correction),
        action: text(FindingField::Action),
        result: text(FindingField::Result),
        text: text(FindingField::Text),
        evidence: text(FindingField::Evidence),
        reason: text(FindingField::Reason),
        in_conflict: part.is_in_conflict,
    }
}
