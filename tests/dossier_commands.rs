//! The commands of a dossier as people run them, on the small scheme and product of `tests/support/camera.rs`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unused_self,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "dossier_commands/by_hand.rs"]
mod by_hand;
#[path = "dossier_commands/changes.rs"]
mod changes;
#[path = "dossier_commands/events.rs"]
mod events;
#[path = "dossier_commands/example.rs"]
mod example;
#[path = "dossier_commands/found.rs"]
mod found;
#[path = "dossier_commands/laboratory.rs"]
mod laboratory;
#[path = "dossier_commands/no_slot.rs"]
mod no_slot;
#[path = "dossier_commands/papers.rs"]
mod papers;
#[path = "dossier_commands/place.rs"]
mod place;
#[path = "dossier_commands/rounds.rs"]
mod rounds;
#[path = "dossier_commands/update.rs"]
mod update;

use place::Place;

/// A script that is repeated makes the same dossier; at another moment, or of another product, it is another one.
#[test]
fn the_id_follows_from_a_clock_that_is_set() {
    let place = Place::empty();
    let id = |folder: &str, product: &str, epoch: Option<&str>| {
        let new = ["dossier", "new", product, folder, "--scheme", "scheme"];
        let mut command = place.command(&new);
        match epoch {
            Some(epoch) => command.env("SOURCE_DATE_EPOCH", epoch),
            None => command.env_remove("SOURCE_DATE_EPOCH"),
        };
        assert!(command.output().unwrap().status.success(), "{folder}");
        let head = place.raw(&format!("{folder}/dossier.yaml"));
        let line = head.lines().find(|line| line.starts_with("id: "));
        line.unwrap().to_owned()
    };
    place.write(
        "other.yaml",
        format!("# Another.\n{}", place.raw("camera.yaml")),
    );
    let first = id("a", "camera.yaml", Some("1795996800"));
    assert_eq!(id("b", "camera.yaml", Some("1795996800")), first);
    assert_ne!(id("c", "camera.yaml", Some("1795996801")), first);
    assert_ne!(id("d", "other.yaml", Some("1795996800")), first);
    assert_ne!(id("e", "camera.yaml", None), id("f", "camera.yaml", None));
}

/// Ids of queries and findings do so too. One that was taken back is not given again.
#[test]
fn the_ids_of_queries_and_findings_follow_from_a_clock_that_is_set() {
    let id = |command: &[&str], place: &Place, epoch: Option<&str>| {
        let mut command = place.command(&[command, &["--as", "ravi"]].concat());
        match epoch {
            Some(epoch) => command.env("SOURCE_DATE_EPOCH", epoch),
            None => command.env_remove("SOURCE_DATE_EPOCH"),
        };
        assert!(command.output().unwrap().status.success());
        let answers = place.answers();
        let texts = answers.values().map(|text| String::from_utf8_lossy(text));
        let texts = texts.collect::<String>();
        let lines = texts.lines().map(str::trim);
        let mut ids: Vec<String> = lines
            .filter_map(|line| line.strip_prefix("line: "))
            .map(str::to_owned)
            .collect();
        ids.sort();
        ids.dedup();
        ids
    };
    let place = || {
        let place = Place::with_laboratory(include_str!("../examples/wired-sensor/product.yaml"));
        place.write("d/answers/.keep", "");
        place
    };
    let slot = "asvs-c:C.12/response/image.application";
    let ask = ["ask", "d", slot, "Whose is it?", "--to", "vendor"];
    let raise = [
        "finding", "raise", "d", "--about", "C.12", "--class", "minor", "--text", "No.",
    ];
    let (now, then) = (Some("1795996800"), Some("1795996801"));
    for command in [&ask[..], &raise[..]] {
        let [one, two, later, random, other] = [(); 5].map(|()| place());
        let first = id(command, &one, now);
        assert_eq!(first.len(), 1, "{first:?}");
        assert_eq!(id(command, &two, now), first);
        assert_ne!(id(command, &later, then), first);
        assert_ne!(id(command, &random, None), id(command, &other, None));
        one.fine(&["undo", "d", "--as", "ravi"]);
        assert_ne!(id(command, &one, now), first);
        // Asked twice, it is two queries.
        assert_eq!(id(command, &two, now).len(), 2);
    }
}

#[test]
fn a_dossier_is_made() {
    let place = Place::empty();
    let new = [
        "dossier",
        "new",
        "camera.yaml",
        "d",
        "--scheme",
        "scheme",
        "--person",
        "asha=Asha Rao",
        "--person",
        "om=Om",
    ];
    let made = place.shown(&new);
    let files = place.files("d").into_keys().collect::<Vec<_>>().join("\n");
    let head = place.read("d/dossier.yaml");
    assert_eq!(place.read("d/product.yaml"), place.read("camera.yaml"));
    assert_eq!(
        place.read("d/scheme/camera.prm"),
        place.read("scheme/camera.prm")
    );
    let again = place.shown(&new);
    insta::assert_snapshot!(format!("{made}{files}\n\n{head}\n{again}"));
    // Each has an id of its own.
    place.run(&["dossier", "new", "camera.yaml", "e", "--scheme", "scheme"]);
    assert_ne!(id_of(&place, "d"), id_of(&place, "e"));
}

fn id_of(place: &Place, folder: &str) -> String {
    let head = place.raw(&format!("{folder}/dossier.yaml"));
    let id = head.lines().find(|line| line.starts_with("id: "));
    id.unwrap().to_owned()
}

#[test]
fn a_dossier_that_cannot_be_made_is_not_made() {
    let place = Place::empty();
    let mut shown = String::new();
    for more in [
        &["--party", "nobody"][..],
        &["--person", "a b=Asha"],
        &["--person", "=Asha"],
        &["--person", "asha="],
        &["--person", "asha=Asha", "--person", "asha=Asok"],
        &["--level", "L9"],
        &["--edition", "other@1"],
    ] {
        let mut new = vec!["dossier", "new", "camera.yaml", "d", "--scheme", "scheme"];
        new.extend(more);
        shown.push_str(&place.shown(&new));
        assert!(!place.path("d").exists(), "{more:?}");
    }
    shown.push_str(&place.shown(&["dossier", "new", "nowhere.yaml", "d"]));
    shown.push_str(&place.shown(&[
        "dossier",
        "new",
        "camera.yaml",
        "camera.yaml",
        "--scheme",
        "scheme",
    ]));
    insta::assert_snapshot!(shown);
}

#[test]
fn an_edition_without_levels_has_dossiers() {
    let place = Place::empty();
    let scheme = place.raw("scheme/camera.prm");
    let levels =
        "  levels L1 < L2 \"attacks on hardware\"\n  uses asvs-c@4.0.3 with L1 = L1, L2 = L2\n";
    let flat = scheme.replace(levels, "  uses asvs-c@4.0.3 at every level\n");
    assert_ne!(flat, scheme);
    place.write("scheme/camera.prm", &flat);
    let product = place.raw("camera.yaml").replace("level: L2\n", "");
    place.write("camera.yaml", &product);
    place.fine(&[
        "dossier",
        "new",
        "camera.yaml",
        "d",
        "--scheme",
        "scheme",
        "--person",
        "asha=Asha",
    ]);
    assert!(!place.read("d/dossier.yaml").contains("level"));
    place.fine(&[
        "answer",
        "d",
        "asvs-c:C.1/response/interface.console",
        "By a fuse.",
        "--as",
        "asha",
    ]);
    place.fine(&["update", "d", "--as", "asha"]);
    let status = place.fine(&["status", "d"]);
    assert!(status.starts_with("CAM-1: iotscs@2024-03\n"), "{status}");
}

#[test]
fn how_a_dossier_stands() {
    let place = Place::with_answers();
    let text = place.shown(&["status", "d"]);
    let missing = place.shown(&["status", "d", "--party", "oem-team", "--missing"]);
    let wrong = place.shown(&["status", "d", "--party", "nobody"]);
    insta::assert_snapshot!(format!("{text}{missing}{wrong}"));
    let output = place.run(&["status", "d", "--format", "json"]);
    let mut json: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    // The list of what is missing is that of the text.
    let slots = json["slots"].as_array_mut().unwrap();
    slots.retain(|slot| slot["standing"] != "missing");
    json["requirements"] = serde_json::Value::Null;
    let json = serde_json::to_string_pretty(&json).unwrap();
    insta::assert_snapshot!("status_json", place.shortened(&json));
}

#[test]
fn a_report_tells_what_is_recorded_and_asks_for_little() {
    let place = Place::empty();
    let sensor = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/wired-sensor/product.yaml"
    );
    let laboratory = ["--party", "laboratory", "--person", "ravi=Ravi Nair"];
    place.fine(&[&["dossier", "new", sensor, "d"], &laboratory[..]].concat());
    place.write(
        "results.csv",
        "slot,answer\n\
         document/result/responsibilities.all-tasks,pass\n\
         document/result/responsibilities.persons-know,pass\n\
         document/evidence/responsibilities.all-tasks,L1\n\
         document/carried-out/responsibilities,\"2026-11-12, Ravi Nair\"\n\
         document/plan/responsibilities/subcontracted,Audit Works\n\
         document/result/policy-review.in-force,pass\n\
         document/result/policy-review.made-known,fail\n\
         iso27400:7.1.2.1/verdict/policy-review,pass\n",
    );
    place.fine(&["import", "d", "results.csv", "--as", "ravi"]);
    place.fine(&["build", "d", "--target", "report", "--format", "md,json"]);
    let report = place.raw("d/out/report.md");
    let wanted = ["`responsibilities`", "`policy-review`"];
    let lines = report.lines();
    let lines = lines.filter(|line| wanted.iter().any(|word| line.contains(word)));
    insta::assert_snapshot!("report", lines.collect::<Vec<_>>().join("\n"));
    assert!(!report.contains("praman:"), "nothing private is left");
    let json: serde_json::Value = serde_json::from_str(&place.raw("d/out/report.json")).unwrap();
    assert_eq!(
        json["answers"].as_object().unwrap().len(),
        9,
        "eight, and a verdict that follows"
    );
}

/// Returns the slots that need somebody, each with its party and how it stands.
fn waiting(place: &Place) -> Vec<[String; 3]> {
    let json = place.fine(&["status", "d", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let slots = json["slots"].as_array().unwrap().iter();
    let text = |slot: &serde_json::Value, key: &str| slot[key].as_str().unwrap().to_owned();
    slots
        .map(|slot| ["slot", "party", "standing"].map(|key| text(slot, key)))
        .collect()
}

/// Returns something that fits a slot of the camera.
fn fitting(slot: &str) -> &'static str {
    let what = slot.split('/').nth(1).unwrap();
    match what.split('@').next().unwrap() {
        "verdict" | "result" => "pass",
        "not-applicable-agreed" | "tester-agrees" | "undertaking" => "agreed",
        "confirmed" if slot.ends_with("source_access") => "agreed",
        "confirmed" => "as declared",
        "accepted" | "agrees" | "rule" => "yes",
        "ask" if slot.ends_with("/met") => "yes",
        "ask" if slot.ends_with("visits") => "once",
        "ask" if slot.ends_with("first-test") => "2026-12",
        _ => "some words",
    }
}

fn person_of(party: &str) -> &'static str {
    if party == "oem-team" { "asha" } else { "ravi" }
}

#[test]
fn a_dossier_is_complete_when_nothing_waits() {
    let place = Place::with_answers();
    // One row is inconclusive, and the other fails though its cases will pass.
    for model in ["CAM-1", "pro"] {
        let row = format!("asvs-c:C.1/verdict/debug-ports/interface.console@{model}");
        place.fine(&["answer", "d", &row, "pass", "--as", "ravi"]);
    }
    assert_eq!(place.run(&["status", "d", "--complete"]).code, 1);
    assert!(
        waiting(&place)
            .iter()
            .all(|[.., standing]| standing == "missing")
    );
    // Once a result is recorded, somebody has to check its worksheet.
    for _ in 0..2 {
        let missing = waiting(&place).into_iter();
        for [slot, party, _] in missing.filter(|[.., standing]| standing == "missing") {
            let person = person_of(&party);
            place.fine(&["answer", "d", &slot, fitting(&slot), "--as", person]);
        }
    }
    // What was decided before all was known is looked at again: first the verdicts of the laboratory, then what rests on them.
    review(&place);
    // All is answered, and evidence is missing.
    assert_eq!(place.run(&["status", "d", "--complete"]).code, 1);
    let status = place.fine(&["status", "d", "--format", "json"]);
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    let missing = status["evidence"]["items"].as_array().unwrap();
    assert_eq!(missing.len(), 3, "{missing:?}");
    for (number, one) in missing.iter().enumerate() {
        let kind = one["message"].as_str().unwrap().split('`').nth(1).unwrap();
        let file = format!("paper-{number}.pdf");
        place.write(&file, kind);
        place.fine(&["evidence", "add", "d", &file, "--for", kind]);
    }
    // What was decided without that evidence is looked at too.
    assert!(!waiting(&place).is_empty());
    review(&place);
    let status = place.run(&["status", "d", "--complete"]);
    assert_eq!(status.code, 0, "{}", status.out);
    assert!(status.out.contains("nobody: everything is answered"));
}

/// Confirms all that is to review, until nothing is.
fn review(place: &Place) {
    for _ in 0..3 {
        for [slot, party, standing] in waiting(place) {
            assert_eq!(standing, "to-review");
            place.fine(&["confirm", "d", &slot, "--as", person_of(&party)]);
        }
    }
    assert!(waiting(place).is_empty());
}

#[test]
fn what_is_no_dossier_is_said_to_be_none() {
    let place = Place::empty();
    let mut shown = String::new();
    for command in [
        &["status", "scheme"][..],
        &["status", "nowhere"],
        &["log", "scheme"],
        &["answer", "scheme", "x", "y", "--as", "asha"],
        &["update", "scheme", "--dry-run"],
    ] {
        shown.push_str(&place.shown(command));
    }
    insta::assert_snapshot!(shown);
}
