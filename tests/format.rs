//! The formatter: data files to canonical texts, and what holds of every text.
#![expect(
    clippy::expect_used,
    clippy::string_slice,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "support/mutate.rs"]
mod mutate;

use praman::format::format_text;
use praman::source::{Sources, Span};
use praman::syntax::ast::{Item, TextDraft};
use praman::syntax::parse_file;
use praman::syntax::token::{TokenKind, lex};
use proptest::prelude::*;

#[test]
fn texts_get_their_canonical_form() {
    insta::glob!("format/*.prm", |path| {
        let text = std::fs::read_to_string(path).expect("the file can be read");
        let formatted = format_text(&text);
        holds(&text, &formatted);
        insta::with_settings!({
            omit_expression => true,
            prepend_module_to_snapshot => false,
            snapshot_path => "format/snapshots",
        }, {
            insta::assert_snapshot!("format", formatted);
        });
    });
}

#[test]
fn texts_of_the_syntax_tests_keep_their_meaning() {
    for path in mutate::samples() {
        let text = std::fs::read_to_string(path).expect("the file can be read");
        holds(&text, &format_text(&text));
    }
}

#[test]
fn empty_texts_stay_empty() {
    for text in ["", "\u{feff}", " \r\n\r\n  "] {
        assert_eq!(format_text(text), "", "{text:?}");
    }
}

proptest! {
    #![proptest_config(mutate::config())]

    #[test]
    fn broken_texts_keep_their_meaning(text in mutate::texts()) {
        holds(&text, &format_text(&text));
    }
}

/// What must hold of any text and its canonical form.
fn holds(text: &str, formatted: &str) {
    assert_eq!(visible(text), visible(formatted), "tokens of\n{text:?}");
    assert_eq!(meaning(text), meaning(formatted), "meaning of\n{text:?}");
    assert_eq!(format_text(formatted), formatted, "again, of\n{text:?}");
    let clean = formatted.is_empty() || formatted.ends_with('\n');
    assert!(clean && !formatted.starts_with('\u{feff}'), "{text}");
}

/// The tokens that are not blank; line ends and what stands before them do not count.
fn visible(text: &str) -> Vec<(TokenKind, String)> {
    lex(text)
        .iter()
        .filter(|token| !token.kind.is_blank())
        .map(|token| {
            let lines = token.text(text).split('\n');
            let lines: Vec<&str> = lines.map(|line| line.trim_end_matches('\r')).collect();
            (token.kind, lines.join("\n").trim_end().to_owned())
        })
        .collect()
}

/// The tree without its positions.
fn meaning(text: &str) -> Vec<String> {
    let file = Sources::default().add("", "");
    parse_file(file, text)
        .value
        .items
        .iter()
        .map(|placed| {
            let item = &placed.item;
            let words: Vec<&str> = item.mentions.iter().map(|name| item.word(*name)).collect();
            let draft = without_spans(item, &format!("{:?}", item.body));
            format!("{draft}{words:?}")
        })
        .collect()
}

/// Puts what is written there in the place of `Span { start: 1, end: 2 }` in a debug text, as far as it is one word or text.
fn without_spans(item: &Item, debug: &str) -> String {
    let mut parts = debug.split("Span { start: ");
    let mut plain = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (span, rest) = part.split_once(" }").expect("a span ends");
        let (start, end) = span.split_once(", end: ").expect("a span has an end");
        let (start, end) = (
            start.parse().expect("a number"),
            end.parse().expect("a number"),
        );
        let span = Span::new(start, end);
        if plain.ends_with("Name { span: ") || plain.ends_with("Draft { span: ") {
            plain.push_str(&item.text(TextDraft { span }));
        }
        plain.push_str(rest);
    }
    plain
}
