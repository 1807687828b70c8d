//! `praman test`: scenarios as tests, and sides of conditions that no scenario holds.

use std::fs;
use std::path::Path;

use super::{SCHEME, run, shown, text};

const SCENARIOS: &str = r#"
scenario "a lamp outdoors" {
  under pilot@2026 at full
  product { outdoors yes }
  expect H.2 applies because outdoors
}

scenario "a chip with a debug port" {
  under pilot@2026 at full
  product { chip main { ports jtag } }
  expect H.1 not applicable
}
"#;

/// Copies the small scheme to a folder, with scenarios.
fn scheme(folder: &Path, scenarios: &str) -> String {
    let home = fs::read_to_string(format!("{SCHEME}/home.prm")).expect("the scheme");
    fs::write(folder.join("home.prm"), home).expect("a file");
    fs::write(folder.join("scenarios.prm"), scenarios).expect("a file");
    folder.to_str().expect("a name").to_owned()
}

#[test]
fn scenarios_are_tried_and_what_they_do_not_hold_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = scheme(folder.path(), SCENARIOS);
    let all = shown(&["test", "--scheme", &name])
        + &shown(&["test", "--scheme", &name, "--filter", "outdoors"]);
    insta::assert_snapshot!(all.replace(&name, "scheme"));
}

#[test]
fn accepted_scenarios_hold_all_sides() {
    let folder = tempfile::tempdir().expect("a folder");
    let held = SCENARIOS
        .split("\nscenario \"a chip")
        .next()
        .expect("the first");
    let name = scheme(folder.path(), held);
    let file = folder.path().join("scenarios.prm");
    let file = file.to_str().expect("a name");
    let output = run(&["test", "--scheme", &name, "--accept", file]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(
        text(&output.stdout).contains("wrote 3 scenarios"),
        "{}",
        text(&output.stdout)
    );
    let written = fs::read_to_string(file).expect("the file");
    assert!(written.starts_with(held.trim_start()), "{written}");
    let again = text(&run(&["test", "--scheme", &name]).stdout);
    assert!(
        again.ends_with(
            "4 scenarios, 0 failed\n4 of 4 sides of conditions are held by a scenario\n"
        ),
        "{again}"
    );
    let checked = run(&["fmt", "--check", file]);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stdout));
}

#[test]
fn scenarios_are_written_only_in_a_file_of_a_scheme() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = scheme(folder.path(), SCENARIOS);
    let accept = |file: &str, held: Option<&str>| {
        let path = folder.path().join(file);
        if let Some(held) = held {
            fs::write(&path, held).expect("a file");
        }
        let file = path.to_str().expect("a name");
        let output = run(&["test", "--scheme", &name, "--accept", file]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), held, "{file}");
        text(&output.stderr).replace(&name, "DIR")
    };
    insta::assert_snapshot!(accept("lamp.yaml", Some("level: full\n")), @r"
    error[P0807]: `DIR/lamp.yaml` takes no scenarios: its name does not end in `.prm`
      help: name a `.prm` file of the scheme, or a new one
      note: nothing was written

    1 error
    ");
    let said = accept("new.txt", None);
    assert!(said.starts_with("error[P0807]: `DIR/new.txt`"), "{said}");
    let said = accept("notes.prm", Some("my notes\n"));
    assert!(said.starts_with("error[P0104]: "), "{said}");
    let reason = "`DIR/notes.prm` takes no scenarios: it cannot be read as a file of a scheme";
    assert!(said.contains(reason), "{said}");
}

#[test]
fn a_filter_that_fits_nothing_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = scheme(folder.path(), SCENARIOS);
    let filtered = |filter: &str| {
        let output = run(&["test", "--scheme", &name, "--filter", filter]);
        (output.status.code(), text(&output.stderr))
    };
    let (code, said) = filtered("nonsense");
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(said, @r"
    error[P0805]: `--filter nonsense` fits no scenario and no condition of a control
      help: name a part of the title of a scenario, or of the name of a control; `praman test` and `praman list controls` show them

    1 error
    ");
    let (code, said) = filtered("Outdoors");
    assert_eq!(code, Some(1));
    assert!(said.contains("`a lamp outdoors` differs in upper and lower case alone"));
    let (code, said) = filtered("H.3");
    assert_eq!(code, Some(1));
    assert!(said.contains("`home:H.3` has no condition"), "{said}");
}

#[test]
fn a_filter_that_fits_a_condition_without_scenarios_shows_its_sides() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = scheme(folder.path(), "");
    let output = run(&["test", "--scheme", &name, "--filter", "H.2"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("0 of 2 sides"));
}

#[test]
fn the_shipped_scenarios_hold_both_sides_of_every_condition() {
    let said = text(&run(&["test"]).stdout);
    assert!(said.contains("96 of 96 sides"), "{said}");
}
