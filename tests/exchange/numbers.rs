//! Registers of evidence over time: numbers are given once, a registering is taken back, and what is missing is missing to the
//! party that owes it.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use crate::place::Place;

const REGISTER: &str = "vendor/evidence/vendor.yaml";

fn text(place: &Place, path: &str) -> String {
    String::from_utf8(place.read(path)).expect("text")
}

fn add(place: &Place, file: &str, more: &[&str]) -> String {
    let add = ["evidence", "add", "vendor", file, "--as", "asha"];
    place.fine(&[&add[..], more].concat())
}

fn undo(place: &Place) -> String {
    place.fine(&["undo", "vendor", "--as", "asha"])
}

#[test]
fn a_registering_is_taken_back_and_its_numbers_stay_given() {
    let place = Place::new();
    place.write("sheet.pdf", "SHEET");
    place.write("map.pdf", "MAP");
    add(&place, "sheet.pdf", &["--for", "datasheet"]);
    let register = text(&place, REGISTER);
    let commented = register.replace("    title:", "    # The maker's own.\n    title:");
    place.write(REGISTER, &commented);
    // More is said of a piece, and that is taken back.
    add(
        &place,
        "sheet.pdf",
        &["--for", "fuse-map", "--document", "D-1"],
    );
    assert!(text(&place, REGISTER).contains("D-1"));
    assert_eq!(undo(&place), "undone: evidence, 1 piece\nV1 is as before\n");
    assert_eq!(text(&place, REGISTER), commented);
    // Pieces that are new go, with the copies of their files, and keep their numbers to themselves.
    add(&place, "map.pdf", &["--for", "fuse-map"]);
    let typed = text(&place, REGISTER).replace("title: map", "title: TYPEDLATER");
    place.write(REGISTER, typed);
    let said = undo(&place);
    assert!(said.contains("V2 is taken back"), "{said}");
    assert_eq!(
        text(&place, REGISTER),
        commented.replace("given: 1", "given: 2")
    );
    let files = place.files("vendor");
    assert!(!files.contains_key("evidence/vendor/map.pdf"));
    let kept: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.ends_with("/map.pdf"))
        .collect();
    assert!(kept.len() == 1 && kept[0].1 == b"MAP", "{kept:?}");
    // What was typed since is in the journal.
    let journal = text(&place, "vendor/journal/vendor.ndjson");
    assert!(journal.contains("TYPEDLATER"), "{journal}");
    assert_eq!(
        add(&place, "map.pdf", &["--for", "fuse-map"]),
        "V3    map.pdf\n"
    );
    insta::assert_snapshot!(place.fine(&["log", "vendor", "--last", "5"]), @r"
    4 2030-03-17T17:46:46Z asha evidence: V1 changed, in evidence/vendor.yaml
    5 2030-03-17T17:46:47Z asha undo: V1 changed, in evidence/vendor.yaml
    6 2030-03-17T17:46:48Z asha evidence: V2 added, in evidence/vendor.yaml
    7 2030-03-17T17:46:49Z asha undo: V2 taken back, in evidence/vendor.yaml (before: replaced/0cdbddc54f45881240364d0c4afc0c72)
    8 2030-03-17T17:46:50Z asha evidence: V3 added, in evidence/vendor.yaml
    ");
}

#[test]
fn what_was_changed_since_is_not_taken_away() {
    let place = Place::new();
    place.write("sheet.pdf", "SHEET");
    add(&place, "sheet.pdf", &["--for", "datasheet"]);
    // The copy is another file now: it stays.
    place.write("vendor/evidence/vendor/sheet.pdf", "ANOTHER");
    undo(&place);
    assert_eq!(text(&place, "vendor/evidence/vendor/sheet.pdf"), "ANOTHER");
    // A file that was in the folder before it was registered stays too.
    add(
        &place,
        "vendor/evidence/vendor/sheet.pdf",
        &["--for", "datasheet"],
    );
    undo(&place);
    assert_eq!(text(&place, "vendor/evidence/vendor/sheet.pdf"), "ANOTHER");
    // Only the party whose register it is takes it back, and registers.
    add(&place, "sheet.pdf", &["--for", "datasheet"]);
    place.fine(&[
        "answer",
        "vendor",
        "document/ask/TCF.matter.contact",
        "Asha",
        "--as",
        "asha",
    ]);
    undo(&place);
    let head = text(&place, "vendor/dossier.yaml");
    let people = "  ravi:\n    name: Ravi Nair\n    party: laboratory\n";
    if !head.contains("  ravi:") {
        place.write("vendor/dossier.yaml", head + people);
    }
    place.refused("P0822", "vendor", &["undo", "vendor", "--as", "ravi"]);
    let add = ["evidence", "add", "vendor", "sheet.pdf", "--as"];
    place.refused("P0822", "vendor", &[&add[..], &["ravi"]].concat());
    place.refused("P0821", "vendor", &[&add[..], &["om"]].concat());
    // A register that cannot be read is not replaced.
    place.write(REGISTER, "register: [");
    place.refused("P0", "vendor", &["undo", "vendor", "--as", "asha"]);
}

#[test]
fn evidence_without_a_kind_goes_to_nobody_and_its_owner_is_told() {
    let place = Place::new();
    place.write("log.txt", "LOGBYTES");
    place.write("sheet.pdf", "SHEET");
    let said = add(&place, "log.txt", &[]);
    assert!(said.contains("`V1` has no kind"), "{said}");
    let said = add(&place, "sheet.pdf", &["--for", "datasheet"]);
    assert_eq!(said, "V2    sheet.pdf\n");
    let absolute = place.path("sheet.pdf");
    let absolute = absolute.to_str().expect("a path");
    let said = add(&place, absolute, &["--for", "datasheet"]);
    assert_eq!(said, "V2    evidence/vendor/sheet.pdf: registered before\n");
    let export = [
        "export",
        "vendor",
        "--for",
        "laboratory",
        "--as",
        "asha",
        "--to",
    ];
    let all = [&export[..], &["a.praman", "--all-evidence"]].concat();
    insta::assert_snapshot!(place.fine(&all), @r"
    made        a.praman
    for         laboratory
    holds       product.yaml, 0 answers, evidence/vendor.yaml, V2
    withheld    evidence V1
    `V1` has no kind, so that nobody else may see it: write its `kind` in evidence/vendor.yaml, or register the file again with `--for KIND`
    ");
    let package = place.package("a.praman");
    assert!(!package.files.contains_key("evidence/vendor/log.txt"));
    let one = [&export[..], &["b.praman", "--evidence", "V1"]].concat();
    let said = place.refused("P0894", "vendor", &one);
    assert!(said.contains("write its `kind`"), "{said}");
    // A kind is the way on.
    add(&place, "log.txt", &["--for", "datasheet"]);
    let said = place.fine(&one);
    assert!(said.contains("V1") && !said.contains("kind"), "{said}");
}

/// The author of the form with a section for it hands evidence in.
#[test]
fn missing_evidence_is_missing_to_the_party_that_owes_it() {
    let place = Place::new();
    let scheme = text(&place, "vendor/scheme/pilot.prm");
    let scheme = scheme
        .replace("forms TCF, F04", "forms TCF, F04, LOG")
        .replace(
            "form F04 \"Assessment\" {",
            "form LOG \"Log of the bench\" {\n  number unknown\n  author laboratory\n  \
             section bench \"Bench\" { number unknown; holds evidence }\n}\n\nform F04 \"Assessment\" {",
        )
        .replace(
            "evidence fuse-map \"Map",
            "evidence bench-log \"Log of the bench\" { kind list; form LOG bench }\n\nevidence fuse-map \"Map",
        )
        .replace("  evidence datasheet\n", "  evidence datasheet\n  evidence bench-log\n");
    place.write("vendor/scheme/pilot.prm", scheme);
    let status = place.fine(&["status", "vendor", "--format", "json"]);
    let status: Value = serde_json::from_str(&status).expect("JSON");
    let parties = &status["evidence"]["parties"];
    assert_eq!(parties["laboratory"]["missing"], 1, "{parties}");
    assert_eq!(parties["vendor"]["missing"], 0, "{parties}");
    let item = &status["evidence"]["items"][0];
    assert_eq!(item["party"], "laboratory", "{item}");
    let note = item["note"].as_str().expect("a note");
    assert!(note.contains("owed by `laboratory`"), "{note}");
    let ours = ["status", "vendor", "--party", "vendor", "--missing"];
    assert!(!place.fine(&ours).contains("`bench-log` is wanted"));
}

/// What a register hands in is named in documents by its number, and is not missing.
#[test]
fn registered_evidence_stands_in_the_documents() {
    let place = Place::new();
    let product = text(&place, "vendor/product.yaml");
    let (product, _) = product.split_once("evidence:").expect("evidence");
    place.write("vendor/product.yaml", product);
    let missing =
        |place: &Place| place.fine(&["status", "vendor", "--missing", "--party", "vendor"]);
    assert!(missing(&place).contains("H.1/document/datasheet"));
    place.write("sheet.pdf", "SHEET");
    add(
        &place,
        "sheet.pdf",
        &["--for", "datasheet", "--title", "SHEETTITLE"],
    );
    assert!(!missing(&place).contains("H.1/document/datasheet"));
    place.fine(&["build", "vendor"]);
    let tcf = text(&place, "vendor/out/tcf.md");
    assert!(tcf.contains("SHEETTITLE") && tcf.contains("V1"), "{tcf}");
    // The assessor, who got the register, reads the same.
    place.import("assessor", &[&place.export("vendor", "assessor")]);
    place.fine(&["build", "assessor"]);
    assert!(text(&place, "assessor/out/tcf.md").contains("SHEETTITLE"));
}

/// What somebody does with registers.
#[derive(Debug, Clone)]
enum Work {
    /// Registers a file, of which there are several with the same content.
    Add(usize, usize),
    /// Types a title.
    Title(usize),
    /// Takes a piece out of the register.
    Drop(usize),
    Undo,
    Send,
    Import(usize),
}

fn work() -> impl Strategy<Value = Work> {
    let n = 0..100_usize;
    prop_oneof![
        5 => (n.clone(), n.clone()).prop_map(|(file, kind)| Work::Add(file, kind)),
        2 => n.clone().prop_map(Work::Title),
        1 => n.clone().prop_map(Work::Drop),
        2 => Just(Work::Undo),
        2 => Just(Work::Send),
        2 => n.prop_map(Work::Import),
    ]
}

struct Run {
    place: Place,
    /// The file that each number stood for.
    given: BTreeMap<String, String>,
    packages: Vec<String>,
    typed: Vec<String>,
}

impl Run {
    fn new() -> Self {
        let place = Place::new();
        for file in 0..6 {
            place.write(&format!("{file}.pdf"), format!("content {}", file / 2));
        }
        Self {
            place,
            given: BTreeMap::new(),
            packages: Vec::new(),
            typed: Vec::new(),
        }
    }

    fn rows(&self, party: &str) -> Vec<Value> {
        let list = self
            .place
            .fine(&["evidence", "list", party, "--format", "json"]);
        serde_json::from_str(&list).expect("JSON")
    }

    fn act(&mut self, work: &Work) {
        match work {
            Work::Add(file, kind) => {
                let kinds: [&[&str]; 3] = [&[], &["--for", "datasheet"], &["--for", "fuse-map"]];
                add(&self.place, &format!("{}.pdf", file % 6), kinds[kind % 3]);
            }
            Work::Title(at) => self.title(*at),
            Work::Drop(at) => self.drop_piece(*at),
            Work::Undo => {
                let said = self.place.run(&["undo", "vendor", "--as", "asha"]);
                assert!(said.code == 0 || said.err.contains("P0826"), "{}", said.err);
            }
            Work::Send => self
                .packages
                .push(self.place.export("vendor", "laboratory")),
            Work::Import(at) => {
                if let Some(package) = self.packages.get(at % self.packages.len().max(1)) {
                    self.place.import("laboratory", &[package]);
                    let before = self.place.files("laboratory");
                    self.place.import("laboratory", &[package]);
                    assert_eq!(self.place.files("laboratory"), before);
                }
            }
        }
    }

    fn title(&mut self, at: usize) {
        let Some((register, place)) = self.titles(at) else {
            return;
        };
        let typed = format!("TYPED{}.", self.typed.len());
        let (before, after) = register.split_at(place);
        let (_, rest) = after.split_once('\n').expect("a line");
        self.place.write(
            REGISTER,
            format!("{before}title: {typed} # By hand.\n{rest}"),
        );
        self.typed.push(typed);
    }

    /// Returns the register, and where the title of one of its pieces is.
    fn titles(&self, at: usize) -> Option<(String, usize)> {
        let path = self.place.path(REGISTER);
        let register = std::fs::read_to_string(path).ok()?;
        let titles: Vec<usize> = register
            .match_indices("title: ")
            .filter(|(at, _)| !register[*at..].starts_with("title: TYPED"))
            .map(|(at, _)| at)
            .collect();
        let place = *titles.get(at % titles.len().max(1))?;
        Some((register, place))
    }

    /// Takes out what nobody typed a title of.
    fn drop_piece(&self, at: usize) {
        let Some((register, place)) = self.titles(at) else {
            return;
        };
        let begin = register[..place].rfind("  V").expect("a number");
        let end = register[place..]
            .find("\n  V")
            .map_or(register.len(), |end| place + end + 1);
        if !register[begin..end].contains("TYPED") {
            let mut rest = format!("{}{}", &register[..begin], &register[end..]);
            if !rest.contains("\n  V") {
                // A key with nothing below it is a mistake.
                rest = rest.replace("\nevidence:\n", "\n");
            }
            self.place.write(REGISTER, rest);
        }
    }

    fn assert_sound(&mut self) {
        for row in self.rows("vendor") {
            let [number, hash] =
                ["number", "sha256"].map(|key| row[key].as_str().expect("a text").to_owned());
            let known = self
                .given
                .entry(number.clone())
                .or_insert_with(|| hash.clone());
            assert_eq!(*known, hash, "{number} stands for another file");
        }
        let files = self.place.files("vendor");
        let held = |typed: &String| {
            let mut texts = files.values().map(|bytes| String::from_utf8_lossy(bytes));
            texts.any(|text| text.contains(typed.as_str()))
        };
        assert!(self.typed.iter().all(held), "{:?}", self.typed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::random::cases(), failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    /// A number stands for one file, whatever is registered, dropped and taken back; nothing that was typed is lost; importing
    /// twice is importing once; in whatever order packages come, the recipient has what the sender has, as far as it may see it.
    #[test]
    fn registers_are_sound(all in prop::collection::vec(work(), 6..18)) {
        let mut run = Run::new();
        for work in &all {
            run.act(work);
            run.assert_sound();
        }
        run.packages.push(run.place.export("vendor", "laboratory"));
        let packages: Vec<&str> = run.packages.iter().rev().map(String::as_str).collect();
        for package in packages {
            run.place.import("laboratory", &[package]);
        }
        let seen = |rows: Vec<Value>| -> Vec<Value> {
            let with_kind = |row: &Value| row["kinds"].as_array().is_some_and(|kinds| !kinds.is_empty());
            rows.into_iter().filter(|row| row["party"] == "vendor" && with_kind(row)).collect()
        };
        assert_eq!(seen(run.rows("laboratory")), seen(run.rows("vendor")));
    }
}
