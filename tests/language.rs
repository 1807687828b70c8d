//! The reference of the language says what the compiler does: every example of docs/language.md compiles,
//! or shows the mistake that it names.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

#[path = "support/contents.rs"]
mod contents;
#[path = "language/fields.rs"]
mod fields;
mod support;

use std::collections::BTreeSet;

use contents::check_contents;
use praman::syntax::ast::{Block, Context, ItemKind};
use praman::syntax::keywords::{RESERVED_ITEMS, RESERVED_NAMES};
use support::pages::{Example, read};
use support::{Editions, compile, examples, is_error, prelude, shown};

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

/// The first of the numbers with which chapters go on when theirs are used up.
const CONTINUED: u32 = 300;

#[test]
fn rules_are_numbered_once_and_in_order() {
    let mut numbers = rules();
    assert!(numbers.len() > 100, "the rules are found");
    let mut seen = BTreeSet::new();
    for number in &numbers {
        assert!(seen.insert(*number), "L-{number:03} twice");
    }
    numbers.retain(|number| *number < CONTINUED);
    assert!(numbers.is_sorted(), "numbers below {CONTINUED} go up");
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

/// The tables at the end are those of the compiler; `UPDATE_LANGUAGE=1` writes them.
#[test]
fn the_tables_of_words_are_those_of_the_compiler() {
    let text = read(REFERENCE);
    let (before, after) = text.split_once(WORDS).expect("a chapter of all words");
    let expected = format!("{before}{WORDS}{}", words());
    if std::env::var_os("UPDATE_LANGUAGE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/language.md");
        std::fs::write(path, &expected).expect("the reference can be written");
    } else {
        assert_eq!(after, words(), "UPDATE_LANGUAGE=1 writes the tables");
    }
}

const WORDS: &str = "## All words at a glance\n";

fn words() -> String {
    let items = items_table().join("\n");
    let fields = fields_table().join("\n");
    format!("\nItems, with what follows the keyword:\n\n{items}\n\n{ABOUT_FIELDS}\n\n{fields}\n")
}

const ABOUT_FIELDS: &str = "Fields, in the order in which they are usually written, and how often each is given.\nIn an inventory, a word that is not in the table is the name of an attribute (L-064).";

fn items_table() -> Vec<String> {
    let head = ["| Item | Written | Block | Rule |", "|---|---|---|---|"];
    let mut rows: Vec<String> = Vec::new();
    for kind in ItemKind::ALL {
        let spec = kind.spec();
        let block = match spec.block {
            Block::None => "none",
            Block::Allowed => "may be left out",
            Block::Needed => "needed",
        };
        let (word, written) = (spec.keyword, spec.written);
        rows.push(format!(
            "| `{word}` | `{word} {written}` | {block} | L-{:03} |",
            spec.rule
        ));
    }
    rows.extend(RESERVED_ITEMS.map(|word| format!("| `{word}` | reserved | | L-252 |")));
    rows.sort();
    head.map(str::to_owned).into_iter().chain(rows).collect()
}

fn fields_table() -> Vec<String> {
    let head = [
        "| In | Field | Times | Holds | Rule |",
        "|---|---|---|---|---|",
    ];
    let mut rows: Vec<String> = head.map(str::to_owned).into();
    for context in Context::all() {
        for field in context.fields() {
            let (owner, word, holds) = (context.name(), field.word, field.holds);
            let times = field.times();
            rows.push(format!(
                "| {owner} | `{word}` | {times} | {holds} | L-{:03} |",
                field.rule
            ));
        }
    }
    rows
}

/// A rule that a table names says something of the word.
#[test]
fn words_are_described_where_the_tables_say() {
    let text = read(REFERENCE);
    let says = |rule: u16, word: &str| {
        let start = text
            .find(&format!("**L-{rule:03}**"))
            .expect("the rule exists");
        let rest = &text[start..];
        let end = rest
            .get(4..)
            .and_then(|rest| rest.find("**L-"))
            .map_or(rest.len(), |end| end + 4);
        let said = &rest[..end];
        said.contains(&format!("`{word}")) || said.contains(&format!("{word} "))
    };
    let mut wrong = Vec::new();
    for context in Context::all() {
        for field in context.fields() {
            if !says(field.rule, field.word) {
                wrong.push(format!(
                    "`{}` of {}: L-{:03}",
                    field.word,
                    context.name(),
                    field.rule
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
    check_contents(&read(REFERENCE));
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
