//! The syntax layer: data files to diagnostics and trees.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "syntax/bad_input.rs"]
mod bad_input;
#[path = "syntax/dump.rs"]
mod dump;
#[path = "support/mutate.rs"]
mod mutate;
#[path = "syntax/properties.rs"]
mod properties;

use std::path::Path;

use praman::source::Sources;
use praman::syntax::parse_file;

/// Shows a text's diagnostics, one line each, and its tree.
fn show(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("test.prm", text);
    let parsed = parse_file(file, text);
    let mut shown = String::new();
    for diagnostic in parsed.diagnostics.sorted() {
        shown.push_str(&dump::diagnostic(&sources, &diagnostic));
    }
    for placed in &parsed.value.items {
        shown.push_str(&dump::tree(&placed.item));
    }
    shown
}

fn check(name: &str, path: &Path) {
    let text = std::fs::read_to_string(path).expect("the file can be read");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "syntax/snapshots" }, {
        insta::assert_snapshot!(name, format!("{text}--------\n{}", show(&text)));
    });
}

#[test]
fn sound_texts_give_trees() {
    insta::glob!("syntax/ok/*.prm", |path| check("ok", path));
}

#[test]
fn broken_texts_give_diagnostics_and_the_rest_of_the_tree() {
    insta::glob!("syntax/err/*.prm", |path| check("err", path));
}
