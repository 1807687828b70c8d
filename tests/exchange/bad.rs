//! Packages that do not belong where they come to.

use praman::answers::DossierId;
use praman::intake::{Package, render_package};

use crate::place::{Place, scheme};

/// Writes a package that was changed.
fn alter(place: &Place, name: &str, change: impl FnOnce(&mut Package)) -> String {
    let mut package = place.package(name);
    change(&mut package);
    let altered = format!("altered-{name}");
    place.write(&altered, render_package(name, &package).expect("a package"));
    altered
}

#[test]
fn a_package_that_does_not_belong_is_refused() {
    let place = Place::new();
    let name = place.export("vendor", "laboratory");
    let refused = |code: &str, name: &str| {
        place.refused(
            code,
            "laboratory",
            &["import", "laboratory", name, "--as", "ravi"],
        )
    };
    let other = alter(&place, &name, |one| {
        one.manifest.dossier = DossierId::new([7; 16]);
    });
    refused("P0885", &other);
    let edition = alter(&place, &name, |one| {
        one.manifest.edition = "pilot@2027".to_owned();
    });
    let said = refused("P0886", &edition);
    assert!(said.contains("praman update"), "{said}");
    let level = alter(&place, &name, |one| one.manifest.level = "full".to_owned());
    refused("P0886", &level);
    refused("P0887", &place.export("vendor", "assessor"));
    let bytes = place.read(&name);
    place.write(
        "cut.praman",
        bytes.get(..bytes.len() / 2).unwrap_or_default(),
    );
    refused("P0880", "cut.praman");
    refused("P0889", "missing.praman");
    let garbled = alter(&place, &name, |one| {
        one.files
            .insert("answers.ndjson".to_owned(), b"{}\n".to_vec());
    });
    refused("P0890", &garbled);
    let empty = alter(&place, &name, |one| {
        drop(one.files.remove("answers.ndjson"));
    });
    refused("P0890", &empty);
    // One bad package among several: none is taken.
    let import = ["import", "laboratory", &name, "cut.praman", "--as", "ravi"];
    place.refused("P0880", "laboratory", &import);
}

/// Answers that another party gives go aside, whatever the package says.
#[test]
fn a_party_brings_its_own_answers_alone() {
    let place = Place::new();
    place.answer("assessor", "home:H.1/verdict", "pass");
    let name = place.export("assessor", "laboratory");
    let forged = alter(&place, &name, |one| one.manifest.from = "vendor".to_owned());
    let said = place.import("laboratory", &[&forged]);
    assert!(said.contains("it is answered by `assessor`"), "{said}");
    assert!(place.answers("laboratory").is_empty());
    // From the right party it is taken.
    let said = place.import("laboratory", &[&name]);
    assert!(said.contains("1 taken"), "{said}");
    // And what another one tells of it again was heard before.
    let said = place.import("laboratory", &[&forged]);
    assert!(!said.contains("aside"), "{said}");
}

/// What another party tells must not take the place of what the party itself says later.
#[test]
fn a_forged_package_suppresses_nothing() {
    let place = Place::new();
    place.answer("assessor", "home:H.1/verdict", "fail");
    place.export("assessor", "laboratory");
    place.answer("assessor", "home:H.1/verdict", "pass");
    let later = place.export("assessor", "laboratory");
    // It gives up "fail" in a round far ahead.
    let forged = alter(&place, &later, |one| {
        one.manifest.from = "vendor".to_owned();
        let answers = one.files.remove("answers.ndjson").unwrap_or_default();
        let answers = String::from_utf8(answers).expect("text");
        let mut line: serde_json::Value = serde_json::from_str(answers.trim()).expect("JSON");
        line["contents"] = serde_json::json!([]);
        line["over"][0]["round"] = 1000.into();
        let answers = format!("{line}\n").into_bytes();
        one.files.insert("answers.ndjson".to_owned(), answers);
    });
    place.import("laboratory", &[&forged]);
    place.answer("assessor", "home:H.1/verdict", "fail");
    place.import("laboratory", &[&place.export("assessor", "laboratory")]);
    assert_eq!(place.answers("laboratory"), place.answers("assessor"));
}

#[test]
fn a_file_that_exists_is_not_replaced_unasked() {
    let place = Place::new();
    place.write("mine.praman", "mine");
    let export = [
        "export",
        "vendor",
        "--for",
        "laboratory",
        "--to",
        "mine.praman",
        "--as",
        "asha",
    ];
    place.refused("P0891", "vendor", &export);
    assert_eq!(place.read("mine.praman"), b"mine");
    place.fine(&[&export[..], &["--replace"]].concat());
    place.package("mine.praman");
    let nobody = ["export", "vendor", "--for", "nobody", "--as", "asha"];
    place.refused("P0829", "vendor", &nobody);
    // A folder is in the way. The journal notes the export first.
    let folder = [
        &export[..3],
        &[
            "laboratory",
            "--to",
            "assessor",
            "--replace",
            "--as",
            "asha",
        ],
    ];
    let said = place.run(&folder.concat());
    assert!(
        said.code == 1 && said.err.contains("P0892"),
        "{}{}",
        said.out,
        said.err
    );
    place.fine(&["export", "vendor", "--for", "laboratory", "--as", "asha"]);
    place.package("LA-1-for-laboratory.praman");
}

#[test]
fn a_folder_is_made_for_whom_the_package_is() {
    let place = Place::new();
    let name = place.export("vendor", "laboratory");
    let scheme = scheme();
    let scheme = scheme.to_str().expect("a path");
    let new = |party: &'static str| {
        [
            "dossier", "new", "--from", &name, "other", "--scheme", scheme, "--party", party,
        ]
        .map(str::to_owned)
    };
    let refused = new("assessor");
    let refused: Vec<&str> = refused.iter().map(String::as_str).collect();
    place.refused("P0887", "other", &refused);
    let made = new("laboratory");
    let made: Vec<&str> = made.iter().map(String::as_str).collect();
    place.fine(&made);
    let head = |folder: &str| {
        let text = place.read(&format!("{folder}/dossier.yaml"));
        String::from_utf8(text)
            .expect("text")
            .lines()
            .nth(1)
            .map(str::to_owned)
    };
    assert_eq!(head("other"), head("vendor"));
    assert_eq!(place.run(&["dossier", "new", "only-one"]).code, 2);
}
