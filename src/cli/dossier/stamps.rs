//! Answers and the questions to which they were given: what answers by hand lack of their stamps, and the questions on record.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::answers::{AnswerKey, AnswerSet, Digest, Filled, Finding, Held, findings};
use crate::intake::FilledDraft;
use crate::project::{Disk, Dossier, FileSystem};
use crate::view::{Asked, AskedTable, Basis, EarlierQuestions, Rounds, find_rounds};

/// The folder of the questions as they were put.
const ASKED: &str = "asked";

/// Returns what is filled in; what is not stamped yet answers what is asked now.
pub(super) fn all_answers(dossier: &Dossier, table: &AskedTable) -> AnswerSet {
    let mut answers = dossier.answers.clone();
    for (key, held) in &dossier.unstamped {
        let asked = table.get(key);
        let values = held.values().iter();
        let values = values.map(|draft| match asked {
            Some(asked) => stamp_draft(asked, draft, || draft.on),
            None => unasked(draft, draft.by.clone().unwrap_or_default()),
        });
        answers.set(key.clone(), Held::gather(values));
    }
    answers
}

/// Finds the rounds of tests of a dossier. `arriving` are the keys of answers that come with an import.
pub(in crate::cli) fn rounds_of(
    basis: &Basis<'_>,
    dossier: &Dossier,
    arriving: &[AnswerKey],
) -> Arc<Rounds> {
    let held = dossier.answers.iter().filter_map(|(key, held)| {
        let first = held.values().first()?;
        Some((key, first.value.as_str()))
    });
    let by_hand = dossier.unstamped.iter().filter_map(|(key, held)| {
        let first = held.values().first()?;
        Some((key, first.value.as_str()))
    });
    let arriving = arriving.iter().map(|key| (key, ""));
    Arc::new(find_rounds(basis, arriving.chain(held).chain(by_hand)))
}

/// Returns the findings of a dossier, with what somebody wrote into them by hand.
pub(in crate::cli) fn ledger(dossier: &Dossier) -> Vec<Finding> {
    findings(&all_answers(dossier, &AskedTable::default()))
}

/// Returns what somebody wrote by hand as an answer. Lines that are missing are taken from the question of now; `on` gives what is
/// judged now.
pub(super) fn stamp_draft(
    asked: &Asked,
    draft: &FilledDraft,
    on: impl FnOnce() -> Option<Digest>,
) -> Filled {
    let question = &asked.question;
    let is_new = draft.meaning.is_none();
    Filled {
        value: draft.value.clone(),
        meaning: draft.meaning.unwrap_or_else(|| question.meaning_digest()),
        wording: draft.wording.unwrap_or_else(|| question.wording_digest()),
        on: if is_new { on() } else { draft.on },
        by: draft.by.clone().unwrap_or_default(),
    }
}

/// Returns what somebody wrote by hand where nothing is asked.
pub(super) fn unasked(draft: &FilledDraft, by: String) -> Filled {
    let nothing = Digest::of("");
    Filled {
        value: draft.value.clone(),
        meaning: draft.meaning.unwrap_or(nothing),
        wording: draft.wording.unwrap_or(nothing),
        on: draft.on,
        by,
    }
}

/// Reads the questions of answers that were given to other ones than are asked now.
pub(super) fn read_earlier(
    folder: &Path,
    answers: &AnswerSet,
    table: &AskedTable,
) -> EarlierQuestions {
    let mut earlier = EarlierQuestions::new();
    for (key, held) in answers.iter() {
        let now = table.get(key).map(|asked| asked.question.meaning_digest());
        for filled in held.values() {
            if Some(filled.meaning) != now
                && !earlier.contains_key(&filled.meaning)
                && let Some(question) = read_question(folder, filled.meaning)
            {
                earlier.insert(filled.meaning, question);
            }
        }
    }
    earlier
}

/// Reads a question as it was put; `None` where it is not on record, or is not what was hashed.
fn read_question(folder: &Path, meaning: Digest) -> Option<BTreeMap<String, String>> {
    let bytes = Disk.read(&folder.join(question_path(meaning))).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Returns the path of a question below the folder of its dossier.
pub(super) fn question_path(meaning: Digest) -> String {
    format!("{ASKED}/{meaning}.json")
}
