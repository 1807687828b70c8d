//! Titles are short, statements are there and can be verified.

use super::sentences::count_sentences;
use crate::diag::{Code, Diagnostic, Diagnostics, list};
use crate::model::{Act, Aspect, Control, Procedure, Scheme};
use crate::source::Place;

/// A title is longer than a glance.
pub static LONG_TITLE: Code = Code::warning("P0530", "title longer than ten words");
/// A control has no statement.
pub static NO_STATEMENT: Code = Code::warning("P0531", "control without a statement");
/// A statement, a criterion or a rule holds a word that nobody can verify.
pub static WEASEL_WORD: Code = Code::warning("P0532", "word that nobody can verify");
/// A statement is longer than two sentences.
pub static LONG_STATEMENT: Code = Code::warning("P0533", "statement of more than two sentences");

/// The most words of a title.
const TITLE_WORDS: usize = 10;
/// The most sentences of a statement.
const STATEMENT_SENTENCES: usize = 2;

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

/// Checks the title and the statement of every control, and that nothing by which people judge leaves it to them
/// how much is asked: statements, pass criteria, what cases expect, what rules state.
#[must_use]
pub fn check_wording(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (_, control) in scheme.controls.iter() {
        check_control(control, &mut diagnostics);
    }
    for (_, procedure) in scheme.procedures.iter() {
        check_procedure(procedure, &mut diagnostics);
    }
    for (_, rule) in scheme.rules.iter() {
        if let Act::States(words) = &rule.act {
            let what = || format!("the rule `{}`", rule.key);
            diagnostics.extend(weasel_word(rule.place, words, what));
        }
    }
    diagnostics
}

fn check_control(control: &Control, diagnostics: &mut Diagnostics) {
    let words = control.title.split_whitespace().count();
    // What a licensed copy says is not ours to restyle.
    if words > TITLE_WORDS && !control.is_official(Aspect::Title) {
        diagnostics.push(long_title(control, words));
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
    let what = || format!("the statement of `{}`", control.name);
    diagnostics.extend(weasel_word(control.place, statement, what));
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
            let what = || format!("the pass criterion of the depth `{depth}` of `{key}`");
            diagnostics.extend(weasel_word(block.place, pass, what));
        }
        for case in &block.cases {
            if let Some(expect) = &case.expect {
                let what = || format!("what the case `{}` of `{key}` expects", case.key);
                diagnostics.extend(weasel_word(case.place, expect, what));
            }
        }
    }
}

/// Returns the words of a text that nobody can verify, in small letters, each once.
fn weasel_words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
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

fn long_statement(control: &Control, sentences: usize) -> Diagnostic {
    let message = format!(
        "the statement of `{}` has {sentences} sentences, more than {STATEMENT_SENTENCES}",
        control.name
    );
    Diagnostic::at(&LONG_STATEMENT, control.place, message)
        .help("say how it is meant in `guidance`, and what it is for in `objective`")
}

fn weasel_word(place: Place, text: &str, what: impl Fn() -> String) -> Option<Diagnostic> {
    let found = weasel_words(text);
    (!found.is_empty()).then(|| {
        let words = list(found.iter().map(String::as_str));
        let message = format!("{} says {words}, which nobody can verify", what());
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
