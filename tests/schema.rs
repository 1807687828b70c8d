//! JSON Schemas: the published files are those that the program makes; the examples, and the documents that are
//! made of them, fit.
#![expect(
    clippy::unwrap_used,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "schema/roll_up.rs"]
mod roll_up;

use std::path::{Path, PathBuf};

use praman::model::Scheme;
use praman::project::{load_scheme, shipped};
use praman::render::DOCUMENTS;
use praman::resolve::{EditionChoice, collect_declarations, resolve_scheme};
use praman::source::Sources;
use praman::view::view_product_schema;
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

/// Returns what `--target` takes to make every document of a product.
fn every_target() -> String {
    let of_product = DOCUMENTS.iter().filter(|spec| spec.is_of_product());
    let keys: Vec<&str> = of_product.map(|spec| spec.key).collect();
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
        let written = documents.iter().filter(|(name, _)| name == spec.stem);
        assert!(written.count() >= 2, "{}", spec.key);
    }
    for (name, document) in documents {
        let named = document.get("schema").and_then(Value::as_str).unwrap();
        assert_eq!(named, format!("praman/{name}/1"));
        let path = repository(&format!("docs/schemas/{name}.schema.json"));
        let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(
            schema.get("$id").and_then(Value::as_str).unwrap(),
            format!("urn:praman:{name}:1")
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
    let fits = "{ product: { name: X }, facts: { unlocked_sample: no }, inventories: { chip: { a: { role: mcu, tee: none }, more: unknown } } }";
    let instance: Value = serde_yaml::from_str(fits).unwrap();
    assert_eq!(complaints(&schema, &instance), Vec::<String>::new());
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
