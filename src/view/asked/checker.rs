//! Who checked a worksheet: another person than the one who carried the procedure out.

use std::collections::BTreeSet;

use crate::answers::{AnswerKey, AnswerSet, Held};
use crate::model::{SlotPart, SlotWord};

/// The field of a worksheet for the person who checked it.
const CHECKED: &str = "checked";

/// Says whether a slot is for the person who checked a worksheet.
pub fn is_check(key: &AnswerKey) -> bool {
    let field = key.slot.part(SlotPart::Field);
    key.slot.what == SlotWord::CarriedOut && field.is_some_and(|field| field == CHECKED)
}

/// Returns the name of the person who checked a worksheet and carried the procedure out too, as far as both are named.
pub(super) fn tester_who_checked(
    answers: &AnswerSet,
    key: &AnswerKey,
    checked: &str,
) -> Option<String> {
    if !is_check(key) {
        return None;
    }
    let carried_out = AnswerKey {
        slot: key.slot.clone().without(SlotPart::Field),
        model: key.model.clone(),
    };
    let Held::Value(carried_out) = answers.get(&carried_out)? else {
        return None;
    };
    let testers = names_in(&carried_out.value);
    let mut checkers = names_in(checked).into_iter();
    let both = checkers.find(|checker| testers.iter().any(|tester| is_same(tester, checker)))?;
    Some(both.join(" "))
}

/// A name, word by word.
type Name<'t> = Vec<&'t str>;

/// Returns what may be names in a line such as `2026-03-02, Ravi Nair, S1`: the parts without digits of which each word begins
/// with a capital letter.
fn names_in(text: &str) -> Vec<Name<'_>> {
    let parts = text.split([',', ';', '\n']);
    let parts = parts.map(|part| part.split_whitespace().collect::<Name<'_>>());
    let is_name = |part: &Name<'_>| {
        let is_word = |word: &&str| {
            let has_digit = word.chars().any(|letter| letter.is_ascii_digit());
            let begins = word.chars().next();
            !has_digit && begins.is_some_and(|letter| !letter.is_lowercase())
        };
        !part.is_empty() && part.iter().all(|word| is_word(&word))
    };
    parts.filter(is_name).collect()
}

/// Says whether two names are of one person: one may leave out what the other has.
fn is_same(one: &Name<'_>, other: &Name<'_>) -> bool {
    let [one, other] = [one, other].map(|name| {
        let words = name.iter().map(|word| word.to_lowercase());
        words.collect::<BTreeSet<String>>()
    });
    one.is_subset(&other) || other.is_subset(&one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_dates_and_samples() {
        let check = |tester: &str, checker: &str, same: bool| {
            let testers = names_in(tester);
            let found = names_in(checker);
            let is_found = found
                .iter()
                .any(|one| testers.iter().any(|two| is_same(two, one)));
            assert_eq!(is_found, same, "{tester} / {checker}");
        };
        check("2026-03-02, Ravi Nair, S1", "Ravi Nair, 2026-03-03", true);
        check("2026-03-02, Ravi Nair, S1", "ravi nair", false);
        check("2026-03-02; RAVI NAIR", "Ravi, 3 March 2026", true);
        check("2026-03-02, Ravi Nair, S1", "Mina Das, 2026-03-03", false);
        check("2026-03-02, Ravi Nair, bench", "Mina Nair, bench", false);
        check("S1", "2026-03-03", false);
        check("", "", false);
    }
}
