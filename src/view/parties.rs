//! Who is who in the process of the edition.

use serde::Serialize;

use crate::model::{Office, PartyId, Scheme};
use crate::source::Text;

/// The titles of the parties that hold an office; `None` where the edition names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PartiesView {
    /// Who applies for the certificate.
    pub applicant: Option<Text>,
    /// Who carries out the procedures.
    pub tester: Option<Text>,
    /// Who judges what was handed in and found.
    pub assessor: Option<Text>,
    /// Who issues the certificate.
    pub certifier: Option<Text>,
    /// Who decides whether the certificate is issued, or recommends it.
    pub decides: Option<Text>,
}

pub(super) fn view_parties(scheme: &Scheme) -> PartiesView {
    let title = |office| {
        let holder = scheme.edition.offices.holder(office);
        holder.map(|party| scheme.parties[party].title.clone())
    };
    PartiesView {
        applicant: title(Office::Applicant),
        tester: title(Office::Tester),
        assessor: title(Office::Assessor),
        certifier: title(Office::Certifier),
        decides: title(Office::Decides),
    }
}

/// Returns the keys of the parties that may see something; none if every party may (L-314).
pub(super) fn view_audience(scheme: &Scheme, audience: &[PartyId]) -> Vec<Text> {
    let parties = audience.iter();
    parties
        .map(|party| scheme.parties[*party].key.clone())
        .collect()
}
