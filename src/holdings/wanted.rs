//! Evidence that a plan wants and that nobody has handed in.

use std::collections::{BTreeMap, BTreeSet};

use super::codes;
use crate::diag::{Diagnostic, list, list_or, list_some};
use crate::model::{ControlId, EvidenceChoice, EvidenceId, Office, PartyId, Scheme};
use crate::plan::{EvidenceOwed, OwedRows, Plan, Status};
use crate::product::{Submitted, SubmittedEvidence, WantedFor};

/// The greatest number of controls and of entries that a message lists.
const SHOWN: usize = 8;

/// Returns the kinds of evidence that a plan wants, or may want.
pub(super) fn wanted_kinds(plan: &Plan) -> BTreeSet<EvidenceId> {
    let controls = plan.controls.iter();
    let owed = controls.flat_map(|control| control.evidence.iter());
    owed.flat_map(|owed| owed.choice.kinds().iter().copied())
        .collect()
}

/// What is missing of some kinds, of which `needed` are wanted.
type Missing = BTreeMap<(Vec<EvidenceId>, usize), For>;

/// What evidence is missing for.
#[derive(Default)]
struct For {
    controls: BTreeSet<ControlId>,
    entries: BTreeSet<String>,
}

/// Evidence that is wanted and not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// The party that owes it; `None` where the edition names nobody.
    pub party: Option<PartyId>,
    /// The report.
    pub report: Diagnostic,
}

/// Finds evidence that a plan certainly wants and that is not there, one report for each kind or choice of kinds.
pub(super) fn check_wanted(
    scheme: &Scheme,
    plan: &Plan,
    reader: Option<PartyId>,
    evidence: &[SubmittedEvidence],
) -> Vec<Lacking> {
    let sees = |kind: &EvidenceId| {
        let audience = &scheme.evidence[*kind].audience;
        reader.is_none_or(|reader| audience.is_empty() || audience.contains(&reader))
    };
    let submitted = Submitted::of(evidence);
    let mut missing = Missing::new();
    for control in &plan.controls {
        for owed in control
            .evidence
            .iter()
            .filter(|owed| owed.line.status == Status::Applies)
            .filter(|owed| owed.choice.kinds().iter().all(sees))
        {
            if let Some(entries) = lacking(&submitted, control.control, owed) {
                let key = (owed.choice.kinds().to_vec(), needed(&owed.choice));
                let about = missing.entry(key).or_default();
                about.controls.insert(control.control);
                about.entries.extend(entries);
            }
        }
    }
    let reports = missing.iter().map(|((kinds, needed), about)| {
        let controls = about.controls.iter();
        let controls = controls.map(|id| scheme.controls[*id].name.as_str());
        let entries = about.entries.iter().map(String::as_str);
        let party = owing(scheme, kinds);
        let report = codes::missing(
            &words_of(scheme, kinds, *needed),
            &list_some(controls, SHOWN),
            &list_some(entries, SHOWN),
            party.map(|party| scheme.parties.key(party)),
        );
        Lacking { party, report }
    });
    let mut lacking: Vec<Lacking> = reports.collect();
    lacking.sort_by(|one, other| one.report.message.cmp(&other.report.message));
    lacking
}

/// Returns the party that hands in evidence of one of some kinds: the author of the first form of the edition with a section for
/// the first of them that has one, or else the party that applies.
fn owing(scheme: &Scheme, kinds: &[EvidenceId]) -> Option<PartyId> {
    let kinds = kinds.iter().map(|kind| &scheme.evidence[*kind]);
    let mut places = kinds.flat_map(|kind| kind.places_in(&scheme.edition));
    let author = places.find_map(|(form, _)| scheme.forms[form].author);
    author.or_else(|| scheme.edition.offices.holder(Office::Applicant))
}

fn needed(choice: &EvidenceChoice) -> usize {
    match choice {
        EvidenceChoice::Kind(_) => 1,
        EvidenceChoice::Of { needed, .. } => *needed,
    }
}

/// Names kinds as a message does: "`schematic`", "`a` or `b`", "evidence of 2 of `a`, `b` and `c`".
fn words_of(scheme: &Scheme, kinds: &[EvidenceId], needed: usize) -> String {
    let keys = kinds.iter().map(|kind| scheme.evidence.key(*kind));
    if needed > 1 {
        return format!("evidence of {needed} of {}", list(keys));
    }
    list_or(keys)
}

/// Returns the entries for which evidence is lacking, none where it is lacking for the product; `None` if nothing lacks.
fn lacking(
    submitted: &Submitted<'_>,
    control: ControlId,
    owed: &EvidenceOwed,
) -> Option<Vec<String>> {
    let has = |wanted: WantedFor<'_>| {
        let kinds = owed.choice.kinds().iter();
        let there = kinds.filter(|kind| submitted.covers(**kind, control, wanted));
        there.count() >= needed(&owed.choice)
    };
    let rows = owed.line.rows.rows().iter();
    let sure = rows.filter(|row| row.status == Status::Applies);
    let keys: Vec<String> = sure.filter_map(|row| row.key.text()).collect();
    match &owed.line.rows {
        OwedRows::Once => (!has(WantedFor::Product)).then(Vec::new),
        OwedRows::AtLeastOne(_) => {
            let any = keys.iter().any(|key| has(WantedFor::Entry(key)));
            (!any && !keys.is_empty()).then_some(keys)
        }
        OwedRows::Each(_) => {
            let lacking = keys.into_iter().filter(|key| !has(WantedFor::Entry(key)));
            let lacking: Vec<String> = lacking.collect();
            (!lacking.is_empty()).then_some(lacking)
        }
    }
}
