//! A round of tests goes to the other parties with its results.

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
    let says = |word: &str, of_round: &str| {
        let build = ["build", "laboratory", "--replace", "--format", "md"];
        place.fine(&[&build[..], &["--target", "findings,report"]].concat());
        let read = |name: &str| {
            let text = place.read(&format!("laboratory/out/{name}.md"));
            String::from_utf8(text).expect("text")
        };
        let (sheet, report) = (read("findings"), read("report"));
        for paper in [&sheet, &report] {
            assert!(paper.contains("The port answers."), "{paper}");
            assert!(paper.contains(word), "{word}: {paper}");
        }
        let row = "1 Fail (superseded by round 2)<br>*round 2* ";
        assert!(report.contains(&format!("{row}{of_round}")), "{report}");
    };
    says("answered", "– | – | – |");
    place.answer("laboratory", SECOND, "pass");
    says("answered", "1 Pass");
    let accept = ["L-N1", "--result", "accepted"];
    let text = ["--text", "Round 2 passes."];
    step("verify", "laboratory", &[&accept[..], &text].concat());
    says("closed on 2030-03-17", "1 Pass");
    says("Response accepted", "1 Pass");
    send("vendor", "assessor");
    send("laboratory", "assessor");
    assert_eq!(place.answers("assessor"), place.answers("laboratory"));
    for party in ["laboratory", "assessor"] {
        let status = place.fine(&["status", party]);
        assert!(!status.contains("Open findings"), "{status}");
    }
}
