//! What must hold of a scheme before anything is printed from it: one file per rule.
//!
//! Each rule is a pure function over the resolved scheme and keeps its codes and wording beside itself. What
//! resolving finds by itself (names, types, duplicates, counts) is not asked again, and nothing is said of
//! what could not be read.

mod confirmed;
mod coverage;
mod covering;
mod equipment;
mod etcetera;
mod evidence;
mod groups;
mod ingredients;
mod interpretations;
mod levels;
mod marks;
mod order;
mod phases;
mod procedures;
mod provenance;
mod repeated;
mod roles;
mod rules;
mod scenarios;
mod sentences;
mod unnamed;
mod unused;
mod verdicts;
mod wording;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Scheme;
use crate::source::Place;

pub use confirmed::check_confirmed;
pub use coverage::check_coverage;
pub use covering::check_covering;
pub use equipment::check_equipment;
pub use etcetera::check_etcetera;
pub use evidence::check_evidence_places;
pub use groups::check_groups;
pub use interpretations::check_interpretations;
pub use order::check_order;
pub use phases::check_phases;
pub use procedures::check_procedures;
pub use provenance::{check_provenance, check_provenance_of_controls};
pub use repeated::check_repeated;
pub use roles::check_roles;
pub use rules::check_rules;
pub use scenarios::check_scenarios;
pub use unused::check_unused;
pub use verdicts::check_verdicts;
pub use wording::check_wording;

/// Every code of this room, file by file.
pub static CODES: &[&[&Code]] = &[
    order::CODES,
    coverage::CODES,
    covering::CODES,
    evidence::CODES,
    procedures::CODES,
    provenance::CODES,
    interpretations::CODES,
    verdicts::CODES,
    phases::CODES,
    roles::CODES,
    confirmed::CODES,
    scenarios::CODES,
    unused::CODES,
    groups::CODES,
    unnamed::CODES,
    rules::CODES,
    wording::CODES,
    etcetera::CODES,
    repeated::CODES,
    equipment::CODES,
];

/// The rules of one edition, in the order in which their reports are given out.
static RULES: &[fn(&Scheme) -> Diagnostics] = &[
    check_order,
    check_coverage,
    check_covering,
    check_evidence_places,
    check_groups,
    check_procedures,
    check_equipment,
    check_phases,
    check_roles,
    check_confirmed,
    check_rules,
    check_provenance,
    check_interpretations,
    check_verdicts,
    check_wording,
    check_etcetera,
    check_repeated,
    check_scenarios,
];

/// The rules of a catalog that no edition uses: those that need nothing of an edition.
static CATALOG_RULES: &[fn(&Scheme) -> Diagnostics] = &[
    check_coverage,
    check_groups,
    check_provenance_of_controls,
    check_wording,
    check_etcetera,
    check_repeated,
];

/// Checks the controls of a catalog that no edition uses, given as a scheme of all of it; unsorted.
#[must_use]
pub fn check_catalog(scheme: &Scheme) -> Diagnostics {
    apply(CATALOG_RULES, scheme)
}

/// Applies rules to a scheme side by side; what they report keeps their order.
fn apply(rules: &[fn(&Scheme) -> Diagnostics], scheme: &Scheme) -> Diagnostics {
    let reports: Vec<Diagnostics> = rules.par_iter().map(|rule| rule(scheme)).collect();
    reports.into_iter().flatten().collect()
}

/// Checks every rule over a scheme; unsorted.
#[must_use]
pub fn check_scheme(scheme: &Scheme) -> Diagnostics {
    check_schemes(std::slice::from_ref(scheme))
}

/// Applies every rule to all editions of the same files. The reports are not sorted, and a cause that editions share is
/// reported for each.
///
/// Something is reported as unused only if no edition uses it.
#[must_use]
pub fn check_schemes(editions: &[Scheme]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for scheme in editions {
        diagnostics.append(apply(RULES, scheme));
    }
    let unused: Vec<Diagnostics> = editions.par_iter().map(check_unused).collect();
    let mut unused = unused.into_iter();
    if let Some(first) = unused.next() {
        let reports_of_others: Vec<BTreeSet<_>> = unused
            .map(|diagnostics| codes_and_places(&diagnostics))
            .collect();
        let everywhere = |diagnostic: &Diagnostic| {
            let report = (diagnostic.code.id, diagnostic.place());
            reports_of_others
                .iter()
                .all(|reports| reports.contains(&report))
        };
        diagnostics.extend(first.into_iter().filter(everywhere));
    }
    diagnostics
}

fn codes_and_places(diagnostics: &Diagnostics) -> BTreeSet<(&'static str, Option<Place>)> {
    diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code.id, diagnostic.place()))
        .collect()
}
