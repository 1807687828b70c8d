//! Registers of evidence: written by several commands at once, and sent to other parties.

use serde_json::Value;

use crate::place::Place;

#[test]
fn files_that_are_registered_at_once_are_all_registered() {
    let place = Place::new();
    let names: Vec<String> = (0..8).map(|number| format!("photo-{number}.jpg")).collect();
    for name in &names {
        place.write(name, name);
    }
    std::thread::scope(|scope| {
        for name in &names {
            let place = &place;
            scope.spawn(move || {
                place.fine(&["evidence", "add", "vendor", name, "--for", "datasheet"]);
            });
        }
    });
    let register = String::from_utf8(place.read("vendor/evidence/vendor.yaml")).expect("text");
    assert!(register.contains("given: 8"), "{register}");
    for name in &names {
        assert!(register.contains(name.as_str()), "{name}: {register}");
        assert_eq!(
            place.read(&format!("vendor/evidence/vendor/{name}")),
            name.as_bytes()
        );
    }
}

/// Returns what the status of a party's folder says of the evidence.
fn evidence(place: &Place, party: &str, more: &[&str]) -> Value {
    let status = place.fine(&[&["status", party, "--format", "json"], more].concat());
    let status: Value = serde_json::from_str(&status).expect("JSON");
    status["evidence"].clone()
}

/// Returns the numbers of a party: registered, missing, wrong, expired, doubtful.
fn counts(evidence: &Value, party: &str) -> [u64; 5] {
    ["registered", "missing", "wrong", "expired", "doubtful"].map(|word| {
        let count = &evidence["parties"][party][word];
        count.as_u64().unwrap_or_default()
    })
}

/// Lets the product file list no evidence.
fn list_no_evidence(place: &Place) {
    let product = String::from_utf8(place.read("vendor/product.yaml")).expect("text");
    let (product, _) = product.split_once("evidence:").expect("evidence");
    place.write("vendor/product.yaml", product);
}

#[test]
fn the_status_says_what_evidence_is_missing_or_wrong() {
    let place = Place::new();
    list_no_evidence(&place);
    let said = evidence(&place, "vendor", &[]);
    assert_eq!(counts(&said, "vendor"), [0, 2, 0, 0, 0], "{said}");
    assert_eq!(place.run(&["status", "vendor", "--complete"]).code, 1);
    place.write("map.pdf", "map");
    place.write("sheet.pdf", "sheet");
    for [file, kind] in [["map.pdf", "fuse-map"], ["sheet.pdf", "datasheet"]] {
        place.fine(&["evidence", "add", "vendor", file, "--for", kind]);
    }
    let said = evidence(&place, "vendor", &[]);
    assert_eq!(counts(&said, "vendor"), [2, 0, 0, 0, 0], "{said}");
    // A file that is not as it was registered, and a document that held until yesterday.
    place.write("vendor/evidence/vendor/map.pdf", "another map");
    let register = String::from_utf8(place.read("vendor/evidence/vendor.yaml")).expect("text");
    let register = register.replace(
        "    title: sheet",
        "    title: sheet\n    expires: 2030-01-31",
    );
    place.write("vendor/evidence/vendor.yaml", register);
    let said = evidence(&place, "vendor", &[]);
    assert_eq!(counts(&said, "vendor"), [2, 0, 1, 1, 0], "{said}");
    let said = evidence(&place, "vendor", &["--today", "2030-01-31"]);
    assert_eq!(counts(&said, "vendor"), [2, 0, 1, 0, 0], "{said}");
    insta::assert_snapshot!(place.fine(&["status", "vendor", "--party", "vendor", "--missing"]));
}

#[test]
fn the_status_says_what_is_wrong_with_the_files_of_the_laboratory() {
    let place = Place::new();
    place.write("laboratory/samples.yaml", "samples: { S1: {} }\n");
    let said = evidence(&place, "laboratory", &[]);
    assert_eq!(counts(&said, "laboratory"), [0, 0, 0, 0, 1], "{said}");
    assert_eq!(said["items"][0]["code"], "P0934");
    place.write(
        "laboratory.yaml",
        "name: Lab\nequipment: { OS-1: { is: [], calibrated: 2030-01-01, due: 2031-01-01 } }\n",
    );
    let own = ["--laboratory", "laboratory.yaml"];
    let said = evidence(&place, "laboratory", &own);
    assert_eq!(counts(&said, "laboratory"), [0, 0, 0, 0, 1], "{said}");
    let later = [&own[..], &["--today", "2031-01-02"]].concat();
    let said = evidence(&place, "laboratory", &later);
    assert_eq!(counts(&said, "laboratory"), [0, 0, 0, 1, 1], "{said}");
    // A register that is nonsense stops nothing else.
    std::fs::create_dir_all(place.path("laboratory/evidence")).expect("a folder");
    place.write("laboratory/evidence/laboratory.yaml", "register: [");
    let said = evidence(&place, "laboratory", &[]);
    assert_eq!(counts(&said, "laboratory")[2], 1, "{said}");
    place.fine(&["build", "laboratory"]);
}
