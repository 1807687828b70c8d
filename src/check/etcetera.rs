//! Warns of texts that say *etc.* (L-233).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Scheme;
use crate::source::Place;

codes! {
    ET_CETERA = warning("P0534", "text that contains `etc.`"),
}

/// Reports `etc.` in the titles, questions, explanations, reasons and procedures of a scheme. The texts by which people
/// judge are checked for more words in `check_wording`.
pub(super) fn check_etcetera(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    scheme.visit_prose(&mut |place, key, texts| {
        if texts.iter().any(|text| says_etc(text)) {
            diagnostics.push(et_cetera(place, key));
        }
    });
    diagnostics
}

/// Says whether a text has the word `etc`.
fn says_etc(text: &str) -> bool {
    let mut matches = text.match_indices("etc").chain(text.match_indices("Etc"));
    matches.any(|(at, word)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text
            .get(at + word.len()..)
            .and_then(|after| after.chars().next());
        let is_border = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
        // `/etc` is a folder.
        is_border(before) && before != Some('/') && is_border(after)
    })
}

fn et_cetera(place: Place, key: &str) -> Diagnostic {
    let message =
        format!("a text of `{key}` contains `etc.`, which leaves open what else is meant");
    Diagnostic::at(&ET_CETERA, place, message).help(
        "name everything that is meant, or say what it has in common: `every port, unpopulated pads included`",
    )
}

#[cfg(test)]
mod tests {
    use super::says_etc;

    #[test]
    fn only_the_word_counts() {
        for text in ["keys, etc.", "etc", "(Etc)"] {
            assert!(says_etc(text), "{text}");
        }
        for text in ["/etc/passwd", "a sketch", "fetch", ""] {
            assert!(!says_etc(text), "{text}");
        }
    }
}
