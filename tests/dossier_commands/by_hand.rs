//! Files of answers that people edit.

use super::place::Place;

const CONSOLE: &str = "asvs-c:C.1/response/interface.console";
const ANSWERS: &str = "d/answers/oem-team/control/asvs-c/C.1.yaml";
const VERDICTS: &str = "d/answers/bench/control/asvs-c/C.1.yaml";
const VERDICT: &str = "- { what: verdict, procedure: debug-ports, inventory: interface, entry: pads, models: [pro], answer: fail }\n";

#[test]
fn an_answer_that_is_written_by_hand_counts_at_once() {
    let place = Place::with_answers();
    let status = |place: &Place| {
        let json = place.fine(&["status", "d", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let of_bench = &json["parties"]["bench"];
        (
            of_bench["answered"].as_u64().unwrap(),
            json["edited-by-hand"].as_u64().unwrap(),
        )
    };
    let (answered, _) = status(&place);
    place.append(VERDICTS, VERDICT);
    assert_eq!(status(&place), (answered + 1, 1));
    assert_eq!(place.run(&["status", "d", "--complete"]).code, 1);
    // The next command that writes records it before what it does itself, and stamps it.
    place.fine(&[
        "answer",
        "d",
        "document/carried-out/teardown",
        "on Monday",
        "--as",
        "ravi",
    ]);
    assert_eq!(status(&place), (answered + 2, 0));
    let log = place.fine(&["log", "d", "--last", "2"]);
    assert!(
        log.contains(
            "ravi edit: asvs-c:C.1/verdict/debug-ports/interface.pads@pro: nothing → fail\n"
        ),
        "{log}"
    );
    assert!(
        place
            .read(VERDICTS)
            .contains("  answer: fail\n  by: ravi\n  meaning: HASH\n")
    );
}

#[test]
fn notes_of_an_editor_are_no_edit() {
    let place = Place::with_answers();
    let text = place.raw(ANSWERS).replace('\n', "\r\n");
    place.write(ANSWERS, format!("\u{feff}# Mine.\r\n{text}\r\n"));
    assert!(!place.fine(&["status", "d"]).contains("by hand"));
}

#[test]
fn records_that_are_taken_out_are_emptied() {
    let place = Place::with_answers();
    place.write(ANSWERS, "control: asvs-c:C.1\nanswers: []\n");
    assert!(
        place
            .fine(&["status", "d"])
            .contains("4 answers edited by hand")
    );
    std::fs::remove_file(place.path(ANSWERS)).unwrap();
    place.fine(&[
        "answer",
        "d",
        "document/product/boundary",
        "the housing",
        "--as",
        "asha",
    ]);
    let log = place.fine(&["log", "d"]);
    assert!(
        log.contains(
            "asha edit: asvs-c:C.1/response/interface.console@pro: Closed by a fuse. → nothing"
        ),
        "{log}"
    );
}

#[test]
fn nonsense_is_told_with_its_place() {
    let mut shown = String::new();
    for (path, more) in [
        (
            VERDICTS,
            "- { what: verdict, procedure: debug-ports, inventory: interface, entry: pads, models: [pro], answer: passed }\n",
        ),
        (
            VERDICTS,
            "- { what: verdict, procedure: debug-ports, inventory: interface, entry: padz, models: [pro], answer: pass }\n",
        ),
        (ANSWERS, VERDICT),
        (
            "d/answers/anybody/form/F04.yaml",
            "form: F04\nanswers:\n- { what: ask, section: laboratory, ask: first-test, answer: soon }\n",
        ),
        (
            ANSWERS,
            "- { what: response, inventory: interface, entry: console, models: [pro], answer: again }\n",
        ),
        (ANSWERS, "- what: [\n"),
    ] {
        let place = Place::with_answers();
        place.append(path, more);
        let files = place.files("d");
        let status = place.shown(&["status", "d"]);
        shown.push_str(&status);
        // No command goes on with it, and none writes.
        for command in [
            &["answer", "d", CONSOLE, "x", "--as", "asha"][..],
            &["undo", "d", "--as", "ravi"],
            &["confirm", "d", CONSOLE, "--as", "asha"],
        ] {
            place.refused(command);
        }
        assert_eq!(place.files("d"), files, "{more}");
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_file_that_is_moved_to_another_party_is_told() {
    let place = Place::with_answers();
    let moved = VERDICTS.replace("/bench/", "/anybody/");
    let text = place.raw(VERDICTS);
    place.write(&moved, text);
    std::fs::remove_file(place.path(VERDICTS)).unwrap();
    let (codes, said) = place.refused(&["status", "d"]);
    assert_eq!(codes, ["P0832", "P0832"], "{said}");
    assert!(said.contains("answers/bench"), "{said}");
}

#[test]
fn what_another_party_answers_is_recorded_by_its_people() {
    let place = Place::with_answers();
    place.append(VERDICTS, VERDICT);
    let before = place.files("d");
    let (codes, said) = place.refused(&["answer", "d", CONSOLE, "A fuse.", "--as", "asha"]);
    assert_eq!(codes, ["P0822"]);
    assert!(said.contains("C.1.yaml:"), "{said}");
    assert_eq!(place.files("d"), before);
    // Where the record names one of its people, whoever works next may record it.
    place.edit(VERDICTS, "answer: fail }", "answer: fail, by: ravi }");
    place.fine(&["answer", "d", CONSOLE, "A fuse.", "--as", "asha"]);
    assert!(
        place
            .read(VERDICTS)
            .contains("models: [pro]\n  answer: fail\n  by: ravi\n")
    );
    // A person of another party cannot be named.
    place.edit(
        VERDICTS,
        "answer: inconclusive\n  by: ravi",
        "answer: pass\n  by: asha",
    );
    let (codes, _) = place.refused(&["answer", "d", CONSOLE, "Two fuses.", "--as", "asha"]);
    assert_eq!(codes, ["P0822"]);
}

#[test]
fn a_variant_may_not_be_called_as_the_lead() {
    let place = Place::with_answers();
    place.edit(
        "d/product.yaml",
        "series:\n",
        "series:\n  CAM-1: { name: \"Other\" }\n",
    );
    let shown = place.shown(&["status", "d"]);
    insta::assert_snapshot!(shown);
}

#[test]
fn a_reason_is_kept_though_nothing_else_changes() {
    let place = Place::with_answers();
    let answers = "d/answers/oem-team/control/asvs-c/C.1.yaml";
    place.edit(answers, "Closed by a fuse.", "Closed by two fuses.");
    let slot = "asvs-c:C.1/response/interface.console";
    place.fine(&[
        "confirm",
        "d",
        slot,
        "--as",
        "asha",
        "--why",
        "seen on a sample",
    ]);
    let log = place.fine(&["log", "d", "--last", "4"]);
    let lines: Vec<&str> = log.lines().collect();
    assert!(
        lines[0].contains(" edit: ") && lines[0].ends_with("→ Closed by two fuses."),
        "{log}"
    );
    assert!(
        lines[2].contains(" confirm: ") && lines[2].ends_with("(seen on a sample)"),
        "{log}"
    );
    // Taken back, nothing changes but the journal, which knows that it was taken back.
    let before = place.answers();
    for _ in 0..2 {
        place.fine(&["confirm", "d", slot, "--as", "asha"]);
        assert!(
            place
                .fine(&["log", "d", "--last", "1"])
                .contains(" confirm: ")
        );
    }
    for _ in 0..3 {
        let said = place.fine(&["undo", "d", "--as", "asha"]);
        assert!(said.starts_with("undone: confirm"), "{said}");
        assert_eq!(place.answers(), before);
    }
    let said = place.fine(&["undo", "d", "--as", "asha"]);
    assert!(said.starts_with("undone: edit"), "{said}");
}

#[test]
fn an_edit_answers_the_question_that_its_record_names() {
    let place = Place::with_answers();
    let answers = "d/answers/oem-team/control/asvs-c/C.1.yaml";
    place.edit(answers, "Closed by a fuse.", "Closed by two fuses.");
    place.edit(
        "d/product.yaml",
        "console: { kind: uart",
        "console: { kind: usb",
    );
    let review =
        "asvs-c:C.1/response/interface.console@CAM-1 (oem-team)\n    entry.kind: uart → usb\n";
    let before = place.fine(&["status", "d"]);
    assert!(before.contains(review), "{before}");
    // To record the edit says nothing about whether it is still true.
    place.fine(&[
        "answer",
        "d",
        "document/product/boundary",
        "The wall.",
        "--as",
        "asha",
    ]);
    let after = place.fine(&["status", "d"]);
    assert!(after.contains(review), "{after}");
    // Without the line that names it, it answers what is asked now.
    let text = place.raw(answers);
    let text = text.replace("Closed by two fuses.", "Closed by a lid.");
    let mut lines: Vec<&str> = text.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains("by a lid"))
        .unwrap();
    lines.retain({
        let meaning = lines[at + 2];
        assert!(meaning.contains("meaning: "), "{text}");
        move |line| *line != meaning
    });
    place.write(answers, format!("{}\n", lines.join("\n")));
    place.fine(&[
        "answer",
        "d",
        "document/product/boundary",
        "A wall.",
        "--as",
        "asha",
    ]);
    let status = place.fine(&["status", "d"]);
    assert!(
        !status.contains("response/interface.console@CAM-1 (oem-team)"),
        "{status}"
    );
}

#[test]
fn comments_stay_where_they_are() {
    let place = Place::with_answers();
    let text = place.raw(ANSWERS);
    let text = text.replace(
        "control: asvs-c:C.1\n",
        "# Ours.\ncontrol: asvs-c:C.1 # one of them\n",
    );
    let text = text.replacen(
        "- what: response",
        "  # Of the console.\n- what: response # first",
        1,
    );
    let text = text.replacen("  by: asha", "  # Seen in May.\n  by: asha", 1);
    let text = text.replace(
        "Closed by a fuse.",
        "Closed by a fuse.\n\n    # not a comment\n    see #4",
    );
    let text = text.replacen(
        "- what: response\n",
        "# Of the pads.\n- what: response\n",
        1,
    );
    let text = format!("{text}# The end: # of it.\n").replace('\n', "\r\n");
    place.write(ANSWERS, format!("\u{feff}{text}"));
    let head = place.raw("d/dossier.yaml");
    place.write("d/dossier.yaml", format!("# Call Om first.\n{head}"));
    place.fine(&[
        "answer",
        "d",
        "asvs-c:C.1/response/interface.pads@pro",
        "Closed.",
        "--as",
        "asha",
    ]);
    let once = place.raw(ANSWERS);
    insta::assert_snapshot!(place.read(ANSWERS));
    place.fine(&[
        "answer",
        "d",
        "asvs-c:C.1/response/interface.pads@pro",
        "Open.",
        "--as",
        "asha",
    ]);
    assert_eq!(place.raw(ANSWERS), once.replace("Closed.\n", "Open.\n"));
    // Beside an answer that is cleared they stay, below the others.
    for slot in [CONSOLE, "asvs-c:C.1/response/interface.pads"] {
        place.fine(&["answer", "d", slot, "", "--as", "asha"]);
    }
    insta::assert_snapshot!(place.read(ANSWERS));
    place.fine(&["update", "d", "--level", "L1", "--as", "asha"]);
    let head = place.raw("d/dossier.yaml");
    assert!(
        head.starts_with("# Call Om first.\n") && head.contains("level: L1\n"),
        "{head}"
    );
}
