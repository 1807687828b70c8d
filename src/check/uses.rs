//! Checks that an edition uses a catalog (L-040).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Scheme;

codes! {
    USES_NOTHING = warning("P0551", "edition that uses no catalog"),
}

/// Checks that the edition uses a catalog. Without one it asks nothing of a product.
pub(super) fn check_uses(scheme: &Scheme) -> Diagnostics {
    let edition = &scheme.edition;
    let lacks = edition.uses.is_empty() && scheme.is_complete(edition.place);
    let report = lacks.then(|| {
        let message = format!("the edition `{}` uses no catalog", edition.name());
        Diagnostic::at(&USES_NOTHING, edition.place, message)
            .help("add `uses key@version`, with the levels that it maps")
    });
    report.into_iter().collect()
}
