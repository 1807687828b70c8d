//! One cause makes one report: wherever a sound scheme is spoilt at one word, one report comes of it, or none.

use rayon::prelude::*;

use praman::source::Span;
use praman::syntax::token::{Token, TokenKind, lex};

use super::{check_texts, show};

const SOUND: &str = include_str!("causes.prm");

/// A change of one place of the text.
struct Spoilt {
    span: Span,
    by: String,
}

impl Spoilt {
    fn text(&self) -> String {
        let (start, end) = (self.span.start as usize, self.span.end as usize);
        let part = |range| SOUND.get(range).unwrap_or_default();
        format!("{}{}{}", part(0..start), self.by, part(end..SOUND.len()))
    }
}

/// Spoils the sound text at each token of some kinds.
fn spoil(kinds: &[TokenKind], by: impl Fn(&str) -> String) -> Vec<Spoilt> {
    let tokens = lex(SOUND).into_iter();
    tokens
        .filter(|token| kinds.contains(&token.kind))
        .map(|Token { span, .. }| Spoilt {
            span,
            by: by(&SOUND[span.start as usize..span.end as usize]),
        })
        .collect()
}

/// Asserts that no change makes more than one report.
fn check(spoilt: &[Spoilt]) {
    let tell = |spoilt: &Spoilt| {
        let text = spoilt.text();
        let (sources, reports) = check_texts(&[("causes.prm", &text)]);
        let line = SOUND[..spoilt.span.start as usize].matches('\n').count() + 1;
        let shown: String = reports.iter().map(|one| show(&sources, one)).collect();
        (reports.len() > 1).then(|| format!("line {line}, `{}`:\n{shown}", spoilt.by))
    };
    let wrong: Vec<String> = spoilt.par_iter().filter_map(tell).collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        spoilt.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_sound_scheme_has_no_report() {
    let (sources, reports) = check_texts(&[("causes.prm", SOUND)]);
    let shown: String = reports.iter().map(|one| show(&sources, one)).collect();
    assert_eq!(shown, "");
}

#[test]
fn a_misspelt_word_makes_one_report() {
    check(&spoil(&[TokenKind::Word], |word| format!("{word}q")));
}

#[test]
fn a_word_that_is_missing_makes_one_report() {
    check(&spoil(&[TokenKind::Word], |_| String::new()));
}

#[test]
fn a_word_that_stands_twice_makes_one_report() {
    check(&spoil(&[TokenKind::Word], |word| format!("{word} {word}")));
}

#[test]
fn a_capital_letter_makes_one_report() {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    check(&spoil(&[TokenKind::Word], capital));
}

#[test]
fn a_letter_that_cannot_be_seen_makes_one_report() {
    check(&spoil(&[TokenKind::Word], |word| format!("{word}\u{200b}")));
}

#[test]
fn a_letter_that_looks_like_another_makes_one_report() {
    check(&spoil(&[TokenKind::Word], |word| {
        word.replacen('e', "е", 1)
    }));
}

#[test]
fn a_text_that_is_left_open_makes_one_report() {
    check(&spoil(&[TokenKind::Text], |text| {
        text[..text.len() - 3].to_owned()
    }));
    check(&spoil(&[TokenKind::Str], |text| {
        text[..text.len() - 1].to_owned()
    }));
}

#[test]
fn a_text_that_is_missing_makes_one_report() {
    check(&spoil(&[TokenKind::Str, TokenKind::Text], |_| {
        String::new()
    }));
}

#[test]
fn a_mark_that_is_missing_makes_one_report() {
    check(&spoil(&[TokenKind::Punct], |_| String::new()));
}
