//! A scheme of another country, with forms, parties and words of its own and without levels: it builds every document, and no
//! word of the shipped scheme is in them.

#![expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use praman::model::Scheme;
use praman::project::{load_scheme, shipped};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;

const SCHEME: &str = "tests/foreign/scheme";
const PRODUCT: &str = "tests/foreign/robot.yaml";

/// Words of the shipped scheme that are in none of its titles as they stand.
const WORDS: &[&str] = &[
    "applicant's",
    "assessor",
    "committee",
    "certification body",
    "IoTSCS",
    "India",
    "IT Act",
    "laboratory",
    "level",
    "levels",
    "OEM",
    "OWASP",
    "STQC",
    "vendor",
];

/// Runs the program and fails where it does.
#[track_caller]
fn praman(arguments: &[&str]) {
    let program = Command::new(env!("CARGO_BIN_EXE_praman"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&program.stderr);
    assert!(program.status.success(), "{arguments:?}: {told}");
    assert_eq!(told, "", "{arguments:?}");
}

/// Returns every document of the foreign scheme: its name, and its text without what all share.
fn documents() -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let out = |name: &str| folder.path().join(name).display().to_string();
    praman(&["check", SCHEME]);
    let scheme = ["--scheme", SCHEME, "--format", "md,json", "--out"];
    let every = "plan,procedures,record,report,answers,promises,sheet,decision,certificate,traceability,deliveries,quotation,index";
    praman(
        &[
            &["build", PRODUCT, "--target", every],
            &scheme[..],
            &[&out("product")],
        ]
        .concat(),
    );
    praman(&[&["scheme"], &scheme[..], &[&out("scheme")]].concat());
    praman(&[&["provenance"], &scheme[..], &[&out("provenance")]].concat());
    let mut documents = Vec::new();
    for part in ["product", "scheme", "provenance"] {
        for entry in fs::read_dir(Path::new(&out(part))).expect("documents") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            if path.extension().is_some_and(|end| end == "md") {
                documents.push((name, fs::read_to_string(path).expect("text")));
            }
        }
    }
    documents.sort();
    documents
}

fn shipped_scheme() -> Scheme {
    let mut sources = Sources::default();
    let files = load_scheme(&shipped(), &mut sources, Path::new(".")).value;
    resolve_scheme(&files, EditionChoice::Only)
        .value
        .expect("an edition")
}

/// Returns the words and titles by which the shipped scheme would be known.
fn words_of_the_shipped() -> BTreeSet<String> {
    let scheme = shipped_scheme();
    let mut words: BTreeSet<String> = WORDS.iter().map(|word| (*word).to_owned()).collect();
    words.insert(scheme.edition.title.to_string());
    words.extend(
        scheme
            .parties
            .iter()
            .map(|(_, party)| party.title.to_string()),
    );
    words.extend(scheme.forms.iter().map(|(_, form)| form.title.to_string()));
    words.extend(scheme.forms.iter().map(|(_, form)| form.key.to_string()));
    words.extend(
        scheme
            .catalogs
            .iter()
            .map(|(_, catalog)| catalog.title.to_string()),
    );
    words.extend(
        scheme
            .phases
            .iter()
            .map(|(_, phase)| phase.title.to_string()),
    );
    words.extend(scheme.roles.iter().map(|(_, role)| role.title.to_string()));
    words.extend(
        scheme
            .identity
            .iter()
            .map(|(_, field)| field.title.to_string()),
    );
    let access = scheme.access.iter().skip(1);
    words.extend(access.map(|(_, way)| way.title.to_string()));
    words.extend(
        scheme
            .samples
            .states
            .iter()
            .map(|(_, state)| state.title.to_string()),
    );
    words.extend(
        scheme
            .samples
            .kinds
            .iter()
            .map(|(_, kind)| kind.title.to_string()),
    );
    words
}

/// Says whether a text holds a word or a run of words, whatever their case.
fn holds(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    text.match_indices(&word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text
            .get(at + word.len()..)
            .and_then(|after| after.chars().next());
        let is_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
        !is_word(before) && !is_word(after)
    })
}

#[test]
fn words_are_found_whole() {
    assert!(holds("The Vendor signs.", "vendor"));
    assert!(!holds("eleven levelled fields", "level"));
}

#[test]
fn a_foreign_scheme_has_every_document_and_no_word_of_the_shipped_one() {
    let documents = documents();
    let names: Vec<&str> = documents.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "answers.md",
        "certificate.md",
        "decision.md",
        "deliveries.md",
        "index.md",
        "plan.md",
        "procedures.md",
        "promises.md",
        "provenance.md",
        "quotation.md",
        "record.md",
        "report.md",
        "scheme.md",
        "sheet.md",
        "traceability.md",
    ];
    assert_eq!(names, expected);
    // The foreign scheme may say what is plain English.
    let own = ["Description", "Tests"];
    let mut found = Vec::new();
    for word in words_of_the_shipped() {
        for (name, text) in &documents {
            // What a section of a form holds is said in words of the language.
            let text = if name == "scheme.md" {
                text.replace("level, series", "")
            } else {
                text.clone()
            };
            if !own.contains(&word.as_str()) && holds(&text, &word) {
                found.push(format!("{name}: {word}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
