//! What a test report tells that nobody has settled: results, and worksheets that nobody has checked.

use std::collections::BTreeSet;

use crate::answers::AnswerKey;
use crate::cli::dossier::Desk;
use crate::model::{SlotPart, SlotWord};
use crate::source::Text;
use crate::view::{Standing, is_check};

/// The paper that reports what was recorded.
const REPORT: &str = "report";

/// A worksheet: its procedure and its round.
type Sheet<'k> = (&'k Text, Option<&'k Text>);

/// Returns the slots that a paper reports and that are not settled, each with how it stands; none of a paper that reports
/// nothing. What is missing may stay so: it is reported as not carried out.
pub(super) fn unsettled(desk: &Desk<'_>, paper: &str) -> Vec<String> {
    if paper != REPORT {
        return Vec::new();
    }
    let asked = desk.table.iter().filter(|(key, _)| is_reported(key));
    let mut unsettled = Vec::new();
    let mut recorded: BTreeSet<Sheet<'_>> = BTreeSet::new();
    for (key, asked) in asked {
        if desk.answers.get(key).is_none() {
            continue;
        }
        if key.slot.what == SlotWord::Result {
            recorded.extend(sheet_of(key));
        }
        let word = match desk.standings.standing(key, asked) {
            Standing::ToReview(_) => "to review",
            Standing::Conflict => "in conflict",
            Standing::Undecided(_) => "undecided",
            Standing::Missing | Standing::Answered => continue,
        };
        unsettled.push(format!("{} ({word})", key.text()));
    }
    let checks = desk.table.iter().map(|(key, _)| key);
    let unchecked = checks.filter(|key| {
        let is_recorded = sheet_of(key).is_some_and(|sheet| recorded.contains(&sheet));
        is_check(key) && is_recorded && desk.answers.get(key).is_none()
    });
    unsettled.extend(unchecked.map(|key| format!("{} (not checked)", key.text())));
    unsettled
}

fn is_reported(key: &AnswerKey) -> bool {
    let of_row = key.slot.what == SlotWord::Verdict && key.slot.part(SlotPart::Procedure).is_some();
    key.slot.what == SlotWord::Result || of_row || is_check(key)
}

fn sheet_of(key: &AnswerKey) -> Option<Sheet<'_>> {
    let slot = &key.slot;
    Some((slot.part(SlotPart::Procedure)?, slot.part(SlotPart::Round)))
}
