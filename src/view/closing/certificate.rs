//! The scope of the certificate: what it covers, and nothing else.

use serde::Serialize;

use super::excerpts::{ExcerptView, view_excerpts};
use crate::model::{Excerpt, Slot, SlotPart, SlotWord};
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::document_schema::DocumentSchema;
use crate::view::form::{ScopeView, view_scope};
use crate::view::head::HeadView;
use crate::view::plan_blanks::{
    BlankKey, BlankView, SignatureKey, SignatureView, Signing, view_report_issue,
};
use crate::view::product::{ContactView, view_product};

/// The scope of the certificate.
///
/// It asks for the number, the dates and the signature of the certificate. All else is told from the product file and from
/// what forms ask in sections that say so (L-366).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CertificateView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Certificate.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// Number of the certificate, and from when until when it holds.
    pub issue: Vec<BlankView>,
    /// The company that applies.
    pub applicant: ContactView,
    /// The company that makes the product.
    pub manufacturer: ContactView,
    /// The models with their versions.
    pub scope: ScopeView,
    /// What forms say of the scope.
    pub excerpts: Vec<ExcerptView>,
    /// The slots that identify the test report, the number first.
    pub report: Vec<BlankView>,
    /// Who signs the certificate.
    pub signed: Vec<SignatureView>,
}

const ISSUE: [(BlankKey, &str); 3] = [
    (BlankKey::Number, "Number of the certificate"),
    (BlankKey::From, "Valid from"),
    (BlankKey::Until, "Valid until"),
];

/// Builds the scope of the certificate.
pub fn view_certificate(basis: &Basis<'_>) -> CertificateView {
    let blank = |(key, title): (BlankKey, &'static str)| BlankView {
        key,
        title,
        pattern: None,
        slot: of_certificate(key.word()),
    };
    let product = view_product(basis);
    CertificateView {
        schema: DocumentSchema::Certificate,
        head: basis.head(),
        issue: ISSUE.map(blank).to_vec(),
        applicant: product.applicant,
        manufacturer: product.manufacturer,
        scope: view_scope(basis),
        excerpts: view_excerpts(basis, Excerpt::Certificate),
        report: view_report_issue(basis),
        signed: vec![SignatureView {
            key: SignatureKey::CertificateSignedBy,
            title: "Signed by",
            signing: Signing::Authorised,
            signatory: None,
            name: of_certificate("signed-name"),
            date: of_certificate("signed-date"),
        }],
    }
}

fn of_certificate(field: &str) -> Blank {
    Blank::of(Slot::of_product(SlotWord::Certificate).with(SlotPart::Field, field))
}
