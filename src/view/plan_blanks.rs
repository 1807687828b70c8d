//! Blanks that people fill in although no form asks for them.

use serde::Serialize;

use super::basis::Basis;
use super::laboratory::signatories;
use crate::model::{
    AskKind, BlankKind, Form, Holding, Office, Section, Slot, SlotPart, SlotWord, words,
};
use crate::view::blank::{Blank, blank_in};

/// A blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BlankView {
    /// The key.
    pub key: BlankKey,
    /// The question.
    pub title: &'static str,
    /// The laboratory's pattern of such numbers: `NTL/{year}/{number}`.
    pub pattern: Option<String>,
    /// The slot.
    pub slot: Blank,
}

words! {
    /// What a blank asks that identifies an issue of a paper.
    BlankKey {
        /// The number of the plan or of the certificate.
        Number = "number",
        /// Issue and date of the plan.
        Issue = "issue",
        /// The first working day of the plan.
        Begins = "begins",
        /// The number of the manual of procedures.
        ProceduresNumber = "procedures-number",
        /// Issue and date of the manual of procedures.
        ProceduresIssue = "procedures-issue",
        /// The number of the record.
        RecordNumber = "record-number",
        /// Issue and date of the record.
        RecordIssue = "record-issue",
        /// The number of the test report.
        ReportNumber = "report-number",
        /// Issue and date of the test report.
        ReportIssue = "report-issue",
        /// The test report that this one replaces.
        ReportReplaces = "report-replaces",
        /// Number and date of the quotation.
        QuotationNumber = "quotation-number",
        /// Until when the quotation is valid.
        QuotationValid = "quotation-valid",
        /// From when the certificate is valid.
        From = "from",
        /// Until when the certificate is valid.
        Until = "until",
    }
}

words! {
    /// Whose signature there is room for, and on which paper.
    SignatureKey {
        /// Of whoever made the plan or the form.
        PreparedBy = "prepared-by",
        /// Of whoever checked the plan or the form.
        ReviewedBy = "reviewed-by",
        /// Of whoever approves the plan or the form.
        ApprovedBy = "approved-by",
        /// Of whoever made the manual of procedures.
        ProceduresPreparedBy = "procedures-prepared-by",
        /// Of whoever approves the manual of procedures.
        ProceduresApprovedBy = "procedures-approved-by",
        /// Of whoever authorises the test report.
        ReportAuthorisedBy = "report-authorised-by",
        /// Of whoever signs the paper for the decision.
        DecisionSignedBy = "decision-signed-by",
        /// Of whoever signs the certificate.
        CertificateSignedBy = "certificate-signed-by",
    }
}

words! {
    /// What a signature on a paper says.
    Signing {
        /// Who made the paper.
        Prepared = "prepared",
        /// Who checked it.
        Reviewed = "reviewed",
        /// Who approves it.
        Approved = "approved",
        /// Who authorises it to leave the laboratory.
        Authorised = "authorised",
    }
}

/// Room for a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SignatureView {
    /// The key.
    pub key: SignatureKey,
    /// The purpose of the signature: `Reviewed by`.
    pub title: &'static str,
    /// What it says.
    pub signing: Signing,
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

const ISSUE: [(BlankKey, &str); 3] = [
    (BlankKey::Number, "Number of this plan"),
    (BlankKey::Issue, "Issue and date"),
    (BlankKey::Begins, "First working day"),
];

/// The key, the title and what is said by it.
type Signature = (SignatureKey, &'static str, Signing);

const APPROVAL: [Signature; 3] = [
    (SignatureKey::PreparedBy, "Prepared by", Signing::Prepared),
    (SignatureKey::ReviewedBy, "Reviewed by", Signing::Reviewed),
    (SignatureKey::ApprovedBy, "Approved by", Signing::Approved),
];

const MANUAL_ISSUE: [(BlankKey, &str); 2] = [
    (BlankKey::ProceduresNumber, "Number of this manual"),
    (BlankKey::ProceduresIssue, "Issue and date"),
];

const RECORD_ISSUE: [(BlankKey, &str); 2] = [
    (BlankKey::RecordNumber, "Number of this record"),
    (BlankKey::RecordIssue, "Issue and date"),
];

const REPORT_ISSUE: [(BlankKey, &str); 3] = [
    (BlankKey::ReportNumber, "Number of this report"),
    (BlankKey::ReportIssue, "Issue and date"),
    (BlankKey::ReportReplaces, "Replaces the report"),
];

const QUOTATION_ISSUE: [(BlankKey, &str); 2] = [
    (
        BlankKey::QuotationNumber,
        "Number and date of this quotation",
    ),
    (BlankKey::QuotationValid, "Valid until"),
];

const MANUAL_APPROVAL: [Signature; 2] = [
    (
        SignatureKey::ProceduresPreparedBy,
        "Prepared by",
        Signing::Prepared,
    ),
    (
        SignatureKey::ProceduresApprovedBy,
        "Approved by",
        Signing::Approved,
    ),
];

const AUTHORISATION: [Signature; 1] = [(
    SignatureKey::ReportAuthorisedBy,
    "Authorised by",
    Signing::Authorised,
)];

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
    signatures(None, &AUTHORISATION, (&signatories(basis), basis.round))
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
    list: &[(BlankKey, &'static str)],
    (pattern, round): (Option<&str>, Option<u32>),
) -> Vec<BlankView> {
    let patterns = std::iter::once(pattern).chain(std::iter::repeat(None));
    let blank = |(&(key, title), pattern): (&(BlankKey, &'static str), Option<&str>)| BlankView {
        key,
        title,
        pattern: pattern.map(str::to_owned),
        slot: blank_in(
            Slot::of_product(SlotWord::Plan).with(SlotPart::Field, key.word()),
            round,
        ),
    };
    list.iter().zip(patterns).map(blank).collect()
}

/// Lists the signatures on a plan.
pub(super) fn view_approval(basis: &Basis<'_>) -> Vec<SignatureView> {
    signatures(None, &APPROVAL, (&signatories(basis), basis.round))
}

/// Lists the signatures on the paper that a form becomes. They belong to the paper, and to no section of the form. A form that asks
/// for a signature on itself has who prepared it there.
pub(super) fn view_form_approval(basis: &Basis<'_>, form: &Form) -> Vec<SignatureView> {
    let is_signed = form.sections.iter().any(|(_, section)| is_signed(section));
    let wanted = APPROVAL.into_iter();
    let wanted = wanted.filter(|(.., signing)| !(is_signed && *signing == Signing::Prepared));
    let wanted: Vec<Signature> = wanted.collect();
    let tester = basis.scheme.edition.offices.holder(Office::Tester);
    let signers = if form.author.is_some() && form.author == tester {
        signatories(basis)
    } else {
        Vec::new()
    };
    signatures(Some(form), &wanted, (&signers, None))
}

/// Says whether a section asks for a signature on the form itself. Declarations and undertakings are signed each for itself.
fn is_signed(section: &Section) -> bool {
    let apart = [Holding::Declarations, Holding::Undertakings];
    let mut asks = section.asks.iter();
    !section.holds.iter().any(|holding| apart.contains(holding))
        && asks.any(|ask| matches!(ask.kind, AskKind::Blank(BlankKind::Signature)))
}

/// Lists the signatures on the manual of procedures, by those who sign papers.
pub(super) fn view_manual_approval(
    signatories: &[String],
    round: Option<u32>,
) -> Vec<SignatureView> {
    signatures(None, &MANUAL_APPROVAL, (signatories, round))
}

/// Makes room for signatures. The last of those who sign approves; if they are fewer than the signatures, the first ones are
/// left open.
fn signatures(
    form: Option<&Form>,
    list: &[Signature],
    (signatories, round): (&[String], Option<u32>),
) -> Vec<SignatureView> {
    let blank = |key: SignatureKey, field: &str| {
        let slot = Slot::of_product(SlotWord::PlanApproval).with(SlotPart::Subject, key.word());
        let slot = slot.maybe(SlotPart::Form, form.map(|form| form.key.clone()));
        blank_in(slot.with(SlotPart::Field, field), round)
    };
    let from_last = signatories.iter().rev().map(Some);
    let from_last = from_last.chain(std::iter::repeat(None));
    let signature =
        |(&(key, title, signing), signatory): (&Signature, Option<&String>)| SignatureView {
            key,
            title,
            signing,
            signatory: signatory.cloned(),
            name: blank(key, "name"),
            date: blank(key, "date"),
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
