//! Findings between three parties: raised, answered, verified and closed, in folders of their own.

use serde_json::Value;

use crate::place::{Place, person};

pub const H1: &str = "home:H.1";

impl Place {
    /// Takes a step with findings in the folder of a party.
    pub fn finding(&self, verb: &str, party: &str, rest: &[&str]) -> String {
        let head = ["finding", verb, party];
        self.fine(&[&head[..], rest, &["--as", person(party)]].concat())
    }

    pub fn no_finding(&self, code: &str, verb: &str, party: &str, rest: &[&str]) -> String {
        let head = ["finding", verb, party];
        let by = ["--as", person(party)];
        self.refused(code, party, &[&head[..], rest, &by].concat())
    }

    pub fn raise(&self, party: &str, about: &str, text: &str) {
        let what = ["--about", about, "--class", "major", "--text", text];
        self.finding("raise", party, &what);
    }

    /// Sends what a party has to another one.
    pub fn send(&self, from: &str, to: &str) {
        self.import(to, &[&self.export(from, to)]);
    }

    /// Returns the state of each finding that a party knows: `L-N1 open`.
    pub fn states(&self, party: &str) -> Vec<String> {
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
