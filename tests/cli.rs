//! The program as people run it: arguments, output, exit codes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A product whose file is fine, small and leaves something open.
const SENSOR: &str = "examples/wired-sensor/product.yaml";

fn praman(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_praman"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("NO_COLOR")
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
    let commands: [&[&str]; 9] = [
        &["--help"],
        &["build", "--help"],
        &["check", "--help"],
        &["fmt", "--help"],
        &["list", "--help"],
        &["why", "--help"],
        &["explain", "--help"],
        &["completions", "--help"],
        &["--version"],
    ];
    insta::assert_snapshot!(commands.map(shown).concat());
}

#[test]
fn a_command_line_that_cannot_be_understood_ends_with_2() {
    for arguments in [
        &["bild"][..],
        &["build"],
        &["build", SENSOR, "--format", "docx"],
        &["build", SENSOR, "--date", "yesterday"],
        &["list", "everything"],
        &["list", "facts", "--level", "L1"],
        &["check", "--message-format", "xml"],
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
    let runs: [&[&str]; 8] = [
        &["build", "nowhere/product.yaml"],
        &["build", SENSOR, "--level", "L9"],
        &["build", SENSOR, "--edition", "iotscs@1999"],
        &["build", SENSOR, "--scheme", "nowhere"],
        &["check", "README.md"],
        &["why", "C.99", SENSOR],
        &["list", "controls", "--level", "L9"],
        &["explain", "P9999"],
    ];
    insta::assert_snapshot!(runs.map(shown).concat());
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
}

#[test]
fn a_scheme_of_ones_own_is_checked_and_reported_as_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.prm");
    fs::write(&file, "fact a \"A?\" : yes/no\nfact a \"B?\" : yes/no\n").expect("written");
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
    assert_eq!(editions[0]["key"], "iotscs@2024-03");
    assert_eq!(editions[0]["catalogs"], serde_json::json!(["asvs-c@4.0.3"]));
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
    let runs: [&[&str]; 3] = [
        &["why", "C.9", SENSOR],
        &["why", "asvs-c:C.29", SENSOR],
        &["why", "C.1", "examples/ip-camera/product.yaml"],
    ];
    insta::assert_snapshot!(runs.map(shown).concat());
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
