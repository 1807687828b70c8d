//! What must hold of a scheme before anything is printed from it: one file per rule.
//!
//! Each rule is a pure function over the resolved scheme and keeps its codes and wording beside itself. What
//! resolving finds by itself (names, types, duplicates, counts) is not asked again, and nothing is said of
//! what could not be read.

mod acyclic;
mod allow;
mod audience;
mod bounds;
mod claims;
mod confirmed;
mod coverage;
mod covering;
mod equipment;
mod etcetera;
mod evidence;
mod exact;
mod forms;
mod groups;
mod ingredients;
mod interpretations;
mod keys;
mod levels;
mod marks;
mod numbers;
mod order;
mod phases;
mod positive;
mod procedures;
mod provenance;
mod repeated;
mod resting;
mod roles;
mod rules;
mod scenarios;
mod sentences;
mod spans;
mod times;
mod titles;
mod unnamed;
mod unreached;
mod unused;
mod uses;
mod verdicts;
mod wording;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub use scenarios::{TriedExpectation, TriedScenario, try_scenarios};

use allow::{Reading, apply_allows};
use exact::earlier::Earlier;
use exact::idle::report_idle;
use exact::{Exact, check_exact};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Scheme;
use crate::source::Place;

/// Every code of this room, file by file.
pub static CODES: &[&[&Code]] = &[
    order::CODES,
    coverage::CODES,
    covering::CODES,
    evidence::CODES,
    forms::CODES,
    procedures::CODES,
    positive::CODES,
    provenance::CODES,
    interpretations::CODES,
    verdicts::CODES,
    phases::CODES,
    roles::CODES,
    confirmed::CODES,
    resting::CODES,
    scenarios::CODES,
    unused::CODES,
    uses::CODES,
    claims::CODES,
    audience::CODES,
    groups::CODES,
    acyclic::CODES,
    unnamed::CODES,
    unreached::CODES,
    rules::CODES,
    times::CODES,
    spans::CODES,
    keys::CODES,
    wording::CODES,
    etcetera::CODES,
    repeated::CODES,
    titles::CODES,
    numbers::CODES,
    equipment::CODES,
    exact::contradictory::CODES,
    exact::settled::CODES,
    exact::undecided::CODES,
    exact::follows::CODES,
    exact::idle::CODES,
    exact::related::CODES,
    exact::alike::CODES,
    exact::expected::CODES,
    allow::CODES,
];

/// The rules of one edition, in the order in which their reports are given out.
static RULES: &[fn(&Scheme) -> Diagnostics] = &[
    order::check_order,
    uses::check_uses,
    coverage::check_coverage,
    covering::check_covering,
    evidence::check_evidence_places,
    forms::check_forms,
    audience::check_audience,
    groups::check_groups,
    acyclic::check_acyclic,
    procedures::check_procedures,
    positive::check_positive,
    equipment::check_equipment,
    phases::check_phases,
    roles::check_roles,
    confirmed::check_confirmed,
    rules::check_rules,
    times::check_times,
    spans::check_spans,
    provenance::check_provenance,
    interpretations::check_interpretations,
    verdicts::check_verdicts,
    wording::check_wording,
    etcetera::check_etcetera,
    repeated::check_repeated,
    titles::check_titles,
    numbers::check_numbers,
];

/// The rules that ask a solver, beside those that take conditions as wholes (`exact`).
static PROOFS: &[fn(&Scheme) -> Diagnostics] = &[scenarios::check_scenarios];

/// What is checked instead where proofs would take too long.
static TABLES: &[fn(&Scheme) -> Diagnostics] = &[scenarios::check_scenarios_by_tables];

/// How thoroughly a scheme is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// With proofs about all products.
    Proofs,
    /// Without.
    Tables,
}

/// The rules of a catalog that no edition uses: those that need nothing of an edition.
static CATALOG_RULES: &[fn(&Scheme) -> Diagnostics] = &[
    coverage::check_coverage,
    groups::check_groups,
    provenance::check_provenance_of_controls,
    wording::check_wording,
    etcetera::check_etcetera,
    repeated::check_repeated,
    titles::check_titles_of_controls,
];

/// Applies rules to a scheme side by side; what they report keeps their order.
fn apply(rules: &[fn(&Scheme) -> Diagnostics], scheme: &Scheme) -> Diagnostics {
    let reports: Vec<Diagnostics> = rules.par_iter().map(|rule| rule(scheme)).collect();
    reports.into_iter().flatten().collect()
}

/// Checks every rule over a scheme; unsorted.
pub fn check_scheme(scheme: &Scheme) -> Diagnostics {
    check_schemes(std::slice::from_ref(scheme), &[])
}

/// Checks a scheme before papers are made with it: every rule but those that prove something of all products; unsorted.
pub fn check_before_use(scheme: &Scheme) -> Diagnostics {
    check_with(std::slice::from_ref(scheme), &[], Care::Tables)
}

/// Applies every rule to all editions of the same files, and those that need no edition to the catalogs that none uses, each
/// given as a scheme of all of it. The reports are not sorted, and a cause that editions share is reported for each.
///
/// Something is reported as unused only if no edition uses it. Neither that nor how keys are written is reported beside an error. Warnings that the scheme switches off are left out.
pub fn check_schemes(editions: &[Scheme], catalogs: &[Scheme]) -> Diagnostics {
    check_with(editions, catalogs, Care::Proofs)
}

fn check_with(editions: &[Scheme], catalogs: &[Scheme], care: Care) -> Diagnostics {
    let mut found = check_editions(editions, care);
    for catalog in catalogs {
        found.append(apply(CATALOG_RULES, catalog));
    }
    let all = || editions.iter().chain(catalogs);
    let allows = all().next().map_or(&[][..], |scheme| &scheme.allows);
    // Without proofs their warnings are missing.
    let reading = if allows.is_empty() || (care == Care::Proofs && all().all(Scheme::is_whole)) {
        Reading::Whole
    } else {
        Reading::WithHoles
    };
    apply_allows(allows, &CODES.concat(), found, reading)
}

fn check_editions(editions: &[Scheme], care: Care) -> Diagnostics {
    let last = match care {
        Care::Proofs => PROOFS,
        Care::Tables => TABLES,
    };
    let rules = [RULES, last].concat();
    let mut diagnostics = Diagnostics::new();
    let mut idle = Vec::with_capacity(editions.len());
    let mut earlier = Earlier::default();
    for scheme in editions {
        let exact = || match care {
            Care::Proofs => check_exact(scheme, &mut earlier),
            Care::Tables => Exact::default(),
        };
        let (found, exact) = rayon::join(|| apply(&rules, scheme), exact);
        diagnostics.append(found);
        diagnostics.append(exact.diagnostics);
        idle.push(exact.idle);
    }
    diagnostics.append(titles::check_titles_of_editions(editions));
    if diagnostics.has_errors() || !editions.iter().all(Scheme::is_whole) {
        return diagnostics;
    }
    diagnostics.extend(editions.iter().flat_map(keys::check_keys));
    diagnostics.append(report_idle(&idle));
    diagnostics.append(unreached::check_unreached(editions));
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
