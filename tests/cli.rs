//! The program as people run it: arguments, output, exit codes.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/names.rs"]
mod names;

#[path = "cli/build.rs"]
mod build;
#[path = "cli/interview.rs"]
mod interview;
#[path = "cli/lists.rs"]
mod lists;
#[path = "cli/overlays.rs"]
mod overlays;
#[path = "cli/proof_file.rs"]
mod proof_file;
#[path = "cli/terminal.rs"]
mod terminal;
#[path = "cli/trial.rs"]
mod trial;
#[path = "cli/what_if.rs"]
mod what_if;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

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
