//! Evidence without a kind: the scheme says nothing of who may see it, so its party and what refers to it decide.

use crate::place::{Place, person};

const RESULT: &str = "document/result/debug-ports.stated/chip.main@LA-1";
const LOG: &str = "LOGBYTES";

/// Registers a file without a kind. Its name and title are `SECRETLOG`.
fn register(place: &Place, party: &str) -> String {
    place.write("SECRETLOG.txt", LOG);
    place.fine(&[
        "evidence",
        "add",
        party,
        "SECRETLOG.txt",
        "--as",
        person(party),
    ])
}

/// Exports with all evidence, and says whether the recipient gets the piece: its register and its file hold it, or no byte of the
/// package does.
fn gets(place: &Place, from: &str, to: &str) -> (bool, String) {
    let name = format!("{from}-{to}.praman");
    let _ = std::fs::remove_file(place.path(&name));
    let export = [
        "export",
        from,
        "--for",
        to,
        "--to",
        &name,
        "--as",
        person(from),
    ];
    let said = place.fine(&[&export[..], &["--all-evidence"]].concat());
    let package = place.package(&name);
    let path = format!("evidence/{from}/SECRETLOG.txt");
    let is_there = package.files.contains_key(&path);
    let texts = package
        .files
        .iter()
        .filter(|(path, _)| *path != "answers.ndjson");
    let mut texts =
        texts.map(|(path, bytes)| format!("{path}\n{}", String::from_utf8_lossy(bytes)));
    let is_told = texts.any(|text| text.contains("SECRETLOG") || text.contains(LOG));
    assert_eq!(is_there, is_told, "{from} to {to}");
    (is_there, said)
}

/// Says who gets the evidence of a party.
fn readers(place: &Place, from: &str) -> Vec<&'static str> {
    let others = crate::place::PARTIES.into_iter();
    let others = others.filter(|to| *to != from);
    others.filter(|to| gets(place, from, to).0).collect()
}

#[test]
fn a_log_goes_to_those_who_judge_later_and_to_those_who_get_what_refers_to_it() {
    let place = Place::new();
    insta::assert_snapshot!(register(&place, "laboratory"), @r"
    L1    SECRETLOG.txt
    `L1` has no kind, so that those who judge later see it, and so does whoever gets an answer that refers to it: to let the scheme say who sees it, write its `kind` in evidence/laboratory.yaml, or register the file again with `--for KIND`
    ");
    assert_eq!(readers(&place, "laboratory"), ["assessor"]);
    insta::assert_snapshot!(gets(&place, "laboratory", "vendor").1, @r"
    made        laboratory-vendor.praman
    for         vendor
    holds       product.yaml, 0 answers, evidence/laboratory.yaml
    withheld    evidence L1
    `L1` has no kind, and no answer that `vendor` may see refers to it: refer to it in an answer, or write its `kind` in evidence/laboratory.yaml
    ");
    // An answer that the vendor gets refers to it.
    let beside = RESULT.replace("/result/", "/evidence/");
    place.answer("laboratory", &beside, "see L1, p. 2");
    assert_eq!(readers(&place, "laboratory"), ["vendor", "assessor"]);
    // Another number that begins so is another piece.
    place.answer("laboratory", &beside, "see L12");
    assert_eq!(readers(&place, "laboratory"), ["assessor"]);
    // The vendor's log is seen by nobody else, whatever refers to it.
    register(&place, "vendor");
    place.answer("vendor", "document/ask/TCF.matter.contact", "see V1");
    assert_eq!(readers(&place, "vendor"), [""; 0]);
    // What judges last is seen where it is referred to.
    register(&place, "assessor");
    assert_eq!(readers(&place, "assessor"), [""; 0]);
    place.answer("assessor", "home:H.1/finding", "see A1");
    assert_eq!(readers(&place, "assessor"), ["vendor", "laboratory"]);
}

/// The vendor names a number to see what it is.
#[test]
fn nobody_gets_a_log_by_naming_its_number() {
    let place = Place::new();
    register(&place, "laboratory");
    place.answer("vendor", "document/ask/TCF.matter.contact", "see L1");
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    assert_eq!(readers(&place, "laboratory"), ["assessor"]);
}

#[test]
fn a_log_of_what_a_party_may_not_see_is_in_no_byte_of_its_package() {
    let place = Place::new();
    register(&place, "laboratory");
    let beside = RESULT.replace("/result/", "/evidence/");
    place.answer("laboratory", &beside, "L1");
    // The map of the fuses is between vendor and laboratory.
    let about = "home:H.1/page/fuse-map/chip.main@LA-1";
    let ask = ["ask", "laboratory", about, "L1 shows fuse 7. Is it blown?"];
    place.fine(&[&ask[..], &["--to", "vendor", "--as", "ravi"]].concat());
    assert_eq!(readers(&place, "laboratory"), ["vendor"]);
    insta::assert_snapshot!(gets(&place, "laboratory", "assessor").1, @r"
    made        laboratory-assessor.praman
    for         assessor
    holds       product.yaml, 1 answer, evidence/laboratory.yaml
    withheld    chip.fuse, chip.fused, evidence fuse-map, evidence L1
    `L1` has no kind, and an answer that `assessor` may not see refers to it: write its `kind` in evidence/laboratory.yaml, or refer to another piece there
    ");
    let export = ["export", "laboratory", "--for", "assessor", "--as", "ravi"];
    let one = [&export[..], &["--to", "one.praman", "--evidence", "L1"]].concat();
    insta::assert_snapshot!(place.refused("P0894", "laboratory", &one), @r"
    error[P0894]: `L1` has no kind, and an answer that `assessor` may not see refers to it
      help: write its `kind` in evidence/laboratory.yaml, or refer to another piece there
      note: nothing was written

    1 error
    ");
}

#[test]
fn a_found_entry_shows_its_log_to_those_who_may_see_all_of_the_entry() {
    let place = Place::new();
    register(&place, "laboratory");
    let found = |fuse: &str| {
        let found = "found: { by: ravi, when: 2030-03-17, evidence: L1 }";
        let entry = format!("{{ {found}, role: mcu, ports: [swd]{fuse} }}");
        let text = format!("inventories:\n  chip:\n    F1: {entry}\n");
        place.write("laboratory/found.yaml", text);
        readers(&place, "laboratory")
    };
    assert_eq!(found(""), ["vendor", "assessor"]);
    assert_eq!(found(", fuse: \"FUSEWORD\""), ["vendor"]);
    let package = place.package("laboratory-assessor.praman");
    let entries = String::from_utf8_lossy(&package.files["found.yaml"]).into_owned();
    assert!(
        entries.contains("F1") && !entries.contains("L1"),
        "{entries}"
    );
}

/// A colleague works with the same papers.
#[test]
fn a_colleague_gets_evidence_without_a_kind() {
    let place = Place::new();
    register(&place, "vendor");
    assert!(gets(&place, "vendor", "vendor").0);
}
