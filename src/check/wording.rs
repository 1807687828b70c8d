//! Checks that titles are short, and that statements exist and can be verified (L-233).

use super::sentences::count_sentences;
use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::model::{Act, Aspect, Control, Procedure, Scheme};
use crate::source::Place;

codes! {
    LONG_TITLE = warning("P0530", "title longer than ten words"),
    NO_STATEMENT = warning("P0531", "control without a statement"),
    WEASEL_WORD = warning("P0532", "word that nobody can verify"),
    LONG_STATEMENT = warning("P0533", "statement of more than two sentences"),
}

/// The greatest number of words in a title.
const TITLE_WORDS: usize = 10;
/// The greatest number of sentences in a statement.
const STATEMENT_SENTENCES: usize = 2;

/// Words that leave the amount to the reader, in small letters.
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
/// Pairs of words that do the same.
const WEASEL_PAIRS: &[(&str, &str)] = &[("as", "needed"), ("as", "necessary")];

/// Checks the title and the statement of every control, and the texts by which people judge: statements, pass
/// criteria, expected results of cases, and what rules state.
pub(super) fn check_wording(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (_, control) in scheme.controls.iter() {
        check_control(control, &mut diagnostics);
    }
    for (_, procedure) in scheme.procedures.iter() {
        check_procedure(procedure, &mut diagnostics);
    }
    for (_, rule) in scheme.rules.iter() {
        if let Act::States(text) = &rule.act {
            let subject = || format!("the rule `{}`", rule.key);
            diagnostics.extend(weasel_word(rule.place, text, subject));
        }
    }
    diagnostics
}

fn check_control(control: &Control, diagnostics: &mut Diagnostics) {
    let word_count = control.title.split_whitespace().count();
    // The wording of a licensed copy is not ours to change.
    if word_count > TITLE_WORDS && !control.is_official(Aspect::Title) {
        diagnostics.push(long_title(control, word_count));
    }
    let Some(statement) = &control.statement else {
        if !control.incomplete {
            diagnostics.push(no_statement(control));
        }
        return;
    };
    if control.is_official(Aspect::Statement) {
        return;
    }
    let subject = || format!("the statement of `{}`", control.name);
    diagnostics.extend(weasel_word(control.place, statement, subject));
    let sentences = count_sentences(statement);
    if sentences > STATEMENT_SENTENCES {
        diagnostics.push(long_statement(control, sentences));
    }
}

fn check_procedure(procedure: &Procedure, diagnostics: &mut Diagnostics) {
    let key = &procedure.key;
    for block in &procedure.depths {
        if let Some(pass) = &block.pass {
            let depth = block.depth.word();
            let subject = || format!("the pass criterion of the depth `{depth}` of `{key}`");
            diagnostics.extend(weasel_word(block.place, pass, subject));
        }
        for case in &block.cases {
            if let Some(expect) = &case.expect {
                let subject =
                    || format!("the expected result of the case `{}` of `{key}`", case.key);
                diagnostics.extend(weasel_word(case.place, expect, subject));
            }
        }
    }
}

/// Returns the words of a text that nobody can verify, in small letters and without repetitions.
fn weasel_words(text: &str) -> Vec<String> {
    let mut phrases: Vec<String> = Vec::new();
    let mut before = "";
    for word in text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
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
        phrases.extend(phrase.filter(|phrase| !phrases.contains(phrase)));
        before = word;
    }
    phrases
}

fn long_title(control: &Control, word_count: usize) -> Diagnostic {
    let message = format!(
        "the title of `{}` has {word_count} words: expected at most {TITLE_WORDS}",
        control.name
    );
    Diagnostic::at(&LONG_TITLE, control.place, message)
        .help("move the rest into the statement: titles are headings of columns and rows")
}

fn no_statement(control: &Control) -> Diagnostic {
    let message = format!("`{}` has no statement", control.name);
    Diagnostic::at(&NO_STATEMENT, control.place, message)
        .help("add `statement \"…\"`: one or two sentences that can be verified")
}

fn long_statement(control: &Control, sentences: usize) -> Diagnostic {
    let message = format!(
        "the statement of `{}` has {sentences} sentences: expected at most {STATEMENT_SENTENCES}",
        control.name
    );
    Diagnostic::at(&LONG_STATEMENT, control.place, message)
        .help("move explanations to `guidance`, and the purpose to `objective`")
}

fn weasel_word(place: Place, text: &str, subject: impl Fn() -> String) -> Option<Diagnostic> {
    let phrases = weasel_words(text);
    (!phrases.is_empty()).then(|| {
        let phrases = list(phrases.iter().map(String::as_str));
        let message = format!("{} contains {phrases}, which nobody can verify", subject());
        Diagnostic::at(&WEASEL_WORD, place, message)
            .help("say what is enough: a number, a method, a result that can be seen")
    })
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
