//! What must hold of a scheme before anything is printed from it: one file per rule (DESIGN §4).
//!
//! Each rule is a pure function over the resolved scheme and keeps its codes and wording beside itself. What
//! resolving finds by itself (names, types, duplicates, counts) is not asked again, and nothing is said of
//! what could not be read.

mod coverage;
mod covering;
mod evidence;
mod interpretations;
mod levels;
mod mentions;
mod order;
mod procedures;
mod provenance;
mod scenarios;
mod unused;
mod verdicts;
mod wording;

use crate::diag::{Code, Diagnostics};
use crate::model::Scheme;

pub use coverage::check_coverage;
pub use covering::check_covering;
pub use evidence::check_evidence_places;
pub use interpretations::check_interpretations;
pub use order::check_order;
pub use procedures::check_procedures;
pub use provenance::check_provenance;
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
    &scenarios::SCENARIO_FAILS,
    &scenarios::DOES_NOT_REST,
    &scenarios::IMPOSSIBLE_PRODUCT,
    &unused::UNUSED_PROCEDURE,
    &unused::UNUSED_EVIDENCE,
    &unused::UNUSED_FACT,
    &unused::UNUSED_INVENTORY,
    &unused::UNUSED_SUBSET,
    &unused::UNUSED_DERIVE,
    &unused::EMPTY_GROUP,
    &wording::LONG_TITLE,
    &wording::NO_STATEMENT,
    &wording::WEASEL_WORD,
];

/// The rules in the order of DESIGN §4.
static RULES: &[fn(&Scheme) -> Diagnostics] = &[
    check_order,
    check_coverage,
    check_covering,
    check_evidence_places,
    check_unused,
    check_procedures,
    check_provenance,
    check_interpretations,
    check_verdicts,
    check_wording,
    check_scenarios,
];

/// Checks every rule over a scheme; unsorted.
#[must_use]
pub fn check_scheme(scheme: &Scheme) -> Diagnostics {
    RULES.iter().flat_map(|rule| rule(scheme)).collect()
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
