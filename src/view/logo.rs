//! The logo of the company whose paper a document is.

use std::sync::Arc;

use serde::Serialize;

use super::basis::Basis;
use crate::answers::{FileHash, Logo, LogoKind};
use crate::model::{Office, PartyId};

/// A logo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LogoView {
    /// The name of the company, if it gives one.
    pub company: Option<String>,
    /// The name of the file.
    pub file: String,
    /// How it is stored.
    pub kind: LogoKind,
    /// The hash of the file.
    pub sha256: String,
    /// The file, which stands in pages and in no data.
    #[serde(skip)]
    pub picture: Arc<[u8]>,
}

/// Shows the logo of the laboratory.
pub(super) fn view_laboratory_logo(basis: &Basis<'_>) -> Option<LogoView> {
    let company = basis.own.laboratory().and_then(|one| one.name.clone());
    Some(view_logo(basis.own.laboratory_logo()?, company))
}

/// Shows the logo of the company of a party: of the party that applies the manufacturer's own, of the one that carries out the
/// procedures the laboratory's.
pub(super) fn view_logo_of(basis: &Basis<'_>, party: Option<PartyId>) -> Option<LogoView> {
    let offices = &basis.scheme.edition.offices;
    let holds = |office| party.is_some() && offices.holder(office) == party;
    if holds(Office::Tester) {
        return view_laboratory_logo(basis);
    }
    if !holds(Office::Applicant) {
        return None;
    }
    let company = basis.own.maker().map(|maker| maker.name.clone());
    Some(view_logo(basis.own.maker_logo()?, company))
}

fn view_logo(logo: &Logo, company: Option<String>) -> LogoView {
    LogoView {
        company,
        file: logo.file.clone(),
        kind: logo.kind,
        sha256: FileHash::of(&logo.bytes).to_string(),
        picture: logo.bytes.as_slice().into(),
    }
}
