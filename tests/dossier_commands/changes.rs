//! Filling in, confirming, settling, taking back.

use super::place::Place;

const CONSOLE: &str = "asvs-c:C.1/response/interface.console";
const ANSWERS: &str = "d/answers/oem-team/control/asvs-c/C.1.yaml";
const VERDICTS: &str = "d/answers/bench/control/asvs-c/C.1.yaml";

#[test]
fn slots_are_filled_in() {
    let place = Place::with_dossier();
    let mut shown = String::new();
    for (slot, value, person) in [
        (CONSOLE, "Closed by a fuse.", "asha"),
        ("asvs-c:C.1/response/interface.service@pro", "-5 V", "asha"),
        (
            "asvs-c:C.1/verdict/debug-ports/interface.console@CAM-1",
            "pass",
            "ravi",
        ),
        (
            "document/ask/F04.laboratory.first-test",
            "2026-12-24",
            "asha",
        ),
        ("document/product/boundary", "a: b # c", "asha"),
    ] {
        shown.push_str(&place.shown(&["answer", "d", slot, value, "--as", person]));
    }
    let answers = place.read(ANSWERS);
    let of_product = place.read("d/answers/oem-team/product.yaml");
    // The questions are on record, each once, under the hash of what decides the meaning.
    let asked = place.files("d/asked");
    assert_eq!(asked.len(), 5);
    insta::assert_snapshot!(format!(
        "{shown}{answers}\n{of_product}\n{}",
        place.shown(&["log", "d"])
    ));
}

#[test]
fn what_does_not_fit_is_not_filled_in() {
    let place = Place::with_answers();
    let before = place.files("d");
    let mut shown = String::new();
    for (slot, value, person) in [
        (
            "asvs-c:C.1/verdict/debug-ports/interface.console",
            "passed",
            "ravi",
        ),
        (
            "asvs-c:C.1/verdict/debug-ports/interface.console",
            "Pass",
            "ravi",
        ),
        ("document/ask/F04.laboratory.first-test", "soon", "asha"),
        (
            "asvs-c:C.1/verdict/debug-ports/interface.console",
            "pass",
            "asha",
        ),
        (CONSOLE, "By a fuse.", "ravi"),
        (CONSOLE, "By a fuse.", "om"),
        ("asvs-c:C.1/respnse/interface.console", "By a fuse.", "asha"),
        (
            "asvs-c:C.1/response/interface.console@max",
            "By a fuse.",
            "asha",
        ),
        ("", "By a fuse.", "asha"),
    ] {
        shown.push_str(&place.shown(&["answer", "d", slot, value, "--as", person]));
    }
    assert_eq!(place.files("d"), before);
    insta::assert_snapshot!(shown);
    // Who answers is always said.
    let unnamed = place.run(&["answer", "d", CONSOLE, "By a fuse."]);
    assert_eq!(unnamed.code, 2);
}

#[test]
fn texts_are_kept_as_they_were_typed() {
    let place = Place::with_dossier();
    for text in [
        "one\r\n two \r\nthree",
        "  leading, trailing  ",
        "\n\n---\n- a: \"b\" # c\n...\n",
        "tabs\tand\u{a0}spaces\u{2003}",
        "\u{feff}\u{85}\u{2028}\u{0}\u{1}\u{7f}\u{fffe}",
        "e\u{301} \u{1f469}\u{200d}\u{1f52c} \u{202e}x",
        "yes",
        "null",
        "~",
        "2.10",
        "|-\n  x",
        "'",
    ] {
        let input = format!("{text}\n");
        let run = place.run_with(
            &["answer", "d", CONSOLE, "-", "--as", "asha"],
            input.as_bytes(),
        );
        assert_eq!(run.code, 0, "{text:?}: {run:?}");
        let json = place.fine(&["status", "d", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["edited-by-hand"], 0, "{text:?}");
        // Two models of one room differ as soon as one of them is other by a character.
        let other = format!("{text}x");
        let key = format!("{CONSOLE}@pro");
        place.run_with(
            &["answer", "d", &key, "-", "--as", "asha"],
            format!("{other}\n").as_bytes(),
        );
        let log = place.raw("d/journal/oem-team.ndjson");
        let last = log.lines().last().unwrap();
        let entry: serde_json::Value = serde_json::from_str(last).unwrap();
        assert!(
            last.contains(&serde_json::to_string(&other).unwrap()),
            "{entry}"
        );
        assert!(
            last.contains(&serde_json::to_string(text).unwrap()),
            "{entry}"
        );
    }
    let broken = place.run_with(
        &["answer", "d", CONSOLE, "-", "--as", "asha"],
        b"\xff\xfe\n",
    );
    assert_eq!(broken.code, 1, "{broken:?}");
    // The line end of the last line belongs to the input, in either way of writing it.
    for input in ["one", "one\n", "one\r\n"] {
        place.run_with(
            &["answer", "d", CONSOLE, "-", "--as", "asha"],
            input.as_bytes(),
        );
        assert!(
            place.raw(ANSWERS).contains("answer: one\n")
                || place.raw(ANSWERS).contains("    one\n"),
            "{input:?}"
        );
    }
}

#[test]
fn slots_are_emptied() {
    let place = Place::with_answers();
    place.fine(&["answer", "d", CONSOLE, "", "--as", "asha"]);
    assert!(!place.raw(ANSWERS).contains("entry: console"));
    place.fine(&[
        "answer",
        "d",
        "asvs-c:C.1/response/interface.pads",
        "",
        "--as",
        "asha",
    ]);
    // A file in which no answer is left goes.
    assert!(!place.path(ANSWERS).exists());
    let log = place.fine(&["log", "d", "--last", "2"]);
    assert!(
        log.contains("asvs-c:C.1/response/interface.pads@CAM-1: Not fitted. - see V12 → nothing"),
        "{log}"
    );
    // To empty what is empty changes nothing.
    let before = place.files("d");
    place.fine(&["answer", "d", CONSOLE, "", "--as", "asha"]);
    assert_eq!(place.files("d"), before);
}

#[test]
fn the_same_answer_again_changes_nothing() {
    let place = Place::with_answers();
    let before = place.files("d");
    place.fine(&["answer", "d", CONSOLE, "Closed by a fuse.", "--as", "asha"]);
    assert_eq!(place.files("d"), before);
    // A confirmation is in the journal, and nowhere else.
    place.fine(&["confirm", "d", CONSOLE, "--as", "asha"]);
    let mut after = place.files("d");
    let journal = "journal/oem-team.ndjson";
    let (now, then) = (after.remove(journal).unwrap(), &before[journal]);
    assert!(now.starts_with(then) && now.len() > then.len());
    after.insert(journal.to_owned(), then.clone());
    assert_eq!(after, before);
}

#[test]
fn what_changed_is_to_review_until_it_is_confirmed() {
    let place = Place::with_answers();
    place.edit("d/product.yaml", "kind: uart, chip", "kind: usb, chip");
    let changed = place.shown(&["status", "d"]);
    let confirmed = place.shown(&[
        "confirm",
        "d",
        CONSOLE,
        "--as",
        "asha",
        "--why",
        "the fuse is there still",
    ]);
    // One model is confirmed, the other is not.
    let verdict = "asvs-c:C.1/verdict/debug-ports/interface.console@pro";
    let one = place.shown(&["confirm", "d", verdict, "--as", "ravi"]);
    let after = place.shown(&["status", "d"]);
    let mut refused = String::new();
    for (slot, person) in [
        ("asvs-c:C.1/verdict/debug-ports/interface.console", "asha"),
        ("asvs-c:C.1/response/interface.service", "asha"),
        ("asvs-c:C.1/rsponse", "asha"),
    ] {
        refused.push_str(&place.shown(&["confirm", "d", slot, "--as", person]));
    }
    let log = place.shown(&["log", "d", "--last", "3"]);
    insta::assert_snapshot!(format!("{changed}{confirmed}{one}{after}{refused}{log}"));
    // Of several slots all are confirmed, or none.
    let before = place.files("d");
    let (codes, _) = place.refused(&[
        "confirm",
        "d",
        "document/confirmed/interface.console",
        CONSOLE,
        "--as",
        "asha",
    ]);
    assert_eq!(codes, ["P0822"]);
    assert_eq!(place.files("d"), before);
}

#[test]
fn a_slot_is_confirmed_for_the_models_that_have_an_answer() {
    let place = Place::with_dossier();
    place.fine(&[
        "answer",
        "d",
        &format!("{CONSOLE}@pro"),
        "A fuse.",
        "--as",
        "asha",
    ]);
    let said = place.fine(&["confirm", "d", CONSOLE, "--as", "asha"]);
    assert_eq!(said, "confirmed: 1 answer\n");
}

/// A conflict as somebody writes it by hand.
fn conflict(entry: &str, model: &str, values: [&str; 2]) -> String {
    let values = values.map(|value| format!("  - answer: {value}\n    by: ravi\n"));
    format!(
        "- what: verdict\n  procedure: debug-ports\n  inventory: interface\n  entry: {entry}\n  models: [{model}]\n  conflict:\n{}",
        values.concat()
    )
}

#[test]
fn conflicts_are_settled() {
    let place = Place::with_answers();
    let slot = "asvs-c:C.1/verdict/debug-ports/interface.pads";
    place.append(VERDICTS, &conflict("pads", "CAM-1", ["pass", "fail"]));
    let status = place.fine(&["status", "d"]);
    let found = status.split_once("In conflict").unwrap().1;
    let lines: Vec<&str> = found.lines().take(4).collect();
    assert_eq!(
        lines[1..],
        [
            format!("  {slot}@CAM-1 (bench)").as_str(),
            "    1: fail (ravi)",
            "    2: pass (ravi)"
        ]
    );
    let mut shown = String::new();
    for (slot, number, person) in [
        (slot, "0", "ravi"),
        (slot, "3", "ravi"),
        (slot, "1", "asha"),
        (CONSOLE, "1", "asha"),
        (&format!("{slot}@pro"), "1", "ravi"),
    ] {
        shown.push_str(&place.shown(&["settle", "d", slot, "--take", number, "--as", person]));
    }
    shown.push_str(&place.shown(&["confirm", "d", slot, "--as", "ravi"]));
    shown.push_str(&place.shown(&[
        "settle",
        "d",
        slot,
        "--take",
        "2",
        "--as",
        "ravi",
        "--why",
        "done again",
    ]));
    shown.push_str(&place.shown(&["log", "d", "--last", "2"]));
    insta::assert_snapshot!(shown);
    assert!(
        place
            .raw(VERDICTS)
            .contains("entry: pads\n  models: [CAM-1]\n  answer: pass\n  by: ravi\n")
    );
    // An undo brings the conflict back.
    place.fine(&["undo", "d", "--as", "ravi"]);
    assert!(place.fine(&["status", "d"]).contains("In conflict (1)"));
}

#[test]
fn models_with_different_conflicts_are_settled_one_by_one() {
    let place = Place::with_answers();
    let slot = "asvs-c:C.1/verdict/debug-ports/interface.pads";
    place.append(VERDICTS, &conflict("pads", "CAM-1", ["pass", "fail"]));
    place.append(VERDICTS, &conflict("pads", "pro", ["pass", "inconclusive"]));
    let (codes, said) = place.refused(&["settle", "d", slot, "--take", "2", "--as", "ravi"]);
    assert_eq!(codes, ["P0833"]);
    assert!(said.contains(&format!("`{slot}@CAM-1`")), "{said}");
    place.fine(&[
        "settle",
        "d",
        &format!("{slot}@CAM-1"),
        "--take",
        "2",
        "--as",
        "ravi",
    ]);
    place.fine(&["settle", "d", slot, "--take", "1", "--as", "ravi"]);
    let status = place.fine(&["status", "d"]);
    assert!(!status.contains("In conflict"), "{status}");
}

#[test]
fn changes_are_taken_back_one_after_another() {
    let place = Place::with_dossier();
    let mut states = vec![place.answers()];
    let verdict = "asvs-c:C.1/verdict/debug-ports/interface.console";
    for (slot, value, person) in [
        (CONSOLE, "A fuse.", "asha"),
        (CONSOLE, "Two fuses.", "asha"),
        (verdict, "pass", "ravi"),
        (CONSOLE, "", "asha"),
    ] {
        place.fine(&["answer", "d", slot, value, "--as", person]);
        states.push(place.answers());
    }
    // Each of the answers of a command goes, for both models, by who may change it.
    states.pop();
    for person in ["asha", "ravi", "asha", "asha"] {
        place.fine(&["undo", "d", "--as", person]);
        assert_eq!(Some(place.answers()), states.pop());
    }
    let (codes, said) = place.refused(&["undo", "d", "--as", "asha"]);
    assert_eq!(codes, ["P0826"], "{said}");
    // The journal is longer for each undo, and nothing in it is altered.
    assert_eq!(place.fine(&["log", "d"]).lines().count(), 16);
    // What is answered after an undo is what the next one takes back.
    place.fine(&["answer", "d", CONSOLE, "Three fuses.", "--as", "asha"]);
    place.fine(&["undo", "d", "--as", "asha"]);
    assert!(place.answers().is_empty());
}

#[test]
fn nobody_takes_back_what_another_party_did() {
    let place = Place::with_answers();
    let before = place.files("d");
    let (codes, _) = place.refused(&["undo", "d", "--as", "asha"]);
    assert_eq!(codes, ["P0822"]);
    assert_eq!(place.files("d"), before);
}

#[test]
fn edits_by_hand_are_taken_back() {
    let place = Place::with_answers();
    let before = place.answers();
    place.edit(ANSWERS, "Closed by a fuse.", "Closed by two fuses.");
    place.edit(ANSWERS, "Fitted, and closed.", "Fitted.");
    let said = place.fine(&["undo", "d", "--as", "asha"]);
    assert_eq!(said, "undone: edit, 3 answers\n");
    assert_eq!(place.answers(), before);
    let log = place.fine(&["log", "d", "--last", "6"]);
    assert_eq!(log.matches(" edit: ").count(), 3, "{log}");
    assert_eq!(log.matches(" undo: ").count(), 3, "{log}");
    // The next undo takes back the command before the edit.
    let (codes, said) = place.refused(&["undo", "d", "--as", "asha"]);
    assert_eq!(codes, ["P0822"], "{said}");
    place.fine(&["undo", "d", "--as", "ravi"]);
    assert!(
        !place
            .path("d/answers/bench/inventory/interface.yaml")
            .exists()
    );
}

#[test]
fn of_programs_that_run_at_once_each_is_done_or_told_to_begin_anew() {
    let place = Place::with_dossier();
    let slots = [
        "console@CAM-1",
        "console@pro",
        "pads@CAM-1",
        "pads@pro",
        "service@pro",
    ];
    let runs: Vec<_> = slots
        .iter()
        .map(|entry| {
            let slot = format!("asvs-c:C.1/response/interface.{entry}");
            place
                .command(&["answer", "d", &slot, entry, "--as", "asha"])
                .spawn()
                .unwrap()
        })
        .collect();
    let mut done = 0;
    for run in runs {
        let output = run.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        match output.status.code() {
            Some(0) => done += 1,
            code => assert!(code == Some(1) && err.contains("P0858"), "{err}"),
        }
    }
    assert!(done > 0);
    let log = place.fine(&["log", "d"]);
    assert_eq!(log.lines().count(), done, "{log}");
    assert_eq!(place.raw(ANSWERS).matches("- what: response").count(), done);
    assert!(!place.fine(&["status", "d"]).contains("edited by hand"));
}

#[test]
fn a_product_file_that_contradicts_an_answer_is_a_conflict() {
    let place = Place::with_dossier();
    let slot = "document/product/boundary";
    let says = |value: &str| {
        let product = place.raw("camera.yaml");
        let line = format!("  firmware: \"2.10\"\n  boundary: \"{value}\"\n");
        place.write(
            "d/product.yaml",
            product.replace("  firmware: \"2.10\"\n", &line),
        );
    };
    let conflict = |values: [&str; 2]| {
        let [own, other] = values;
        let status = place.fine(&["status", "d"]);
        let listed = format!(
            "In conflict (1)\n  {slot} (oem-team)\n    1: {own} (asha)\n    2: {other} (product.yaml)\n"
        );
        assert!(status.contains(&listed), "{status}");
    };
    let fine = || {
        let status = place.fine(&["status", "d"]);
        assert!(
            !status.contains("In conflict") && !status.contains("To review"),
            "{status}"
        );
    };
    place.fine(&["answer", "d", slot, "The wall.", "--as", "asha"]);
    says("The wall.");
    fine();
    says("The lid.");
    conflict(["The wall.", "The lid."]);
    place.fine(&["settle", "d", slot, "--take", "1", "--as", "asha"]);
    fine();
    says("The door.");
    conflict(["The wall.", "The door."]);
    let (codes, _) = place.refused(&["settle", "d", slot, "--take", "3", "--as", "asha"]);
    assert_eq!(codes, ["P0825"]);
    place.fine(&["settle", "d", slot, "--take", "2", "--as", "asha"]);
    fine();
    let held = place.raw("d/answers/oem-team/product.yaml");
    assert!(held.contains("    The door.\n"), "{held}");
    // What the product file no longer gives contradicts nothing.
    place.write("d/product.yaml", place.raw("camera.yaml"));
    fine();
    says("The lid.");
    place.fine(&["confirm", "d", slot, "--as", "asha"]);
    fine();
    place.fine(&["answer", "d", slot, "", "--as", "asha"]);
    fine();
}
