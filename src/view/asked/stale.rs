//! Results that are to review, and the reasons why others still hold.

use super::AskedTable;
use super::bound::{carried_over, is_bound};
use crate::answers::{AnswerKey, AnswerSet, Filled, Held, Unit};
use crate::model::SlotWord;

/// Returns the key of the result of which a slot holds a part: the result itself, or what stands beside it and is filled in with it.
pub fn result_of(key: &AnswerKey) -> Option<AnswerKey> {
    let unit = Unit::of(key);
    let result = unit.key();
    (result.slot.what == SlotWord::Result).then(|| result.clone())
}

/// Returns the reason why a result still holds, given for what is tested now. It is the reason for what stands beside the result
/// too.
pub(super) fn reason_over<'a>(
    table: &AskedTable,
    answers: &'a AnswerSet,
    key: &AnswerKey,
) -> Option<&'a Filled> {
    let beside = carried_over(&result_of(key)?);
    let Held::Value(reason) = answers.get(&beside)? else {
        return None;
    };
    let now = table.get(&beside)?.question.meaning_digest();
    (reason.meaning == now).then_some(reason)
}

/// Says whether a value of a result is to review: it was given to another question, or for something else than is tested now,
/// and nobody has carried it over.
pub(in crate::view) fn is_stale(
    table: &AskedTable,
    answers: &AnswerSet,
    key: &AnswerKey,
    filled: &Filled,
) -> bool {
    let now = table.get(key).map(|asked| asked.question.meaning_digest());
    is_bound(&key.slot)
        && now.is_some_and(|now| now != filled.meaning)
        && reason_over(table, answers, key).is_none()
}

/// Says whether a slot stands beside a result that is to review, which is then to review for both.
pub(super) fn is_beside_stale(table: &AskedTable, answers: &AnswerSet, key: &AnswerKey) -> bool {
    let Some(result) = result_of(key).filter(|result| result != key) else {
        return false;
    };
    match answers.get(&result) {
        Some(Held::Value(filled)) => is_stale(table, answers, &result, filled),
        Some(Held::Conflict(_)) | None => false,
    }
}
