//! What a party may not see is in no byte of a package for it, plain or hashed.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use crate::place::Place;

/// Words that only the vendor and the laboratory may see.
const SECRETS: [&str; 6] = [
    "FUSEWORD",
    "MAPWORD",
    "KEEPERWORD",
    "TITLEWORD",
    "OTHERWORD",
    "fuse-map",
];

fn plant(place: &Place) {
    place.answer("vendor", "document/ask/TCF.matter.keeper", "KEEPERWORD");
    place.answer("vendor", "document/ask/TCF.matter.contact", "Asha");
    place.answer(
        "vendor",
        "home:H.1/page/fuse-map/chip.main@LA-1",
        "TITLEWORD",
    );
    // The question reads whether the fuse is blown.
    place.answer("vendor", "home:H.2/response/chip.main@LA-1", "Done.");
    place.answer("vendor", "home:H.1/response/chip.main@LA-1", "Closed.");
}

/// Returns the runs of hexadecimal digits of a text that are long enough to be a hash.
fn digests(text: &str) -> BTreeSet<String> {
    let runs = text.split(|one: char| !one.is_ascii_hexdigit());
    let long = runs.filter(|run| run.len() >= 16);
    long.map(str::to_lowercase).collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Checks a package for the assessor. Whatever the program hashes, and however, a hash is a run of digits: those that are there
/// must be the id of the dossier, the head of the journal, which is salted, and the hashes of the files of the package.
fn check(place: &Place, name: &str, known: usize) {
    let package = place.package(name);
    let mut allowed: BTreeSet<String> = package.files.values().map(|bytes| sha256(bytes)).collect();
    allowed.insert(package.manifest.dossier.to_string());
    allowed.insert(package.manifest.journal.clone());
    let raw = String::from_utf8_lossy(&place.read(name)).into_owned();
    let mut others = 0;
    for (path, bytes) in &package.files {
        let text = String::from_utf8(bytes.clone()).expect("text");
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} in {path}: {text}");
            assert!(!raw.contains(secret), "{secret} in {name}");
        }
        others += digests(&text).difference(&allowed).count();
    }
    assert_eq!(others, known, "hashes in {name}");
    let salts = String::from_utf8(place.read("vendor/journal/vendor.ndjson")).expect("text");
    let salts = salts.lines().filter_map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(line.pointer("/shared/salt")?.as_str()?.to_owned())
    });
    for salt in salts {
        assert!(!allowed.contains(&salt), "{salt}");
        let inside = package
            .files
            .values()
            .map(|bytes| String::from_utf8_lossy(bytes));
        inside.for_each(|text| assert!(!text.contains(&salt), "{salt}"));
    }
}

#[test]
fn a_package_holds_no_secret_and_no_hash_of_one() {
    let place = Place::new();
    plant(&place);
    check(&place, &place.export("vendor", "assessor"), 0);
    // What is changed after it was sent is told by a hash of what the assessor saw; what never left is not.
    place.answer("vendor", "document/ask/TCF.matter.keeper", "OTHERWORD");
    place.answer("vendor", "document/ask/TCF.matter.contact", "Nobody yet");
    check(&place, &place.export("vendor", "assessor"), 1);
    place.answer("vendor", "document/ask/TCF.matter.contact", "Nobody at all");
    place.answer("vendor", "document/ask/TCF.matter.contact", "Ravi");
    check(&place, &place.export("vendor", "assessor"), 2);
}

/// The journal's head leaves. What it hashes includes a salt that never does.
#[test]
fn the_head_of_the_journal_is_that_of_a_salted_line() {
    let place = Place::new();
    plant(&place);
    let name = place.export("vendor", "assessor");
    let journal = String::from_utf8(place.read("vendor/journal/vendor.ndjson")).expect("text");
    let last = journal.lines().last().expect("a line");
    assert!(last.contains("\"salt\":\""), "{last}");
    assert_eq!(
        place.package(&name).manifest.journal,
        sha256(last.as_bytes())
    );
}

#[test]
fn who_may_see_gets_everything() {
    let place = Place::new();
    plant(&place);
    let package = place.package(&place.export("vendor", "laboratory"));
    let all: Vec<u8> = package.files.into_values().flatten().collect();
    let all = String::from_utf8(all).expect("text");
    for secret in ["FUSEWORD", "MAPWORD", "KEEPERWORD", "TITLEWORD"] {
        assert!(all.contains(secret), "{secret}");
    }
}

/// What the laboratory got goes no further.
#[test]
fn what_was_received_is_not_passed_on() {
    let place = Place::new();
    plant(&place);
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    place.answer("laboratory", "document/confirmed/chip.main", "differs");
    check(&place, &place.export("laboratory", "assessor"), 0);
    let package = place.package(&place.export("laboratory", "assessor"));
    let answers = package
        .files
        .get("answers.ndjson")
        .cloned()
        .unwrap_or_default();
    let answers = String::from_utf8(answers).expect("text");
    assert!(
        !answers.contains("Asha") && answers.contains("differs"),
        "{answers}"
    );
}

/// The papers of a party that may not see something hold it in no format; those of one that may hold it.
#[test]
fn papers_hold_no_secret() {
    let place = Place::new();
    plant(&place);
    place.write("log.pdf", "LOG");
    let title = ["--for", "fuse-map", "--title", "TITLEWORD"];
    place.fine(&[&["evidence", "add", "vendor", "log.pdf"], &title[..]].concat());
    let papers = |party: &str| -> String {
        place.import(party, &[&place.export("vendor", party)]);
        place.fine(&["build", party, "--format", "html,md,json,csv"]);
        let files = place.files(party).into_iter();
        let papers = files.filter(|(path, _)| path.starts_with("out/"));
        let texts = papers.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
        texts.collect()
    };
    let (laboratory, assessor) = (papers("laboratory"), papers("assessor"));
    // That there is such a kind of evidence is said by the scheme.
    for secret in SECRETS.iter().filter(|secret| **secret != "fuse-map") {
        assert!(!assessor.contains(secret), "{secret}");
    }
    for known in ["FUSEWORD", "TITLEWORD"] {
        assert!(laboratory.contains(known), "{known}");
    }
}
