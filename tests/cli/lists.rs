//! Lists of what a scheme holds.

use serde_json::Value;

use super::{NUMBERED, json, run, text, write};

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
fn a_level_narrows_a_list() {
    let count = |level| {
        let list = json(&["list", "controls", "--level", level, "--format", "json"]);
        list.as_array().map_or(0, Vec::len)
    };
    assert!(count("L1") < count("L2") && count("L2") < count("L3"));
}
