//! Tables of answers that a script wrote.

use crate::place::Place;

const TABLE: &str = "\u{feff}slot,answer,why\r\n\
    home:H.1/response/chip.main,\"Locked, and fused.\",asked the team\r\n\
    home:H.1/response/chip.second,Not fitted.,\r\n\
    home:H.2/response/chip.main,,nobody knows yet\r\n";

const IMPORT: [&str; 5] = ["import", "vendor", "answers.csv", "--as", "asha"];

/// The path of the answers about the first requirement.
const ANSWERS: &str = "answers/vendor/control/home/H.1.yaml";

#[test]
fn a_table_is_answered_row_by_row_and_once() {
    let place = Place::new();
    place.write("answers.csv", TABLE);
    let before = place.files("vendor");
    let dry = place.fine(&[&IMPORT[..], &["--dry-run"]].concat());
    assert!(dry.contains("nothing was written"), "{dry}");
    assert_eq!(place.files("vendor"), before);
    let said = place.fine(&IMPORT);
    assert!(said.contains("answers.csv:\n  2 taken\n"), "{said}");
    let answers = place.answers("vendor");
    assert!(answers[ANSWERS].contains("Locked, and fused."));
    assert!(!answers.keys().any(|path| path.ends_with("H.2.yaml")));
    let log = place.fine(&["log", "vendor"]);
    assert!(log.contains("asked the team"), "{log}");
    let again = place.fine(&IMPORT);
    assert!(again.contains("  2 already so\n"), "{again}");
    let now = place.fine(&["log", "vendor"]);
    assert_eq!(now, log, "nothing is recorded twice");
    let json = place.fine(&[&IMPORT[..], &["--format", "json"]].concat());
    assert!(json.contains("\"already so\": 2"), "{json}");
}

#[test]
fn a_table_that_is_wrong_anywhere_changes_nothing() {
    let rows = [
        ("P0820", "home:H.1/response/chip.mian,x"),
        ("P0822", "home:H.1/verdict,pass"),
        ("P0851", "home:H.1/response/chip.main,again"),
        ("P0838", "home:H.1/response/chip.second"),
    ];
    let place = Place::new();
    for (code, row) in rows {
        place.write(
            "answers.csv",
            format!("slot,answer\nhome:H.1/response/chip.main,Locked.\n{row}\n"),
        );
        let said = place.refused(code, "vendor", &IMPORT);
        assert!(said.contains("answers.csv:3:1"), "{said}");
    }
}

#[test]
fn tables_and_packages_are_not_mixed() {
    let place = Place::new();
    place.write("answers.csv", TABLE);
    let package = place.export("laboratory", "vendor");
    let import = ["import", "vendor", "answers.csv", &package, "--as", "asha"];
    place.refused("P0889", "vendor", &import);
}

const REPORT: &str = r#"<?xml version="1.0"?>
<testsuites><testsuite name="bench">
<testcase classname="ports" name="closed"/>
<testcase classname="ports" name="banner"><failure message="a banner &lt;answers&gt;"/></testcase>
<testcase classname="ports" name="later"><skipped/></testcase>
<testcase classname="other" name="one"/>
<testcase name="document/result/debug-ports.stated/chip.second"><error/></testcase>
</testsuite></testsuites>
"#;

const TESTS: &str = "test,slot\n\
    ports.closed,document/result/debug-ports.stated/chip.main\n\
    ports.banner,document/result/debug-ports.stated/chip.main\n\
    ports.later,document/result/debug-ports.stated/chip.main\n";

const REPORTED: [&str; 7] = [
    "import",
    "laboratory",
    "report.xml",
    "--tests",
    "tests.csv",
    "--as",
    "ravi",
];

#[test]
fn a_report_of_tests_answers_the_slots_of_its_tests() {
    let place = Place::new();
    place.write("report.xml", REPORT);
    place.write("tests.csv", TESTS);
    let said = place.run(&REPORTED);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("P0846") && said.err.contains("`other.one`"),
        "{}",
        said.err
    );
    let worst = "taken: document/result/debug-ports.stated/chip.main@LA-1: fail\n";
    let broken = "taken: document/result/debug-ports.stated/chip.second@LA-1: inconclusive\n";
    assert!(
        said.out.contains(worst) && said.out.contains(broken),
        "{}",
        said.out
    );
    let log = place.fine(&["log", "laboratory"]);
    assert!(log.contains("fail (a banner <answers>)"), "{log}");
    let again = place.run(&REPORTED);
    assert!(again.out.contains("  2 already so\n"), "{}", again.out);
}

#[test]
fn a_report_that_is_wrong_anywhere_changes_nothing() {
    let place = Place::new();
    let lines = |report: &str, tests: &str| {
        place.write("report.xml", report);
        place.write("tests.csv", tests);
    };
    lines(
        "<!DOCTYPE a [<!ENTITY b \"c\">]><testsuite><testcase name=\"x\"/></testsuite>",
        TESTS,
    );
    let said = place.refused("P0845", "laboratory", &REPORTED);
    assert!(said.contains("report.xml:1:"), "{said}");
    lines(REPORT, "test,slto\n");
    place.refused("P0838", "laboratory", &REPORTED);
    // Of another party, of nothing, and of what takes no outcome.
    for (code, slot) in [
        ("P0822", "home:H.1/verdict"),
        ("P0820", "home:H.1/verdict/x"),
        ("P0823", "document/observed/debug-ports.stated/chip.main"),
    ] {
        lines(REPORT, &format!("test,slot\nports.closed,{slot}\n"));
        place.refused(code, "laboratory", &REPORTED);
    }
}
