//! Blanks that people fill in although no form asks for them, and slots that belong to no control.

use serde::Serialize;

use crate::model::SlotId;

/// A blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BlankView {
    /// The key.
    pub key: &'static str,
    /// The question.
    pub title: &'static str,
    /// The slot.
    pub slot: String,
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
    pub name: String,
    /// The slot for date and signature.
    pub date: String,
}

/// Room for an entry that the laboratory finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FoundView {
    /// The slot for its name.
    pub entry: String,
    /// The slot for its description.
    pub description: String,
    /// The slot for a remark.
    pub remark: String,
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

/// Lists the blanks that identify a plan.
pub(super) fn view_issue() -> Vec<BlankView> {
    let blank = |(key, title)| BlankView {
        key,
        title,
        slot: item_slot("plan", key),
    };
    ISSUE.into_iter().map(blank).collect()
}

/// Lists the signatures on a plan.
pub(super) fn view_approval() -> Vec<SignatureView> {
    let signature = |(key, title)| SignatureView {
        key,
        title,
        name: part_slot("plan-approval", key, "name"),
        date: part_slot("plan-approval", key, "date"),
    };
    APPROVAL.into_iter().map(signature).collect()
}

/// Makes room for an entry of an inventory that the laboratory finds.
pub(super) fn view_found(inventory: &str, number: usize) -> FoundView {
    let slot = |field: &str| part_slot("found", inventory, &format!("{number}/{field}"));
    FoundView {
        entry: slot("entry"),
        description: slot("description"),
        remark: slot("remark"),
    }
}

/// Makes the slot of an item: `document/seen/model`.
pub(super) fn item_slot(slot: &str, item: &str) -> String {
    SlotId::new("document", slot).item(item).text()
}

/// Makes the slot of a part of an item: `document/rule/notice/kept`.
pub(super) fn part_slot(slot: &str, item: &str, part: &str) -> String {
    let slot = SlotId::new("document", slot).item(item);
    slot.variant(Some(part)).text()
}
