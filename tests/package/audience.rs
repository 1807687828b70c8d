//! What a party may not see leaves no byte.

use praman::answers::{AnswerKey, AnswerSet, Digest, Filled, Held};
use praman::intake::{CutProduct, Sight, cut_product, render_told};
use praman::merge::{History, Past};
use praman::model::{Scheme, Slot, SlotPart, SlotWord};
use praman::source::{Sources, Text};

use crate::product::compile_product;
use crate::support::prelude;

const SCHEME: &str = r#"
party assessor "The assessor"
inventory port "Ports" {
  kind "What is it?" : one of { usb, serial }
  wires "How many wires has it?" : number { audience vendor, laboratory }
  claim guard "How is it protected in production?" : text { audience vendor, laboratory }
  was socket
}
evidence fuse-map "Map of the fuses" {
  kind list
  form TCF hardware
  audience vendor, laboratory
}
evidence label "Label" {
  kind photograph
  form TCF hardware
}
evidence parts "What is said of ports" { kind answers of port: wires }
control P.1 "Ports are guarded" {
  from L1
  statement "Nobody uses a port."
  applies for each port
  evidence map any of fuse-map, label
  verify teardown by test
}
form F09 "Complaint" {
  author laboratory
  section matter "The matter" {
    asks clerk "Clerk" : text { audience laboratory }
    asks matter "Matter" : text
  }
}
"#;

const PRODUCT: &str = r#"
# SECRET: a comment
product: { name: "Lamp", model: "L-1" }
inventories:
  port:
    main: &main { kind: usb, wires: 7001, guard: "SECRET fuse \"7\"" }
    other: { guard: SECRET }
    copy: { <<: *main, kind: serial }
    more: { wires: [7001] }
  chip: unknown
series:
  L-2:
    add: { port: { third: { kind: serial, guard: SECRET } } }
    change: { port.main.guard: SECRET, port.main.kind: serial, socket.main.wires: 7001 }
evidence:
  - { kind: fuse-map, title: SECRET, document: SECRET.pdf }
  - { kind: label, title: "Null", document: label.jpg, covers: [port.main] }
"#;

fn scheme() -> Scheme {
    let text = format!("{}\n{SCHEME}", prelude());
    let (_, found, read) = compile_product(&text, "product: { name: \"Lamp\" }");
    let (scheme, ..) = read.unwrap_or_else(|| panic!("{found:?}"));
    assert!(scheme.inventories.find("port").is_some(), "{found:?}");
    scheme
}

fn cut(scheme: &Scheme, party: &str) -> CutProduct {
    let file = Sources::default().add("product.yaml", PRODUCT);
    let sight = Sight::of(scheme, party).unwrap();
    let cut = cut_product(sight, file, PRODUCT);
    cut.value.unwrap_or_else(|| panic!("{:?}", cut.diagnostics))
}

#[test]
fn a_product_file_is_cut() {
    let cut = cut(&scheme(), "assessor");
    for secret in ["SECRET", "7001"] {
        assert!(!cut.text.contains(secret), "{}", cut.text);
    }
    insta::assert_snapshot!(format!("{}---\n{}", cut.text, cut.withheld.join("\n")));
}

/// What is cut is a product file still, and one of which everything may be seen says what it said.
#[test]
fn a_cut_product_file_is_read() {
    let text = format!("{}\n{SCHEME}", prelude());
    let read = |product: &str| {
        let (_, found, read) = compile_product(&text, product);
        let found: Vec<String> = found.iter().map(|one| one.message.clone()).collect();
        let (_, product, _) = read.unwrap_or_else(|| panic!("{found:?}"));
        (found, product)
    };
    let scheme = scheme();
    let (before, whole) = read(PRODUCT);
    let (after, same) = read(&cut(&scheme, "vendor").text);
    assert_eq!(before, after);
    assert_eq!(
        format!("{:?}", whole.evidence.len()),
        format!("{:?}", same.evidence.len())
    );
    assert_eq!(read(&cut(&scheme, "assessor").text).0, [""; 0]);
}

fn key(control: Option<&str>, what: SlotWord, parts: &[(SlotPart, &str)]) -> AnswerKey {
    let slot = match control {
        Some(control) => Slot::of_control(&Text::from(control), what),
        None => Slot::of_product(what),
    };
    let slot = parts
        .iter()
        .fold(slot, |slot, (part, text)| slot.with(*part, *text));
    AnswerKey { slot, model: None }
}

#[test]
fn answers_are_cut() {
    let scheme = scheme();
    let ask = |ask| {
        let parts = [
            (SlotPart::Form, "F09"),
            (SlotPart::Section, "matter"),
            (SlotPart::Ask, ask),
        ];
        key(None, SlotWord::Ask, &parts)
    };
    let control = scheme
        .controls
        .iter()
        .find(|(_, control)| control.key == "P.1");
    let control = control
        .map(|(_, control)| control.name.to_string())
        .unwrap();
    let evidence = |control, kind| key(control, SlotWord::Document, &[(SlotPart::Evidence, kind)]);
    let attribute = |inventory, attribute| {
        let parts = [
            (SlotPart::Inventory, inventory),
            (SlotPart::Entry, "main"),
            (SlotPart::Attribute, attribute),
        ];
        key(None, SlotWord::Ask, &parts)
    };
    let sees = |party: &str, key: &AnswerKey| Sight::of(&scheme, party).unwrap().sees(key);
    for (key, seen) in [
        (ask("clerk"), ["laboratory"].as_slice()),
        (ask("matter"), &["vendor", "laboratory", "assessor"]),
        (ask("unknown"), &[]),
        (evidence(None, "fuse-map"), &["vendor", "laboratory"]),
        (
            evidence(None, "label"),
            &["vendor", "laboratory", "assessor"],
        ),
        (evidence(None, "unknown"), &[]),
        (evidence(Some(&control), "map"), &["vendor", "laboratory"]),
        (attribute("port", "guard"), &["vendor", "laboratory"]),
        (attribute("socket", "guard"), &["vendor", "laboratory"]),
        (
            attribute("port", "kind"),
            &["vendor", "laboratory", "assessor"],
        ),
        (attribute("unknown", "kind"), &[]),
    ] {
        for party in ["vendor", "laboratory", "assessor"] {
            assert_eq!(
                sees(party, &key),
                seen.contains(&party),
                "{party} {}",
                key.text()
            );
        }
    }
    assert!(Sight::of(&scheme, "nobody").is_none());
}

#[test]
fn what_is_told_holds_no_secret_and_no_hash_of_one() {
    let scheme = scheme();
    let secret = key(
        None,
        SlotWord::Document,
        &[(SlotPart::Evidence, "fuse-map")],
    );
    let open = key(None, SlotWord::Document, &[(SlotPart::Evidence, "label")]);
    let filled = |value: &str| Filled {
        value: value.into(),
        meaning: Digest::of(value),
        wording: Digest::of(value),
        on: None,
        by: "asha".into(),
    };
    let held = |value| Held::Value(filled(value));
    let answers: AnswerSet = [
        (secret.clone(), held("SECRET")),
        (open.clone(), held("label.jpg")),
    ]
    .into_iter()
    .collect();
    let mut history = History::default();
    history
        .missed(&answers)
        .iter()
        .for_each(|change| history.record(change));
    let sight = Sight::of(&scheme, "assessor").unwrap();
    let told = render_told(&history.told(Past::Whole, |key| sight.sees(key)));
    assert!(told.contains("label.jpg"), "{told}");
    for secret in ["SECRET".to_owned(), Digest::of("SECRET").to_string()] {
        assert!(!told.contains(&secret), "{told}");
    }
    let cut = sight.cut(&answers);
    assert_eq!(
        (cut.get(&secret), cut.get(&open)),
        (None, answers.get(&open))
    );
}
