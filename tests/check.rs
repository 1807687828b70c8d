//! What is checked of a resolved scheme: for each code inputs that trigger it and inputs that do not.
//!
//! `check/<code>/bad*.prm` gives the code, `good*.prm` does not. Each is read together with
//! `check/base.prm`, unless it begins with `# alone`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "check/causes.rs"]
mod causes;
#[path = "check/planted.rs"]
mod planted;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use praman::check::{CODES, check_schemes};
use praman::diag::{Diagnostic, Diagnostics};
use praman::resolve::{EditionChoice, collect_declarations, resolve_scheme};
use praman::source::{Place, Sources};
use praman::syntax::parse_file;

/// Returns all diagnostics of texts, by name and text, over all editions, sorted.
fn check_texts(texts: &[(&str, &str)]) -> (Sources, Diagnostics) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::new();
    let mut files = Vec::new();
    for (name, text) in texts {
        let file = sources.add(*name, *text);
        files.push(diagnostics.take(parse_file(file, *text)));
    }
    let mut schemes = Vec::new();
    for edition in collect_declarations(&files).editions() {
        let resolved = resolve_scheme(&files, EditionChoice::Named(&edition.name()));
        schemes.extend(diagnostics.take(resolved));
    }
    let catalogs = diagnostics.take(collect_declarations(&files).resolve_unused_catalogs());
    diagnostics.append(check_schemes(&schemes, &catalogs));
    (sources, diagnostics.sorted())
}

fn check_case(text: &str) -> (Sources, Diagnostics) {
    if text.starts_with("# alone") {
        return check_texts(&[("case.prm", text)]);
    }
    let base = fs::read_to_string(folder().join("base.prm")).expect("the base can be read");
    check_texts(&[("base.prm", &base), ("case.prm", text)])
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

/// Shows a diagnostic with its places as `file:line:column` and the text there.
fn show(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place =
        |place: Option<Place>| place.map_or_else(String::new, |place| locate(sources, place));
    let mut shown = format!(
        "{}: {} {}: {}\n",
        place(diagnostic.place()),
        diagnostic.severity().word(),
        diagnostic.code,
        diagnostic.message
    );
    let labels = diagnostic.primary.iter().chain(&diagnostic.secondary);
    for label in labels.filter(|label| !label.text.is_empty()) {
        let at = locate(sources, label.place);
        writeln!(shown, "  at {at}: {}", label.text).expect("a string takes all");
    }
    for (word, text) in [("note", &diagnostic.note), ("help", &diagnostic.help)] {
        if let Some(text) = text {
            writeln!(shown, "  {word}: {text}").expect("a string takes all");
        }
    }
    shown
}

fn locate(sources: &Sources, place: Place) -> String {
    let at = sources
        .line_column(place)
        .expect("the place is in a source");
    let file = sources.get(place.file).expect("the file is a source");
    let text = file.slice(place.span).lines().next().unwrap_or_default();
    format!("{}:{}:{} `{text}`", file.path(), at.line, at.column)
}

/// Returns the cases of a code: name of the file, text.
fn cases(code: &str) -> Vec<(String, String)> {
    let mut cases: Vec<(String, String)> = fs::read_dir(folder().join(code))
        .unwrap_or_else(|error| panic!("{code} has no folder of cases: {error}"))
        .map(|entry| {
            let path = entry.expect("the folder can be read").path();
            let name = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (
                name,
                fs::read_to_string(path).expect("the case can be read"),
            )
        })
        .collect();
    cases.sort();
    cases
}

#[test]
fn the_base_is_clean() {
    let (sources, diagnostics) = check_case("");
    let shown: String = diagnostics.iter().map(|one| show(&sources, one)).collect();
    assert_eq!(shown, "");
}

#[test]
fn the_shipped_scheme_is_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for name in ["requirements", "levels"] {
        find_schemes(&root.join(name), &mut paths);
    }
    paths.sort();
    let texts: Vec<(String, String)> = paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("the file can be read");
            let name = path.strip_prefix(root).expect("it is below the root");
            (name.display().to_string(), text)
        })
        .collect();
    assert!(!texts.is_empty());
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let (sources, diagnostics) = check_texts(&texts);
    let shown: String = diagnostics.iter().map(|one| show(&sources, one)).collect();
    assert_eq!(shown, "");
}

fn find_schemes(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            find_schemes(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "prm") {
            found.push(path);
        }
    }
}

#[test]
fn every_code_has_a_case_that_triggers_it_and_one_that_does_not() {
    for code in &CODES.concat() {
        let mut kinds = BTreeSet::new();
        for (name, text) in cases(code.id) {
            let (sources, diagnostics) = check_case(&text);
            let found = diagnostics.iter().any(|one| one.code == *code);
            let expected = name.starts_with("bad");
            let shown: String = diagnostics.iter().map(|one| show(&sources, one)).collect();
            assert_eq!(found, expected, "{} of {name}:\n{shown}", code.id);
            kinds.insert(expected);
        }
        assert_eq!(kinds.len(), 2, "{} has a bad and a good case", code.id);
    }
}

#[test]
fn good_cases_have_only_what_they_are_about() {
    for code in &CODES.concat() {
        for (name, text) in cases(code.id) {
            // What could not be read is reported; nothing follows from it.
            if name == "good" {
                let (sources, diagnostics) = check_case(&text);
                let shown: String = diagnostics.iter().map(|one| show(&sources, one)).collect();
                assert_eq!(shown, "", "{} of {name}", code.id);
            }
        }
    }
}

#[test]
fn bad_cases_read_as_sentences() {
    for code in &CODES.concat() {
        for (name, text) in cases(code.id) {
            if name == "good" {
                continue;
            }
            let (sources, diagnostics) = check_case(&text);
            let shown: String = diagnostics.iter().map(|one| show(&sources, one)).collect();
            insta::with_settings!({
                omit_expression => true, prepend_module_to_snapshot => false,
                snapshot_path => "check/snapshots"
            }, {
                insta::assert_snapshot!(format!("{}-{name}", code.id), format!("{text}--------\n{shown}"));
            });
        }
    }
}

#[test]
fn the_times_of_very_many_rules_are_undecided() {
    let told = |count: usize| {
        let rules: Vec<String> = (1..=count).map(|number| format!("r{number}")).collect();
        let declared = rules.iter().map(|key| {
            format!(
                "rule {key} \"Rule {key}\" {{ deadline issued within 10 days after application by vendor; breach unknown; provenance rule ours }}\n"
            )
        });
        let text = format!(
            "party vendor \"Vendor\"\nevent application \"Application\"\nevent issued \"Issue\"\n{}edition garden@1 \"Garden\" {{ levels L1; uses base@1 with L1 = L1; rules {}; provenance levels ours }}\n",
            declared.collect::<String>(),
            rules.join(", ")
        );
        let (sources, diagnostics) = check_case(&text);
        diagnostics
            .iter()
            .map(|one| show(&sources, one))
            .collect::<String>()
    };
    assert_eq!(told(400), "");
    insta::assert_snapshot!(told(401));
}

/// A catalog whose controls stand in several files, and give no provenance.
const CATALOG: &str = "
catalog bare@1 \"Bare\" { levels L1; provenance number, title, statement, levels, applies ours }
edition scheme@1 \"Scheme\" { levels L1; uses bare@1 with L1 = L1; provenance levels ours }
evidence paper \"Paper\" { kind document; provenance evidence ours }
";

#[test]
fn what_a_catalog_does_not_say_of_several_files_is_one_report() {
    let control = |key: &str| {
        format!(
            "in bare@1\ncontrol {key} \"A label of kind {key}\" {{ from L1; statement \"It has label {key}.\"; applies always; evidence paper }}\n"
        )
    };
    let more = "evidence drawing \"Drawing\" { kind diagram }\n";
    let files = [control("A.1"), control("A.2") + more];
    let told = |files: &[String]| {
        let names = ["a.prm", "b.prm"].into_iter();
        let files = names.zip(files.iter().map(String::as_str));
        let all: Vec<(&str, &str)> = [("catalog.prm", CATALOG)]
            .into_iter()
            .chain(files)
            .collect();
        let (sources, diagnostics) = check_texts(&all);
        let own = diagnostics.iter().filter(|one| one.code.id == "P0512");
        own.map(|one| show(&sources, one)).collect::<Vec<_>>()
    };
    insta::assert_snapshot!(told(&files).join("\n"));
    assert_eq!(told(&files[..1]).len(), 1, "one file is named itself");
}

#[test]
fn cases_belong_to_codes() {
    let known: BTreeSet<&str> = CODES.concat().iter().map(|code| code.id).collect();
    for entry in fs::read_dir(folder()).expect("the folder can be read") {
        let name = entry.expect("the folder can be read").file_name();
        let name = name.to_string_lossy();
        if name.starts_with('P') {
            assert!(known.contains(&*name), "{name} is no code of `check`");
        }
    }
}
