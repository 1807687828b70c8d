//! Answers are taken along when the product, the level or the edition changes.

use std::collections::BTreeMap;

use super::place::Place;

type Files = BTreeMap<String, Vec<u8>>;

const CONSOLE: &str = "asvs-c:C.1/response/interface.console";

/// Gives the console of the product another name.
fn rename(product: &str) -> String {
    let renamed = product.replace("    console: {", "    port: { was: console,");
    renamed.replace("covers: [interface.console]", "covers: [interface.port]")
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = Place::with_answers();
    place.write("d/product.yaml", rename(&place.raw("d/product.yaml")));
    let before = place.files("d");
    let shown = place.shown(&["update", "d", "--dry-run"]);
    assert_eq!(place.files("d"), before);
    insta::assert_snapshot!(shown);
    // Whoever updates has a name.
    assert_eq!(place.run(&["update", "d"]).code, 2);
}

#[test]
fn answers_follow_their_entry() {
    let place = Place::with_answers();
    place.write("d/product.yaml", rename(&place.raw("d/product.yaml")));
    let status = place.fine(&["status", "d"]);
    assert!(status.contains("Asked by nothing any more (5)"), "{status}");
    let said = place.fine(&["update", "d", "--as", "asha"]);
    assert!(
        said.ends_with("5 answers moved, 0 to review, 0 kept that nothing asks for any more\n"),
        "{said}"
    );
    let status = place.fine(&["status", "d"]);
    assert!(
        !status.contains("To review") && !status.contains("Asked by nothing"),
        "{status}"
    );
    // The verdicts of the laboratory stay with it, whoever updates.
    let verdicts = place.read("d/answers/bench/control/asvs-c/C.1.yaml");
    assert!(
        verdicts.contains("entry: port\n  models: [CAM-1]\n  answer: fail\n  by: ravi\n"),
        "{verdicts}"
    );
    // A second update finds nothing to do.
    let before = place.files("d");
    place.fine(&["update", "d", "--as", "asha"]);
    assert_eq!(place.files("d"), before);
    // Taken back, they are where they were, and the next update moves them again.
    place.fine(&["undo", "d", "--as", "asha"]);
    assert!(
        place
            .raw("d/answers/bench/control/asvs-c/C.1.yaml")
            .contains("entry: console")
    );
    let said = place.fine(&["update", "d", "--as", "asha"]);
    assert!(said.contains("5 answers moved"), "{said}");
}

#[test]
fn an_entry_to_which_others_refer_gets_another_name_twice() {
    let place = Place::with_answers();
    for (old, new, was) in [("main", "core", "[main]"), ("core", "soc", "[main, core]")] {
        let product = place.raw("d/product.yaml");
        let product = product.replace("was: [main], ", "");
        let product = product.replace(
            &format!("    {old}: {{ "),
            &format!("    {new}: {{ was: {was}, "),
        );
        place.write(
            "d/product.yaml",
            product.replace(&format!("chip: {old},"), &format!("chip: {new},")),
        );
        let status = place.fine(&["status", "d"]);
        assert!(
            status.contains(&format!("entry.chip: {old} → {new}")),
            "{status}"
        );
        let said = place.fine(&["update", "d", "--as", "ravi"]);
        assert!(said.contains(" 0 to review"), "{said}");
        assert!(!place.fine(&["status", "d"]).contains("To review"));
    }
}

#[test]
fn two_entries_that_become_one_lose_no_answer() {
    let place = Place::with_answers();
    let product = place
        .raw("d/product.yaml")
        .replace("    pads: { origin: found }\n", "");
    let product = product.replace("    console: {", "    port: { was: [console, pads],");
    place.write(
        "d/product.yaml",
        product.replace("covers: [interface.console]", "covers: [interface.port]"),
    );
    place.fine(&["update", "d", "--as", "asha"]);
    let answers = place.raw("d/answers/oem-team/control/asvs-c/C.1.yaml");
    for text in ["Closed by a fuse.", "Not fitted.", "Fitted, and closed."] {
        assert!(answers.contains(text), "{answers}");
    }
    let status = place.fine(&["status", "d"]);
    assert!(status.contains("In conflict (2)"), "{status}");
}

#[test]
fn a_product_from_elsewhere() {
    let place = Place::with_answers();
    let product = rename(&place.raw("camera.yaml")).replace("kind: uart", "kind: usb");
    place.write("new.yaml", &product);
    let shown = place.shown(&["update", "d", "--product", "new.yaml", "--as", "asha"]);
    assert_eq!(place.raw("d/product.yaml"), product);
    let missing = place.shown(&["update", "d", "--product", "nowhere.yaml", "--as", "asha"]);
    let status = place.shown(&["status", "d"]);
    insta::assert_snapshot!(format!("{shown}{missing}{status}"));
}

#[test]
fn another_level() {
    let place = Place::with_answers();
    place.fine(&["answer", "d", "asvs-c:C.9/finding", "None.", "--as", "asha"]);
    let said = place.fine(&["update", "d", "--level", "L1", "--as", "asha"]);
    assert!(
        said.contains("asked by nothing any more: asvs-c:C.9/finding: None.\n"),
        "{said}"
    );
    assert!(place.raw("d/dossier.yaml").contains("level: L1\n"));
    assert!(place.fine(&["status", "d"]).contains("at L1\n"));
    // The answer returns with its control.
    let said = place.fine(&["update", "d", "--level", "L2", "--as", "asha"]);
    assert!(
        said.ends_with("0 answers moved, 0 to review, 0 kept that nothing asks for any more\n"),
        "{said}"
    );
    let before = place.files("d");
    let (_, said) = place.refused(&["update", "d", "--level", "L9", "--as", "asha"]);
    assert!(said.contains("L9"), "{said}");
    assert_eq!(place.files("d"), before);
}

#[test]
fn another_edition() {
    let place = Place::with_answers();
    let scheme = place.raw("scheme/camera.prm");
    let scheme = scheme.replace("edition iotscs@2024-03", "edition iotscs@2027-01");
    let scheme = scheme.replace("control C.1 \"Application", "control C.1a \"Application");
    let scheme = scheme.replace(
        "\n  from L1\n  objective",
        "\n  was C.1\n  from L1\n  objective",
    );
    let scheme = scheme
        .replace("asvs-c:C.1\n", "asvs-c:C.1a\n")
        .replace("asvs-c:C.1 because", "asvs-c:C.1a because");
    let scheme = scheme.replace(
        "verdict pass \"Pass\" good",
        "verdict passed \"Passed\" good was pass",
    );
    place.write("new/camera.prm", &scheme);
    place.edit(
        "camera.yaml",
        "scheme: iotscs@2024-03\n",
        "scheme: iotscs@2027-01\n",
    );
    let update = [
        "update",
        "d",
        "--edition",
        "iotscs@2027-01",
        "--scheme",
        "new",
        "--product",
        "camera.yaml",
        "--as",
        "asha",
    ];
    let shown = place.shown(&update);
    assert_eq!(place.raw("d/scheme/camera.prm"), scheme);
    assert!(
        place
            .raw("d/dossier.yaml")
            .contains("edition: iotscs@2027-01\n")
    );
    let results = place.raw("d/answers/bench/procedure/debug-ports.yaml");
    assert!(results.contains("answer: passed\n"), "{results}");
    insta::assert_snapshot!(format!("{shown}{}", place.shown(&["status", "d"])));
    // The scheme that is pinned no longer has the other edition.
    let (_, said) = place.refused(&[
        "update",
        "d",
        "--edition",
        "iotscs@1999",
        "--scheme",
        "new",
        "--as",
        "asha",
    ]);
    assert!(said.contains("iotscs@2027-01"), "{said}");
}

#[test]
fn edits_by_hand_go_along() {
    let place = Place::with_answers();
    let answers = "d/answers/oem-team/control/asvs-c/C.1.yaml";
    place.edit(answers, "Closed by a fuse.", "Closed by two fuses.");
    place.write("d/product.yaml", rename(&place.raw("d/product.yaml")));
    place.fine(&["update", "d", "--as", "asha"]);
    assert!(
        place.raw(answers).contains(
            "entry: port\n  models: [CAM-1, pro]\n  answer: |-\n    Closed by two fuses.\n"
        )
    );
    let log = place.fine(&["log", "d"]);
    assert!(
        log.contains(&format!(
            "edit: {CONSOLE}@pro: Closed by a fuse. → Closed by two fuses."
        )),
        "{log}"
    );
    assert!(!place.fine(&["status", "d"]).contains("edited by hand"));
}

#[test]
fn an_update_that_is_taken_back_leaves_all_as_it_was() {
    let place = Place::with_answers();
    // The head is written as praman writes it.
    place.fine(&["update", "d", "--level", "L1", "--as", "asha"]);
    place.fine(&["update", "d", "--level", "L2", "--as", "asha"]);
    let before = place.files("d");
    let scheme = place.raw("scheme/camera.prm");
    let scheme = scheme.replace("edition iotscs@2024-03", "edition iotscs@2027-01");
    place.write("new/camera.prm", &scheme);
    let product = place.raw("camera.yaml");
    let product = product.replace("scheme: iotscs@2024-03\n", "scheme: iotscs@2027-01\n");
    place.write("new.yaml", rename(&product));
    let update = [
        "update",
        "d",
        "--edition",
        "iotscs@2027-01",
        "--level",
        "L1",
        "--scheme",
        "new",
        "--product",
        "new.yaml",
        "--as",
        "asha",
    ];
    place.fine(&update);
    let log = place.fine(&["log", "d"]);
    assert!(
        log.contains("asha update: edition: iotscs@2024-03 → iotscs@2027-01; level: L2 → L1; product.yaml; scheme (before: replaced/"),
        "{log}"
    );
    let updated = place.files("d");
    // Whatever the folder held, undone, is there again.
    let said = place.shown(&["undo", "d", "--as", "asha"]);
    insta::assert_snapshot!(said);
    assert_same(&kept(&place), &kept_of(&before));
    place.fine(&update);
    assert_same(&kept(&place), &kept_of(&updated));
}

/// Asserts that files are the same.
#[track_caller]
fn assert_same(found: &Files, expected: &Files) {
    assert!(found.keys().eq(expected.keys()), "{:?}", found.keys());
    for (path, bytes) in found {
        let [found, expected] =
            [bytes, &expected[path]].map(|bytes| String::from_utf8_lossy(bytes));
        assert_eq!(found, expected, "{path}");
    }
}

/// Returns the files of the dossier but its journal, and what it keeps beside.
fn kept(place: &Place) -> Files {
    kept_of(&place.files("d"))
}

fn kept_of(files: &Files) -> Files {
    let is_beside = |path: &str| {
        let beside = ["journal/", "asked/", "replaced/"];
        beside.iter().any(|one| path.starts_with(one))
    };
    let kept = files.iter().filter(|(path, _)| !is_beside(path));
    kept.map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

#[test]
fn an_update_that_moves_nothing_is_in_the_journal() {
    let place = Place::with_dossier();
    place.fine(&["update", "d", "--level", "L1", "--as", "asha"]);
    let log = place.fine(&["log", "d"]);
    assert!(log.ends_with("asha update: level: L2 → L1\n"), "{log}");
    // What stays the same is no change.
    let before = place.files("d");
    place.fine(&[
        "update",
        "d",
        "--level",
        "L1",
        "--product",
        "d/product.yaml",
        "--as",
        "ravi",
    ]);
    assert_eq!(place.files("d"), before);
    place.fine(&["undo", "d", "--as", "ravi"]);
    assert!(place.raw("d/dossier.yaml").contains("level: L2\n"));
    let (codes, _) = place.refused(&["undo", "d", "--as", "asha"]);
    assert_eq!(codes, ["P0826"]);
}

#[test]
fn a_product_that_was_edited_after_the_update_is_kept_when_it_is_taken_back() {
    let place = Place::with_answers();
    place.write("new.yaml", rename(&place.raw("camera.yaml")));
    let before = place.raw("d/product.yaml");
    place.fine(&["update", "d", "--product", "new.yaml", "--as", "asha"]);
    place.edit(
        "d/product.yaml",
        "A camera for indoor use.",
        "A camera for any use.",
    );
    let edited = place.raw("d/product.yaml");
    let said = place.fine(&["undo", "d", "--as", "asha"]);
    assert_eq!(place.raw("d/product.yaml"), before);
    let folder = said
        .lines()
        .find_map(|line| line.split_once("instead is in "))
        .unwrap()
        .1;
    assert_eq!(place.raw(&format!("d/{folder}/product.yaml")), edited);
}
