//! The reference of the language says what the compiler does: every example of docs/language.md compiles,
//! or shows the mistake that it names.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use praman::syntax::keywords::{Context, ITEMS, RESERVED_ITEMS, RESERVED_NAMES};
use support::{Editions, Example, compile, examples, is_error, prelude, read, shown};

const REFERENCE: &str = "docs/language.md";

#[test]
fn every_example_gives_what_it_promises() {
    let prelude = prelude();
    let mut wrong = Vec::new();
    for example in examples(REFERENCE) {
        assert_eq!(example.language, "prm", "{}", example.name);
        let text = if example.has("prelude") {
            example.text.clone()
        } else {
            format!("{prelude}\n{}", example.text)
        };
        let (sources, found) = compile(&text, Editions::Each);
        let expected = expected_codes(&example);
        let told: Vec<String> = found
            .iter()
            .filter(|one| is_error(one) || expected.contains(&one.code.id))
            .map(|one| shown(&sources, one))
            .collect();
        let gives_each = expected
            .iter()
            .all(|code| found.iter().any(|one| one.code.id == *code));
        let gives_other = found
            .iter()
            .any(|one| is_error(one) && !expected.contains(&one.code.id));
        if !gives_each || gives_other {
            wrong.push(format!(
                "{}: expected {expected:?}, found\n  {}",
                example.name,
                told.join("\n  ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_are_numbered_once_and_in_order() {
    let numbers = rules();
    assert!(numbers.len() > 100, "the rules are found");
    for pair in numbers.windows(2) {
        assert!(
            pair[0] < pair[1],
            "L-{:03} before L-{:03}",
            pair[0],
            pair[1]
        );
    }
}

#[test]
fn every_rule_has_an_example() {
    let text = read(REFERENCE);
    let mut without = Vec::new();
    let mut rule: Option<&str> = None;
    for line in text.lines() {
        if line.starts_with("**L-") || line.starts_with("## ") {
            without.extend(rule.take());
        }
        if line.starts_with("**L-") {
            rule = line.get(2..7);
        }
        if line.starts_with("```") {
            rule = None;
        }
    }
    without.extend(rule);
    assert!(without.is_empty(), "without an example: {without:?}");
}

#[test]
fn rules_that_are_cited_exist() {
    let numbers = rules();
    let text = read(REFERENCE);
    for (at, _) in text.match_indices("L-") {
        let digits = text.get(at + 2..at + 5).unwrap_or("");
        if let Ok(number) = digits.parse::<u32>() {
            assert!(
                numbers.contains(&number),
                "L-{digits} is cited and does not exist"
            );
        }
    }
}

#[test]
fn every_keyword_is_in_the_tables() {
    let text = read(REFERENCE);
    for item in ITEMS {
        let row = format!("| `{item}` |");
        assert!(text.contains(&row), "the item `{item}` has no row");
    }
    for context in Context::ALL {
        let fields: Vec<String> = context
            .fields()
            .iter()
            .map(|field| {
                let star = if context.repeats(field) { "*" } else { "" };
                format!("`{field}`{star}")
            })
            .collect();
        let row = format!("| {} | {} |", context.name(), fields.join(" "));
        assert!(text.contains(&row), "expected the row\n{row}");
    }
}

#[test]
fn reserved_words_are_listed() {
    let text = read(REFERENCE);
    let after = text
        .split_once("## 19.")
        .expect("a chapter on reserved words")
        .1;
    let chapter = after.split_once("## 20.").expect("a chapter after it").0;
    for word in RESERVED_NAMES.iter().chain(&RESERVED_ITEMS) {
        assert!(
            chapter.contains(&format!("`{word}`")),
            "`{word}` is not listed"
        );
    }
}

#[test]
fn every_chapter_is_in_the_list_of_contents() {
    let text = read(REFERENCE);
    for heading in text.lines().filter_map(|line| line.strip_prefix("## ")) {
        let anchor: String = heading
            .to_lowercase()
            .chars()
            .filter(|char| char.is_alphanumeric() || *char == ' ')
            .map(|char| if char == ' ' { '-' } else { char })
            .collect();
        let entry = format!("- [{heading}](#{anchor})");
        assert!(text.contains(&entry), "expected the line {entry}");
    }
}

/// Returns the codes that an example is to give: `error=P0102,P0103`.
fn expected_codes(example: &Example) -> Vec<&str> {
    example
        .words
        .iter()
        .filter_map(|word| {
            word.strip_prefix("error=")
                .or_else(|| word.strip_prefix("warning="))
        })
        .flat_map(|codes| codes.split(','))
        .collect()
}

/// Returns the numbers of the rules in the order of the text.
fn rules() -> Vec<u32> {
    let text = read(REFERENCE);
    text.lines()
        .filter_map(|line| line.strip_prefix("**L-")?.split_once("**"))
        .map(|(number, _)| number.parse().expect("a rule has a number"))
        .collect()
}
