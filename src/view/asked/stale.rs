//! Results that are to review, and the reasons why others still hold.

use super::AskedTable;
use super::bound::{carried_over, is_bound};
use crate::answers::{AnswerKey, AnswerSet, Filled, Held};
use crate::model::SlotWord;

/// Returns the reason why a result still holds, given for what is tested now.
pub(super) fn reason_over<'a>(
    table: &AskedTable,
    answers: &'a AnswerSet,
    result: &AnswerKey,
) -> Option<&'a Filled> {
    if result.slot.what != SlotWord::Result {
        return None;
    }
    let beside = carried_over(result);
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
