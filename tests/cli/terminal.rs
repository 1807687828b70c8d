//! The program at a terminal and in a pipe: what it prints, reads and does when it is left.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::{LAMP, praman, run, text};

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
