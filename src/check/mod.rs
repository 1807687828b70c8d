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

/// Every code of this module.
pub static CODES: &[&Code] = &[
    &order::PROCEDURE_CYCLE,
    &coverage::CALLS_FOR_TOO_LITTLE,
    &covering::COVER_MISSING,
    &evidence::NO_PLACE,
    &evidence::FORM_NOT_USED,
    &procedures::NO_DEPTH,
    &procedures::NO_CASE,
    &procedures::NO_PASS,
    &procedures::CASE_UNFINISHED,
    &procedures::ONLY_ONCE,
    &provenance::NO_PROVENANCE,
    &interpretations::NOTHING_SAID,
    &verdicts::VERDICT_CLASS_MISSING,
    &phases::DEPTH_IN_TWO,
    &phases::DEPTH_IN_NONE,
    &roles::NO_ROLE,
    &confirmed::NOT_CONFIRMED,
    &scenarios::SCENARIO_FAILS,
    &scenarios::DOES_NOT_REST,
    &scenarios::IMPOSSIBLE_PRODUCT,
    &unused::UNUSED_PROCEDURE,
    &unused::UNUSED_EVIDENCE,
    &unused::UNUSED_FACT,
    &unused::UNUSED_INVENTORY,
    &unused::UNUSED_SUBSET,
    &unused::UNUSED_DERIVE,
    &groups::EMPTY_GROUP,
    &unnamed::UNNAMED_PARTY,
    &unnamed::UNNAMED_ROLE,
    &unnamed::UNNAMED_PHASE,
    &unnamed::UNNAMED_CONFIGURATION,
    &rules::RULE_CYCLE,
    &rules::NOBODY,
    &rules::NO_BREACH,
    &rules::NO_CALENDAR,
    &rules::WHICH_EVENT,
    &rules::UNNAMED_RULE,
    &rules::UNUSED_EVENT,
    &wording::LONG_TITLE,
    &wording::NO_STATEMENT,
    &wording::WEASEL_WORD,
    &wording::LONG_STATEMENT,
    &etcetera::ET_CETERA,
    &repeated::SAME_PASS,
    &repeated::SAME_CASE,
    &repeated::SAME_STATEMENT,
    &equipment::NAMED_IN_TWO_WAYS,
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

/// Checks every rule over all editions of the same files; unsorted, and once per edition where the cause
/// is not of one edition.
///
/// Something is unused only where no edition uses it.
#[must_use]
pub fn check_schemes(editions: &[Scheme]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for scheme in editions {
        diagnostics.append(apply(RULES, scheme));
    }
    let unused: Vec<Diagnostics> = editions.par_iter().map(check_unused).collect();
    let mut unused = unused.into_iter();
    if let Some(first) = unused.next() {
        let others: Vec<BTreeSet<_>> = unused.map(|one| kinds_and_places(&one)).collect();
        let everywhere = |one: &Diagnostic| {
            let wanted = (one.code.id, one.place());
            others.iter().all(|other| other.contains(&wanted))
        };
        diagnostics.extend(first.into_iter().filter(everywhere));
    }
    diagnostics
}

fn kinds_and_places(diagnostics: &Diagnostics) -> BTreeSet<(&'static str, Option<Place>)> {
    diagnostics
        .iter()
        .map(|one| (one.code.id, one.place()))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::CODES;

    #[test]
    fn codes_are_unique_and_in_range() {
        let ids: BTreeSet<&str> = CODES.iter().map(|code| code.id).collect();
        assert_eq!(ids.len(), CODES.len());
        assert!(ids.iter().all(|id| id.starts_with("P05")));
    }
}
