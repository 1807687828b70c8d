//! Totals: the evidence, tests and decisions that are wanted, and how many are there.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::basis::Basis;
use super::decisions::{count_decisions, count_single_decisions};
use crate::model::{ControlId, EvidenceChoice, EvidenceId};
use crate::plan::{OwedLine, OwedRows};
use crate::product::WantedFor;

/// Totals of evidence, tests and decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TotalsView {
    /// The number of documents wanted. A kind of evidence counts once, however many controls want it. If some of
    /// several kinds are enough, the needed number counts.
    pub evidence_wanted: usize,
    /// How many of them have been handed in, for each entry for which they are wanted.
    pub evidence_handed_in: usize,
    /// How many are missing.
    pub evidence_missing: usize,
    /// The number of tests: the procedures of each control.
    pub tests: usize,
    /// The number of decisions that a control does not apply: one for each control, and for each single product of the
    /// series to which it does not apply.
    pub decisions: usize,
    /// How many of them are on single products of the series.
    pub decisions_of_single: usize,
}

pub(super) fn view_totals(basis: &Basis<'_>) -> TotalsView {
    let plans = &basis.plan.controls;
    let documents = count_documents(basis);
    let evidence_wanted = documents.values().map(|count| count.wanted).sum::<usize>();
    let evidence_handed_in = documents.values().map(|count| count.there).sum::<usize>();
    TotalsView {
        evidence_wanted,
        evidence_handed_in,
        evidence_missing: evidence_wanted - evidence_handed_in,
        tests: plans.iter().map(|plan| plan.procedures.len()).sum(),
        decisions: count_decisions(basis),
        decisions_of_single: count_single_decisions(basis),
    }
}

/// The number of documents of a kind that are wanted, and how many of them are there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted {
    pub wanted: usize,
    pub there: usize,
}

/// Counts documents by kind. If some of several kinds are enough, the needed number counts with the first of these
/// kinds that no other obligation asks for. What is wanted for entries is there when it covers each that is known.
pub(super) fn count_documents(basis: &Basis<'_>) -> BTreeMap<EvidenceId, Wanted> {
    let plans = basis.plan.controls.iter();
    let owed = plans.flat_map(|plan| {
        plan.evidence
            .iter()
            .map(|owed| (plan.control, &owed.line, &owed.choice))
    });
    let mut counts: BTreeMap<EvidenceId, Wanted> = BTreeMap::new();
    for (control, line, choice) in owed.clone() {
        if let EvidenceChoice::Kind(kind) = choice {
            let there = count_there(basis, control, line, &[*kind]);
            let count = counts.entry(*kind).or_insert(Wanted { wanted: 1, there });
            count.there = count.there.min(there);
        }
    }
    let single: BTreeSet<EvidenceId> = counts.keys().copied().collect();
    let mut choices: BTreeMap<(BTreeSet<EvidenceId>, usize), usize> = BTreeMap::new();
    for (control, line, choice) in owed {
        if let EvidenceChoice::Of { needed, kinds } = choice {
            let kinds: BTreeSet<EvidenceId> = kinds.iter().copied().collect();
            let others: Vec<EvidenceId> = kinds.difference(&single).copied().collect();
            let there = count_there(basis, control, line, &others);
            let least = choices.entry((kinds, *needed)).or_insert(there);
            *least = there.min(*least);
        }
    }
    for ((kinds, needed), there) in choices {
        // Kinds that are wanted anyway count for the choice too.
        let more = needed.saturating_sub(kinds.intersection(&single).count());
        if let Some(first) = kinds.difference(&single).next().filter(|_| more > 0) {
            let count = counts.entry(*first).or_default();
            count.wanted += more;
            count.there += more.min(there);
        }
    }
    counts
}

/// Counts the kinds of which evidence was handed in for an obligation: for the entry of which the fewest were, or, if one
/// entry is enough, for that of which most were.
fn count_there(
    basis: &Basis<'_>,
    control: ControlId,
    line: &OwedLine,
    kinds: &[EvidenceId],
) -> usize {
    let handed_in = basis.lookups.submitted();
    let covering = |wanted: WantedFor<'_>| {
        let kinds = kinds.iter();
        kinds
            .filter(|kind| handed_in.covers(**kind, control, wanted))
            .count()
    };
    let keys = line.rows.rows().iter().filter_map(|row| row.key.text());
    let of_rows = keys.map(|key| covering(WantedFor::Entry(&key)));
    let counted = match line.rows {
        OwedRows::Once => None,
        OwedRows::Each(_) => of_rows.min(),
        OwedRows::AtLeastOne(_) => of_rows.max(),
    };
    counted.unwrap_or_else(|| covering(WantedFor::Product))
}
