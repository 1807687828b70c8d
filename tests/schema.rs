//! JSON Schemas: the published files are those that the program makes; the examples, and the documents that are
//! made of them, fit.
#![expect(
    clippy::unwrap_used,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "schema/roll_up.rs"]
mod roll_up;
#[path = "schema/samples.rs"]
mod samples;
#[path = "schema/template_words.rs"]
mod template_words;

use std::path::{Path, PathBuf};

use praman::model::Scheme;
use praman::project::{load_scheme, shipped};
use praman::render::{DOCUMENTS, MadeOf};
use praman::resolve::{EditionChoice, collect_declarations, resolve_scheme};
use praman::source::Sources;
use praman::view::{view_answers_schema, view_product_schema};
use serde_json::Value;

/// Resolves every edition of the shipped scheme.
fn schemes() -> Vec<Scheme> {
    let mut sources = Sources::default();
    let files = load_scheme(&shipped(), &mut sources, Path::new(".")).value;
    let names = collect_declarations(&files).editions();
    let schemes = names.iter().map(|head| {
        let name = format!("{}@{}", head.key, head.version);
        resolve_scheme(&files, EditionChoice::Named(&name)).value
    });
    schemes.map(Option::unwrap).collect()
}

/// Compares a published file with what it should be; with `UPDATE_SCHEMAS=1` writes it.
fn published(path: &Path, schema: &Value) {
    let text = format!("{schema:#}\n");
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == text,
        "{} is not what praman makes; run the tests with UPDATE_SCHEMAS=1 and look at the change",
        path.display()
    );
}

fn complaints(schema: &Value, instance: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors = validator.iter_errors(instance);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_schema_of_product_files_is_published_for_every_edition() {
    for scheme in schemes() {
        let name = scheme.edition.name();
        let path = repository(&format!("docs/schemas/product-{name}.schema.json"));
        published(&path, &view_product_schema(&scheme));
    }
}

/// Runs the program and reads the JSON files that it writes.
fn written(arguments: &[&str]) -> Vec<(String, Value)> {
    let folder = tempfile::tempdir().unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_praman"))
        .args(arguments)
        .args(["--format", "json", "--out"])
        .arg(folder.path())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {told}");
    let files = std::fs::read_dir(folder.path()).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let files = files.filter(|path| !path.ends_with(".praman-manifest.json"));
    files
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            (name, serde_json::from_str(&text).unwrap())
        })
        .collect()
}

/// The files of the forms of the shipped editions.
const FORMS: [&str; 4] = ["application", "series", "tcf", "checklist"];

/// Returns what `--target` takes to make every document of a product.
fn every_target() -> String {
    let of_product = DOCUMENTS.iter().filter(|spec| spec.is_of_product());
    let fixed = of_product.filter(|spec| !matches!(spec.made_of, MadeOf::Form { .. }));
    let keys: Vec<&str> = fixed.map(|spec| spec.key).chain(FORMS).collect();
    keys.join(",")
}

#[test]
fn every_document_fits_the_schema_that_it_names() {
    let mut documents = written(&["scheme"]);
    documents.extend(written(&["provenance"]));
    documents.extend(written(&["provenance", "iso27400", "--aspect", "title"]));
    documents.extend(written(&["scheme", "--level", "L2"]));
    for example in ["ip-camera", "smart-lock", "wired-sensor"] {
        let product = format!("examples/{example}/product.yaml");
        documents.extend(written(&["build", &product, "--target", &every_target()]));
    }
    for spec in DOCUMENTS {
        let stems: &[&str] = match spec.made_of {
            MadeOf::Form { .. } => &FORMS,
            MadeOf::Product { .. } | MadeOf::Build | MadeOf::Scheme => &[spec.stem],
        };
        let written = documents
            .iter()
            .filter(|(name, _)| stems.contains(&name.as_str()));
        assert!(written.count() >= 2, "{}", spec.key);
    }
    for (name, document) in documents {
        let name = if FORMS.contains(&name.as_str()) {
            "form".to_owned()
        } else {
            name
        };
        let named = document.get("schema").and_then(Value::as_str).unwrap();
        let version = if name == "plan" { 2 } else { 1 };
        assert_eq!(named, format!("praman/{name}/{version}"));
        let path = repository(&format!("docs/schemas/{name}.schema.json"));
        let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(
            schema.get("$id").and_then(Value::as_str).unwrap(),
            format!("urn:praman:{name}:{version}")
        );
        assert_eq!(
            complaints(&schema, &document),
            Vec::<String>::new(),
            "{name}"
        );
    }
}

#[test]
fn every_example_fits_the_schema_that_it_names() {
    let mut found = 0;
    for folder in std::fs::read_dir(repository("examples")).unwrap() {
        let path = folder.unwrap().path().join("product.yaml");
        let text = std::fs::read_to_string(&path).unwrap();
        let named = text.lines().next().unwrap();
        let named = named
            .strip_prefix("# yaml-language-server: $schema=")
            .unwrap();
        let schema = std::fs::read_to_string(path.with_file_name(named)).unwrap();
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let product: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(
            complaints(&schema, &product),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
        found += 1;
    }
    assert!(found >= 3, "{found} examples");
}

#[test]
fn what_the_compiler_refuses_the_schema_refuses() {
    let schemes = schemes();
    let resolved = schemes.first().unwrap();
    let schema = view_product_schema(resolved);
    for fits in [
        "{ product: { name: X }, facts: { unlocked_sample: no }, inventories: { chip: { a: { role: mcu, tee: none }, more: unknown } } }",
        "{ scheme: unknown, product: { name: X, model: none, firmware_sha256: none }, facts: unknown, applicant: unknown, declined: none, series: none, evidence: none, test_bed: none }",
        "{ product: { name: X }, inventories: { image: { a: { os: none, version: 2.10 }, more: { os: [rtos, none] } } } }",
        "{ product: { name: X }, evidence: [{ kind: soc-datasheet, covers: chip.a, date: none }], test_bed: { device: { connects: a }, a: { connects: [device] } } }",
        "{ product: { name: X }, series: { A: { name: Y, remove: chip.a, add: { chip: { b: unknown } }, change: { unlocked_sample: unknown, product.model: Z, chip.a.b.role: mcu } } } }",
    ] {
        let instance: Value = serde_yaml::from_str(fits).unwrap();
        assert_eq!(
            complaints(&schema, &instance),
            Vec::<String>::new(),
            "{fits}"
        );
    }
    for (wrong, path) in [
        ("{ facts: {} }", ""),
        ("{ product: { name: X }, fact: {} }", ""),
        ("{ product: { nam: X } }", "/product"),
        (
            "{ product: { name: X }, facts: { unlocked_sample: perhaps } }",
            "/facts/unlocked_sample",
        ),
        (
            "{ product: { name: X }, inventories: { chip: { a: { role: cpu } } } }",
            "/inventories",
        ),
        (
            "{ product: { name: X, firmware_sha256: abc } }",
            "/product/firmware_sha256",
        ),
        (
            "{ product: { name: X }, evidence: [{ kind: letter }] }",
            "/evidence",
        ),
        ("{ product: { name: unknown } }", "/product/name"),
        ("{ product: { name: ' ' } }", "/product/name"),
        ("{ scheme: none, product: { name: X } }", "/scheme"),
        ("{ product: { name: X }, facts: none }", "/facts"),
        ("{ product: { name: X }, applicant: none }", "/applicant"),
        ("{ product: { name: X }, declined: unknown }", "/declined"),
        ("{ product: { name: X }, series: unknown }", "/series"),
        ("{ product: { name: X }, evidence: unknown }", "/evidence"),
        ("{ product: { name: X }, test_bed: unknown }", "/test_bed"),
        (
            "{ product: { name: X }, test_bed: { a: { connects: none } } }",
            "/test_bed",
        ),
        (
            "{ product: { name: X }, evidence: [{ kind: soc-datasheet, covers: none }] }",
            "/evidence",
        ),
        (
            "{ product: { name: X }, inventories: { image: { a: { version: none } } } }",
            "/inventories",
        ),
        (
            "{ product: { name: X }, inventories: { image: { more: { os: [] } } } }",
            "/inventories",
        ),
        (
            "{ product: { name: X }, inventories: { chip: { this: {} } } }",
            "/inventories",
        ),
        (
            "{ product: { name: X }, inventories: { chip: { a: { was: none } } } }",
            "/inventories",
        ),
        (
            "{ product: { name: X }, series: { A: { remove: none } } }",
            "/series",
        ),
        (
            "{ product: { name: X }, series: { A: { change: { product.nonsense: x } } } }",
            "/series",
        ),
        (
            "{ product: { name: X }, series: { A: { change: { chip.a.role: cpu } } } }",
            "/series",
        ),
    ] {
        let instance: Value = serde_yaml::from_str(wrong).unwrap();
        let complaints = complaints(&schema, &instance);
        assert!(
            complaints
                .iter()
                .any(|complaint| complaint.starts_with(path)),
            "{wrong}: {complaints:?}"
        );
    }
}

#[test]
fn the_schema_of_answers_takes_what_the_reader_takes() {
    let schema = view_answers_schema(None);
    published(&repository("docs/schemas/answers.schema.json"), &schema);
    for name in ["good", "by-hand", "empty"] {
        let text = std::fs::read_to_string(repository(&format!("tests/intake/{name}.yaml")));
        let instance: Value = serde_yaml::from_str(&text.unwrap()).unwrap();
        assert_eq!(complaints(&schema, &instance), [""; 0], "{name}");
    }
    for (wrong, path) in [
        ("control: c:C.1\nprocedure: p\nanswers: []", ""),
        ("controls: c:C.1", ""),
        ("answers: none", "/answers"),
        ("answers: [{ answer: a }]", "/answers/0"),
        ("answers: [{ what: rumour, answer: a }]", "/answers/0/what"),
        ("answers: [{ what: plan }]", "/answers/0"),
        (
            "answers: [{ what: plan, colour: red, answer: a }]",
            "/answers/0",
        ),
        (
            "answers: [{ what: plan, models: [], answer: a }]",
            "/answers/0/models",
        ),
        (
            "answers: [{ what: plan, answer: a, meaning: 12ab }]",
            "/answers/0/meaning",
        ),
        (
            "answers: [{ what: plan, conflict: [{ answer: a }] }]",
            "/answers/0/conflict",
        ),
        (
            "answers: [{ what: plan, answer: a, conflict: [{ answer: a }, { answer: b }] }]",
            "/answers/0",
        ),
    ] {
        expect_complaint(&schema, wrong, path);
    }
}

/// Says that a schema refuses a text, at a place.
fn expect_complaint(schema: &Value, wrong: &str, path: &str) {
    let instance: Value = serde_yaml::from_str(wrong).unwrap();
    let complaints = complaints(schema, &instance);
    let found = complaints
        .iter()
        .any(|complaint| complaint.starts_with(&format!("{path}:")));
    assert!(found, "{wrong}: {complaints:?}");
}

/// Runs the program, and returns what it prints.
fn run(arguments: &[&str]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_praman"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {told}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_schema_of_a_dossier_knows_its_keys_its_people_and_its_choices() {
    let root = tempfile::tempdir().unwrap();
    let dossier = root.path().join("sensor");
    let folder = dossier.to_str().unwrap();
    let product = "examples/wired-sensor/product.yaml";
    run(&[
        "dossier",
        "new",
        product,
        folder,
        "--person",
        "asha=Asha Rao",
    ]);
    for (slot, value) in [
        (
            "asvs-c:C.12/response/image.application",
            "Our build lists them.",
        ),
        ("document/undertaking/contact-first/agreed", "agreed"),
        ("document/ask/F03.boundary.users", "Maintenance staff."),
    ] {
        run(&["answer", folder, slot, value, "--as", "asha"]);
    }
    let schema: Value =
        serde_json::from_str(&run(&["schema", "answers", "--dossier", folder])).unwrap();
    for file in [
        "control/asvs-c/C.12.yaml",
        "rule/contact-first.yaml",
        "form/F03.yaml",
    ] {
        let text = std::fs::read_to_string(dossier.join("answers/vendor").join(file)).unwrap();
        let instance: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(complaints(&schema, &instance), [""; 0], "{file}");
    }
    for right in [
        "rule: contact-first\nanswers: [{ what: undertaking, field: agreed, answer: }]",
        "rule: contact-first\nanswers: [{ what: undertaking, field: remark, answer: yes }]",
        "control: c:gone\nanswers: [{ what: verdict, models: [A], answer: fail }]",
    ] {
        let instance: Value = serde_yaml::from_str(right).unwrap();
        assert_eq!(complaints(&schema, &instance), [""; 0], "{right}");
    }
    for (wrong, path) in [
        (
            "rule: contact-first\nanswers: [{ what: undertaking, field: agreed, answer: yes }]",
            "/answers/0/answer",
        ),
        (
            "control: asvs-c:C.12\nanswers: [{ what: verdict, models: [VL-310], answer: not-applicable-here }]",
            "/answers/0/answer",
        ),
        (
            "procedure: p\nanswers: [{ what: result, case: a, conflict: [{ answer: pass }, { answer: passed }] }]",
            "/answers/0/conflict/1/answer",
        ),
    ] {
        expect_complaint(&schema, wrong, path);
    }
    let person = schema.pointer("/$defs/record/properties/by/anyOf/0/description");
    assert_eq!(person.unwrap(), "Asha Rao");
}
