//! Product files: what is read from them, and what is said of those that are wrong.
//!
//! Each file under `tests/product` is read against one small scheme; the snapshot shows the file, what was
//! found wrong with it and what was understood.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "product/scheme.rs"]
mod scheme;
#[path = "product/show.rs"]
mod show;

use std::fmt::Write as _;

use praman::product::{find_edition, read_head, read_product};
use praman::source::Sources;

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
    let wrong = find_edition(&asked, &["small@1", "other@2"]).unwrap_err();
    assert_eq!(wrong.message, "there is no edition `small@2`");
    assert_eq!(wrong.help.as_deref(), Some("did you mean `small@1`?"));
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
    let mut sources = Sources::default();
    let scheme = scheme::small(&mut sources);
    let file = sources.add("product.yaml", text);
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let part = text.get(..end).unwrap();
        for diagnostic in read_product(&scheme, file, part).diagnostics.iter() {
            let place = diagnostic.place().unwrap();
            if place.file == file {
                let span = place.span.start as usize..place.span.end as usize;
                assert!(part.get(span).is_some(), "{diagnostic:?} in {part}");
            }
        }
    }
}
