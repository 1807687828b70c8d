//! Which evidence is referred to.

use std::collections::BTreeSet;

use crate::answers::{AnswerSet, EvidenceNumber, Found};

/// Returns the numbers of evidence to which answers and found entries refer.
///
/// Answers are texts: a number counts where it is a word of one, as in `see V12, p. 7`.
pub fn cited_numbers(answers: &AnswerSet, found: &Found) -> BTreeSet<String> {
    let values = answers.iter().flat_map(|(_, held)| held.values());
    let answered = values.flat_map(|filled| EvidenceNumber::all_in(&filled.value));
    let shown = found.entries.iter().flat_map(|one| one.evidence.iter());
    answered
        .map(|number| number.to_string())
        .chain(shown.cloned())
        .collect()
}
