//! A round of tests goes to the other parties with its results.

use crate::place::Place;

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
