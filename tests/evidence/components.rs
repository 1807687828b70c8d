//! Lists of components: what is read of them, how they agree with the product, and what is not read.

use std::fmt::Write as _;
use std::io::{self, Cursor, Read};

use praman::answers::{ComponentList, EvidenceNumber, HeldList};
use praman::holdings::{FoundComponents, check_components, hold_components};
use praman::intake::{Bounds, Unread, read_components};
use praman::model::{Scheme, Target};
use praman::product::Covered;

use crate::product::compile_product;
use crate::support::pages::repository;

const SCHEME: &str = r#"
edition small@2026 "A small edition" { dated 2026-01; levels basic; uses net@1 at every level }
catalog net@1 "Catalog net" { about "Some controls." }
inventory image "All images" {
  version "Which version?" : version
  sha256 "Which hash?" : sha256
}
evidence sbom "Bill of materials" { kind component-list }
"#;

const PRODUCT: &str = r"
scheme: small@2026
level: basic
product: { name: Nadi, model: NS-4210 }
inventories:
  image:
    bootloader: { version: '2.9' }
    application: { version: 2.4.1, sha256: abababababababababababababababababababababababababababababababab }
    radio: { version: unknown }
series:
  NS-4220:
    name: Nadi Plus
    change: { image.application.version: 2.5.0 }
";

/// Reads a list, from pieces of a few bytes each.
fn read_list(bytes: &[u8], bounds: Bounds) -> Result<ComponentList, Unread> {
    read_components(&mut || Ok(Slow(Cursor::new(bytes.to_vec()))), bounds)
}

struct Slow(Cursor<Vec<u8>>);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(7);
        self.0.read(&mut buffer[..most])
    }
}

fn world() -> (Scheme, Target) {
    let (_, found, read) = compile_product(SCHEME, PRODUCT);
    assert!(found.is_empty(), "{found:?}");
    let (scheme, product, _) = read.expect("a scheme");
    (scheme, product.target)
}

fn hold(list: ComponentList) -> HeldList {
    let (scheme, target) = world();
    let inventory = scheme.inventories.ids().next().expect("an inventory");
    let covers = ["bootloader", "application", "radio"].map(|id| Covered::Entry {
        inventory,
        id: id.to_owned(),
        name: format!("image.{id}"),
    });
    hold_components(&scheme, &target, &covers, list)
}

#[test]
fn lists_are_read_and_held_against_what_they_cover() {
    let listed =
        std::fs::read_dir(repository("tests/evidence/lists")).expect("the inputs are there");
    let mut paths: Vec<_> = listed
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let mut out = String::new();
    for path in paths {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(&path).expect("a file");
        let list = read_list(&bytes, Bounds::default());
        assert_eq!(list.is_err(), name.starts_with("bad-"), "{name}: {list:?}");
        let found = FoundComponents {
            number: EvidenceNumber::read("V4").expect("a number"),
            file: name.clone(),
            place: None,
            list: list.map(hold),
        };
        let _ = writeln!(out, "== {name}");
        if let Ok(held) = &found.list {
            let _ = writeln!(out, "{}", held.line());
        }
        for one in check_components(&[found]).iter() {
            let help = one.help.as_deref().unwrap_or_default();
            let _ = writeln!(out, "{} {}\n  help: {help}", one.code, one.message);
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_list() {
    let text = "\u{feff}{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.4\",\"components\":[{}]}";
    let list = read_list(text.as_bytes(), Bounds::default()).expect("a list");
    assert_eq!(list.counts.components, 1);
}

#[test]
fn what_goes_beyond_the_bounds_is_not_read() {
    let bounds = Bounds {
        bytes: 1000,
        depth: 10,
        text: 100,
    };
    let within = |inside: &str| {
        let text = format!(
            "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.4\",\"x\":{inside},\"components\":[]}}"
        );
        read_list(text.as_bytes(), bounds)
    };
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(within(&deep(9)).is_ok());
    assert_eq!(
        within(&deep(10)),
        Err(Unread::TooLarge(
            "it is nested more than 10 deep".to_owned()
        ))
    );
    // A million deep, and never closed.
    let endless = read_list("[".repeat(1_000_000).as_bytes(), Bounds::default());
    assert!(
        matches!(endless, Err(Unread::Broken(_) | Unread::TooLarge(_))),
        "{endless:?}"
    );
    let text = |length: usize| format!("\"{}\\\"\"", "a".repeat(length));
    assert!(within(&text(90)).is_ok());
    let too_long = "a text in it is longer than 1 MB".to_owned();
    assert_eq!(within(&text(200)), Err(Unread::TooLarge(too_long)));
    // Brackets in a text are no depth, and an escaped quotation mark does not end one.
    assert!(within("\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[\\\\\"").is_ok());
    let too_large = "it is larger than 1 MB".to_owned();
    assert_eq!(
        within(&format!("[{}0]", "0,".repeat(600))),
        Err(Unread::TooLarge(too_large))
    );
}

#[test]
fn components_within_components_are_all_counted_as_deep_as_they_may_be() {
    let mut inside = "{\"name\":\"0\"}".to_owned();
    for depth in 1..45 {
        inside = format!("{{\"components\":[{inside}],\"name\":\"{depth}\"}}");
    }
    let text = format!(
        "{{\"components\":[{inside}],\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.4\"}}"
    );
    let list = read_list(text.as_bytes(), Bounds::default()).expect("a list");
    assert_eq!(list.counts.components, 45);
    assert_eq!(list.counts.repeated, 0);
}

#[test]
fn a_file_that_cannot_be_opened_is_said() {
    let mut open = || -> io::Result<Slow> { Err(io::Error::other("the disk is gone")) };
    let read = read_components(&mut open, Bounds::default());
    assert_eq!(read, Err(Unread::Failed("the disk is gone".to_owned())));
}

#[test]
fn nothing_that_is_written_makes_reading_panic() {
    for name in ["cyclone.json", "spdx.json"] {
        let bytes =
            std::fs::read(repository(&format!("tests/evidence/lists/{name}"))).expect("a file");
        for cut in (0..bytes.len()).step_by(5) {
            let (before, after) = bytes.split_at(cut);
            let _ = read_list(before, Bounds::default());
            let with = [before, b"[\"", after].concat();
            let _ = read_list(&with, Bounds::default());
        }
    }
}
