//! Titles are short, statements are there and can be verified.

use crate::diag::{Code, Diagnostic, Diagnostics, list};
use crate::model::{Aspect, Control, Scheme};

/// A title is longer than a glance.
pub static LONG_TITLE: Code = Code::warning("P0530", "title longer than ten words");
/// A control has no statement.
pub static NO_STATEMENT: Code = Code::warning("P0531", "control without a statement");
/// A statement holds a word that nobody can verify.
pub static WEASEL_WORD: Code = Code::warning("P0532", "word that nobody can verify");

/// The most words of a title.
const TITLE_WORDS: usize = 10;

/// Words that leave it to the reader how much is asked, in small letters.
const WEASEL_WORDS: &[&str] = &[
    "adequate",
    "adequately",
    "appropriate",
    "appropriately",
    "etc",
    "reasonable",
    "reasonably",
    "sufficient",
    "sufficiently",
    "suitable",
    "suitably",
];
/// Pairs of words that do.
const WEASEL_PAIRS: &[(&str, &str)] = &[("as", "needed"), ("as", "necessary")];

/// Checks the title and the statement of every control.
#[must_use]
pub fn check_wording(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (_, control) in scheme.controls.iter() {
        let words = control.title.split_whitespace().count();
        // What a licensed copy says is not ours to restyle.
        if words > TITLE_WORDS && !control.is_official(Aspect::Title) {
            diagnostics.push(long_title(control, words));
        }
        match &control.statement {
            None if control.incomplete => {}
            None => diagnostics.push(no_statement(control)),
            Some(_) if control.is_official(Aspect::Statement) => {}
            Some(statement) => {
                let found = weasel_words(statement);
                if !found.is_empty() {
                    diagnostics.push(weasel_word(control, &found));
                }
            }
        }
    }
    diagnostics
}

/// Returns the words of a text that nobody can verify, in small letters, each once.
fn weasel_words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut before = "";
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        let is = |known: &str| known.eq_ignore_ascii_case(word);
        let pair =
            |(first, second): &(&str, &str)| first.eq_ignore_ascii_case(before) && is(second);
        let phrase = if WEASEL_WORDS.iter().any(|known| is(known)) {
            Some(word.to_lowercase())
        } else if WEASEL_PAIRS.iter().any(pair) {
            Some(format!("{before} {word}").to_lowercase())
        } else {
            None
        };
        found.extend(phrase.filter(|phrase| !found.contains(phrase)));
        before = word;
    }
    found
}

fn long_title(control: &Control, words: usize) -> Diagnostic {
    let message = format!(
        "the title of `{}` has {words} words, more than {TITLE_WORDS}",
        control.name
    );
    Diagnostic::at(&LONG_TITLE, control.place, message)
        .help("say the rest in the statement: titles head columns and rows")
}

fn no_statement(control: &Control) -> Diagnostic {
    let message = format!("`{}` has no statement", control.name);
    Diagnostic::at(&NO_STATEMENT, control.place, message)
        .help("add `statement \"…\"`: one or two sentences that can be verified")
}

fn weasel_word(control: &Control, found: &[String]) -> Diagnostic {
    let message = format!(
        "the statement of `{}` says {}, which nobody can verify",
        control.name,
        list(found.iter().map(String::as_str))
    );
    Diagnostic::at(&WEASEL_WORD, control.place, message)
        .help("say what is enough: a number, a method, a result that can be seen")
}

#[cfg(test)]
mod tests {
    use super::weasel_words;

    #[test]
    fn finds_whole_words_only() {
        let found = |text: &str| weasel_words(text).join(", ");
        assert_eq!(found("Appropriate keys, etc."), "appropriate, etc");
        assert_eq!(found("as\nneeded and As Needed"), "as needed");
        assert_eq!(found("needed as insufficient etch"), "");
    }
}
