//! The product files that a folder had: a copy of before is told from one of today by their hashes.

use std::collections::BTreeSet;
use std::path::Path;

use super::replace::kept_product;
use crate::answers::{Exchanged, FileHash};
use crate::intake::Step;
use crate::project::Dossier;

/// Returns the hashes of earlier product files of a folder: those that it had when it sent something, those that it replaced, and
/// the forerunners of those that it took from a colleague.
pub(super) fn lineage(folder: &Path, dossier: &Dossier) -> BTreeSet<String> {
    let mut hashes = BTreeSet::new();
    for step in dossier.journal.steps() {
        let Step::Exchanged(exchange) = step else {
            continue;
        };
        match &exchange.what {
            Exchanged::Shared(shared) => hashes.extend(shared.product.clone()),
            Exchanged::Received(received) => hashes.extend(received.lineage.iter().cloned()),
            Exchanged::Replaced(replaced) => {
                let kept = replaced.kept.as_ref().filter(|_| replaced.product);
                let bytes = kept.and_then(|kept| kept_product(folder, kept));
                hashes.extend(bytes.map(|bytes| FileHash::of(&bytes).to_string()));
            }
            Exchanged::Learned(_) | Exchanged::Filed(_) | Exchanged::Paper(_) => {}
        }
    }
    hashes
}
