//! Which evidence is referred to.

use std::collections::BTreeSet;

use crate::answers::{AnswerSet, EvidenceNumber, Found};

/// Returns the numbers of evidence to which answers and found entries refer.
///
/// Answers are texts: a number counts where it is a word of one, as in `see V12, p. 7`.
pub fn cited_numbers(answers: &AnswerSet, found: &Found) -> BTreeSet<String> {
    let values = answers.iter().flat_map(|(_, held)| held.values());
    let answered = values.flat_map(|filled| numbers_in(&filled.value));
    let shown = found
        .entries
        .iter()
        .flat_map(|one| one.evidence.iter().cloned());
    answered.chain(shown).collect()
}

fn numbers_in(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let numbers = words.filter(|word| EvidenceNumber::read(word).is_some());
    numbers.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::numbers_in;

    #[test]
    fn numbers_are_found_in_texts() {
        let found: Vec<String> = numbers_in("see V12, p. 7; (L3) and v4, XV12x, CB2.").collect();
        assert_eq!(found, ["V12", "L3", "CB2"]);
    }
}
