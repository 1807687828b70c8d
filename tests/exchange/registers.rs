//! Registers of evidence: written by several commands at once, and sent to other parties.

use praman::intake::{Package, render_package};
use serde_json::Value;

use crate::place::{Place, scheme};

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
    // What the assessor may not see is not missing to it.
    list_no_evidence(&place);
    place.import("assessor", &[&place.export("vendor", "assessor")]);
    let said = evidence(&place, "assessor", &[]);
    assert_eq!(counts(&said, "vendor"), [0, 1, 0, 0, 0], "{said}");
    // A register that is nonsense stops nothing else.
    std::fs::create_dir_all(place.path("laboratory/evidence")).expect("a folder");
    place.write("laboratory/evidence/laboratory.yaml", "register: [");
    let said = evidence(&place, "laboratory", &[]);
    assert_eq!(counts(&said, "laboratory")[2], 1, "{said}");
    place.fine(&["build", "laboratory"]);
}

/// Registers a datasheet and a fuse map of the vendor.
fn register_two(place: &Place) {
    place.write("sheet.pdf", "SHEETBYTES");
    place.write("TITLEOFMAP.pdf", "MAPBYTES");
    let add = ["evidence", "add", "vendor"];
    place.fine(&[&add[..], &["sheet.pdf", "--for", "datasheet"]].concat());
    place.fine(&[&add[..], &["TITLEOFMAP.pdf", "--for", "fuse-map"]].concat());
}

/// Makes a package with files of evidence.
fn export_with(place: &Place, to: &str, name: &str, more: &[&str]) {
    let export = [
        "export", "vendor", "--for", to, "--to", name, "--as", "asha",
    ];
    place.fine(&[&export[..], more].concat());
}

fn text(place: &Place, path: &str) -> String {
    String::from_utf8(place.read(path)).expect("text")
}

#[test]
fn a_register_and_chosen_evidence_travel() {
    let place = Place::new();
    register_two(&place);
    export_with(&place, "laboratory", "one.praman", &["--evidence", "V1"]);
    let dry = place.fine(&[
        "import",
        "laboratory",
        "one.praman",
        "--dry-run",
        "--as",
        "ravi",
    ]);
    assert!(dry.contains("taken: evidence/vendor/sheet.pdf"), "{dry}");
    assert!(!place.path("laboratory/evidence").exists());
    let said = place.import("laboratory", &["one.praman"]);
    assert!(said.contains("taken: evidence/vendor.yaml"), "{said}");
    assert!(said.contains("taken: evidence/vendor/sheet.pdf"), "{said}");
    assert_eq!(
        text(&place, "laboratory/evidence/vendor/sheet.pdf"),
        "SHEETBYTES"
    );
    let registers =
        ["vendor", "laboratory"].map(|one| text(&place, &format!("{one}/evidence/vendor.yaml")));
    assert_eq!(registers[0], registers[1]);
    assert!(
        !place
            .path("laboratory/evidence/vendor/TITLEOFMAP.pdf")
            .exists()
    );
    // All of it, later.
    export_with(&place, "laboratory", "all.praman", &["--all-evidence"]);
    let said = place.import("laboratory", &["all.praman"]);
    assert!(said.contains("already so: evidence/vendor.yaml"), "{said}");
    assert!(
        said.contains("already so: evidence/vendor/sheet.pdf"),
        "{said}"
    );
    assert!(
        said.contains("taken: evidence/vendor/TITLEOFMAP.pdf"),
        "{said}"
    );
    // Once more changes no byte.
    let before = place.files("laboratory");
    place.import("laboratory", &["all.praman", "one.praman"]);
    assert_eq!(place.files("laboratory"), before);
    let json = place.fine(&[
        "import",
        "laboratory",
        "one.praman",
        "--dry-run",
        "--format",
        "json",
        "--as",
        "ravi",
    ]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        json["packages"][0]["files"][0]["outcome"], "older",
        "{json}"
    );
}

#[test]
fn a_package_of_yesterday_changes_no_register() {
    let place = Place::new();
    register_two(&place);
    let old = place.export("vendor", "laboratory");
    let register = text(&place, "vendor/evidence/vendor.yaml");
    let renamed = register.replace("title: sheet", "title: Datasheet");
    place.write("vendor/evidence/vendor.yaml", &renamed);
    let new = place.export("vendor", "laboratory");
    let held = |place: &Place| text(place, "laboratory/evidence/vendor.yaml");
    place.import("laboratory", &[&new]);
    assert_eq!(held(&place), renamed);
    let said = place.import("laboratory", &[&old]);
    assert!(said.contains("older: evidence/vendor.yaml"), "{said}");
    assert_eq!(held(&place), renamed);
    let package = place.package(&new);
    let register = package
        .files
        .get("evidence/vendor.yaml")
        .expect("a register");
    assert_eq!(String::from_utf8_lossy(register), renamed);
}

#[test]
fn a_folder_that_is_made_from_a_package_has_its_registers() {
    let place = Place::new();
    register_two(&place);
    export_with(&place, "laboratory", "all.praman", &["--all-evidence"]);
    let scheme = scheme();
    let scheme = scheme.to_str().expect("a path");
    let new = [
        "dossier",
        "new",
        "--from",
        "all.praman",
        "other",
        "--person",
        "ravi=Ravi Nair",
    ];
    let said = place.run(&[&new[..], &["--scheme", scheme]].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert_eq!(
        text(&place, "other/evidence/vendor/TITLEOFMAP.pdf"),
        "MAPBYTES"
    );
    let said = place.fine(&["import", "other", "all.praman", "--as", "ravi"]);
    assert!(said.contains("already so: evidence/vendor.yaml"), "{said}");
    place.fine(&["evidence", "check", "other", "--today", "2030-04-01"]);
    // A scheme whose text is another one.
    let text = std::fs::read_to_string(format!("{scheme}/pilot.prm")).expect("a scheme");
    std::fs::create_dir(place.path("changed")).expect("a folder");
    place.write(
        "changed/pilot.prm",
        text.replace("Fuses are blown", "Every fuse is blown"),
    );
    let new = [
        "dossier",
        "new",
        "--from",
        "all.praman",
        "third",
        "--scheme",
        "changed",
        "--person",
        "ravi=Ravi Nair",
    ];
    let said = place.run(&new);
    assert!(said.code == 0 && said.err.contains("P0898"), "{}", said.err);
    let said = place.run(&["import", "third", "all.praman", "--as", "ravi"]);
    assert!(said.code == 0 && said.err.contains("P0898"), "{}", said.err);
}

/// What the assessor may not see of the evidence is in no byte of a package, plain or hashed.
#[test]
fn secret_evidence_is_in_no_byte_of_a_package() {
    let place = Place::new();
    register_two(&place);
    let register = text(&place, "vendor/evidence/vendor.yaml");
    let mut hashes = register
        .lines()
        .filter_map(|line| line.trim().strip_prefix("sha256: "));
    let hash = hashes.nth(1).expect("a hash").to_owned();
    export_with(&place, "assessor", "all.praman", &["--all-evidence"]);
    let package = place.package("all.praman");
    let raw = String::from_utf8_lossy(&place.read("all.praman")).into_owned();
    for secret in [
        "TITLEOFMAP",
        "MAPBYTES",
        "V2",
        "fuse-map",
        &hash,
        "given: 2",
    ] {
        for (path, bytes) in &package.files {
            let text = String::from_utf8_lossy(bytes);
            let is_there = text.contains(secret) || path.contains(secret);
            assert!(!is_there, "{secret} in {path}: {text}");
        }
        assert!(!raw.contains(secret), "{secret}");
    }
    assert!(package.files.contains_key("evidence/vendor/sheet.pdf"));
    let export = [
        "export",
        "vendor",
        "--for",
        "assessor",
        "--as",
        "asha",
        "--evidence",
    ];
    place.refused("P0894", "vendor", &[&export[..], &["V2"]].concat());
    place.refused("P0894", "vendor", &[&export[..], &["V7"]].concat());
    // A file that was changed does not leave.
    place.write("vendor/evidence/vendor/sheet.pdf", "changed");
    place.refused("P0910", "vendor", &[&export[..], &["V1"]].concat());
}

/// Writes a package that was changed.
fn alter(place: &Place, name: &str, change: impl FnOnce(&mut Package)) -> String {
    let mut package = place.package(name);
    change(&mut package);
    let altered = format!("altered-{name}");
    place.write(&altered, render_package(name, &package).expect("a package"));
    altered
}

#[test]
fn registers_and_evidence_that_do_not_belong_are_refused() {
    let place = Place::new();
    register_two(&place);
    export_with(&place, "laboratory", "all.praman", &["--all-evidence"]);
    let refused = |code: &str, change: &dyn Fn(&mut Package)| {
        let name = alter(&place, "all.praman", change);
        let import = ["import", "laboratory", &name, "--as", "ravi"];
        place.refused(code, "laboratory", &import)
    };
    let put = |path: &'static str, text: &'static str| {
        move |one: &mut Package| drop(one.files.insert(path.to_owned(), text.into()))
    };
    let said = refused("P0896", &put("evidence/vendor/sheet.pdf", "forged"));
    assert!(said.contains("does not have the hash"), "{said}");
    refused("P0896", &put("evidence/vendor/more.pdf", "more"));
    refused(
        "P0895",
        &put("evidence/laboratory.yaml", "register: laboratory"),
    );
    refused("P0895", &put("evidence/laboratory/log.txt", "log"));
    refused("P0895", &put("samples.yaml", "samples: { S1: {} }"));
    refused(
        "P0890",
        &put("evidence/vendor.yaml", "register: laboratory\nletter: L\n"),
    );
    refused("P0890", &put("evidence/vendor.yaml", "register: ["));
    let hash = "0".repeat(64);
    let out = format!(
        "register: vendor\nletter: V\nevidence: {{ V1: {{ file: ../../x, sha256: {hash} }} }}\n"
    );
    let said = refused("P0890", &|one| {
        let path = "evidence/vendor.yaml".to_owned();
        drop(one.files.insert(path, out.clone().into_bytes()));
    });
    assert!(said.contains("../../x"), "{said}");
    refused("P0895", &|one| one.manifest.from = "assessor".to_owned());
    // Another file stands where evidence belongs.
    std::fs::create_dir_all(place.path("laboratory/evidence/vendor")).expect("a folder");
    place.write("laboratory/evidence/vendor/sheet.pdf", "mine");
    refused("P0897", &|_| {});
    assert_eq!(text(&place, "laboratory/evidence/vendor/sheet.pdf"), "mine");
}

#[cfg(unix)]
#[test]
fn evidence_is_not_put_behind_a_link_that_leads_out() {
    let place = Place::new();
    register_two(&place);
    export_with(&place, "laboratory", "all.praman", &["--all-evidence"]);
    std::fs::create_dir(place.path("outside")).expect("a folder");
    std::fs::create_dir_all(place.path("laboratory/evidence")).expect("a folder");
    let link = place.path("laboratory/evidence/vendor");
    std::os::unix::fs::symlink(place.path("outside"), link).expect("a link");
    let said = place.run(&["import", "laboratory", "all.praman", "--as", "ravi"]);
    assert!(said.code == 1 && said.err.contains("P0897"), "{}", said.err);
    assert!(place.files("outside").is_empty());
}
