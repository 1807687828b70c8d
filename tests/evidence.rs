//! Evidence registers and side files: read as they are written, with located messages; and their files.
#![expect(
    clippy::expect_used,
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "support/beside.rs"]
mod beside;
#[path = "evidence/components.rs"]
mod components;
#[path = "evidence/files.rs"]
mod files;
#[path = "support/product.rs"]
mod product;
#[path = "evidence/reading.rs"]
mod reading;
#[path = "product/show.rs"]
#[expect(dead_code, reason = "products are shown elsewhere")]
mod show;
#[expect(dead_code, reason = "it serves other tests too")]
mod support;
#[path = "evidence/union.rs"]
mod union;

use beside::{KINDS, find, world};
use support::pages::{read, repository};
use support::{examples, is_error};

/// Returns the inputs whose names begin so, with their kinds, in order.
fn inputs(begin: &str) -> Vec<(String, &'static str)> {
    let listed = std::fs::read_dir(repository("tests/evidence")).expect("the inputs are there");
    let names = listed.map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let mut found: Vec<_> = names
        .filter_map(|name| {
            let rest = name.strip_prefix(begin)?;
            let kind = KINDS.iter().find(|kind| rest.starts_with(**kind))?;
            Some((name, *kind))
        })
        .collect();
    found.sort();
    found
}

#[test]
fn what_is_written_is_read_and_written_alike() {
    let inputs = inputs("good-");
    assert_eq!(inputs.len(), KINDS.len());
    for (name, kind) in inputs {
        let text = read(&format!("tests/evidence/{name}"));
        let mut world = world();
        let (found, written) = find(&mut world, kind, &text);
        let shown = show::diagnostics(&world.sources, &found);
        assert_eq!(shown, "nothing\n", "{name}");
        assert_eq!(written, text, "{name}");
        // As Notepad saves it.
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let (found, written) = find(&mut world, kind, &windows);
        assert!(found.is_empty(), "{name}");
        assert_eq!(written, text, "{name}");
    }
}

#[test]
fn mistakes_are_located_and_say_the_way_on() {
    let mut out = String::new();
    for (name, kind) in inputs("bad-") {
        let text = read(&format!("tests/evidence/{name}"));
        let mut world = world();
        let (found, _) = find(&mut world, kind, &text);
        let shown = show::diagnostics(&world.sources, &found);
        out += &format!("== {name}\n{}\n{shown}\n", show::input(&text));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn the_examples_of_the_chapter_are_read() {
    let mut count = 0;
    for example in examples("docs/dossier/evidence.md") {
        let Some(kind) = KINDS.iter().find(|kind| example.has(kind)) else {
            continue;
        };
        let mut world = world();
        let (found, _) = find(&mut world, kind, &example.text);
        let errors = found.iter().filter(|one| is_error(one));
        let errors: Vec<&str> = errors.map(|one| one.message.as_str()).collect();
        assert_eq!(errors, [""; 0], "{}", example.name);
        count += 1;
    }
    assert_eq!(count, 4);
}

#[test]
fn nothing_that_is_written_makes_reading_panic() {
    for (name, kind) in inputs("good-") {
        let text = read(&format!("tests/evidence/{name}"));
        let mut world = world();
        for (cut, _) in text.char_indices().step_by(7) {
            let (before, after) = text.split_at(cut);
            find(&mut world, kind, before);
            find(&mut world, kind, &format!("{before}: [{after}"));
        }
    }
}
