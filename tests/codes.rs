//! Every code is known once, has a page in docs/diagnostics, and is given by the examples of its page.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "support/beside.rs"]
mod beside;
#[path = "support/product.rs"]
mod product;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use praman::answers::DossierId;
use praman::diag::{Code, Diagnostics, RANGES, RETIRED};
use praman::intake::{Journal, check_people, read_answers, read_head, read_table};
use praman::source::Sources;
use product::compile_product;
use support::pages::{Example, read, repository};
use support::{Editions, compile, examples, is_error, prelude, shown};

const PAGES: &str = "docs/diagnostics";

/// The codes of every room, as `praman explain` knows them.
fn all_codes() -> Vec<&'static Code> {
    praman::cli::all_codes().collect()
}

#[test]
fn codes_are_unique_and_well_formed() {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for code in all_codes() {
        let digits = code.id.strip_prefix('P').unwrap_or_default();
        assert!(
            digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()),
            "{} is not `P` and four digits",
            code.id
        );
        let ends_badly = code.summary.ends_with('.') || code.summary.contains('\n');
        assert!(!ends_badly, "{}: one line, no full stop", code.id);
        let before = seen.insert(code.id, code.summary);
        assert_eq!(before, None, "{} is given to two kinds", code.id);
    }
}

#[test]
fn codes_are_in_a_range_and_none_comes_again() {
    for code in all_codes() {
        let ranges = RANGES
            .iter()
            .filter(|(start, _)| code.id.starts_with(start));
        assert_eq!(ranges.count(), 1, "{}", code.id);
        assert!(!RETIRED.contains(&code.id), "{} is retired", code.id);
    }
}

#[test]
fn every_code_in_the_source_is_in_the_list_of_its_room() {
    let listed: BTreeSet<&str> = all_codes().iter().map(|code| code.id).collect();
    let mut texts = Vec::new();
    collect(&repository("src"), &mut texts);
    let mut unlisted = Vec::new();
    for text in &texts {
        for id in codes_made_in(text) {
            // Tests of `diag` make codes of their own below P0100.
            if id >= "P0100" && !listed.contains(id) {
                unlisted.push(id);
            }
        }
    }
    assert!(unlisted.is_empty(), "in no list of codes: {unlisted:?}");
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    let mut pages: BTreeSet<String> = fs::read_dir(repository(PAGES))
        .expect("the pages are there")
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    for code in all_codes() {
        let name = format!("{}.md", code.id);
        assert!(pages.remove(&name), "{PAGES}/{name} is missing");
        let text = read(&format!("{PAGES}/{name}"));
        let heading = format!("# {}: {}\n", code.id, code.summary);
        assert!(text.starts_with(&heading), "{name}: expected {heading}");
        assert!(
            text.contains("\n**To fix it:** "),
            "{name} does not say how to mend it"
        );
    }
    assert!(pages.is_empty(), "pages without a code: {pages:?}");
}

#[test]
fn the_examples_of_a_page_give_its_code() {
    let prelude = prelude();
    let mut wrong = Vec::new();
    for code in all_codes() {
        let page = examples(&format!("{PAGES}/{}.md", code.id));
        assert!(!page.is_empty(), "{} has no example", code.id);
        let scheme = page.iter().filter(|example| example.has("scheme"));
        let scheme = scheme.fold(prelude.clone(), |text, part| text + "\n" + &part.text);
        for example in page.iter().filter(|example| !example.has("scheme")) {
            let Some((sources, found)) = try_example(example, &scheme) else {
                continue;
            };
            let given = found.iter().any(|one| one.code.id == code.id);
            let other = found
                .iter()
                .any(|one| is_error(one) && one.code.id != code.id);
            if given == example.has("mended") || other {
                wrong.push(format!("{}:\n{}", example.name, list(&sources, &found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_that_pages_cite_exist() {
    let reference = read("docs/language.md");
    for code in all_codes() {
        let text = read(&format!("{PAGES}/{}.md", code.id));
        for (at, _) in text.match_indices("L-") {
            let rule = text.get(at..at + 5).unwrap_or_default();
            // The number of a finding is no rule: `L-N1`.
            if rule.contains("-N") {
                continue;
            }
            assert!(
                reference.contains(&format!("**{rule}**")),
                "{} cites {rule}",
                code.id
            );
        }
    }
}

/// Compiles an example; `None` for a picture of what happens on the command line.
fn try_example(example: &Example, scheme: &str) -> Option<(Sources, Diagnostics)> {
    let editions = if example.has("only") {
        Editions::Unnamed
    } else {
        Editions::Each
    };
    match example.language.as_str() {
        "prm" if example.has("alone") => Some(compile(&example.text, editions)),
        "prm" => Some(compile(&format!("{scheme}\n{}", example.text), editions)),
        "yaml" if example.has("dossier") => Some(read_as(example, |sources, text| {
            let file = sources.add("dossier.yaml", text);
            read_head(file, text).diagnostics
        })),
        "yaml" if example.has("answers") => Some(read_as(example, find_in_answers)),
        "json" => Some(read_as(example, |sources, text| {
            let file = sources.add("vendor.ndjson", text);
            Journal::read(DossierId::new([0; 16]), file, text).diagnostics
        })),
        "csv" => Some(read_as(example, |sources, text| {
            let file = sources.add("answers.csv", text);
            read_table(file, text).diagnostics
        })),
        "yaml" if beside::KINDS.iter().any(|kind| example.has(kind)) => {
            let mut world = beside::world();
            let kind = beside::KINDS.iter().find(|kind| example.has(kind))?;
            let (found, _) = beside::find(&mut world, kind, &example.text);
            Some((world.sources, found))
        }
        "yaml" => {
            let (sources, found, _) = compile_product(scheme, &example.text);
            Some((sources, found))
        }
        // The test of the manual of dossiers runs what stands on a console.
        "text" | "console" => None,
        other => panic!("{}: what is `{other}`?", example.name),
    }
}

/// Reads an example that is no scheme and no product file.
fn read_as(
    example: &Example,
    read: impl Fn(&mut Sources, &str) -> Diagnostics,
) -> (Sources, Diagnostics) {
    let mut sources = Sources::default();
    let found = read(&mut sources, &example.text);
    (sources, found)
}

/// Returns what is wrong with a file of answers in a dossier that names `asha`.
fn find_in_answers(sources: &mut Sources, text: &str) -> Diagnostics {
    let head = "dossier: 1\nid: 00000000000000000000000000000000\nholder: vendor\nedition: e@1\n\
                level: l\nlead: m\npeople: { asha: { name: Asha, party: vendor } }\n";
    let file = sources.add("dossier.yaml", head);
    let head = read_head(file, head).value.expect("a dossier");
    let file = sources.add("answers.yaml", text);
    let mut found = Diagnostics::new();
    let draft = found.take(read_answers(file, text)).expect("answers");
    found.append(check_people(&head, &draft));
    found
}

fn list(sources: &Sources, found: &Diagnostics) -> String {
    let lines: Vec<String> = found
        .iter()
        .map(|one| format!("  {}", shown(sources, one)))
        .collect();
    lines.join("\n")
}

/// Returns the ids of `Code::error("P…` and `Code::warning("P…` in a Rust text.
fn codes_made_in(text: &str) -> Vec<&str> {
    let mut ids = Vec::new();
    for call in ["Code::error(", "Code::warning(", " = error(", " = warning("] {
        for (at, _) in text.match_indices(call) {
            let after = text.get(at + call.len()..).unwrap_or_default();
            let id = after.trim_start().strip_prefix('"');
            ids.extend(
                id.and_then(|id| id.get(..5))
                    .filter(|id| id.starts_with('P')),
            );
        }
    }
    ids
}

fn collect(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            texts.push(fs::read_to_string(&path).expect("a text"));
        }
    }
}
