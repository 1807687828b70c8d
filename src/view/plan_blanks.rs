//! Blanks that people fill in although no form asks for them.

use serde::Serialize;

use super::basis::Basis;
use super::laboratory::signatories;
use crate::model::{Slot, SlotPart, SlotWord};
use crate::view::blank::{Blank, blank_in};

/// A blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BlankView {
    /// The key.
    pub key: &'static str,
    /// The question.
    pub title: &'static str,
    /// The laboratory's pattern of such numbers: `NTL/{year}/{number}`.
    pub pattern: Option<String>,
    /// The slot.
    pub slot: Blank,
}

/// Room for a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SignatureView {
    /// The key.
    pub key: &'static str,
    /// The purpose of the signature: `Reviewed by`.
    pub title: &'static str,
    /// Who signs there, name and designation, if the laboratory says who signs its papers.
    pub signatory: Option<String>,
    /// The slot for name and designation.
    pub name: Blank,
    /// The slot for date and signature.
    pub date: Blank,
}

/// Room for an entry that the laboratory finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FoundView {
    /// The slot for its name.
    pub entry: Blank,
    /// The slot for its description.
    pub description: Blank,
    /// The slot for a remark.
    pub remark: Blank,
}

const ISSUE: [(&str, &str); 3] = [
    ("number", "Number of this plan"),
    ("issue", "Issue and date"),
    ("begins", "First working day"),
];

const APPROVAL: [(&str, &str); 3] = [
    ("prepared-by", "Prepared by"),
    ("reviewed-by", "Reviewed by"),
    ("approved-by", "Approved by"),
];

const MANUAL_ISSUE: [(&str, &str); 2] = [
    ("procedures-number", "Number of this manual"),
    ("procedures-issue", "Issue and date"),
];

const RECORD_ISSUE: [(&str, &str); 2] = [
    ("record-number", "Number of this record"),
    ("record-issue", "Issue and date"),
];

const REPORT_ISSUE: [(&str, &str); 3] = [
    ("report-number", "Number of this report"),
    ("report-issue", "Issue and date"),
    ("report-replaces", "Replaces the report"),
];

const QUOTATION_ISSUE: [(&str, &str); 2] = [
    ("quotation-number", "Number and date of this quotation"),
    ("quotation-valid", "Valid until"),
];

const MANUAL_APPROVAL: [(&str, &str); 2] = [
    ("procedures-prepared-by", "Prepared by"),
    ("procedures-approved-by", "Approved by"),
];

/// Lists the blanks that identify a plan.
pub(super) fn view_issue(basis: &Basis<'_>) -> Vec<BlankView> {
    blanks(&ISSUE, (basis.own.pattern("plan"), basis.round))
}

/// Lists the blanks that identify the record of the tests.
pub(super) fn view_record_issue(basis: &Basis<'_>) -> Vec<BlankView> {
    blanks(&RECORD_ISSUE, (basis.own.pattern("record"), basis.round))
}

/// Lists the blanks that identify the test report.
pub(super) fn view_report_issue(basis: &Basis<'_>) -> Vec<BlankView> {
    blanks(&REPORT_ISSUE, (basis.own.pattern("report"), basis.round))
}

/// Lists the signatures by which a test report is authorised.
pub(super) fn view_authorisation(basis: &Basis<'_>) -> Vec<SignatureView> {
    let authorised = [("report-authorised-by", "Authorised by")];
    signatures(&authorised, (&signatories(basis), basis.round))
}

/// Lists the blanks that identify the quotation.
pub(super) fn view_quotation_issue(basis: &Basis<'_>) -> Vec<BlankView> {
    blanks(
        &QUOTATION_ISSUE,
        (basis.own.pattern("quotation"), basis.round),
    )
}

/// Lists the blanks that identify the manual of procedures, with the pattern of its numbers.
pub(super) fn view_manual_issue(pattern: Option<&str>, round: Option<u32>) -> Vec<BlankView> {
    blanks(&MANUAL_ISSUE, (pattern, round))
}

/// Makes blanks, of which the first is for a number, in the papers of a round.
fn blanks(
    list: &[(&'static str, &'static str)],
    (pattern, round): (Option<&str>, Option<u32>),
) -> Vec<BlankView> {
    let patterns = std::iter::once(pattern).chain(std::iter::repeat(None));
    let blank =
        |((key, title), pattern): (&(&'static str, &'static str), Option<&str>)| BlankView {
            key,
            title,
            pattern: pattern.map(str::to_owned),
            slot: blank_in(
                Slot::of_product(SlotWord::Plan).with(SlotPart::Field, *key),
                round,
            ),
        };
    list.iter().zip(patterns).map(blank).collect()
}

/// Lists the signatures on a plan.
pub(super) fn view_approval(basis: &Basis<'_>) -> Vec<SignatureView> {
    signatures(&APPROVAL, (&signatories(basis), basis.round))
}

/// Lists the signatures on the manual of procedures, by those who sign papers.
pub(super) fn view_manual_approval(
    signatories: &[String],
    round: Option<u32>,
) -> Vec<SignatureView> {
    signatures(&MANUAL_APPROVAL, (signatories, round))
}

/// Makes room for signatures. The last of those who sign approves; if they are fewer than the signatures, the first ones are
/// left open.
fn signatures(
    list: &[(&'static str, &'static str)],
    (signatories, round): (&[String], Option<u32>),
) -> Vec<SignatureView> {
    let blank = |key: &str, field: &str| {
        let slot = Slot::of_product(SlotWord::PlanApproval).with(SlotPart::Subject, key);
        blank_in(slot.with(SlotPart::Field, field), round)
    };
    let from_last = signatories.iter().rev().map(Some);
    let from_last = from_last.chain(std::iter::repeat(None));
    let signature =
        |(&(key, title), signatory): (&(&'static str, &'static str), Option<&String>)| {
            SignatureView {
                key,
                title,
                signatory: signatory.cloned(),
                name: blank(key, "name"),
                date: blank(key, "date"),
            }
        };
    let mut views: Vec<SignatureView> = list.iter().rev().zip(from_last).map(signature).collect();
    views.reverse();
    views
}

/// Makes the blanks for an entry of an inventory that the laboratory finds.
pub(super) fn view_found(inventory: &str, number: usize) -> FoundView {
    let slot = Slot::of_product(SlotWord::Found)
        .with(SlotPart::Inventory, inventory)
        .with(SlotPart::Line, number.to_string());
    let blank = |field: &str| Blank::of(slot.clone().with(SlotPart::Field, field));
    FoundView {
        entry: blank("entry"),
        description: blank("description"),
        remark: blank("remark"),
    }
}
