//! Totals: the evidence, tests and decisions that are wanted, and how many are there.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::basis::Basis;
use super::decisions::count_decisions;
use crate::model::{EvidenceChoice, EvidenceId};

/// Totals of evidence, tests and decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TotalsView {
    /// The number of documents wanted. A kind of evidence counts once, however many controls want it. If some of
    /// several kinds are enough, the needed number counts.
    pub evidence_wanted: usize,
    /// How many of them have been handed in.
    pub evidence_handed_in: usize,
    /// How many are missing.
    pub evidence_missing: usize,
    /// The number of tests: the procedures of each control.
    pub tests: usize,
    /// The number of decisions that a control does not apply.
    pub decisions: usize,
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
    }
}

/// The number of documents of a kind that are wanted, and how many of them are there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted {
    pub wanted: usize,
    pub there: usize,
}

/// Counts documents by kind. If some of several kinds are enough, the needed number counts with the first of these
/// kinds that no other obligation asks for.
pub(super) fn count_documents(basis: &Basis<'_>) -> BTreeMap<EvidenceId, Wanted> {
    let handed_in: BTreeSet<EvidenceId> = basis
        .product
        .evidence
        .iter()
        .map(|piece| piece.kind)
        .collect();
    let mut single = BTreeSet::new();
    let mut choices = BTreeSet::new();
    for owed in basis.plan.controls.iter().flat_map(|plan| &plan.evidence) {
        match &owed.choice {
            EvidenceChoice::Kind(kind) => {
                single.insert(*kind);
            }
            EvidenceChoice::Of { needed, kinds } => {
                let kinds: BTreeSet<EvidenceId> = kinds.iter().copied().collect();
                choices.insert((kinds, *needed));
            }
        }
    }
    let mut counts: BTreeMap<EvidenceId, Wanted> = BTreeMap::new();
    for kind in &single {
        let there = usize::from(handed_in.contains(kind));
        counts.insert(*kind, Wanted { wanted: 1, there });
    }
    for (kinds, needed) in &choices {
        // Kinds that are wanted anyway count for the choice too.
        let more = needed.saturating_sub(kinds.intersection(&single).count());
        let mut others = kinds.difference(&single);
        let also_there = others.clone().filter(|kind| handed_in.contains(kind));
        let there = more.min(also_there.count());
        if let Some(first) = others.next().filter(|_| more > 0) {
            let count = counts.entry(*first).or_default();
            count.wanted += more;
            count.there += there;
        }
    }
    counts
}
