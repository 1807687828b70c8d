//! Blanks that people fill in although no form asks for them.

use serde::Serialize;

use crate::model::{Slot, SlotPart, SlotWord};
use crate::view::blank::{Blank, part_blank};

/// A blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BlankView {
    /// The key.
    pub key: &'static str,
    /// The question.
    pub title: &'static str,
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
pub(super) fn view_issue() -> Vec<BlankView> {
    blanks(&ISSUE)
}

/// Lists the blanks that identify the record of the tests.
pub(super) fn view_record_issue() -> Vec<BlankView> {
    blanks(&RECORD_ISSUE)
}

/// Lists the blanks that identify the test report.
pub(super) fn view_report_issue() -> Vec<BlankView> {
    blanks(&REPORT_ISSUE)
}

/// Lists the signatures by which a test report is authorised.
pub(super) fn view_authorisation() -> Vec<SignatureView> {
    signatures(&[("report-authorised-by", "Authorised by")])
}

/// Lists the blanks that identify the quotation.
pub(super) fn view_quotation_issue() -> Vec<BlankView> {
    blanks(&QUOTATION_ISSUE)
}

/// Lists the blanks that identify the manual of procedures.
pub(super) fn view_manual_issue() -> Vec<BlankView> {
    blanks(&MANUAL_ISSUE)
}

fn blanks(list: &[(&'static str, &'static str)]) -> Vec<BlankView> {
    let blank = |(key, title): &(&'static str, &'static str)| BlankView {
        key,
        title,
        slot: part_blank(SlotWord::Plan, SlotPart::Field, key),
    };
    list.iter().map(blank).collect()
}

/// Lists the signatures on a plan.
pub(super) fn view_approval() -> Vec<SignatureView> {
    signatures(&APPROVAL)
}

/// Lists the signatures on the manual of procedures.
pub(super) fn view_manual_approval() -> Vec<SignatureView> {
    signatures(&MANUAL_APPROVAL)
}

fn signatures(list: &[(&'static str, &'static str)]) -> Vec<SignatureView> {
    let blank = |key: &str, field: &str| {
        let slot = Slot::of_product(SlotWord::PlanApproval).with(SlotPart::Subject, key);
        Blank::of(slot.with(SlotPart::Field, field))
    };
    let signature = |(key, title): &(&'static str, &'static str)| SignatureView {
        key,
        title,
        name: blank(key, "name"),
        date: blank(key, "date"),
    };
    list.iter().map(signature).collect()
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
