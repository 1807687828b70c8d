//! What test programs report, as answers to slots.

use std::collections::BTreeMap;

use super::faults;
use crate::cli::dossier::desk::Desk;
use crate::diag::Diagnostics;
use crate::intake::{TableRow, TestCase, TestName, TestOutcome};
use crate::model::VerdictClass;

/// Returns the answers that tests give: each answers the slot that is its name, or that `names` gives for it. If several answer
/// one slot, the worst counts. Reports tests that answer none, and slots that take no result.
pub(super) fn rows_of(
    desk: &Desk<'_>,
    cases: &[TestCase],
    names: &[TestName],
    diagnostics: &mut Diagnostics,
) -> Vec<TableRow> {
    let names: BTreeMap<&str, &str> = names.iter().map(|one| (&*one.test, &*one.slot)).collect();
    let mut worst: BTreeMap<&str, &TestCase> = BTreeMap::new();
    let mut unknown: Vec<&str> = Vec::new();
    for case in cases {
        let is_slot = !desk.table.find(&case.name).is_empty();
        let slot = is_slot
            .then_some(&*case.name)
            .or_else(|| names.get(&*case.name).copied());
        match (slot, weight(case.outcome)) {
            (None, _) => unknown.push(&case.name),
            (Some(_), 0) => {}
            (Some(slot), weight_here) => {
                let known = worst.entry(slot).or_insert(case);
                if weight_here > weight(known.outcome) {
                    *known = case;
                }
            }
        }
    }
    if !unknown.is_empty() {
        diagnostics.push(faults::no_slots(&unknown));
    }
    let mut rows = Vec::new();
    for (slot, case) in worst {
        if let Some(answer) = word_of(desk, slot, case.outcome) {
            rows.push(TableRow {
                slot: slot.to_owned(),
                answer,
                why: case.message.clone(),
                place: case.place,
            });
        } else {
            let report = faults::no_outcome(slot, &case.name);
            diagnostics.push(report.placed(Some(case.place)));
        }
    }
    rows
}

/// Returns how much a result counts beside others of its slot; one that was not run says nothing.
fn weight(outcome: TestOutcome) -> u8 {
    match outcome {
        TestOutcome::Skipped => 0,
        TestOutcome::Passed => 1,
        TestOutcome::Broken => 2,
        TestOutcome::Failed => 3,
    }
}

/// Returns the word for a result: the first of its class, in the order of the edition. A slot that nothing asks for is reported
/// with its row.
fn word_of(desk: &Desk<'_>, slot: &str, outcome: TestOutcome) -> Option<String> {
    let class = match outcome {
        TestOutcome::Passed => VerdictClass::Good,
        TestOutcome::Failed => VerdictClass::Bad,
        TestOutcome::Broken | TestOutcome::Skipped => VerdictClass::Undecided,
    };
    let Some(key) = desk.table.find(slot).first() else {
        return Some(String::new());
    };
    let option = desk.asked(key)?.shape.option_of(class)?;
    Some(option.key.clone())
}
