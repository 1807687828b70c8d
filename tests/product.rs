//! Product files: what is read from them, and what is said of those that are wrong.
//!
//! Each file under `tests/product` is read against one small scheme; the snapshot shows the file, what was
//! found wrong with it and what was understood.
#![expect(
    clippy::unwrap_used,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "product/scheme.rs"]
mod scheme;
#[path = "product/show.rs"]
mod show;

use std::fmt::Write as _;
use std::path::Path;

use praman::plan::plan_target;
use praman::product::{find_edition, read_head, read_product};
use praman::project::{Disk, load_scheme, load_text, shipped};
use praman::resolve::{EditionChoice, EditionHead, collect_declarations, resolve_scheme};
use praman::source::Sources;
use proptest::prelude::*;

fn check(path: &str, text: &str) -> String {
    let mut sources = Sources::default();
    let scheme = scheme::small(&mut sources);
    let file = sources.add(path, text);
    let read = read_product(&scheme, file, text);
    let mut out = show::input(text);
    out.push_str("\n--- found wrong\n");
    out.push_str(&show::diagnostics(&sources, &read.diagnostics));
    if !read.diagnostics.has_errors() {
        out.push_str("\n--- understood\n");
        out.push_str(&show::product(&scheme, &read.value));
    }
    out
}

#[test]
fn product_files_are_read_and_mistakes_point_at_their_lines() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "product/snapshots" }, {
        insta::glob!("product/*.yaml", |path| {
            let bytes = std::fs::read(path).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            let name = path.file_name().unwrap().to_string_lossy();
            insta::assert_snapshot!("product", check(&name, &text));
        });
    });
}

#[test]
fn line_endings_and_a_byte_order_mark_change_nothing_but_offsets() {
    let text = include_str!("product/good-camera.yaml").replace("\r\n", "\n");
    let understood = |text: &str| {
        let all = check("product.yaml", text);
        all.split_once("--- understood").unwrap().1.to_owned()
    };
    let plain = understood(&text);
    assert_eq!(plain, understood(&text.replace('\n', "\r\n")));
    assert_eq!(plain, understood(&format!("\u{feff}{text}")));
    let wrong = text.replace("soc: {", "<b>: {");
    let places = |text: &str| {
        let mut sources = Sources::default();
        let scheme = scheme::small(&mut sources);
        let file = sources.add("product.yaml", text);
        let read = read_product(&scheme, file, text);
        let place = read.diagnostics.iter().next().unwrap().place().unwrap();
        let found = sources.get(file).unwrap().slice(place.span).to_owned();
        (found, sources.line_column(place).unwrap().line)
    };
    assert_eq!(places(&wrong).0, "<b>");
    assert_eq!(places(&wrong), places(&wrong.replace('\n', "\r\n")));
    assert_eq!(places(&wrong), places(&format!("\u{feff}{wrong}")));
}

#[test]
fn the_head_is_read_before_the_edition_is_known() {
    let mut sources = Sources::default();
    let text = "scheme: small@2\nlevel: L2\nproduct: { nonsense: 1 }\n";
    let file = sources.add("product.yaml", text);
    let head = read_head(file, text);
    assert!(head.diagnostics.is_empty());
    let asked = head.value.scheme.unwrap();
    assert_eq!(head.value.level.unwrap().text, "L2");
    assert_eq!(
        find_edition(&asked, &["small@1", "small@2"]).unwrap(),
        "small@2"
    );
    assert_eq!(
        find_edition(&asked, &["small@2", "other@2"]).unwrap(),
        "small@2"
    );
    let wrong = find_edition(&asked, &["small@1", "other@2"]).unwrap_err();
    assert_eq!(wrong.message, "there is no edition `small@2`");
    assert_eq!(wrong.help.as_deref(), Some("did you mean `small@1`?"));
}

#[test]
fn an_edition_is_found_by_its_key_where_there_is_one() {
    let mut sources = Sources::default();
    let text = "scheme: small\n";
    let head = read_head(sources.add("product.yaml", text), text).value;
    let asked = head.scheme.unwrap();
    assert_eq!(
        find_edition(&asked, &["small@1", "other@1"]).unwrap(),
        "small@1"
    );
    let wrong = find_edition(&asked, &["small@1", "small@2"]).unwrap_err();
    assert_eq!(wrong.message, "several editions have the key `small`");
    assert_eq!(wrong.help.as_deref(), Some("write `small@1` or `small@2`"));
}

/// Blocks of `contradictions.txt` are a sentence and a product that breaks it alone.
#[test]
fn contradictory_answers_are_answered_with_the_sentence_that_they_break() {
    let mut sources = Sources::default();
    let trees = load_scheme(&shipped(), &mut sources, Path::new(".")).value;
    let edition = EditionChoice::Named("iotscs@2024-03");
    let scheme = resolve_scheme(&trees, edition).value.unwrap();
    let blocks = include_str!("product/contradictions.txt").trim_end();
    let mut broken = Vec::new();
    for block in blocks.split("\n\n") {
        let (sentence, inventories) = block.split_once('\n').unwrap();
        let text = format!("product: {{ name: X }}\ninventories:\n{inventories}\n");
        let file = sources.add(sentence, text.as_str());
        let read = read_product(&scheme, file, &text);
        assert!(!read.diagnostics.has_errors(), "{sentence}");
        let found = plan_target(&scheme, None, &read.value.target).diagnostics;
        let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        let expected = format!("the product cannot exist as described: {sentence}");
        assert_eq!(messages, [expected.as_str()]);
        broken.push(sentence);
    }
    broken.sort_unstable();
    let constraints = scheme.constraints.iter();
    let mut all: Vec<&str> = constraints.map(|(_, one)| one.title.as_str()).collect();
    all.sort_unstable();
    assert_eq!(broken, all);
}

#[test]
fn the_examples_fit_the_shipped_scheme() {
    let mut sources = Sources::default();
    let trees = load_scheme(&shipped(), &mut sources, Path::new(".")).value;
    let heads = collect_declarations(&trees).editions();
    let names: Vec<String> = heads.iter().map(EditionHead::name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut count = 0;
    for folder in std::fs::read_dir(examples).unwrap() {
        let path = folder.unwrap().path().join("product.yaml");
        if !path.exists() {
            continue;
        }
        let file = load_text(&Disk, &mut sources, &path).unwrap();
        let text = sources.get(file).unwrap().text().to_owned();
        let asked = read_head(file, &text).value.scheme.unwrap();
        let edition = EditionChoice::Named(find_edition(&asked, &names).unwrap());
        let scheme = resolve_scheme(&trees, edition).value.unwrap();
        let read = read_product(&scheme, file, &text);
        let wrong = show::diagnostics(&sources, &read.diagnostics);
        assert_eq!(wrong, "nothing\n", "{}", path.display());
        assert!(read.value.level.is_some() && !read.value.evidence.is_empty());
        count += 1;
    }
    assert!(count >= 3, "the examples are there");
}

#[test]
fn anchors_that_expand_without_end_are_refused_in_little_time() {
    let mut text =
        String::from("product: { name: x }\na0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for level in 1..30 {
        let alias = format!("*a{}, ", level - 1).repeat(10);
        writeln!(text, "a{level}: &a{level} [{alias}]").unwrap();
    }
    let shown = check("product.yaml", &text);
    assert!(shown.contains("P0402"), "{shown}");
}

#[test]
fn no_cut_of_a_file_makes_the_reader_panic() {
    let text = include_str!("product/good-camera.yaml");
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        places_are_in_the_text(text.get(..end).unwrap());
    }
}

proptest! {
    #[test]
    fn no_change_of_a_file_makes_the_reader_panic(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..8, edit()), 1..6),
    ) {
        let mut text: Vec<char> = include_str!("product/good-camera.yaml").chars().collect();
        for (at, length, new) in edits {
            let at = at.index(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, new.chars());
        }
        places_are_in_the_text(&text.into_iter().collect::<String>());
    }
}

fn edit() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "", "\n", "  ", "\t", "- ", ": ", "{", "}", "[", "]", "\"", "'", "#", "&a ", "*a",
            "<<: ", "!x ", "? ", "|\n", "---\n", "unknown", "none", "~", "\u{feff}", "é", "\r\n",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

/// Reads a text and slices it at every place of every diagnostic.
fn places_are_in_the_text(text: &str) {
    let mut sources = Sources::default();
    let scheme = scheme::small(&mut sources);
    let file = sources.add("product.yaml", text);
    for diagnostic in read_product(&scheme, file, text).diagnostics.iter() {
        let places = diagnostic.secondary.iter().map(|label| label.place);
        for place in places.chain(diagnostic.place()) {
            let span = place.span.start as usize..place.span.end as usize;
            let whole = sources.get(place.file).unwrap().text();
            assert!(whole.get(span).is_some(), "{diagnostic:?} in {text}");
        }
    }
}
