//! `praman new` and `praman questions`: a product file by questions, and what is still asked.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{LAMP, PLUG, SCHEME, run, shown, text};

/// Answers questions, and returns what was said and the file that was written.
fn interview(file: &Path, arguments: &[&str], typed: &[&str]) -> String {
    let name = file.to_str().expect("a name");
    let mut command = Command::new(env!("CARGO_BIN_EXE_praman"));
    let all = [&["new", name, "--scheme", SCHEME][..], arguments].concat();
    command
        .args(all)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let mut input = child.stdin.take().expect("an input");
    // A command that ends early reads no more.
    let _ = input.write_all((typed.join("\n") + "\n").as_bytes());
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let written = fs::read_to_string(file).unwrap_or_default();
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    format!("{said}-- exit {:?}\n{written}", output.status.code()).replace(name, "lamp.yaml")
}

#[test]
fn a_product_file_is_written_by_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lamp.yaml");
    let first = interview(
        &file,
        &[],
        &[
            "Lamp",
            "LA-1",
            "full",
            "why",
            "Main, second chip, more",
            "help",
            "perhaps",
            "no",
            "back",
            "y",
            "quit",
        ],
    );
    let second = interview(
        &file,
        &[],
        &["jtag, wrong", "none", "skip", "none", "mcu", "soc"],
    );
    insta::assert_snapshot!(format!("{first}\n== later\n{second}"));
}

#[test]
fn what_is_not_listed_can_be_bounded() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lamp.yaml");
    let typed = [
        "Lamp",
        "LA-1",
        "full",
        "Main, more",
        "none",
        "no",
        "none",
        "why",
        "ports",
        "port=none",
        "ports=wrong",
        "ports=none; role=mcu, soc",
        "back",
        "ports=none",
        "quit",
    ];
    insta::assert_snapshot!(interview(&file, &[], &typed));
}

#[test]
fn a_file_that_is_there_is_continued_and_every_other_byte_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lamp.yaml");
    let lamp = fs::read_to_string(LAMP).expect("the lamp");
    fs::write(&file, &lamp).expect("a file");
    insta::assert_snapshot!(interview(&file, &[], &["yes", "swd"]));
    let written = fs::read_to_string(&file).expect("the file");
    let kept = lamp.lines().filter(|line| written.contains(line)).count();
    assert_eq!(kept, lamp.lines().count() - 2, "two answers are changed");
}

#[test]
fn questions_are_written_as_comments_where_nobody_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lamp.yaml");
    let given = ["--non-interactive", "--level", "full", "--name", "Lamp"];
    insta::assert_snapshot!(interview(&file, &given, &[]));
    let name = file.to_str().expect("a name");
    let output = run(&["questions", name, "--scheme", SCHEME]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn what_is_written_elsewhere_leaves_the_file_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lamp.yaml");
    fs::copy(LAMP, &file).expect("a file");
    let other = folder.path().join("other.yaml");
    let other_name = other.to_str().expect("a name");
    let _ = interview(&file, &["--out", other_name], &["yes"]);
    assert_eq!(
        fs::read(LAMP).expect("the lamp"),
        fs::read(&file).expect("the file")
    );
    let written = fs::read_to_string(other).expect("the other");
    assert!(written.contains("outdoors: yes"), "{written}");
}

#[test]
fn the_first_questions_are_asked_until_they_are_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lamp.yaml");
    let left = interview(&file, &[], &["Lamp", "quit"]);
    let asked = ["none", "why", "Lamp", "", "FULL", "full", "quit"];
    let asked = interview(&file, &[], &asked);
    insta::assert_snapshot!(format!("{left}\n== again\n{asked}"));
}

#[test]
fn a_file_without_a_level_is_asked_for_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lamp.yaml");
    let text = "scheme: pilot@2026\nproduct: { name: \"Lamp\" } # a lamp\n";
    fs::write(&file, text).expect("a file");
    let said = interview(&file, &["--model", "LA-2"], &["full", "quit"]);
    let written = said.split_once("exit Some(0)\n").expect("the file").1;
    insta::assert_snapshot!(written);
}

#[test]
fn no_file_is_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, other) = (
        folder.path().join("lamp.yaml"),
        folder.path().join("notes.txt"),
    );
    fs::write(&other, "precious").expect("a file");
    let said = interview(
        &file,
        &["--out", other.to_str().expect("a name")],
        &["quit"],
    );
    assert!(said.contains("error[P0878]"), "{said}");
    assert_eq!(fs::read(&other).expect("the file"), b"precious");
}

/// What is known in part is added to; a list that is open stays so until somebody says that there are no others.
#[test]
fn what_is_known_in_part_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lamp.yaml");
    let text = "scheme: pilot@2026\nlevel: full\nproduct: { name: \"Lamp\" }\ninventories:\n  \
                chip:\n    main: { ports: [jtag, unknown] }\n    more: unknown # a chip behind the label\n";
    fs::write(&file, text).expect("a file");
    let typed = ["none", "second", "swd, swd", "quit"];
    insta::assert_snapshot!(interview(&file, &[], &typed));
}

#[test]
fn questions_that_decide_something_are_listed() {
    let all = [LAMP, PLUG].map(|product| shown(&["questions", product, "--scheme", SCHEME]));
    insta::assert_snapshot!(all.concat());
    let output = run(&["questions", LAMP, "--scheme", SCHEME, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(
        json.pointer("/questions/0/controls/0/key").is_some(),
        "{json:#}"
    );
    assert!(json.pointer("/answers/asked").is_some(), "{json:#}");
}
