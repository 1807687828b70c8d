//! A round of tests goes to the other parties with its results.

use serde_json::Value;

use crate::place::{Place, person};

const RESULT: &str = "document/result/debug-ports.stated/chip.main@LA-1";
const SECOND: &str = "document/result/debug-ports.stated/chip.main/round-2@LA-1";

#[test]
fn a_round_and_its_results_come_in_one_package() {
    let place = Place::new();
    place.answer("laboratory", RESULT, "fail");
    let begin = ["round", "begin", "laboratory", "--why", "It failed."];
    place.fine(&[&begin[..], &["--as", "ravi"]].concat());
    place.answer("laboratory", SECOND, "pass");
    let package = place.export("laboratory", "assessor");
    let said = place.import("assessor", &[&package]);
    assert!(!said.contains("aside"), "{said}");
    assert_eq!(place.answers("assessor"), place.answers("laboratory"));
    let list = place.fine(&["round", "list", "assessor"]);
    assert!(
        list.contains("1 row; 1 result recorded, 0 missing"),
        "{list}"
    );
    let begin = [
        "round", "begin", "assessor", RESULT, "--why", "Again.", "--as", "meera",
    ];
    place.refused("P0822", "assessor", &begin);
}

/// A row fails, which is a finding; the vendor corrects it, the row is repeated in round 2, and the finding is closed.
#[test]
fn a_finding_on_a_row_is_verified_by_the_next_round() {
    const ROW: &str = "home:H.1/verdict/debug-ports/chip.main@LA-1";
    let place = Place::new();
    let step = |verb: &str, party: &str, rest: &[&str]| {
        let head = ["finding", verb, party];
        place.fine(&[&head[..], rest, &["--as", person(party)]].concat());
    };
    let send = |from: &str, to: &str| place.import(to, &[&place.export(from, to)]);
    place.answer("laboratory", RESULT, "fail");
    let what = ["--class", "major", "--text", "The port answers."];
    step(
        "raise",
        "laboratory",
        &[&["--about", ROW], &what[..]].concat(),
    );
    send("laboratory", "vendor");
    let response = ["L-N1", "--correction", "The fuse is blown now."];
    step("respond", "vendor", &response);
    send("vendor", "laboratory");
    let begin = [
        "round",
        "begin",
        "laboratory",
        "--why",
        "Correction of L-N1",
    ];
    place.fine(&[&begin[..], &["--date", "2030-03-04", "--as", "ravi"]].concat());
    let sheet = |party: &str| -> Value {
        let build = ["build", party, "--replace", "--target", "findings,report"];
        place.fine(&build);
        let [findings, report] = ["findings", "report"].map(|name| {
            let json = place.read(&format!("{party}/out/{name}.json"));
            serde_json::from_slice::<Value>(&json).expect("JSON")
        });
        assert_eq!(report["findings"], findings["findings"]);
        report
    };
    let told = |report: &Value| {
        let finding = &report["findings"][0];
        let rounds = report["rounds"].as_array().map_or(0, Vec::len);
        (finding["state"].as_str().map(str::to_owned), rounds)
    };
    assert_eq!(told(&sheet("laboratory")), (Some("answered".into()), 1));
    place.answer("laboratory", SECOND, "pass");
    let accept = ["L-N1", "--result", "accepted", "--text", "Round 2 passes."];
    step("verify", "laboratory", &accept);
    let report = sheet("laboratory");
    assert_eq!(told(&report), (Some("closed".into()), 1));
    eprintln!("{report:#}");
    send("laboratory", "assessor");
    assert_eq!(place.answers("assessor"), place.answers("laboratory"));
    let status = place.fine(&["status", "assessor"]);
    assert!(!status.contains("Open findings"), "{status}");
}
