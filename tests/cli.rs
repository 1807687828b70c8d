//! The program as people run it: arguments, output, exit codes.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/names.rs"]
mod names;

#[path = "cli/interview.rs"]
mod interview;
#[path = "cli/proof_file.rs"]
mod proof_file;
#[path = "cli/trial.rs"]
mod trial;
#[path = "cli/what_if.rs"]
mod what_if;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use praman::render::{DOCUMENTS, Format, MadeOf, When};
use serde_json::Value;

/// A product of the shipped scheme.
const SENSOR: &str = "examples/wired-sensor/product.yaml";
/// A small scheme, so that what is shown here does not change with the shipped one.
const SCHEME: &str = "tests/cli/scheme";
/// A product of the small scheme, which leaves something open.
const LAMP: &str = "tests/cli/lamp.yaml";
/// A product and a variant of it, under the small scheme.
const SERIES: &str = "tests/cli/series.yaml";
/// A product of which a control applies and a part of what it calls for is open.
const PLUG: &str = "tests/cli/plug.yaml";
/// The words of a copy, for the small scheme.
const OVERLAY: &str = "tests/cli/overlay";

fn praman(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_praman"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("NO_COLOR")
        .env_remove("PRAMAN_OVERLAY")
        .env("COLUMNS", "100");
    command
}

fn run(arguments: &[&str]) -> Output {
    praman(arguments).output().expect("praman runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// Shows a run as a person sees it: the command, the exit code, both streams.
fn shown(arguments: &[&str]) -> String {
    let output = run(arguments);
    let code = output.status.code().expect("an exit code");
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    let part = |name: &str, text: String| {
        if text.is_empty() {
            String::new()
        } else {
            format!("-- {name}\n{text}")
        }
    };
    let (out, err) = (part("stdout", out), part("stderr", err));
    format!(
        "$ praman {}\n-- exit {code}\n{out}{err}\n",
        arguments.join(" ")
    )
}

fn json(arguments: &[&str]) -> Value {
    let output = run(arguments);
    serde_json::from_slice(&output.stdout).expect("JSON on the standard output")
}

#[test]
fn the_manual() {
    let commands: [&[&str]; 12] = [
        &["--help"],
        &["build", "--help"],
        &["check", "--help"],
        &["fmt", "--help"],
        &["list", "--help"],
        &["scheme", "--help"],
        &["provenance", "--help"],
        &["schema", "--help"],
        &["why", "--help"],
        &["explain", "--help"],
        &["completions", "--help"],
        &["--version"],
    ];
    insta::assert_snapshot!(commands.map(shown).concat());
}

#[test]
fn the_manual_of_dossiers() {
    let commands: [&[&str]; 8] = [
        &["dossier", "new", "--help"],
        &["status", "--help"],
        &["answer", "--help"],
        &["confirm", "--help"],
        &["settle", "--help"],
        &["update", "--help"],
        &["undo", "--help"],
        &["log", "--help"],
    ];
    insta::assert_snapshot!(commands.map(shown).concat());
}

#[test]
fn evidence_is_registered_listed_and_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    fs::copy(LAMP, dir.join("product.yaml")).expect("the product is copied");
    fs::write(dir.join("board.pdf"), "board").expect("a file");
    let name = dir.to_str().expect("a name");
    let board = dir.join("board.pdf");
    let board = board.to_str().expect("a name");
    let add = ["evidence", "add", name, board, "--scheme", SCHEME];
    let with = |more: &[&'static str]| {
        let arguments: Vec<&str> = add.iter().copied().chain(more.iter().copied()).collect();
        shown(&arguments)
    };
    let mut out = String::new();
    out += &with(&[]);
    out += &with(&["--party", "vendr"]);
    out += &with(&["--party", "vendor", "--for", "pictur"]);
    out += &with(&["--party", "vendor", "--title", "Board", "--language", "en"]);
    out += &with(&["--party", "vendor"]);
    out += &shown(&["evidence", "list", name]);
    fs::write(dir.join("evidence/vendor/board.pdf"), "another").expect("a file");
    let check = ["evidence", "check", name, "--scheme", SCHEME];
    out += &shown(&[&check[..], &["--today", "2026-11-29"]].concat());
    out += &shown(&[&check[..], &["--today", "tomorrow"]].concat());
    out += &shown(&["evidence", "check", "tests/cli"]);
    for command in ["add", "list", "check"] {
        out += &shown(&["evidence", command, "--help"]);
    }
    insta::assert_snapshot!(out.replace(name, "DIR"));
}

#[test]
fn a_command_line_that_cannot_be_understood_ends_with_2() {
    for arguments in [
        &["bild"][..],
        &["build"],
        &["build", SENSOR, "--format", "papyrus"],
        &["build", SENSOR, "--date", "yesterday"],
        &["list", "everything"],
        &["dossier", "new", SENSOR, "out/none", "--person", "Asha Rao"],
        &[
            "dossier",
            "new",
            SENSOR,
            "out/none",
            "--person",
            "asha rao=Asha Rao",
        ],
        &["dossier", "new", SENSOR, "out/none", "--person", "asha="],
        &[
            "dossier",
            "new",
            SENSOR,
            "out/none",
            "--person",
            "unknown=Asha Rao",
        ],
        &["list", "facts", "--level", "L1"],
        &["check", "--message-format", "xml"],
        &["provenance", "--aspect", "colour"],
        &["provenance", "--format", "html"],
        &["provenance", "--format", "json,csv"],
        &["provenance", "--format", "overlay", "--out", "nowhere"],
        &[],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn mistakes_end_with_1_and_say_the_way_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = folder.path().to_str().expect("a name");
    let runs: [&[&str]; 17] = [
        &["build", "nowhere/product.yaml"],
        &["build", "tests"],
        &["build", LAMP, "--scheme", name],
        &["build", LAMP, "--scheme", SCHEME, "--out", "Cargo.toml"],
        &["build", LAMP, "--scheme", SCHEME, "--out", "Cargo.toml/x"],
        &["build", LAMP, "--scheme", "nowhere"],
        &["build", LAMP, "--scheme", SCHEME, "--edition", "pilot@1999"],
        &["build", LAMP, "--scheme", SCHEME, "--level", "high"],
        &["build", LAMP, "--scheme", SCHEME, "--level", "secret"],
        &["build", LAMP, "--scheme", SCHEME, "--templates", "nowhere"],
        &["check", name],
        &["check", "Cargo.toml", "nowhere.prm"],
        &["why", "H.9", LAMP, "--scheme", SCHEME],
        &["list", "controls", "--level", "high", "--scheme", SCHEME],
        &["scheme", "--level", "high", "--scheme", SCHEME],
        &["scheme", "--level", "secret", "--scheme", SCHEME],
        &["explain", "P9999"],
    ];
    insta::assert_snapshot!(runs.map(shown).concat().replace(name, "DIR"));
}

#[test]
fn the_shipped_scheme_and_the_examples_are_fine() {
    let products = ["ip-camera", "smart-lock", "wired-sensor"];
    let products = products.map(|name| format!("examples/{name}/product.yaml"));
    let mut arguments = vec!["check"];
    arguments.extend(products.iter().map(String::as_str));
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    insta::assert_snapshot!(shown(&["check", SCHEME, LAMP, SERIES]));
}

#[test]
fn a_scheme_of_ones_own_is_checked_and_reported_as_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.prm");
    fs::write(
        &file,
        "fact a \"A?\" : yes or no\nfact a \"B?\" : yes or no\n",
    )
    .expect("written");
    let path = folder.path().to_str().expect("a name");
    let output = run(&["check", path, "--message-format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let all = report["diagnostics"].as_array().expect("a list");
    assert_eq!(report["errors"].as_u64(), Some(all.len() as u64));
    assert_eq!(report["warnings"], 0);
    let twice = all
        .iter()
        .find(|one| one["line"] == 2)
        .expect("the second `a`");
    assert_eq!(twice["column"], 6);
    assert_eq!(twice["end_column"], 7);
    assert_eq!(twice["severity"], "error");
    assert!(
        twice["file"]
            .as_str()
            .is_some_and(|path| path.ends_with("/a.prm"))
    );
    assert_eq!(twice["labels"][0]["line"], 1);
    for key in ["code", "message", "help", "note", "fix"] {
        assert!(twice.get(key).is_some(), "{key}");
    }
}

#[test]
fn bytes_that_are_no_text_are_located() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("product.yaml");
    fs::write(&file, b"level: L1\nproduct:\n  name: \"caf\xe9\"\n").expect("written");
    let output = run(&["build", file.to_str().expect("a name")]);
    assert_eq!(output.status.code(), Some(1));
    let err = text(&output.stderr);
    assert!(err.contains("product.yaml:3:13"), "{err}");
    assert!(err.contains("UTF-8"), "{err}");
}

#[test]
fn what_is_missing_because_a_file_cannot_be_read_is_not_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let scheme = fs::read_to_string(format!("{SCHEME}/home.prm")).expect("the scheme");
    let (heads, items) = scheme.split_once("\nparty ").expect("a party");
    let broken = [b"# caf\xe9\n".as_slice(), heads.as_bytes(), b"\n"].concat();
    fs::write(folder.path().join("heads.prm"), broken).expect("written");
    write(folder.path(), "items.prm", &format!("party {items}"));
    let name = folder.path().to_str().expect("a name");
    for arguments in [
        &["check", name][..],
        &["check", name, LAMP],
        &["list", "controls", "--scheme", name],
        &["build", LAMP, "--scheme", name],
        &["why", "H.1", LAMP, "--scheme", name],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let err = text(&output.stderr);
        assert!(
            err.contains("heads.prm:1:6") && err.ends_with("\n1 error\n"),
            "{err}"
        );
    }
}

#[test]
fn a_report_of_a_long_line_is_short() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = folder.path().to_str().expect("a name");
    let long = "x".repeat(1_000_000);
    write(
        folder.path(),
        "a.prm",
        &format!("# {long}\nparty z \"{long}\n# {long}\n"),
    );
    let output = run(&["check", name]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.len() < 3_000, "{} bytes", output.stderr.len());
    let product = write(
        folder.path(),
        "p.yaml",
        &format!("product: {{ name: x }}\n{long}: 1\n"),
    );
    let output = run(&["build", &product]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.len() < 3_000, "{} bytes", output.stderr.len());
}

#[test]
fn a_name_over_several_lines_is_said_on_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let text_of = "level: full\nproduct: { name: x, model: \"a\\n\\nb\" }\n";
    let product = write(folder.path(), "p.yaml", text_of);
    let out = out.to_str().expect("a name");
    let output = run(&["build", &product, "--scheme", SCHEME, "--out", out]);
    assert!(text(&output.stdout).starts_with("a b: pilot@2026 at full\n"));
}

#[test]
fn lists_show_how_the_work_is_organised() {
    let scheme = [
        "role tester \"Tester\" { about \"Tests.\" }\nphase papers \"Papers\"",
        "phase tests \"Tests\" { depth test }\nconfiguration factory \"As delivered\"",
        "equipment lamp \"Lamp\" { about \"Bright.\" }\ndelivery lens \"Lens\"\ndelivery lid \"Lid\"",
        "edition e@1 \"E\" { phases papers, tests }",
        "procedure look \"Look\" { role tester; depth test {",
        "  equipment lamp; delivery lens",
        "  case a \"A\" { configuration factory; do \"Look.\"; expect \"It.\" } } }",
    ];
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.prm", &scheme.join("\n"));
    let name = folder.path().to_str().expect("a name");
    let list = |what| json(&["list", what, "--scheme", name, "--format", "json"]);
    let roles = list("roles");
    assert_eq!(roles[0]["procedures"][0], "look");
    assert_eq!(roles[0]["about"], "Tests.");
    let phases = list("phases");
    assert_eq!(phases[0]["procedures"], Value::Array(Vec::new()));
    assert_eq!(
        (&phases[1]["depth"], &phases[1]["key"]),
        (&"test".into(), &"tests".into())
    );
    assert_eq!(list("configurations")[0]["cases"][0], "look/a");
    let equipment = &list("equipment")[0];
    assert_eq!(
        (&equipment["procedures"][0], &equipment["about"]),
        (&"look".into(), &"Bright.".into())
    );
    let deliveries = list("deliveries");
    assert_eq!(deliveries[0]["procedures"][0], "look");
    assert_eq!(deliveries[1]["procedures"], Value::Array(Vec::new()));
    let depth = &list("procedures")[0]["depths"][0];
    assert_eq!(
        (&depth["phase"], &depth["role"]),
        (&"tests".into(), &"tester".into())
    );
    for what in [
        "roles",
        "phases",
        "configurations",
        "equipment",
        "deliveries",
    ] {
        let output = run(&["list", what, "--scheme", name]);
        assert!(text(&output.stdout).starts_with("key "), "{what}");
        let output = run(&["list", what, "--scheme", name, "--level", "L1"]);
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn a_revision_is_listed_and_answers_for_its_earlier_versions() {
    const SCHEME: &str = "tests/cli/revised";
    const PRODUCT: &str = "tests/cli/revised.yaml";
    let why = ["1", "c:2", "2B", "3", "c@1:4"];
    let why = why.map(|control| shown(&["why", control, PRODUCT, "--scheme", SCHEME]));
    let others: [&[&str]; 3] = [
        &["list", "editions", "--scheme", SCHEME],
        &["provenance", "c@1", "--scheme", SCHEME],
        &["check", SCHEME, PRODUCT],
    ];
    insta::assert_snapshot!(why.concat() + &others.map(shown).concat());
    let editions = json(&["list", "editions", "--scheme", SCHEME, "--format", "json"]);
    let earlier = &editions[1]["catalogs"][0]["earlier"];
    assert_eq!(earlier[0]["key"], "c@2");
    let since_first = &earlier[1]["changes"];
    let keys = |row: &str| since_first[0][row].clone();
    assert_eq!(
        (keys("old"), keys("new")),
        ("2".into(), Value::from(vec!["24", "2B"]))
    );
    assert_eq!(since_first[1]["because"], "Gone.");
    assert!(since_first[3].is_null(), "`c@1` has no 2A: {since_first}");
}

#[test]
fn the_words_of_the_language_are_listed() {
    let words = json(&["list", "words", "--format", "json"]);
    let words = words.as_array().expect("a list");
    let found = |context: Value, word: &str| {
        let mut rows = words.iter();
        rows.find(|row| row["in"] == context && row["word"] == word)
            .expect("the word")
    };
    assert_eq!(found(Value::Null, "in")["times"], "no block");
    assert_eq!(
        found("a depth of a procedure".into(), "case")["times"],
        "any number"
    );
    let output = run(&["list", "words"]);
    assert!(text(&output.stdout).starts_with("in "));
}

#[test]
fn lists_show_the_process() {
    let scheme = [
        "party vendor \"Vendor\"\nevent a \"Application\" { number \"2\" }\nevent t \"Test\"",
        "rule first \"First\" { order a before t by vendor; breach \"No.\" }",
        "rule other \"Other\" { effect full_testing }",
        "edition e@1 \"E\" { rules first }",
    ];
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.prm", &scheme.join("\n"));
    let name = folder.path().to_str().expect("a name");
    let list = |what| json(&["list", what, "--scheme", name, "--format", "json"]);
    let events = list("events");
    assert_eq!(events[0]["number"], "2");
    assert_eq!(events[0]["rules"][0], "first");
    let rules = list("rules");
    assert_eq!(rules.as_array().map(Vec::len), Some(1));
    assert_eq!(rules[0]["says"], "First: application. Then: test");
    assert_eq!(
        (&rules[0]["by"], &rules[0]["breach"]),
        (&"vendor".into(), &"No.".into())
    );
    for what in ["events", "rules"] {
        let output = run(&["list", what, "--scheme", name]);
        assert!(text(&output.stdout).starts_with("key "), "{what}");
    }
}

/// A scheme whose source numbers everything.
const NUMBERED: [&str; 8] = [
    "catalog c@1 \"C\" { about \"C\" }\nin c@1",
    "edition e@1 \"E\" { uses c@1 }",
    "fact outdoors \"Outdoors?\" : yes or no { number \"1.1\" }",
    "inventory chip \"Chips\" { number \"1.2\"; role \"Role?\" : one of { a, b } { number \"1.2-1\" } }",
    "derive exposed \"Within reach\" = outdoors { number \"1.0\" }",
    "constraint \"There is a chip\" = some chip { number \"1.3\"; hint \"List its chips.\" }",
    "control A.1 \"It is locked\" { number \"5-1\"; applies when exposed }",
    "evidence paper \"Paper\" { number \"P1\"; kind document }",
];

#[test]
fn what_has_a_number_is_listed_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.prm", &NUMBERED.join("\n"));
    let name = folder.path().to_str().expect("a name");
    let numbers = |what| {
        let rows = json(&["list", what, "--scheme", name, "--format", "json"]);
        let rows = rows.as_array().expect("a list").clone();
        let number = |row: &Value| row["number"].as_str().unwrap_or("none").to_owned();
        rows.iter().map(number).collect::<Vec<_>>()
    };
    assert_eq!(numbers("controls"), ["5-1"]);
    assert_eq!(numbers("evidence"), ["P1"]);
    assert_eq!(numbers("facts"), ["1.1", "1.2"]);
    assert_eq!(numbers("conditions"), ["1.0", "1.3"]);
    let table = run(&["list", "conditions", "--scheme", name]);
    assert!(text(&table.stdout).contains("1.0 Within reach"));
}

#[test]
fn why_finds_conditions_by_name_and_number_and_controls_by_number() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.prm", &NUMBERED.join("\n"));
    let product = "product: { name: P }\nfacts: { outdoors: yes }\ninventories: { chip: { a: unknown } }\nseries: { B: { change: { outdoors: unknown } } }\n";
    write(folder.path(), "p.yaml", product);
    let name = folder.path().to_str().expect("a name");
    let product = folder.path().join("p.yaml");
    let product = product.to_str().expect("a name");
    let why = |asked| {
        let output = run(&["why", asked, product, "--scheme", name]);
        text(&output.stdout).replace(name, "…")
    };
    assert_eq!(
        why("exposed").replace("exposed holds", "1.0 holds"),
        why("1.0")
    );
    assert_eq!(why("A.1"), why("5-1"));
    insta::assert_snapshot!([why("1.0"), why("1.3"), why("A.1")].concat());
}

#[test]
fn a_product_that_breaks_a_constraint_gets_its_hint() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.prm", &NUMBERED.join("\n"));
    let product = "product: { name: P }\ninventories: { chip: none }\n";
    write(folder.path(), "p.yaml", product);
    let name = folder.path().to_str().expect("a name");
    let product = folder.path().join("p.yaml");
    let product = product.to_str().expect("a name");
    let why = run(&["why", "A.1", product, "--scheme", name]);
    let reports = text(&why.stderr);
    assert!(
        reports.contains("the product cannot exist as described: 1.3 There is a chip"),
        "{reports}"
    );
    assert!(reports.contains("help: List its chips."), "{reports}");
}

#[test]
fn lists_are_arrays_of_objects_with_key_and_title() {
    for what in ["controls", "evidence", "procedures", "facts", "editions"] {
        let list = json(&["list", what, "--format", "json"]);
        let rows = list.as_array().expect("an array");
        assert!(!rows.is_empty(), "{what}");
        for row in rows {
            assert!(
                row["key"].is_string() && row["title"].is_string(),
                "{what}: {row}"
            );
        }
    }
    let controls = json(&["list", "controls", "--format", "json"]);
    let control = controls
        .as_array()
        .and_then(|all| all.first())
        .expect("a control");
    assert_eq!(control["key"], "asvs-c:C.1");
    assert_eq!(control["levels"], serde_json::json!(["L1", "L2", "L3"]));
    let editions = json(&["list", "editions", "--format", "json"]);
    let keys: Vec<&str> = editions
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|edition| edition["key"].as_str())
        .collect();
    assert_eq!(keys, ["cctv-er@1", "iotscs@2024-03", "iotscs@f03-issue-4"]);
    let catalogs = [
        "asvs-c@4.0.3",
        "iso27402@2023",
        "iso27400@2022",
        "supply-chain@1",
    ];
    let used: Vec<&str> = editions[1]["catalogs"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|catalog| catalog["key"].as_str())
        .collect();
    assert_eq!(used, catalogs);
}

#[test]
fn the_editions_are_told_apart_on_lines_of_a_hundred_columns() {
    let text = shown(&["list", "editions"]);
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
    insta::assert_snapshot!(text);
}

#[test]
fn nothing_counts_at_a_level_whose_members_are_not_published() {
    let f03 = ["--edition", "iotscs@f03-issue-4"];
    let controls = json(&[&["list", "controls", "--format", "json"], &f03[..]].concat());
    let controls = controls.as_array().expect("an array");
    assert!(controls.len() > 60);
    for control in controls {
        let levels = control["levels"].as_array().expect("levels");
        assert!(!levels.contains(&serde_json::json!("L0")), "{control}");
    }
    let editions = json(&["list", "editions", "--format", "json"]);
    let levels = &editions[2]["levels"];
    assert_eq!(levels[0]["published"], false);
    assert!(levels[0]["controls"].is_null() && levels[1]["controls"].is_number());
    let refused = ["controls", "evidence", "procedures"].map(|what| {
        let list = ["list", what, "--level", "L0"];
        shown(&[&list, &f03[..]].concat())
    });
    assert!(refused.iter().all(|text| text.contains("error[P0804]")));
    insta::assert_snapshot!(refused[0]);
}

#[test]
fn tables_are_aligned() {
    let list = |what| shown(&["list", what, "--scheme", SCHEME]);
    let all = ["controls", "evidence", "procedures", "facts", "editions"].map(list);
    insta::assert_snapshot!(all.concat());
}

#[test]
fn a_level_narrows_a_list() {
    let count = |level| {
        let list = json(&["list", "controls", "--level", level, "--format", "json"]);
        list.as_array().map_or(0, Vec::len)
    };
    assert!(count("L1") < count("L2") && count("L2") < count("L3"));
}

#[test]
fn why_names_the_clause_and_the_lines_that_decide() {
    let why = |control, product| shown(&["why", control, product, "--scheme", SCHEME]);
    let all = [
        why("H.1", LAMP),
        why("H.1", PLUG),
        why("H.2", LAMP),
        why("home:H.2", SERIES),
        why("H.3", LAMP),
        why("H.4", LAMP),
        shown(&["why", "H.3", LAMP, "--scheme", SCHEME, "--level", "basic"]),
    ];
    insta::assert_snapshot!(all.concat());
}

/// Runs, and returns both streams; neither holds what controls a terminal or turns a text around.
#[track_caller]
fn run_harmless(arguments: &[&str]) -> (String, String) {
    let output = run(arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    let is_raw = |letter: char| {
        let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        turns || letter.is_control() && !matches!(letter, '\n' | '\t')
    };
    for stream in [&out, &err] {
        assert!(!stream.contains(is_raw), "{arguments:?}: {stream:?}");
    }
    (out, err)
}

#[cfg(unix)]
#[test]
fn nothing_from_outside_controls_the_terminal() {
    // The last of these once stood for the escape character.
    let odd = "e\u{1b}[31m\u{9b}\u{202e}\n\u{7f}\u{10fffe}[8m";
    let shown = "e⟨U+001B⟩[31m⟨U+009B⟩⟨U+202E⟩⟨U+000A⟩⟨U+007F⟩⟨U+10FFFE⟩[8m";
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| {
        let path = folder.path().join(name);
        path.to_str().expect("a path").to_owned()
    };
    let write = |name: &str, text: &str| fs::write(path(name), text).expect("a file");
    // A message at a place, and a file that is formatted.
    fs::create_dir(path("wrong")).expect("a folder");
    write(
        &format!("wrong/{odd}.prm"),
        "party a \"\u{9b}x\u{202e}\" \u{1b} oops\n",
    );
    let (_, err) = run_harmless(&["check", &path("wrong")]);
    assert!(err.contains(shown), "{err}");
    let json = run_harmless(&["check", &path("wrong"), "--message-format", "json"]).0;
    let value: Value = serde_json::from_str(&json).expect("JSON");
    assert!(value["errors"].as_u64() > Some(0), "{json}");
    fs::create_dir(path("right")).expect("a folder");
    write(
        &format!("right/{odd}.prm"),
        "party   a \"x\u{202e}\u{85}\"\n",
    );
    for arguments in [&["fmt", "--check"][..], &["fmt"]] {
        let (out, _) = run_harmless(&[arguments, &[&path("right")]].concat());
        assert!(out.contains(shown), "{out}");
    }
    let formatted = fs::read(path(&format!("right/{odd}.prm"))).expect("a file");
    assert_eq!(text(&formatted), "party a \"x\u{202e}\u{85}\"\n");
    // What another program reads is left as it is.
    let mut filter = praman(&["fmt", "-"]);
    let mut child = filter
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("praman runs");
    let mut input = child.stdin.take().expect("an input");
    input.write_all(&formatted).expect("text is taken");
    drop(input);
    assert_eq!(
        child.wait_with_output().expect("praman ends").stdout,
        formatted
    );
    // A scheme and a product that say such things.
    fs::create_dir(path(odd)).expect("a folder");
    let scheme = fs::read_to_string("tests/cli/scheme/home.prm").expect("a scheme");
    let scheme = scheme.replace("Is it used outdoors?", "Outdoors\u{9b}2J\u{202e}?");
    write(&format!("{odd}/home.prm"), &scheme);
    let lamp = fs::read_to_string(LAMP).expect("a product");
    write(
        &format!("{odd}.yaml"),
        &lamp
            .replace("\"Lamp\"", r#""La\u0085mp \u001B[2J""#)
            .replace("\"LA-1\"", r#""\u009b""#),
    );
    let (scheme, product, out) = (
        path(odd),
        path(&format!("{odd}.yaml")),
        path(&format!("o{odd}")),
    );
    for arguments in [
        &["build", &product, "--out", &out][..],
        &["check", &product],
        &["why", "H.1", &product],
        &["why", "H\u{1b}.1", &product],
        &["list", "facts"],
        &["list", "facts", "--format", "json"],
        &["scheme", "--out", &out],
        &["provenance"],
        &["schema", "product"],
        &["build", &product, "--level", odd],
        &["list", "controls", "--edition", odd],
    ] {
        let of_scheme: &[&str] = match arguments {
            ["check", ..] => &[&scheme],
            _ => &["--scheme", &scheme],
        };
        let (printed, _) = run_harmless(&[arguments, of_scheme].concat());
        if arguments.contains(&"json") || arguments[0] == "schema" {
            serde_json::from_str::<Value>(&printed).expect("JSON");
        }
        if arguments.contains(&"json") {
            assert!(printed.contains("\\u009b2J\\u202e"), "{printed}");
        }
    }
    for arguments in [
        &["build", odd][..],
        &["explain", odd],
        &[odd],
        &["list", odd],
        &["fmt", odd],
        &["build", "--format", odd, "x"],
    ] {
        run_harmless(arguments);
    }
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

/// Returns all files below a folder, with what they hold.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder");
    let files = entries.map(|entry| entry.expect("an entry").path());
    files
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(&path).expect("a file"))
        })
        .collect()
}

#[cfg(unix)]
#[test]
fn documents_are_the_same_from_everywhere() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().expect("a folder");
    let path = |name: &str| root.path().join(name);
    for home in ["one", "two/deep"] {
        copy(
            Path::new("tests/cli/scheme"),
            &path(home).join("scheme/requirements"),
        );
        copy(Path::new(OVERLAY), &path(home).join("copies"));
        fs::copy(LAMP, path(home).join("lamp.yaml")).expect("a copy");
    }
    symlink(path("one"), path("link")).expect("a link");
    symlink(path("one/lamp.yaml"), path("other.yaml")).expect("a link");
    let absolute = |name: &str| path(name).to_str().expect("a path").to_owned();
    // The folder to run in, and the product, the scheme and the overlay as they are named there.
    let ways = [
        ("one", ["lamp.yaml", "scheme", "copies"].map(str::to_owned)),
        (
            "one",
            ["./lamp.yaml", "./scheme/", "copies/home.prm"].map(str::to_owned),
        ),
        (
            "two/deep",
            ["../deep/lamp.yaml", "scheme/requirements/..", "copies"].map(str::to_owned),
        ),
        (
            "two",
            ["one/lamp.yaml", "one/scheme", "one/copies"].map(absolute),
        ),
        (
            ".",
            ["link/lamp.yaml", "link/scheme", "link/copies"].map(str::to_owned),
        ),
        (
            ".",
            ["other.yaml", "link/scheme", "two/deep/copies/home.prm"].map(str::to_owned),
        ),
    ];
    let built = ways.map(|(folder, [product, scheme, overlay])| {
        let out = tempfile::tempdir().expect("a folder");
        let to = out.path().to_str().expect("a path");
        let arguments = [
            "build",
            &product,
            "--scheme",
            &scheme,
            "--overlay",
            &overlay,
            "--out",
            to,
        ];
        let mut command = praman(&arguments);
        let output = command
            .current_dir(path(folder))
            .output()
            .expect("praman runs");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        contents(out.path())
    });
    for (name, bytes) in &built[0] {
        let paper = String::from_utf8_lossy(bytes);
        assert!(
            !paper.contains(root.path().to_str().expect("a path")),
            "{name}"
        );
        let same = built.iter().all(|other| other.get(name) == Some(bytes));
        assert!(same, "{name} differs");
    }
    let plan = String::from_utf8_lossy(&built[0]["plan.md"]).into_owned();
    assert!(
        plan.contains("lamp.yaml") && !plan.contains("/lamp.yaml"),
        "{plan}"
    );
}

/// However often names mention one another, each is explained once.
#[test]
fn why_is_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.to_str().expect("a path").to_owned()
    };
    let product = file("product.yaml", names::PRODUCT);
    let pages = [4, 30, 3000].map(|levels| {
        let scheme = file("names.prm", &names::chain(levels));
        let output = run(&["why", "H.1", &product, "--scheme", &scheme]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    });
    let lines = pages.each_ref().map(|page| page.lines().count());
    assert!(lines.iter().all(|lines| *lines < 70), "{lines:?}");
    let longest = pages.iter().flat_map(|page| page.lines());
    let longest = longest.map(str::len).max();
    assert!(longest < Some(1000), "{longest:?}");
    insta::assert_snapshot!(pages[0].replace(folder.path().to_str().expect("a path"), "…"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = praman(&["list", "facts", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("praman runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("praman ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path.to_str().expect("a name").to_owned()
}

/// Reads every file of a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(&path).expect("a file"))
        })
        .collect()
}

/// Names the files that a build writes where nobody asks for others, and the list of them.
fn written_by_default() -> BTreeSet<String> {
    let by_default = DOCUMENTS.iter().filter(|spec| match spec.made_of {
        MadeOf::Product { when, .. } => when == When::ByDefault,
        MadeOf::Build => true,
        MadeOf::Form { .. } | MadeOf::Scheme => false,
    });
    let fixed = by_default.map(|spec| spec.stem);
    let stems = fixed.chain(["application", "series", "tcf", "checklist"]);
    let files = stems.flat_map(|stem| {
        let formats = Format::DEFAULT.iter();
        formats.map(move |format| format.file_name(stem))
    });
    files.chain([".praman-manifest.json".to_owned()]).collect()
}

#[test]
fn the_examples_are_built_and_the_same_input_gives_the_same_bytes() {
    for name in ["ip-camera", "smart-lock", "wired-sensor"] {
        let product = format!("examples/{name}/product.yaml");
        let [first, second] = [(); 2].map(|()| {
            let folder = tempfile::tempdir().expect("a folder");
            let out = folder.path().join("new/out");
            let output = run(&["build", &product, "--out", out.to_str().expect("a name")]);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            files(&out)
        });
        let names: BTreeSet<String> = first.keys().cloned().collect();
        assert_eq!(names, written_by_default(), "{name}");
        assert!(first == second, "{name}: other bytes");
    }
}

#[test]
fn a_build_says_what_it_wrote_and_what_is_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let build = ["build", LAMP, "--scheme", SCHEME, "--out", out];
    let some = |targets, formats| {
        shown(&[&build[..], &["--target", targets, "--format", formats]].concat())
    };
    let first = some("plan,traceability", "json,md");
    let again = some("plan", "md");
    assert!(files(folder.path()).contains_key("plan.json"));
    insta::assert_snapshot!((first + &again).replace(out, "OUT"));
}

#[test]
fn a_scheme_is_a_document_without_any_product() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let scheme = ["scheme", "--scheme", SCHEME, "--out", out];
    let all = shown(&scheme);
    let one = shown(&[&scheme[..], &["--level", "basic", "--format", "csv"]].concat());
    insta::assert_snapshot!((all + &one).replace(out, "OUT"));
    let csv = text(&files(folder.path())["scheme.csv"]);
    assert!(csv.starts_with("\u{feff}control,catalog,"), "{csv}");
}

#[test]
fn a_product_is_built_under_another_edition_whatever_its_levels() {
    let camera = "examples/ip-camera/product.yaml";
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    // The level of the file is one of its own edition; this one has none.
    let output = run(&["build", camera, "--edition", "cctv-er", "--out", out]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let list = &files(folder.path())["checklist.md"];
    let list = text(list);
    assert!(list.contains("`cctv-er:1.7`, based on C.17 of "), "{list}");
    // An item is found under the key of what it takes, too.
    let why = run(&["why", "C.17", camera, "--edition", "cctv-er"]);
    assert!(text(&why.stdout).contains("cctv-er:1.7"));
    let edition = "iotscs@f03-issue-4";
    let refused = run(&[
        "build",
        camera,
        "--edition",
        edition,
        "--level",
        "L0",
        "--out",
        out,
    ]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("not published"));
}

#[test]
fn a_file_that_a_person_changed_is_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let arguments = [
        "build", SENSOR, "--target", "tcf", "--format", "md", "--out", out,
    ];
    assert_eq!(run(&arguments).status.code(), Some(0));
    write(folder.path(), "tcf.md", "my own words\n");
    let before = files(folder.path());
    let output = run(&[&arguments[..], &["--level", "L2"]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("tcf.md` was changed"),
        "{}",
        text(&output.stderr)
    );
    assert!(files(folder.path()) == before);
}

#[test]
fn a_folder_that_is_a_file_cannot_be_built_into() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = write(folder.path(), "out", "");
    for out in [out.clone(), out + "/deeper"] {
        let output = run(&["build", SENSOR, "--out", &out]);
        assert_eq!(output.status.code(), Some(1));
        assert!(!output.stderr.is_empty() && output.stdout.is_empty());
    }
}

#[test]
fn a_product_without_a_level_is_told_which_there_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let product = write(folder.path(), "empty.yaml", "product:\n  name: \"X\"\n");
    let out = folder.path().join("out");
    let out = out.to_str().expect("a name");
    let without = run(&["build", &product, "--out", out]);
    assert_eq!(without.status.code(), Some(1));
    assert!(
        text(&without.stderr).contains("`L1`, `L2` and `L3`"),
        "{}",
        text(&without.stderr)
    );
    assert!(!Path::new(out).exists());
    let with = run(&["build", &product, "--out", out, "--level", "L1"]);
    assert_eq!(with.status.code(), Some(0), "{}", text(&with.stderr));
    assert!(text(&with.stdout).contains("would settle what is open"));
}

#[test]
fn no_date_is_printed_unless_one_is_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let arguments = [
        "build", SENSOR, "--format", "html", "--target", "tcf", "--out", out,
    ];
    assert_eq!(run(&arguments).status.code(), Some(0));
    let page = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a page");
    assert!(!page("tcf.html").contains("2031-02-28"));
    assert_eq!(
        run(&[&arguments[..], &["--date", "2031-02-28"]].concat())
            .status
            .code(),
        Some(0)
    );
    assert!(page("tcf.html").contains("2031-02-28"));
}

#[test]
fn templates_of_ones_own_come_before_those_shipped() {
    let folder = tempfile::tempdir().expect("a folder");
    let templates = folder.path().join("templates");
    fs::create_dir_all(templates.join("form")).expect("made");
    write(&templates, "style.css", "/* my own style */\n");
    let out = folder.path().join("out");
    let out = out.to_str().expect("a name");
    let name = templates.to_str().expect("a name");
    let arguments = [
        "build",
        LAMP,
        "--scheme",
        SCHEME,
        "--templates",
        name,
        "--out",
        out,
    ];
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let page = fs::read_to_string(Path::new(out).join("tcf.html")).expect("a page");
    assert!(page.contains("my own style"));
    let before = files(Path::new(out));
    write(
        &templates,
        "form/document.md.j2",
        "# File\n\n{{ head.produkt }}\n",
    );
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(1));
    let err = text(&output.stderr);
    assert!(err.contains("form/document.md.j2`, line 3"), "{err}");
    assert!(
        files(Path::new(out)) == before,
        "nothing is written where a template fails"
    );
}

#[cfg(unix)]
#[test]
fn no_template_is_passed_over_in_silence() {
    use std::os::unix::fs::symlink;
    for (target, code) in [("/dev/null", "P0714"), ("nowhere", "P0715"), (".", "P0716")] {
        let folder = tempfile::tempdir().expect("a folder");
        symlink(target, folder.path().join("style.css")).expect("a link");
        let templates = folder.path().to_str().expect("a name");
        let output = run(&["build", LAMP, "--scheme", SCHEME, "--templates", templates]);
        let err = text(&output.stderr);
        assert!(err.contains(code) && err.contains("style.css"), "{err}");
    }
}

/// A lock that nobody holds says that its program has ended.
#[test]
fn what_a_stopped_run_left_goes_also_where_the_next_one_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let left = ".praman-AAAAAA-000001.tmp";
    write(folder.path(), "a.prm", "party {");
    let name = folder.path().to_str().expect("a name");
    for (arguments, stays) in [
        (&["fmt", "--check", name][..], true),
        (&["fmt", name], false),
        (&["build", "nowhere.yaml", "--out", name], false),
    ] {
        write(folder.path(), left, "half");
        assert_eq!(run(arguments).status.code(), Some(1));
        assert_eq!(folder.path().join(left).exists(), stays, "{arguments:?}");
    }
}

#[test]
fn formatting_keeps_what_is_formatted_and_shows_what_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write(
        folder.path(),
        "a.prm",
        "fact   a \"A?\" : yes or no   # why\n",
    );
    let name = folder.path().to_str().expect("a name");
    let check = shown(&["fmt", "--check", name]);
    let write_it = shown(&["fmt", name]);
    let check_again = shown(&["fmt", "--check", name]);
    assert_eq!(
        fs::read_to_string(&path).expect("a text"),
        "fact a \"A?\" : yes or no # why\n"
    );
    write(folder.path(), "b.prm", "fact b \"B?\" : yes or\n");
    write(folder.path(), "c.prm", "fact   c \"C?\" : number\n");
    let broken = shown(&["fmt", name]);
    assert!(
        fs::read_to_string(folder.path().join("c.prm"))
            .expect("a text")
            .contains("fact   c")
    );
    let all = check + &write_it + &check_again + &broken;
    insta::assert_snapshot!(all.replace(name, "DIR"));
}

#[test]
fn the_standard_input_is_formatted_to_the_standard_output() {
    let formatted = |input: &[u8], arguments: &[&str]| {
        let mut child = praman(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("praman runs");
        let sent = child.stdin.take().expect("an input").write_all(input);
        // A command line that is refused is refused before the input is read.
        let refused = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
        assert!(sent.is_ok() || sent.as_ref().is_err_and(refused));
        child.wait_with_output().expect("praman ends")
    };
    let output = formatted(b"fact   a \"A?\":yes or no\n", &["fmt", "-"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stdout), "fact a \"A?\" : yes or no\n");
    assert_eq!(formatted(b"fact", &["fmt", "-"]).status.code(), Some(1));
    assert_eq!(formatted(b"\xff", &["fmt", "-"]).status.code(), Some(1));
    assert_eq!(
        formatted(b"fact   a", &["fmt", "-", "x.prm"]).status.code(),
        Some(2)
    );
}

/// A shell says when it is set up; then the program that it becomes waits for its input.
#[cfg(unix)]
#[test]
fn a_terminal_that_is_closed_ends_the_program_unless_it_was_told_to_go_on() {
    // What runs the tests may have been told to go on too: a child cannot take that back.
    let without = !is_told_to_go_on();
    for (ignore, is_ended) in [("", without), ("trap '' HUP;", !cfg!(target_os = "linux"))] {
        let script = format!("{ignore} echo ready; exec \"$0\" fmt -");
        let mut child = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_praman")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell runs");
        let mut said = [0; 6];
        let out = child.stdout.as_mut().expect("an output");
        out.read_exact(&mut said).expect("a word");
        std::thread::sleep(Duration::from_millis(200));
        let kill = ["-HUP", &child.id().to_string()];
        let sent = Command::new("kill").args(kill).status().expect("a signal");
        assert!(sent.success());
        std::thread::sleep(Duration::from_millis(200));
        drop(child.stdin.take());
        let end = child.wait().expect("praman ends");
        assert_eq!(end.success(), !is_ended, "{ignore} {end}");
    }
}

/// Says whether this process ignores the end of its terminal, as under `nohup` (on Linux).
#[cfg(unix)]
fn is_told_to_go_on() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & 1 == 1)
}

#[test]
fn every_shell_gets_a_script() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert!(text(&output.stdout).contains("praman"), "{shell}");
    }
}

#[test]
fn explain_prints_the_page_of_a_code() {
    let output = run(&["explain", "p0801"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).starts_with("# P0801: code that does not exist\n"));
}

/// Runs with an overlay named in the environment.
fn run_with_overlay(overlay: &str, arguments: &[&str]) -> Output {
    let mut command = praman(arguments);
    command.env("PRAMAN_OVERLAY", overlay);
    command.output().expect("praman runs")
}

#[test]
fn an_overlay_puts_the_words_of_a_copy_in_place_of_ours() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let with = ["--scheme", SCHEME, "--overlay", OVERLAY, "--out", out];
    let built = run(&[&["build", LAMP][..], &with].concat());
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    let made = run(&[&["scheme"][..], &with].concat());
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let files = files(folder.path());
    let notice = "Wording of HD 1:2025 under licence to Example Laboratory; not to be passed on.";
    let title = "Adequate protection of debug ports, whatever their kind";
    for stem in ["tcf", "traceability", "scheme"] {
        for format in ["md", "html", "json"] {
            let name = format!("{stem}.{format}");
            let document = text(&files[&name]);
            assert_eq!(document.matches(notice).count(), 1, "{name}");
            assert!(document.contains(title), "{name}");
            assert!(!document.contains("Debug ports are closed"), "{name}");
        }
    }
    let json = |name: &str| serde_json::from_slice::<Value>(&files[name]).expect("JSON");
    let overlay = &json("scheme.json")["overlays"][0];
    assert_eq!(overlay["catalog"], "home@1");
    assert_eq!(
        (&overlay["worded"], &overlay["compared"]),
        (&1.into(), &2.into())
    );
    assert_eq!(overlay, &json("tcf.json")["head"]["overlays"][0]);
    let hash = overlay["files"][0]["sha256"].as_str().expect("a hash");
    assert!(hash.len() == 64 && text(&files["plan.html"]).contains(hash));
    let traced = &json("traceability.json")["clauses"][0]["grounds"];
    let ground = |aspect: &str| {
        let all = traced.as_array().into_iter().flatten();
        let found = all.filter(|one| one["aspect"] == aspect);
        found
            .map(|one| one["confidence"].clone())
            .collect::<Vec<_>>()
    };
    for aspect in ["number", "title", "statement", "levels"] {
        assert_eq!(ground(aspect), ["published"], "{aspect}");
    }
    assert_eq!(ground("evidence"), ["ours"]);
}

#[test]
fn an_overlay_changes_words_and_grounds_and_nothing_else() {
    let rows = |output: Output| -> Vec<Value> {
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    for what in ["controls", "evidence", "procedures", "facts", "rules"] {
        let list = ["list", what, "--scheme", SCHEME, "--format", "json"];
        let without = rows(run(&list));
        let with = rows(run(&[&list[..], &["--overlay", OVERLAY]].concat()));
        assert_eq!(without.len(), with.len());
        for (mut without, mut with) in without.into_iter().zip(with) {
            if what == "controls" {
                let changed = without["title"] != with["title"];
                assert_eq!(changed, without["key"] == "home:H.1");
                without["title"] = Value::Null;
                with["title"] = Value::Null;
            }
            assert_eq!(without, with);
        }
    }
}

#[test]
fn overlays_are_named_in_the_environment_too_and_each_is_read_once() {
    let list = ["list", "controls", "--scheme", SCHEME];
    let named = run(&[&list[..], &["--overlay", OVERLAY]].concat());
    assert!(text(&named.stdout).contains("Adequate protection"));
    let both = format!("{OVERLAY}:{OVERLAY}/home.prm:");
    for overlay in [OVERLAY, &both] {
        assert_eq!(run_with_overlay(overlay, &list).stdout, named.stdout);
    }
    let absolute = format!("{}/{OVERLAY}", env!("CARGO_MANIFEST_DIR"));
    for overlay in [OVERLAY, &absolute] {
        let again = run_with_overlay(overlay, &[&list[..], &["--overlay", OVERLAY]].concat());
        assert_eq!(text(&again.stdout), text(&named.stdout));
    }
    let none = run_with_overlay("", &list);
    assert!(text(&none.stdout).contains("Debug ports are closed"));
}

#[test]
fn what_is_wrong_with_an_overlay_is_said_with_the_way_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = folder.path().to_str().expect("a name");
    let head = "overlay home@1 \"The copy\" { source \"HD 1:2025\" }\n";
    let file = |file: &str, text: &str| write(folder.path(), file, &format!("{head}{text}\n"));
    let unknown = file("unknown.prm", "wording home:H.11 { title \"Ports\" }");
    let ours = file(
        "ours.prm",
        "wording home:H.1 { title \"Debug ports are closed\" }",
    );
    let more = file(
        "more.prm",
        "control H.5 \"More\" { from L1 }\nparty owner \"Owner\"",
    );
    let other = write(
        folder.path(),
        "other.prm",
        "overlay iso27400@2022 \"The copy\" { source \"ISO/IEC 27400:2022\" }\n",
    );
    let check = |overlay: &str| shown(&["check", SCHEME, "--overlay", overlay]);
    // What the shipped scheme holds is no matter here.
    let said = |arguments: &[&str]| {
        let output = run(arguments);
        assert!(output.status.success());
        let head = format!("$ praman {}\n-- stderr\n", arguments.join(" "));
        head + &text(&output.stderr)
    };
    let all = [
        check(OVERLAY),
        check(&unknown),
        check(&ours),
        check(&more),
        check(&other),
        check("nowhere.prm"),
        shown(&["check", SCHEME, OVERLAY]),
        // One that serves other editions: said by what is made of this one, and not by `check`.
        said(&["check", "--overlay", &other]),
        said(&["list", "rules", "--edition", "cctv-er", "--overlay", &other]),
    ];
    insta::assert_snapshot!(all.concat().replace(name, "DIR"));
}

/// A scheme in which there is every confidence.
const GROUNDS: &str = "tests/cli/provenance.prm";

#[test]
fn what_is_not_published_is_listed_with_its_reason() {
    let all = [
        shown(&["provenance", "--scheme", GROUNDS]),
        shown(&[
            "provenance",
            "ports@1",
            "--scheme",
            GROUNDS,
            "--aspect",
            "title,levels",
        ]),
        shown(&[
            "provenance",
            "ports",
            "--scheme",
            GROUNDS,
            "--format",
            "csv",
        ]),
        shown(&["provenance", "port", "--scheme", GROUNDS]),
        shown(&["provenance", "nothing", "--scheme", GROUNDS]),
        shown(&["provenance", "--scheme", SCHEME, "--overlay", OVERLAY]),
    ];
    insta::assert_snapshot!(all.concat());
    let data = json(&["provenance", "--scheme", GROUNDS, "--format", "json"]);
    assert_eq!(data["schema"], "praman/provenance/1");
    assert_eq!(data["parts"][0]["waiting"][0]["key"], "ports:1");
}

#[test]
fn what_is_not_published_is_a_worksheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let said = shown(&["provenance", "--scheme", GROUNDS, "--out", out]);
    let files = files(folder.path());
    let worksheet = text(&files["provenance.md"]);
    insta::assert_snapshot!(format!("{said}{worksheet}").replace(out, "OUT"));
    assert!(files.contains_key("provenance.html"));
}

/// Takes one `#` from every line, as an editor does that turns comments into text.
fn uncommented(text: &str) -> String {
    let lines = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(rest) => rest,
        None => line.strip_prefix('#').unwrap_or(line),
    });
    // The line in a head is indented.
    let lines = lines.map(|line| line.replacen("  # notice", "  notice", 1));
    lines.map(|line| line + "\n").collect()
}

#[test]
fn an_overlay_to_fill_in_can_be_loaded_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let small = ["provenance", "--scheme", GROUNDS];
    let printed = shown(&[&small[..], &["--format", "overlay"]].concat());
    insta::assert_snapshot!(printed);
    let editions = ["iotscs@2024-03", "cctv-er@1"];
    let editions = editions.map(|edition| ["provenance", "--edition", edition]);
    for wanted in editions.into_iter().chain([small]) {
        let made = run(&[&wanted[..], &["--format", "overlay"]].concat());
        let blank = text(&made.stdout);
        let filled = uncommented(&blank);
        assert!(filled.contains("\nwording ") && !blank.contains("\nwording "));
        for (name, overlay) in [("filled.prm", &filled), ("blank.prm", &blank)] {
            if name == "blank.prm" && wanted != small {
                continue;
            }
            let path = write(folder.path(), name, overlay);
            let format = run(&["fmt", "--check", &path]);
            assert_eq!(format.status.code(), Some(0), "{}", text(&format.stdout));
            let loaded = run(&[&wanted[..], &["--overlay", &path, "--format", "json"]].concat());
            let told = text(&loaded.stderr);
            assert_eq!(loaded.status.code(), Some(0), "{told}");
            let warnings = told.lines().filter(|line| line.starts_with("warning"));
            // The words are ours still, and so are not taken for those of the copy.
            let other: Vec<&str> = warnings.filter(|line| !line.contains("P0365")).collect();
            assert!(other.is_empty(), "{other:?}");
            let data: Value = serde_json::from_slice(&loaded.stdout).expect("JSON");
            let parts = data["parts"].as_array().into_iter().flatten();
            let waits = parts.filter(|part| !part["catalog"].is_null()).any(|part| {
                let counts = part["counts"].as_array().into_iter().flatten();
                let mut words = counts.map(|count| count["confidence"].as_str());
                words.any(|word| !matches!(word, Some("ours" | "published")))
            });
            assert_eq!(waits, name == "blank.prm", "{wanted:?}");
        }
    }
}

#[test]
fn the_manual_of_procedures_is_made_of_a_scheme_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let run_for = |target| {
        run(&[
            "scheme", "--scheme", SCHEME, "--out", out, "--target", target,
        ])
    };
    let made = run_for("procedures");
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let names: BTreeSet<String> = files(folder.path()).into_keys().collect();
    assert!(names.contains("procedures.md") && !names.contains("scheme.md"));
    let wrong = run_for("plan");
    assert_eq!(wrong.status.code(), Some(1));
    let told = text(&wrong.stderr);
    assert!(
        told.contains("`scheme`") && told.contains("`procedures`"),
        "{told}"
    );
}

#[test]
fn the_former_name_of_the_test_plan_leads_to_its_papers() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let build = [
        "build",
        LAMP,
        "--scheme",
        SCHEME,
        "--out",
        out,
        "--target",
        "test-plan",
    ];
    let wrong = run(&build);
    assert_eq!(wrong.status.code(), Some(1));
    let told = text(&wrong.stderr);
    assert!(
        told.contains("did you mean `plan`, `procedures` and `record`?"),
        "{told}"
    );
}

#[test]
fn a_first_day_gives_the_schedule_dates() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let build = [
        "build", LAMP, "--scheme", SCHEME, "--out", out, "--target", "plan",
    ];
    let dated = run(&[&build[..], &["--first-day", "2026-02-02"]].concat());
    assert_eq!(dated.status.code(), Some(0), "{}", text(&dated.stderr));
    assert!(text(&files(folder.path())["plan.md"]).contains("2026-02-02"));
    let month = run(&[&build[..], &["--first-day", "2026-02"]].concat());
    assert_eq!(month.status.code(), Some(2), "a month is no day");
}
