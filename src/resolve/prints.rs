//! Resolves the words that documents print for words of the language (L-035, L-330).

use std::collections::BTreeMap;

use super::reader::{DraftReader, unknown_word};
use crate::diag::{Diagnostic, codes};
use crate::model::{Depth, Strength};
use crate::source::{Place, Text};
use crate::syntax::ast::WordDraft;

codes! {
    PRINTED_ALIKE = error("P0387", "two words that are printed alike"),
}

/// Reads the words that documents print for strengths and depths.
pub(super) fn resolve_prints(
    reader: &mut DraftReader<'_>,
    drafts: &[WordDraft],
) -> BTreeMap<Text, Text> {
    let lists: [Vec<&str>; 2] = [Strength::words().collect(), Depth::words().collect()];
    let known = lists.concat();
    let mut prints: BTreeMap<Text, Text> = BTreeMap::new();
    for draft in drafts {
        let (word, text) = (reader.word(draft.word), reader.text(draft.text));
        if !known.contains(&word) {
            let place = reader.place(draft.word.span);
            let noun = "a word that can be printed";
            reader.report(unknown_word(place, word, noun, &known));
        } else if prints.contains_key(word) {
            reader.report_twice(draft.word, "word");
        } else if !text.trim().is_empty() {
            prints.insert(reader.key(draft.word), text);
        }
    }
    for list in &lists {
        check_apart(reader, drafts, &prints, list);
    }
    prints
}

/// Checks that no two words of a list are printed alike.
fn check_apart(
    reader: &mut DraftReader<'_>,
    drafts: &[WordDraft],
    prints: &BTreeMap<Text, Text>,
    list: &[&str],
) {
    let mut printed: BTreeMap<&str, &str> = BTreeMap::new();
    for word in list {
        let text = prints.get(*word).map_or(*word, |text| text.trim());
        let Some(other) = printed.insert(text, word) else {
            continue;
        };
        let is_one = |draft: &&WordDraft| [*word, other].contains(&reader.word(draft.word));
        if let Some(draft) = drafts.iter().rfind(is_one) {
            let place = reader.place(draft.text.span);
            reader.report(printed_alike(place, word, other, text));
        }
    }
}

fn printed_alike(place: Place, word: &str, other: &str, text: &str) -> Diagnostic {
    let message = format!("“{text}” is printed for both `{other}` and `{word}`");
    Diagnostic::at(&PRINTED_ALIKE, place, message).help("print a different word for one of them")
}
