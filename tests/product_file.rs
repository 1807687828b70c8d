//! The reference of the product file says what the program does: every example of docs/product-file.md is read, and gives
//! the mistakes and the answers that it names.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "support/contents.rs"]
mod contents;
#[path = "support/product.rs"]
mod product;
mod support;

use std::collections::BTreeSet;

use praman::diag::Diagnostics;
use praman::model::Scheme;
use praman::plan::{Plan, Status};
use praman::product::{BED_KEYS, CODES, ContactField, EVIDENCE_KEYS, PRODUCT_KEYS, VARIANT_KEYS};
use praman::source::Sources;
use product::compile_product;
use support::pages::{Example, read};
use support::{Editions, compile, examples, is_error, prelude, shown};

const REFERENCE: &str = "docs/product-file.md";

/// What stands above an example that names no product.
const HEAD: &str = "product: { name: \"Lamp\" }\n";

/// The scheme of the examples.
fn scheme() -> String {
    let own = examples(REFERENCE).into_iter();
    let own = own.filter(|example| example.has("scheme"));
    own.fold(prelude(), |text, part| text + "\n" + &part.text)
}

/// Returns what is marked with a word: `error=P0411,P0417`.
fn marked<'e>(example: &'e Example, word: &str) -> Vec<&'e str> {
    let words = example.words.iter();
    let lists = words.filter_map(|one| one.strip_prefix(word)?.strip_prefix('='));
    lists.flat_map(|list| list.split(',')).collect()
}

fn text_of(example: &Example) -> String {
    let has_product = example
        .text
        .lines()
        .any(|line| line.starts_with("product:"));
    if has_product || example.has("alone") {
        example.text.clone()
    } else {
        format!("{HEAD}{}", example.text)
    }
}

#[test]
fn every_example_gives_what_it_promises() {
    let scheme = scheme();
    let mut wrong = Vec::new();
    for example in examples(REFERENCE) {
        let (sources, found, read) = match example.language.as_str() {
            "yaml" => compile_product(&scheme, &text_of(&example)),
            "prm" if example.has("scheme") => {
                let (sources, found) = compile(&scheme, Editions::Each);
                (sources, found, None)
            }
            "prm" => {
                let (sources, found) =
                    compile(&format!("{scheme}\n{}", example.text), Editions::Each);
                (sources, found, None)
            }
            other => panic!("{}: what is `{other}`?", example.name),
        };
        let promised = tells(&example, &sources, &found).or_else(|| {
            let gives = marked(&example, "gives");
            let (scheme, _, plan) = read.as_ref()?;
            gives
                .iter()
                .find_map(|promise| differs(promise, scheme, plan))
        });
        wrong.extend(promised.map(|told| format!("{}: {told}", example.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Says how what was found differs from what an example promises.
fn tells(example: &Example, sources: &Sources, found: &Diagnostics) -> Option<String> {
    let (errors, warnings) = (marked(example, "error"), marked(example, "warning"));
    let given: BTreeSet<&str> = found.iter().map(|one| one.code.id).collect();
    let mut promised = errors.iter().chain(&warnings);
    let gives_each = promised.all(|code| given.contains(code));
    let mut wrong = found.iter().filter(|one| is_error(one));
    let gives_other = wrong.any(|one| !errors.contains(&one.code.id));
    if gives_each && !gives_other {
        return None;
    }
    let told: Vec<String> = found.iter().map(|one| shown(sources, one)).collect();
    Some(format!("found\n  {}", told.join("\n  ")))
}

/// Says how a control stands, if not as promised: `H.1:not-applicable`.
fn differs(promise: &str, scheme: &Scheme, plan: &Plan) -> Option<String> {
    let (control, status) = promise.split_once(':').expect("a control and a status");
    let id = scheme.find_control(control).expect("the control is there");
    let stands = plan.controls.find(&id).map(|plan| match plan.status {
        Status::Applies => "applies",
        Status::NotApplicable => "not-applicable",
        Status::Open => "open",
        Status::Covered => "covered",
        Status::NotAssessed => "not-assessed",
        Status::Declined => "declined",
    });
    (stands != Some(status)).then(|| format!("{control} is {stands:?} and not {status}"))
}

/// The rules with their texts, up to the next one, in order.
fn rules() -> Vec<(u32, String)> {
    let text = read(REFERENCE);
    let mut rules: Vec<(u32, String)> = Vec::new();
    for line in text.lines() {
        if let Some((number, _)) = line
            .strip_prefix("**PF-")
            .and_then(|rest| rest.split_once("**"))
        {
            rules.push((number.parse().expect("a number"), String::new()));
        }
        if line.starts_with("## All") {
            break;
        }
        if let Some((_, text)) = rules.last_mut() {
            *text += line;
            text.push('\n');
        }
    }
    rules
}

#[test]
fn rules_are_numbered_in_order_and_each_has_an_example() {
    let rules = rules();
    assert!(rules.len() > 50, "the rules are found");
    for pair in rules.windows(2) {
        assert!(
            pair[0].0 < pair[1].0,
            "PF-{} before PF-{}",
            pair[0].0,
            pair[1].0
        );
    }
    let without = rules.iter().filter(|(_, text)| !text.contains("```"));
    let without: Vec<u32> = without.map(|(number, _)| *number).collect();
    assert!(without.is_empty(), "without an example: {without:?}");
}

#[test]
fn rules_and_codes_that_are_cited_exist() {
    let (text, language) = (read(REFERENCE), read("docs/language.md"));
    let numbers: BTreeSet<u32> = rules().into_iter().map(|(number, _)| number).collect();
    for (at, _) in text.match_indices("PF-") {
        let digits = text.get(at + 3..at + 6).expect("a rule has three digits");
        let number = digits.parse().expect("a number");
        assert!(numbers.contains(&number), "PF-{digits} does not exist");
    }
    for (at, _) in text.match_indices("L-") {
        let rule = text.get(at..at + 5).unwrap_or_default();
        let is_rule = rule.ends_with(|last: char| last.is_ascii_digit());
        assert!(
            !is_rule || language.contains(&format!("**{rule}**")),
            "{rule} does not exist"
        );
    }
    let known: BTreeSet<&str> = praman::cli::all_codes().map(|code| code.id).collect();
    for (at, _) in text.match_indices("P0") {
        let code = text.get(at..at + 5).unwrap_or_default();
        assert!(known.contains(code), "{code} does not exist");
    }
}

/// What is said of `found.yaml` alone.
const OF_FOUND: &str = "P0439";

/// Whatever a product file can be answered with is shown by an example.
#[test]
fn every_code_of_product_files_has_an_example() {
    let all = examples(REFERENCE);
    let shown: BTreeSet<&str> = all
        .iter()
        .flat_map(|example| [marked(example, "error"), marked(example, "warning")])
        .flatten()
        .collect();
    let codes = CODES.iter().map(|code| code.id);
    let without: Vec<&str> = codes
        .filter(|code| !shown.contains(code) && *code != OF_FOUND)
        .collect();
    assert!(without.is_empty(), "in no example: {without:?}");
}

#[test]
fn the_table_holds_every_key_and_each_rule_speaks_of_its_keys() {
    let of = |owner: &'static str, keys: Vec<&'static str>| {
        keys.into_iter()
            .map(move |key| (owner.to_owned(), key.to_owned()))
    };
    let expected: BTreeSet<(String, String)> = [
        of("a product file", PRODUCT_KEYS.to_vec()),
        of("`product`", vec!["name", "model", "fields of the scheme"]),
        of("a company", ContactField::words().collect()),
        of("an inventory", vec!["more"]),
        of("an entry", vec!["origin", "was"]),
        of("a variant", VARIANT_KEYS.to_vec()),
        of("a piece of evidence", EVIDENCE_KEYS.to_vec()),
        of("a node of the test bed", BED_KEYS.to_vec()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let text = read(REFERENCE);
    let (_, table) = text
        .split_once("## All keys at a glance\n")
        .expect("a table of all keys");
    let rules = rules();
    let mut listed = BTreeSet::new();
    for row in table.lines().skip(3) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (owner, key, rule) = (cells[1], cells[2].trim_matches('`'), cells[4]);
        listed.insert((owner.to_owned(), key.to_owned()));
        let said = rules
            .iter()
            .find(|(number, _)| rule == format!("PF-{number:03}"));
        let (_, said) = said.unwrap_or_else(|| panic!("{rule} does not exist"));
        assert!(said.contains(key), "{rule} does not speak of `{key}`");
    }
    assert_eq!(listed, expected);
}

#[test]
fn every_chapter_is_in_the_list_of_contents() {
    contents::check_contents(&read(REFERENCE));
}
