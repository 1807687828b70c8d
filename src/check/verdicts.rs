//! Checks that an edition with forms has words for good and bad verdicts (L-046).

use crate::diag::{Diagnostic, Diagnostics, codes, list_or};
use crate::model::{Scheme, VerdictClass};

codes! {
    VERDICT_CLASS_MISSING = warning("P0514", "edition without a good or a bad verdict"),
}

/// Checks that an edition with forms has at least one good and one bad verdict word.
pub(super) fn check_verdicts(scheme: &Scheme) -> Diagnostics {
    let edition = &scheme.edition;
    if edition.forms.is_empty() || !scheme.is_complete(edition.place) {
        return Diagnostics::new();
    }
    let missing: Vec<&str> = [VerdictClass::Good, VerdictClass::Bad]
        .into_iter()
        .filter(|class| {
            !edition
                .verdicts
                .iter()
                .any(|verdict| verdict.class == *class)
        })
        .map(VerdictClass::word)
        .collect();
    if missing.is_empty() {
        return Diagnostics::new();
    }
    let message = format!(
        "the edition `{}` has forms, but no verdict that is {}",
        edition.name(),
        list_or(missing)
    );
    let diagnostic = Diagnostic::at(&VERDICT_CLASS_MISSING, edition.place, message)
        .help("add lines such as `verdict pass \"Pass\" good` and `verdict fail \"Fail\" bad`");
    std::iter::once(diagnostic).collect()
}
