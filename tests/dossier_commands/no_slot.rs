//! A text that names no slot: the message says what it is, and the way on.

use super::place::Place;

const PRODUCT: &str = include_str!("../../examples/wired-sensor/product.yaml");

const EVENTS: &str = "events:
- event: contact
  date: 2026-01-05
- event: application
  date: 2026-01-12
";

const FOUND: &str = "inventories:
  interface:
    F1: { found: { by: ravi, when: 2026-11-20 }, kind: uart }
";

/// Makes a laboratory's dossier of a small product of the shipped scheme, in which something has happened.
fn with_things() -> Place {
    let place = Place::with_laboratory(PRODUCT);
    place.append("d/dossier.yaml", EVENTS);
    place.write("d/found.yaml", FOUND);
    place.write("d/samples.yaml", "samples: { S1: { kind: production } }\n");
    place.write("log.txt", "LOG");
    place.fine(&[
        "evidence",
        "add",
        "d",
        "log.txt",
        "--title",
        "Log of the ports",
    ]);
    place
}

#[test]
fn what_is_no_slot_is_told_with_the_way_on() {
    let place = with_things();
    let result = "document/result/banned-functions.own-code/image.application";
    let about = ["ask", "d", result, "Is it strcpy?", "--to", "vendor"];
    let asked = place.fine(&[&about[..], &["--as", "ravi"]].concat());
    let query = asked.trim().rsplit(' ').next().unwrap();
    let unbegun = format!("{result}/round-2");
    let texts = [
        "L1",
        "F1",
        "S1",
        query,
        unbegun.as_str(),
        "document/undertaking/contact-first/agreed",
        "asvs-c:C.9/response/radio.wifi",
        "asvs-c:C.30/response",
        "iso27402:5.2.5/verdict",
    ];
    let told = texts.iter().map(|text| {
        let (codes, told) = place.refused(&["answer", "d", text, "x", "--as", "ravi"]);
        assert_eq!(codes, ["P0820"], "{told}");
        told.replace(query, "qID")
    });
    let told: String = told.collect();
    insta::assert_snapshot!(told.replace("\n\n1 error\n", "\n"), @r"
    error[P0820]: `L1` is the number of evidence (Log of the ports), and no slot
      help: name the slot that it is evidence for, and write `L1` in its answer
    error[P0820]: `F1` is an entry that the laboratory found, and no slot
      help: `praman found accept DIR F1` or `praman found contest` says what the vendor says to it; slots about it have its name at their end
    error[P0820]: `S1` is a sample, and no slot
      help: change it in `samples.yaml`, or write `S1` in the answer of a slot
    error[P0820]: `qID` is a query, and no slot
      help: `praman reply DIR qID TEXT` answers it
    error[P0820]: `document/result/banned-functions.own-code/image.application/round-2` is no slot: the dossier has no round 2 of tests
      help: `praman round begin DIR --why TEXT` begins the next one
    error[P0820]: `document/undertaking/contact-first/agreed` is not asked any more: what the rule `contact-first` asks for is behind
      help: `events` in `dossier.yaml` has `contact` of 2026-01-05 and `application` of 2026-01-12; if that has not happened, take it out there
    error[P0820]: `asvs-c:C.9/response/radio.wifi` is no slot: `asvs-c:C.9` does not apply to this product
      help: `praman why C.9 DIR` says why
    error[P0820]: `asvs-c:C.30/response` is no slot: `asvs-c:C.30` is not called for at L1
      help: `praman list controls --level LEVEL` lists what a level calls for
    error[P0820]: `iso27402:5.2.5/verdict` is no slot: `iso27402:5.2.5` is covered by others
      help: `praman why 5.2.5 DIR` says why
    ");
}

/// Papers print the number of a finding, files its id.
#[test]
fn a_finding_is_known_by_its_number() {
    let place = with_things();
    let raise = [
        "finding", "raise", "d", "--about", "C.12", "--class", "minor",
    ];
    place.fine(&[&raise[..], &["--text", "No list.", "--as", "ravi"]].concat());
    let (codes, told) = place.refused(&["answer", "d", "L-N1", "x", "--as", "ravi"]);
    assert_eq!(codes, ["P0820"], "{told}");
    assert!(
        told.contains("`L-N1` is a finding") && told.contains("`praman finding respond DIR L-N1"),
        "{told}"
    );
    let (_, told) = place.refused(&["answer", "d", "L-N2", "x", "--as", "ravi"]);
    assert!(!told.contains("is a finding"), "{told}");
}

#[test]
fn a_row_that_a_round_does_not_cover_and_an_answer_that_is_not_asked_are_told() {
    let place = with_things();
    let slot = |image: &str| format!("document/result/banned-functions.own-code/image.{image}");
    let (application, bootloader) = (slot("application"), slot("bootloader"));
    place.fine(&["answer", "d", &application, "fail", "--as", "ravi"]);
    place.fine(&["answer", "d", &bootloader, "pass", "--as", "ravi"]);
    place.fine(&["round", "begin", "d", "--why", "Again.", "--as", "ravi"]);
    let refused = |slot: &str| {
        let (codes, told) = place.refused(&["answer", "d", slot, "pass", "--as", "ravi"]);
        assert_eq!(codes, ["P0820"], "{told}");
        told
    };
    let told = refused(&format!("{bootloader}/round-2"));
    assert!(
        told.contains("round 2 of tests does not cover it"),
        "{told}"
    );
    // The entry goes; its answers are kept.
    let names = [
        "    bootloader:",
        "started_by: bootloader",
        "reaches: bootloader",
        "writes: [bootloader",
        "image.bootloader",
    ];
    let product = place.raw("d/product.yaml");
    let gone = names.iter().fold(product, |text, name| {
        text.replace(name, &name.replace("bootloader", "loader"))
    });
    place.write("d/product.yaml", gone);
    let told = refused(&bootloader);
    assert!(told.contains("nothing asks for it any more"), "{told}");
}
