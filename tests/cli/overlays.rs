//! Overlays on the command line and in the environment.

use std::process::Output;

use serde_json::Value;

use super::{LAMP, OVERLAY, SCHEME, files, praman, run, text};

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
