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
    order::check_order,
    coverage::check_coverage,
    covering::check_covering,
    evidence::check_evidence_places,
    groups::check_groups,
    procedures::check_procedures,
    equipment::check_equipment,
    phases::check_phases,
    roles::check_roles,
    confirmed::check_confirmed,
    rules::check_rules,
    provenance::check_provenance,
    interpretations::check_interpretations,
    verdicts::check_verdicts,
    wording::check_wording,
    etcetera::check_etcetera,
    repeated::check_repeated,
    scenarios::check_scenarios,
];

/// The rules of a catalog that no edition uses: those that need nothing of an edition.
static CATALOG_RULES: &[fn(&Scheme) -> Diagnostics] = &[
    coverage::check_coverage,
    groups::check_groups,
    provenance::check_provenance_of_controls,
    wording::check_wording,
    etcetera::check_etcetera,
    repeated::check_repeated,
];

/// Checks the controls of a catalog that no edition uses, given as a scheme of all of it; unsorted.
pub fn check_catalog(scheme: &Scheme) -> Diagnostics {
    apply(CATALOG_RULES, scheme)
}

/// Applies rules to a scheme side by side; what they report keeps their order.
fn apply(rules: &[fn(&Scheme) -> Diagnostics], scheme: &Scheme) -> Diagnostics {
    let reports: Vec<Diagnostics> = rules.par_iter().map(|rule| rule(scheme)).collect();
    reports.into_iter().flatten().collect()
}

/// Checks every rule over a scheme; unsorted.
pub fn check_scheme(scheme: &Scheme) -> Diagnostics {
    check_schemes(std::slice::from_ref(scheme))
}

/// Applies every rule to all editions of the same files. The reports are not sorted, and a cause that editions share is
/// reported for each.
///
/// Something is reported as unused only if no edition uses it.
pub fn check_schemes(editions: &[Scheme]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for scheme in editions {
        diagnostics.append(apply(RULES, scheme));
    }
    let unused: Vec<Diagnostics> = editions.par_iter().map(unused::check_unused).collect();
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
