//! Blanks: what people fill in that hangs on nothing of the scheme or the product.

use schemars::JsonSchema;
use serde::Serialize;

use super::basis::Basis;

/// A blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BlankView {
    /// The key.
    pub key: &'static str,
    /// What is asked.
    pub title: &'static str,
    /// The slot.
    pub slot: String,
}

/// A check of the process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckView {
    /// The key.
    pub key: &'static str,
    /// What is checked.
    pub title: &'static str,
    /// The slot for what was seen.
    pub seen: String,
    /// The slot for a remark.
    pub remark: String,
}

/// Room for a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SignatureView {
    /// The key.
    pub key: &'static str,
    /// What is signed for: `Reviewed by`.
    pub title: &'static str,
    /// The slot for name and designation.
    pub name: String,
    /// The slot for date and signature.
    pub date: String,
}

/// Room for an entry that the laboratory finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FoundView {
    /// The slot for its name.
    pub entry: String,
    /// The slot for what it is.
    pub description: String,
    /// The slot for a remark.
    pub remark: String,
}

const PROCESS: [(&str, &str); 9] = [
    ("registration", "Registration number and date"),
    ("plan-approval", "Approval of the test plan, date"),
    ("first-test", "First test, date"),
    ("tester", "Tester"),
    ("reviewer", "Reviewer, not the tester"),
    ("witnesses", "Witnesses"),
    ("deviations", "Deviations from the test plan"),
    (
        "repetition",
        "Entries picked for repetition, and their results",
    ),
    (
        "versions",
        "Firmware hash and hardware version in the report agree with the product file",
    ),
];

const CONCLUSION: [(&str, &str); 3] = [
    ("recommendation", "Recommendation to the committee"),
    (
        "scope",
        "Scope: models, hardware, firmware hash, level, configuration",
    ),
    ("assessor", "Assessor, date, signature"),
];

const FIGURES: [(&str, &str); 8] = [
    ("block-diagram", "Block diagram"),
    ("data-flows", "Data flows"),
    ("boot-chain", "Boot chain"),
    ("partitions-of-storage", "Partitions of storage"),
    ("key-hierarchy", "Key hierarchy"),
    ("label", "Label"),
    ("inside-of-the-housing", "Inside of the housing"),
    ("both-sides-of-each-board", "Both sides of each board"),
];

const DECLARED: [(&str, &str); 5] = [
    (
        "indian-agent-of-a-foreign-maker",
        "Indian agent of a foreign maker",
    ),
    ("sites-of-manufacture", "Sites of manufacture"),
    (
        "sites-of-provisioning-and-repair",
        "Sites of provisioning and repair",
    ),
    (
        "contact-for-reports-of-vulnerabilities",
        "Contact for reports of vulnerabilities",
    ),
    ("period-of-support", "Period of support"),
];

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

/// Lists the checks of the process.
pub(super) fn view_process(basis: &Basis<'_>) -> Vec<CheckView> {
    let check = |(key, title)| CheckView {
        key,
        title,
        seen: part(basis, "process", key, "seen"),
        remark: part(basis, "process", key, "remark"),
    };
    PROCESS.into_iter().map(check).collect()
}

/// Lists what the assessor concludes.
pub(super) fn view_conclusion(basis: &Basis<'_>) -> Vec<BlankView> {
    view_blanks(basis, "conclusion", &CONCLUSION)
}

/// Lists the diagrams and photographs of the product.
pub(super) fn view_figures(basis: &Basis<'_>) -> Vec<BlankView> {
    view_blanks(basis, "figure", &FIGURES)
}

/// Lists the contacts and sites that the vendor declares.
pub(super) fn view_declared(basis: &Basis<'_>) -> Vec<BlankView> {
    view_blanks(basis, "declared", &DECLARED)
}

/// Lists by what a plan is identified.
pub(super) fn view_issue(basis: &Basis<'_>) -> Vec<BlankView> {
    view_blanks(basis, "plan", &ISSUE)
}

/// Lists who signs the plan.
pub(super) fn view_approval(basis: &Basis<'_>) -> Vec<SignatureView> {
    let signature = |(key, title)| SignatureView {
        key,
        title,
        name: part(basis, "plan-approval", key, "name"),
        date: part(basis, "plan-approval", key, "date"),
    };
    APPROVAL.into_iter().map(signature).collect()
}

/// Makes room for an entry of an inventory that the laboratory finds.
pub(super) fn view_found(basis: &Basis<'_>, inventory: &str, number: usize) -> FoundView {
    let slot = |what: &str| part(basis, "found", inventory, &format!("{number}/{what}"));
    FoundView {
        entry: slot("entry"),
        description: slot("description"),
        remark: slot("remark"),
    }
}

fn view_blanks(
    basis: &Basis<'_>,
    slot: &str,
    blanks: &[(&'static str, &'static str)],
) -> Vec<BlankView> {
    let blank = |(key, title): &(&'static str, &'static str)| BlankView {
        key,
        title,
        slot: basis.slot(slot, key, None),
    };
    blanks.iter().map(blank).collect()
}

fn part(basis: &Basis<'_>, slot: &str, item: &str, part: &str) -> String {
    basis.slot(slot, item, Some(part.to_owned()))
}
