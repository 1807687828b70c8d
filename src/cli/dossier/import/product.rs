//! The product file that packages bring.

use super::packages::Incoming;
use crate::answers::Timestamp;
use crate::cli::dossier::desk::applicant;
use crate::model::Scheme;
use crate::project::Dossier;

/// A product file that is newer than that of the folder.
pub(super) struct NewProduct {
    /// The text of the file.
    pub text: String,
    /// The key of the party that sent it.
    pub from: String,
    /// When its package was made.
    pub made: Timestamp,
}

/// Finds the newest product file of the party that applies, if it is newer than all that came before. The folder of that party
/// itself takes none.
pub(super) fn newer_product(
    dossier: &Dossier,
    scheme: &Scheme,
    packages: &[Incoming],
) -> Option<NewProduct> {
    let applicant = applicant(scheme)?;
    if *dossier.head.holder == *applicant {
        return None;
    }
    let received = dossier.journal.received();
    let received = received.filter(|one| one.product && *one.from == *applicant);
    let known = received.map(|received| (&received.made, &received.journal));
    let known = known.max();
    let candidates = packages
        .iter()
        .filter(|one| *one.manifest.from == *applicant);
    let candidates = candidates.filter(|one| one.product.is_some());
    let newest = candidates.max_by_key(|one| (&one.manifest.when, &one.manifest.journal))?;
    let is_newer =
        known.is_none_or(|known| (&newest.manifest.when, &newest.manifest.journal) > known);
    let text = newest.product.clone().filter(|_| is_newer)?;
    Some(NewProduct {
        text,
        from: newest.manifest.from.clone(),
        made: newest.manifest.when.clone(),
    })
}
