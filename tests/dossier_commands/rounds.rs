//! Results that are carried over, rounds of tests, and worksheets, as people work with them.

use super::place::Place;

/// A small product of the shipped scheme.
const PRODUCT: &str = include_str!("../../examples/wired-sensor/product.yaml");

const RESULT: &str = "document/result/banned-functions.own-code/image.application";
const ONCE: &str = "document/result/banned-functions.analyser-works";
const SHEET: &str = "document/carried-out/banned-functions";

fn answer(place: &Place, slot: &str, value: &str) {
    place.fine(&["answer", "d", slot, value, "--as", "ravi"]);
}

/// Makes a dossier of a laboratory with a result that failed and one that passed.
fn with_results() -> Place {
    let place = Place::with_laboratory(PRODUCT);
    place.append(
        "d/dossier.yaml",
        "  asha: { name: Asha Rao, party: vendor }\n",
    );
    answer(&place, RESULT, "fail");
    answer(&place, ONCE, "pass");
    place
}

/// Gives the application another version.
fn change(place: &Place, from: &str, to: &str) {
    let version = |version: &str| format!("      version: \"{version}\"");
    place.edit("d/product.yaml", &version(from), &version(to));
}

/// Runs a command that is refused with a code.
fn refused(place: &Place, arguments: &[&str], code: &str) -> String {
    let (codes, told) = place.refused(arguments);
    assert_eq!(codes, [code], "{told}");
    told
}

fn carry<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["carry-over", "d"], more, &["--as", "ravi"]].concat()
}

#[test]
fn a_result_is_carried_over_with_a_reason() {
    let place = with_results();
    // Nothing has changed yet.
    refused(&place, &carry(&[RESULT, "--why", "Same."]), "P0875");
    refused(&place, &carry(&["--all", "--why", "Same."]), "P0875");
    change(&place, "1.6.2", "1.6.3");
    refused(&place, &["confirm", "d", RESULT, "--as", "ravi"], "P0875");
    refused(&place, &carry(&[RESULT, "--why", " "]), "P0875");
    let vendor = ["carry-over", "d", RESULT, "--why", "Same.", "--as", "asha"];
    refused(&place, &vendor, "P0822");
    let done = place.fine(&carry(&["--all", "--why", "Same code."]));
    assert_eq!(done, "carried over: 2 results\n");
    place.fine(&["build", "d", "--target", "record,report", "--format", "md"]);
    for paper in ["record", "report"] {
        let text = place.raw(&format!("d/out/{paper}.md"));
        assert!(
            text.contains("carried over by Ravi Nair: Same code."),
            "{paper}"
        );
    }
    // It holds for the change that was meant, and for no other.
    let status = place.fine(&["status", "d"]);
    assert!(!status.contains("tested.image"), "{status}");
    change(&place, "1.6.3", "1.6.4");
    let status = place.fine(&["status", "d"]);
    assert!(
        status.contains("tested.image: 1.6.2 7683d3b728f0… → 1.6.4 7683d3b728f0…"),
        "{status}"
    );
}

/// Returns the slots that the status lists as to review.
fn to_review(place: &Place) -> Vec<String> {
    let status = place.fine(&["status", "d"]);
    let list = status.split("To review").nth(1).unwrap_or_default();
    let lines = list.lines().skip(1).take_while(|line| !line.is_empty());
    let slots = lines.filter_map(|line| line.trim().strip_prefix("document/"));
    slots
        .map(|line| line.split('@').next().unwrap_or(line).to_owned())
        .collect()
}

#[test]
fn what_stands_beside_a_result_goes_with_it() {
    let place = with_results();
    let beside = |what: &str| RESULT.replace("/result/", what);
    answer(&place, &beside("/evidence/"), "L1");
    answer(&place, &beside("/observed/"), "strcpy in two places.");
    change(&place, "1.6.2", "1.6.3");
    // The result is listed for all of them.
    let results = [ONCE, RESULT].map(|slot| slot.replace("document/", ""));
    assert_eq!(to_review(&place), results);
    place.fine(&carry(&[&beside("/observed/"), "--why", "Same code."]));
    assert_eq!(to_review(&place), results[..1]);
    // What is left beside a result that is recorded anew is looked at by itself.
    change(&place, "1.6.3", "1.6.4");
    answer(&place, RESULT, "pass");
    let left = [beside("/evidence/"), beside("/observed/")];
    let left = left.map(|slot| slot.replace("document/", ""));
    assert_eq!(to_review(&place), [&left[..], &results[..1]].concat());
    place.fine(&["confirm", "d", &beside("/evidence/"), "--as", "ravi"]);
    answer(&place, &beside("/observed/"), "");
    assert_eq!(to_review(&place), results[..1]);
}

#[test]
fn results_are_named_by_procedure_and_by_pattern() {
    let place = with_results();
    change(&place, "1.6.2", "1.6.3");
    let carried = |name: &str, count: &str| {
        let said = place.fine(&carry(&[name, "--why", "Same code."]));
        assert_eq!(said, format!("carried over: {count}\n"), "{name}");
        place.fine(&["undo", "d", "--as", "ravi"]);
    };
    carried("banned-functions", "2 results");
    carried("banned-functions*", "2 results");
    carried("banned-functions.own*", "1 result");
    carried("*/image.application", "1 result");
    carried("document/result/*.analyser-works@VL-310", "1 result");
    let none = |name: &str, code: &str| refused(&place, &carry(&[name, "--why", "."]), code);
    let told = none("*/image.bootloader", "P0875");
    assert!(told.contains("has no result that is to review"), "{told}");
    let told = none("band*", "P0875");
    assert!(told.contains("is named `band*`"), "{told}");
    none("banned", "P0820");
}

#[test]
fn a_round_has_papers_of_its_own() {
    let place = with_results();
    let begin = ["round", "begin", "d", "--why", "It failed.", "--as", "ravi"];
    let build = ["build", "d", "--round", "2", "--format", "md,json"];
    refused(&place, &build, "P0876");
    refused(&place, &["build", "sensor.yaml", "--round", "2"], "P0876");
    let first = place.fine(&["build", "d", "--target", "plan", "--format", "md"]);
    let before = place.raw("d/out/plan.md");
    place.fine(&[&begin[..], &["--date", "2026-12-01"]].concat());
    assert!(first.contains("plan"), "{first}");
    place.fine(&build);
    let plan = place.raw("d/out/plan-round-2.md");
    assert!(
        plan.starts_with("# Test plan for VL-310, round 2\n"),
        "{plan}"
    );
    assert!(
        plan.contains("`image.application` | all | was Fail"),
        "{plan}"
    );
    assert!(
        plan.contains("`banned-functions`") && !plan.contains("`bill-of-materials`"),
        "{plan}"
    );
    let record = place.raw("d/out/record-round-2.md");
    assert!(!record.contains("Sheet `bill-of-materials`"), "{record}");
    assert!(
        !record.contains("Confirmation of the product file"),
        "{record}"
    );
    // The papers of the first round stay as they were.
    place.fine(&["build", "d", "--target", "plan", "--format", "md"]);
    assert_eq!(place.raw("d/out/plan.md"), before);
    let tcf = ["build", "d", "--round", "2", "--target", "tcf"];
    assert!(refused(&place, &tcf, "P0876").contains("plan, procedures, record, deliveries"));
    refused(&place, &["build", "d", "--round", "3"], "P0876");
    // What was repeated, and passed, leaves nothing to repeat but what fails now.
    let repeated = place.fine(&["status", "d", "--missing"]);
    let results: Vec<&str> = repeated
        .lines()
        .filter_map(|line| line.trim().split_once(" (")?.0.strip_suffix("@VL-310"))
        .filter(|slot| slot.starts_with("document/result/") && slot.ends_with("/round-2"))
        .collect();
    for slot in &results {
        answer(&place, slot, "pass");
    }
    refused(&place, &begin, "P0876");
    let list = place.fine(&["round", "list", "d"]);
    assert!(
        list.starts_with("round 2 of 2026-12-01: It failed.\n"),
        "{list}"
    );
    assert!(list.contains(" 0 missing"), "{list}");
    let named = [&begin[..3], &["document/plan/number"], &begin[3..]].concat();
    refused(&place, &named, "P0876");
    let named = [&begin[..3], &[RESULT], &begin[3..]].concat();
    assert_eq!(place.fine(&named), "round 3 covers 1 row\n");
    let undone = place.fine(&["undo", "d", "--as", "ravi"]);
    assert!(undone.contains("3 answers"), "{undone}");
    assert!(!place.fine(&["round", "list", "d"]).contains("round 3"));
}

#[test]
fn a_tester_does_not_check_the_own_worksheet() {
    let place = with_results();
    let check = |checker: &str, undecided: bool| {
        answer(&place, &format!("{SHEET}/checked"), checker);
        let status = place.fine(&["status", "d"]);
        let told = status.contains("Ravi Nair carried the test out; another person checks it");
        assert_eq!(told, undecided, "{checker}: {status}");
    };
    answer(&place, SHEET, "2026-11-30, Ravi Nair, S1");
    check("Ravi Nair, 2026-12-01", true);
    check("Mina Das, 2026-12-01", false);
}

/// The check of a worksheet is a signature: whoever gave it has filled in nothing.
#[test]
fn who_checked_a_worksheet_checks_the_record() {
    let place = with_results();
    let mina = "  mina: { name: Mina Das, party: laboratory }\n";
    place.append("d/dossier.yaml", mina);
    let checked = format!("{SHEET}/checked");
    place.fine(&["answer", "d", &checked, "Mina Das", "--as", "mina"]);
    place.fine(&["check-off", "d", "record", "--as", "mina"]);
    let ravi = place.run(&["check-off", "d", "record", "--as", "ravi"]);
    assert!(ravi.err.contains("P0862"), "{ravi:?}");
}

#[test]
fn a_report_tells_what_nobody_has_checked() {
    let place = with_results();
    let keeps = |words: &str| {
        let told = place.fine(&["report", "d", "--format", "md"]);
        let row = told
            .lines()
            .find(|line| line.starts_with("report "))
            .unwrap();
        row.contains(words)
    };
    assert!(keeps("1 not checked") && !keeps("to review"));
    answer(&place, &format!("{SHEET}/checked"), "Mina Das");
    change(&place, "1.6.2", "1.6.3");
    assert!(!keeps("not checked") && keeps("2 to review"));
}

#[test]
fn tests_are_held_against_samples_and_calibrations() {
    let place = with_results();
    place.write(
        "d/samples.yaml",
        "samples: { S1: { received: { when: 2026-03-04, by: ravi }, returned: { when: 2026-03-20, by: ravi } } }\n",
    );
    place.write(
        "laboratory.yaml",
        "name: Bench\nequipment: { LA-1: { is: static-analyser, calibrated: 2025-04-01, due: 2026-03-10 } }\n",
    );
    let slot = SHEET;
    answer(&place, &format!("{slot}/equipment"), "LA-1; a cable");
    let check = |said: &str, expected: &[&str]| {
        answer(&place, slot, said);
        let checked = ["evidence", "check", "d", "--laboratory", "laboratory.yaml"];
        let run = place.run(&[&checked[..], &["--today", "2026-03-30"]].concat());
        let found = run.err.matches("P0877").count();
        assert_eq!(found, expected.len(), "{said}: {}", run.err);
        for words in expected {
            assert!(run.err.contains(words), "{said}: {}", run.err);
        }
    };
    check("2026-03-05, Ravi Nair, S1", &[]);
    check("Ravi Nair, S1", &[]);
    check(
        "2026-03-02, Ravi Nair, S1",
        &["`S1` was received on 2026-03-04"],
    );
    check("2026-03-05, Ravi Nair, S7", &["the sample `S7`"]);
    check(
        "2026-03-21, Ravi Nair, S1",
        &[
            "`S1` was returned on 2026-03-20",
            "`LA-1` held until 2026-03-10",
        ],
    );
    check("2025-03-21, Ravi Nair", &["`LA-1` is of 2025-04-01"]);
}

#[test]
fn worksheets_name_what_the_dossier_knows() {
    let place = with_results();
    place.write(
        "d/samples.yaml",
        "samples: { S1: { received: { when: 2026-03-04, by: ravi } } }\n",
    );
    place.write(
        "laboratory.yaml",
        "name: Bench\nequipment: { LA-1: { is: static-analyser, calibrated: 2025-04-01, due: 2026-03-10 } }\n",
    );
    place.write("scan.txt", "Sheet 4, as written at the bench.\n");
    place.fine(&["evidence", "add", "d", "scan.txt", "--as", "ravi"]);
    let check = |field: &str, said: &str, code: &str, expected: &[&str]| {
        let slot = format!("{SHEET}/{field}");
        answer(&place, &slot, said);
        let checked = ["evidence", "check", "d", "--laboratory", "laboratory.yaml"];
        let run = place.run(&[&checked[..], &["--today", "2026-03-30"]].concat());
        let found = ["P0877", "P0906"].map(|code| run.err.matches(&format!("[{code}]")).count());
        let of_code = run.err.matches(&format!("[{code}]")).count();
        assert_eq!(of_code, expected.len(), "{field} {said}: {}", run.err);
        assert_eq!(
            found.iter().sum::<usize>(),
            of_code,
            "{field} {said}: {}",
            run.err
        );
        for words in expected {
            assert!(run.err.contains(words), "{field} {said}: {}", run.err);
        }
        answer(&place, &slot, "");
    };
    answer(&place, SHEET, "2026-03-05, Ravi Nair");
    check("samples", "S1", "P0877", &[]);
    check(
        "samples",
        "S1, S7",
        "P0877",
        &["/samples` names the sample `S7`"],
    );
    check(
        "times",
        "2026-03-05 09:00 to 2026-03-06 17:00",
        "P0877",
        &[],
    );
    check(
        "times",
        "2026-03-06 to 2026-03-05",
        "P0877",
        &["begin on 2026-03-06 and end on 2026-03-05"],
    );
    check("equipment", "LA-1, a PC-1 and a cable", "P0877", &[]);
    check("equipment", "LA-7", "P0877", &["the instrument `LA-7`"]);
    check("scan", "L1, page 2", "P0877", &[]);
    check(
        "scan",
        "L2",
        "P0877",
        &["names L2, which is not in the register"],
    );
    check(
        "images",
        "image.application 1.6.2 7683d3b728f0…",
        "P0906",
        &[],
    );
    check("images", "as delivered on 2026-03-01", "P0906", &[]);
    check(
        "images",
        "image.application 1.6.1; 00a3d3b728f0…",
        "P0906",
        &[
            "names `image.application 1.6.1`, and the product file has `1.6.2`",
            "names `00a3d3b728f0…`, and the product file has ",
        ],
    );
    // A test of two days is held against what was there on both.
    answer(
        &place,
        &format!("{SHEET}/times"),
        "2026-03-05 to 2026-03-11",
    );
    check(
        "equipment",
        "LA-1",
        "P0877",
        &["`LA-1` held until 2026-03-10"],
    );
}

#[test]
fn images_of_an_earlier_product_stand_once_their_results_do() {
    let place = with_results();
    let slot = format!("{SHEET}/images");
    answer(&place, &slot, "image.application 1.6.2");
    answer(&place, "document/setting/images", "image.application 1.6.2");
    let reported = |count: usize| {
        let run = place.run(&["evidence", "check", "d"]);
        assert_eq!(run.err.matches("[P0906]").count(), count, "{}", run.err);
    };
    reported(0);
    change(&place, "1.6.2", "1.6.3");
    reported(2);
    place.fine(&carry(&["--all", "--why", "Same code."]));
    reported(0);
    place.fine(&["undo", "d", "--as", "ravi"]);
    reported(2);
    place.fine(&["round", "begin", "d", "--why", "1.6.3", "--as", "ravi"]);
    reported(0);
    answer(
        &place,
        &format!("{slot}/round-2"),
        "image.application 1.6.2",
    );
    reported(1);
}

#[test]
fn the_report_tells_where_and_with_what() {
    let place = with_results();
    answer(&place, "document/setting/place", "Bench 2, Pune");
    answer(&place, "document/setting/tools", "Ghidra 11.3");
    answer(&place, &format!("{SHEET}/place"), "At the works in Nashik");
    answer(&place, &format!("{SHEET}/tools"), "Ghidra 11.2");
    answer(&place, &format!("{SHEET}/scan"), "L1");
    place.fine(&["build", "d", "--target", "report", "--format", "md"]);
    let report = place.raw("d/out/report.md");
    for words in [
        "| Place | Bench 2, Pune |",
        "| Versions of tools | Ghidra 11.3 |",
        "At the works in Nashik",
        "Ghidra 11.2",
        "; hand-written sheet: L1",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
}

#[test]
fn results_name_evidence_that_a_register_has() {
    let place = with_results();
    let evidence = RESULT.replace("/result/", "/evidence/");
    let check = |said: &str, expected: &[&str]| {
        answer(&place, &evidence, said);
        let run = place.run(&["evidence", "check", "d"]);
        let found = run.err.matches("warning[P0907]").count();
        assert_eq!(
            found,
            usize::from(!expected.is_empty()),
            "{said}: {}",
            run.err
        );
        for words in expected {
            assert!(run.err.contains(words), "{said}: {}", run.err);
        }
    };
    // A laboratory without a register has numbers of its own all the same.
    check("L1", &["names L1, which no register of evidence has"]);
    place.write("log.txt", "strcpy at 0x4711\n");
    place.fine(&["evidence", "add", "d", "log.txt", "--as", "ravi"]);
    check("L1", &[]);
    check("see L1, p. 2; sheet 4 of S1, and F3", &[]);
    check("L1 to L3", &["names L3", "the nearest one is L1"]);
    let status = place.fine(&["status", "d"]);
    let counted = status
        .lines()
        .skip_while(|line| !line.starts_with("evidence "));
    let laboratory = counted
        .into_iter()
        .find(|line| line.starts_with("laboratory "));
    let numbers: Vec<&str> = laboratory.unwrap().split_whitespace().collect();
    assert_eq!(numbers.last(), Some(&"1"), "{status}");
    assert!(status.contains("P0907"), "{status}");
}
