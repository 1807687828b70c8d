//! Findings between three parties: raised, answered, verified and closed, in folders of their own.

use serde_json::Value;

use crate::place::{Place, person};

const H1: &str = "home:H.1";

impl Place {
    /// Takes a step with findings in the folder of a party.
    fn finding(&self, verb: &str, party: &str, rest: &[&str]) -> String {
        let head = ["finding", verb, party];
        self.fine(&[&head[..], rest, &["--as", person(party)]].concat())
    }

    fn no_finding(&self, code: &str, verb: &str, party: &str, rest: &[&str]) -> String {
        let head = ["finding", verb, party];
        let by = ["--as", person(party)];
        self.refused(code, party, &[&head[..], rest, &by].concat())
    }

    fn raise(&self, party: &str, about: &str, text: &str) {
        let what = ["--about", about, "--class", "major", "--text", text];
        self.finding("raise", party, &what);
    }

    /// Sends what a party has to another one.
    fn send(&self, from: &str, to: &str) {
        self.import(to, &[&self.export(from, to)]);
    }

    /// Returns the state of each finding that a party knows: `L-N1 open`.
    fn states(&self, party: &str) -> Vec<String> {
        let all = self.fine(&["finding", "list", party, "--format", "json"]);
        let all: Value = serde_json::from_str(&all).expect("JSON");
        let findings = all.pointer("/findings").and_then(Value::as_array);
        let findings = findings.expect("findings").iter();
        let text = |one: &Value, key: &str| one[key].as_str().expect("a text").to_owned();
        findings
            .map(|one| format!("{} {}", text(one, "number"), text(one, "state")))
            .collect()
    }
}

#[test]
fn a_finding_goes_through_its_rounds() {
    let place = Place::new();
    let steps: [(&str, &str, &[&str], &str); 8] = [
        (
            "vendor",
            "respond",
            &["L-N1", "--cause", "Unknown."],
            "answered",
        ),
        (
            "vendor",
            "respond",
            &["L-N1", "--correction", "Closed."],
            "answered",
        ),
        (
            "laboratory",
            "verify",
            &["L-N1", "--result", "refused"],
            "refused",
        ),
        (
            "vendor",
            "respond",
            &["L-N1", "--action", "A check."],
            "answered",
        ),
        (
            "laboratory",
            "verify",
            &["L-N1", "--result", "accepted", "--evidence", "L1,L2"],
            "closed",
        ),
        (
            "laboratory",
            "reopen",
            &["L-N1", "--because", "Again."],
            "reopened",
        ),
        (
            "vendor",
            "respond",
            &["L-N1", "--correction", "Closed again."],
            "answered",
        ),
        (
            "laboratory",
            "close",
            &["L-N1", "--because", "Withdrawn."],
            "closed",
        ),
    ];
    place.raise("laboratory", H1, "A port is open.");
    place.send("laboratory", "vendor");
    for (party, verb, rest, state) in steps {
        place.finding(verb, party, rest);
        let other = if party == "vendor" {
            "laboratory"
        } else {
            "vendor"
        };
        place.send(party, other);
        let expected = vec![format!("L-N1 {state}")];
        assert_eq!(place.states(party), expected, "{verb} {rest:?}");
        assert_eq!(place.states(other), expected, "{verb} {rest:?}");
    }
    assert_eq!(place.answers("vendor"), place.answers("laboratory"));
}

#[test]
fn any_order_of_packages_gives_the_same() {
    let place = Place::new();
    place.raise("laboratory", H1, "A port is open.");
    let raised = place.export("laboratory", "assessor");
    place.send("laboratory", "vendor");
    place.finding("respond", "vendor", &["L-N1", "--correction", "Closed."]);
    let answered = place.export("vendor", "assessor");
    place.send("vendor", "laboratory");
    place.finding("verify", "laboratory", &["L-N1", "--result", "accepted"]);
    let verified = place.export("laboratory", "assessor");
    // The verification comes before what it verifies, and the response before the finding.
    for package in [&answered, &verified, &raised] {
        place.import("assessor", &[package]);
    }
    assert_eq!(place.states("assessor"), ["L-N1 closed"]);
    assert_eq!(place.answers("assessor"), place.answers("laboratory"));
    assert!(!place.files("assessor").contains_key("aside.yaml"));
}

#[test]
fn a_response_that_is_changed_has_to_be_verified_again() {
    let place = Place::new();
    place.raise("laboratory", H1, "A port is open.");
    place.send("laboratory", "vendor");
    place.finding("respond", "vendor", &["L-N1", "--correction", "Closed."]);
    place.send("vendor", "laboratory");
    place.finding("verify", "laboratory", &["L-N1", "--result", "accepted"]);
    place.finding("respond", "vendor", &["L-N1", "--correction", "Next year."]);
    place.send("laboratory", "vendor");
    place.send("vendor", "laboratory");
    for party in ["vendor", "laboratory"] {
        assert_eq!(place.states(party), ["L-N1 answered"], "{party}");
    }
}

#[test]
fn colleagues_who_answer_alike_time_are_in_conflict_until_one_answers_again() {
    let place = Place::new();
    place.raise("laboratory", H1, "A port is open.");
    place.send("laboratory", "vendor");
    place.add_colleague();
    let package = place.export("laboratory", "vendor");
    place.fine(&["import", "colleague", &package, "--as", "asha"]);
    let respond = |folder: &str, text: &str| {
        let what = ["--cause", text, "--correction", text, "--action", text];
        let head = ["finding", "respond", folder, "L-N1", "--as", "asha"];
        place.fine(&[&head[..], &what].concat());
    };
    respond("vendor", "One.");
    respond("colleague", "Other.");
    let to_vendor = [
        "export",
        "colleague",
        "--for",
        "vendor",
        "--to",
        "c.praman",
        "--as",
        "asha",
    ];
    place.fine(&to_vendor);
    place.import("vendor", &["c.praman"]);
    assert_eq!(place.states("vendor"), ["L-N1 in-conflict"]);
    respond("vendor", "Both.");
    assert_eq!(place.states("vendor"), ["L-N1 answered"]);
}

#[test]
fn who_may_not_see_a_finding_gets_no_byte_of_it() {
    let place = Place::new();
    // About evidence that the assessor may not see.
    place.raise(
        "laboratory",
        "home:H.1/page/fuse-map/chip.main@LA-1",
        "HIDDENWORD",
    );
    // The assessor raises something with the laboratory: it is not the vendor's.
    let what = ["--about", H1, "--class", "note", "--text", "INNERWORD"];
    let to = ["--to", "laboratory", "--due", "2031-03-04"];
    place.finding("raise", "assessor", &[&what[..], &to].concat());
    place.send("assessor", "laboratory");
    place.finding("respond", "laboratory", &["A-N1", "--cause", "INNERCAUSE"]);
    let secrets = [
        "HIDDENWORD",
        "INNERWORD",
        "INNERCAUSE",
        "2031-03-04",
        "finding-",
    ];
    let packages = [
        (place.export("laboratory", "assessor"), &secrets[..2]),
        (place.export("assessor", "vendor"), &secrets[1..]),
        (place.export("laboratory", "vendor"), &secrets[1..4]),
    ];
    for ((name, hidden), found) in packages.iter().zip(["INNERCAUSE", "", "HIDDENWORD"]) {
        let files = place.package(name).files.into_values().flatten().collect();
        let text = String::from_utf8(files).expect("text");
        for secret in *hidden {
            let hides = *secret != "INNERWORD" || !name.contains("laboratory-assessor");
            assert!(!hides || !text.contains(secret), "{secret} in {name}");
        }
        assert!(text.contains(found), "{found} in {name}");
    }
    // Nor does a sheet for the vendor show it.
    let build = [
        "build",
        "laboratory",
        "--target",
        "findings",
        "--out",
        "sheet",
    ];
    place.fine(&[&build[..], &["--open-for", "vendor"]].concat());
    for (path, bytes) in place.files("sheet") {
        let text = String::from_utf8(bytes).expect("text");
        assert!(!text.contains("INNER"), "{path}");
    }
}

#[test]
fn a_step_for_which_a_finding_does_not_wait_is_refused() {
    let place = Place::new();
    let raise = |about: &str, class: &str, text: &str, rest: &[&str], code: &str| {
        let what = ["--about", about, "--class", class, "--text", text];
        place.no_finding(code, "raise", "laboratory", &[&what[..], rest].concat())
    };
    raise(H1, "serious", "Open.", &[], "P0871");
    raise("home:H.9", "major", "Open.", &[], "P0820");
    raise(H1, "major", " ", &[], "P0872");
    raise(H1, "major", "Open.", &["--to", "laboratory"], "P0872");
    raise(H1, "major", "Open.", &["--to", "nobody"], "P0829");
    raise(H1, "major", "Open.", &["--due", "soon"], "P0872");
    raise(H1, "major", "Open.", &["--due", "2030-02"], "P0872");
    let keeper = "document/ask/TCF.matter.keeper";
    let hidden = raise(keeper, "major", "Open.", &["--to", "assessor"], "P0872");
    assert!(hidden.contains("may not see"), "{hidden}");
    place.raise("laboratory", H1, "A port is open.");
    let lab = |verb: &str, rest: &[&str], code: &str| {
        place.no_finding(code, verb, "laboratory", rest);
    };
    lab("verify", &["L-N1", "--result", "accepted"], "P0872");
    lab("reopen", &["L-N1", "--because", "Again."], "P0872");
    lab("close", &["L-N1", "--because", " "], "P0872");
    lab("close", &["L-N2", "--because", "Done."], "P0870");
    // The response is the vendor's.
    lab("respond", &["L-N1", "--cause", "None."], "P0822");
    place.send("laboratory", "vendor");
    place.no_finding("P0872", "respond", "vendor", &["L-N1"]);
    place.no_finding("P0822", "close", "vendor", &["L-N1", "--because", "No."]);
    place.finding("respond", "vendor", &["L-N1", "--cause", "None."]);
    place.send("vendor", "laboratory");
    let wrong = ["L-N1", "--result", "accepted", "--evidence", "no1"];
    lab("verify", &wrong, "P0872");
}

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
