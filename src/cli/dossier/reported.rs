//! Worksheets with results that nobody has checked.

use std::collections::BTreeSet;

use super::desk::Desk;
use crate::answers::AnswerKey;
use crate::model::{SlotPart, SlotWord};
use crate::source::Text;
use crate::view::is_check;

/// A worksheet: its procedure and its round.
pub(in crate::cli) type Sheet<'k> = (&'k Text, Option<&'k Text>);

/// Returns the worksheets on which a result is recorded.
pub(in crate::cli) fn recorded_sheets<'d>(desk: &'d Desk<'_>) -> BTreeSet<Sheet<'d>> {
    let held = desk.answers.iter().map(|(key, _)| key);
    let results = held.filter(|key| key.slot.what == SlotWord::Result);
    results.filter_map(sheet_of).collect()
}

/// Says whether a slot is for the check of one of some worksheets.
pub(in crate::cli) fn is_unchecked(key: &AnswerKey, recorded: &BTreeSet<Sheet<'_>>) -> bool {
    is_check(key) && sheet_of(key).is_some_and(|sheet| recorded.contains(&sheet))
}

fn sheet_of(key: &AnswerKey) -> Option<Sheet<'_>> {
    let slot = &key.slot;
    Some((slot.part(SlotPart::Procedure)?, slot.part(SlotPart::Round)))
}
