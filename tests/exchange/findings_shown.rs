//! Findings in a folder: their numbers, what they stop, and the ways to fill them in.

use serde_json::Value;

use crate::findings::H1;
use crate::place::Place;

#[test]
fn a_number_is_given_once() {
    let place = Place::new();
    place.raise("laboratory", H1, "One.");
    place.raise("laboratory", H1, "Two.");
    place.fine(&["undo", "laboratory", "--as", "ravi"]);
    place.raise("laboratory", H1, "Three.");
    assert_eq!(place.states("laboratory"), ["L-N1 open", "L-N3 open"]);
}

/// Two folders of one party give the same number; both findings stay, and a warning says so until one gets another.
#[test]
fn colleagues_who_give_one_number_are_told() {
    let place = Place::new();
    place.add_colleague();
    let raise = |folder: &str, text: &str| {
        let head = ["finding", "raise", folder, "--as", "asha"];
        let what = [
            "--to",
            "laboratory",
            "--about",
            "product",
            "--class",
            "note",
        ];
        place.fine(&[&head[..], &what, &["--text", text]].concat());
    };
    raise("vendor", "The cable is short.");
    raise("colleague", "The box is large.");
    let list = ["finding", "list", "vendor"];
    let alone = place.run(&list);
    assert!(!alone.err.contains("P0873"), "{}", alone.err);
    place.fine(&[
        "export",
        "colleague",
        "--for",
        "vendor",
        "--to",
        "c.praman",
        "--as",
        "asha",
    ]);
    place.import("vendor", &["c.praman"]);
    let both = place.run(&list);
    assert!(both.err.contains("P0873"), "{}{}", both.out, both.err);
    assert_eq!(place.states("vendor"), ["V-N1 open", "V-N1 open"]);
}

#[test]
fn open_findings_are_work_and_stop_what_their_class_stops() {
    let place = Place::new();
    let note = [
        "--about",
        "product",
        "--class",
        "note",
        "--text",
        "A label peels off.",
    ];
    place.finding("raise", "laboratory", &note);
    place.raise("laboratory", H1, "A port is open.");
    place.send("laboratory", "vendor");
    let status = |party: &str| -> Value {
        let said = place.fine(&["status", party, "--format", "json", "--today", "2031-01-01"]);
        serde_json::from_str(&said).expect("JSON")
    };
    let counts = |party: &str, of: &str, key: &str| {
        let path = format!("/parties/{of}/{key}");
        status(party).pointer(&path).and_then(Value::as_u64)
    };
    assert_eq!(counts("vendor", "vendor", "findings-to-answer"), Some(2));
    assert_eq!(counts("vendor", "laboratory", "findings-open"), Some(2));
    place.finding("respond", "vendor", &["L-N2", "--cause", "None."]);
    place.send("vendor", "laboratory");
    assert_eq!(
        counts("laboratory", "laboratory", "findings-to-verify"),
        Some(1)
    );
    let effects = status("vendor");
    let effects = effects["findings"].as_array().expect("findings").iter();
    let effects: Vec<&str> = effects
        .filter_map(|one| one["effect"].as_str())
        .collect::<Vec<_>>();
    assert_eq!(effects, ["noted", "stops"]);
}

/// Edits by hand are recorded by the next command, and what does not fit is reported.
#[test]
fn findings_can_be_edited_by_hand() {
    let place = Place::new();
    let due = ["--due", "2030-01-02"];
    let what = [
        "--about",
        "product",
        "--class",
        "major",
        "--text",
        "It is loud.",
    ];
    place.finding("raise", "laboratory", &[&what[..], &due].concat());
    let path = "laboratory/answers/laboratory/product.yaml";
    let text = String::from_utf8(place.read(path)).expect("text");
    place.write(path, text.replace("2030-01-02", "soon"));
    let list = ["finding", "list", "laboratory"];
    place.refused("P0872", "laboratory", &list);
    place.write(
        path,
        text.replace("2030-01-02", "2030-02-03")
            .replace("It is loud.", "It is warm."),
    );
    let listed = place.fine(&list);
    assert!(
        listed.contains("2030-02-03") && listed.contains("warm"),
        "{listed}"
    );
    place.raise("laboratory", H1, "A port is open.");
    let log = place.fine(&["log", "laboratory"]);
    assert!(
        log.contains("edit: ") && log.contains("It is loud. → It is warm."),
        "{log}"
    );
}

/// The response has slots of its own while it is wanted, so that a table or a page brings it.
#[test]
fn a_response_can_be_filled_in_as_a_slot() {
    let place = Place::new();
    place.raise("laboratory", H1, "A port is open.");
    place.send("laboratory", "vendor");
    place.fine(&["build", "vendor", "--target", "findings"]);
    let json: Value =
        serde_json::from_slice(&place.read("vendor/out/findings.json")).expect("JSON");
    let slot = json.pointer("/findings/0/response/correction");
    let slot = slot.and_then(Value::as_str).expect("a slot");
    place.write(
        "r.csv",
        format!("slot,answer\n{slot},The port is closed.\n"),
    );
    place.fine(&["import", "vendor", "r.csv", "--as", "asha"]);
    assert_eq!(place.states("vendor"), ["L-N1 answered"]);
    let html = place.fine(&["build", "vendor", "--target", "findings"]);
    assert!(html.contains("findings"), "{html}");
    let html = String::from_utf8(place.read("vendor/out/findings.html")).expect("text");
    assert!(html.contains("The port is closed."));
    // What is given to it is not in the way of anything: it is asked, and answered.
    let status = place.fine(&["status", "vendor", "--format", "json"]);
    let status: Value = serde_json::from_str(&status).expect("JSON");
    assert_eq!(status["orphans"], serde_json::json!([]));
    place.send("vendor", "laboratory");
    place.finding("verify", "laboratory", &["L-N1", "--result", "accepted"]);
    place.send("laboratory", "vendor");
    assert_eq!(place.states("vendor"), ["L-N1 closed"]);
}
