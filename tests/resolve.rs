//! The resolve layer: data files of many small cases to diagnostics and schemes.
//!
//! A data file holds cases under `#### title`. A case stands beside the prelude of the folder, unless its
//! title ends in `(alone)`; it names the edition to resolve as `(edition e@2)`. One that ends in `(dump)`
//! shows the scheme; `(ask c:2, 3)` asks it for controls by name.

#![expect(clippy::expect_used, reason = "a test may fail")]

#[path = "resolve/dump.rs"]
mod dump;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use praman::diag::{Diagnostic, Diagnostics};
use praman::resolve::{CODES, EditionChoice, collect_declarations, resolve_scheme};
use praman::source::{FileId, Sources};
use praman::syntax::parse_file;
use proptest::prelude::*;

const PRELUDE: &str = include_str!("resolve/prelude.prm");

/// A case: its title and its text.
struct Case<'t> {
    title: &'t str,
    text: &'t str,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    text.split("#### ")
        .skip(1)
        .map(|part| {
            let (title, text) = part.split_once('\n').expect("a title ends its line");
            Case {
                title,
                text: text.trim_end(),
            }
        })
        .collect()
}

impl<'t> Case<'t> {
    /// Returns what stands in the title between a word and the next bracket.
    fn option(&self, word: &str) -> Option<&'t str> {
        let (_, rest) = self.title.split_once(word)?;
        rest.split_once(')').map(|(option, _)| option)
    }
}

/// Asks a scheme for controls by name.
fn ask(scheme: &praman::model::Scheme, names: &str) -> String {
    let mut shown = String::new();
    for name in names.split(", ") {
        let answer = match (scheme.find_control(name), scheme.earlier(name)) {
            (Some(id), _) => format!("is {}", scheme.controls[id].name),
            (None, Some(earlier)) => format!(
                "{}\n    {}: {}",
                earlier.message,
                earlier.only.map_or("help", |_| "only"),
                earlier.help
            ),
            (None, None) => "is unknown".to_owned(),
        };
        let _ = writeln!(shown, "ask {name}: {answer}");
    }
    shown
}

/// What resolving a case gives.
struct Outcome {
    sources: Sources,
    file: FileId,
    scheme: Option<praman::model::Scheme>,
    diagnostics: Diagnostics,
}

fn run(case: &Case<'_>) -> Outcome {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::new();
    let mut files = Vec::new();
    if !case.title.contains("(alone") {
        let prelude = sources.add("prelude.prm", PRELUDE);
        files.push(diagnostics.take(parse_file(prelude, PRELUDE)));
    }
    let file = sources.add("case.prm", case.text);
    files.push(diagnostics.take(parse_file(file, case.text)));
    let named = case.option("(edition ");
    let choice = named.map_or(EditionChoice::Only, EditionChoice::Named);
    let scheme = diagnostics.take(resolve_scheme(&files, choice));
    Outcome {
        sources,
        file,
        scheme,
        diagnostics: diagnostics.sorted(),
    }
}

fn place(outcome: &Outcome, place: praman::source::Place) -> String {
    let position = outcome
        .sources
        .line_column(place)
        .expect("the place is in a file");
    let prelude = if place.file == outcome.file {
        ""
    } else {
        "prelude "
    };
    format!("{prelude}{}:{}", position.line, position.column)
}

fn show_diagnostic(outcome: &Outcome, diagnostic: &Diagnostic) -> String {
    let at = diagnostic
        .primary
        .as_ref()
        .map_or_else(|| "nowhere".to_owned(), |label| place(outcome, label.place));
    let mut shown = format!("{at} {} {}\n", diagnostic.code, diagnostic.message);
    for label in &diagnostic.secondary {
        let _ = writeln!(shown, "    {} {}", place(outcome, label.place), label.text);
    }
    if let Some(note) = &diagnostic.note {
        let _ = writeln!(shown, "    note: {note}");
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(shown, "    help: {help}");
    }
    shown
}

fn show(text: &str) -> String {
    let mut shown = String::new();
    for case in cases(text) {
        let outcome = run(&case);
        let _ = write!(shown, "#### {}\n{}\n----\n", case.title, case.text);
        for diagnostic in outcome.diagnostics.iter() {
            shown.push_str(&show_diagnostic(&outcome, diagnostic));
        }
        if let (Some(scheme), true) = (&outcome.scheme, case.title.contains("(dump)")) {
            shown.push_str(&dump::scheme(scheme));
        }
        if let (Some(scheme), Some(names)) = (&outcome.scheme, case.option("(ask ")) {
            shown.push_str(&ask(scheme, names));
        }
        shown.push('\n');
    }
    shown
}

#[test]
fn cases_give_diagnostics_and_schemes() {
    insta::glob!("resolve/*.case", |path: &Path| {
        let text = std::fs::read_to_string(path).expect("the file can be read");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "resolve/snapshots" }, {
            insta::assert_snapshot!("case", show(&text));
        });
    });
}

fn all_texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resolve");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let cases = paths.filter(|path| path.extension().is_some_and(|end| end == "case"));
    cases
        .map(|path| std::fs::read_to_string(path).expect("the file can be read"))
        .collect()
}

#[test]
fn every_code_has_a_case_and_no_title_lies() {
    let mut seen = BTreeSet::new();
    for text in all_texts() {
        for case in cases(&text) {
            let outcome = run(&case);
            seen.extend(outcome.diagnostics.iter().map(|found| found.code.id));
            let fine = case.title.contains("(fine)");
            let shown: Vec<String> = outcome
                .diagnostics
                .iter()
                .map(|found| show_diagnostic(&outcome, found))
                .collect();
            assert_eq!(fine, shown.is_empty(), "{}: {shown:#?}", case.title);
        }
    }
    let missing: Vec<&str> = CODES
        .concat()
        .iter()
        .map(|code| code.id)
        .filter(|id| !seen.contains(id))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "codes without a case");
}

/// Every word of a text, and where it begins.
fn words(text: &str) -> Vec<(usize, &str)> {
    let breaks = |char: char| char.is_whitespace();
    text.split_inclusive(breaks)
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len();
            Some((start, word))
        })
        .filter(|(_, word)| !word.trim().is_empty())
        .collect()
}

/// Puts one word of a text in the place of another, or takes it out.
fn edited(text: &str, at: usize, from: Option<usize>) -> String {
    let words = words(text);
    let word = |index: usize| words.get(index % words.len()).copied().unwrap_or((0, ""));
    let (start, old) = word(at);
    let new = from.map_or("", |from| word(from).1);
    let (before, after) = (text.get(..start), text.get(start + old.len()..));
    format!("{}{new}{}", before.unwrap_or(""), after.unwrap_or(""))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is moved or missing: an answer, and places that are in the text.
    #[test]
    fn no_edit_makes_it_panic(
        case in any::<proptest::sample::Index>(),
        edits in proptest::collection::vec((any::<usize>(), proptest::option::of(any::<usize>())), 1..4),
    ) {
        let texts = all_texts();
        let cases: Vec<Case<'_>> = texts.iter().flat_map(|text| cases(text)).collect();
        let case = case.get(&cases);
        let mut text = format!("{PRELUDE}\n{}", case.text);
        for (at, from) in edits {
            text = edited(&text, at, from);
        }
        let file = Sources::default().add("a.prm", text.as_str());
        let _ = collect_declarations(&[parse_file(file, text.as_str()).value]).resolve_unused_catalogs();
        let outcome = run(&Case { title: "(alone)", text: &text });
        for diagnostic in outcome.diagnostics.iter() {
            let labels = diagnostic.primary.iter().chain(&diagnostic.secondary);
            for label in labels {
                let span = label.place.span;
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
            }
        }
        if let Some(scheme) = &outcome.scheme {
            dump::scheme(scheme);
        }
    }
}

#[test]
fn a_catalog_that_no_edition_uses_is_resolved_by_itself() {
    let text = "catalog a@1 \"A\" { levels L1 < L2; controls 3 }
catalog a@2 \"A again\" { publisher \"Nobody\" }
catalog b@1 \"B\" { publisher \"Nobody\" }
edition e@1 \"E\" { uses b@1 }
in a@1
control A.1 \"One\" { from L1; applies when nothing; evidence paper }
control A.2 \"Two\" { covered by B.1 because \"…\"; from L3 }
in b@1
control B.1 \"One\" { applies always }";
    let mut sources = Sources::default();
    let file = sources.add("a.prm", text);
    let found = collect_declarations(&[parse_file(file, text).value]).resolve_unused_catalogs();
    let names: Vec<String> = found
        .value
        .iter()
        .map(|scheme| scheme.edition.name())
        .collect();
    assert_eq!(names, ["a@1", "a@2"]);
    let told: Vec<String> = found
        .diagnostics
        .sorted()
        .iter()
        .map(|one| format!("{} {}", one.code.id, one.message))
        .collect();
    assert_eq!(
        told,
        [
            "P0214 the catalog `a@1` has 2 controls, not 3",
            "P0302 there is no fact, attribute or derived name `nothing` here",
            "P0260 there is no evidence kind `paper`",
            "P0232 the catalog `a@1` has no level `L3`",
        ]
    );
}

#[test]
fn codes_are_unique_and_in_their_range() {
    let codes = CODES.concat();
    let ids: BTreeSet<&str> = codes.iter().map(|code| code.id).collect();
    assert_eq!(ids.len(), codes.len());
    assert!(
        ids.iter()
            .all(|id| id.starts_with("P02") || id.starts_with("P03"))
    );
}

#[test]
fn the_prelude_is_fine() {
    let case = Case {
        title: "",
        text: "",
    };
    let outcome = run(&case);
    assert!(outcome.diagnostics.is_empty());
    assert!(outcome.scheme.is_some());
}

#[test]
fn the_order_of_files_changes_nothing_but_the_order_of_vocabulary() {
    let mut sources = Sources::default();
    let text = "in c@1\ncontrol C.2 \"Two\" { from L1; applies always }\ncontrol C.10 \"Ten\" { from L1; applies always }\n";
    let (a, b) = (sources.add("a.prm", PRELUDE), sources.add("b.prm", text));
    let mut files = vec![parse_file(a, PRELUDE).value, parse_file(b, text).value];
    let keys = |files: &[_]| -> Vec<String> {
        let scheme = resolve_scheme(files, EditionChoice::Only).value;
        let scheme = scheme.expect("an edition");
        scheme.controls.keys().map(str::to_owned).collect()
    };
    let order = keys(&files);
    assert_eq!(order, ["c:C.2", "c:C.10", "c:C.100"]);
    files.reverse();
    assert_eq!(keys(&files), order);
}

#[test]
fn editions_are_listed_with_their_levels() {
    let mut sources = Sources::default();
    let file = sources.add("a.prm", PRELUDE);
    let heads = collect_declarations(&[parse_file(file, PRELUDE).value]).editions();
    let names: Vec<String> = heads
        .iter()
        .map(praman::resolve::EditionHead::name)
        .collect();
    assert_eq!(names, ["e@1"]);
    assert!(heads.iter().all(|head| head.levels.len() == 3));
}

/// Controls are resolved side by side, and only so many unknown names get a suggestion.
#[test]
fn the_first_unknown_controls_get_a_suggestion_on_any_number_of_threads() {
    let mut text = String::from(
        "catalog c@1 \"C\" { publisher \"Nobody\" }\nedition e@1 \"E\" { uses c@1 }\nin c@1\n",
    );
    for number in 0..1500 {
        let _ = writeln!(
            text,
            "control C.{number} \"{number}\" {{ covered by D.{number} because \"…\" }}"
        );
    }
    let mut sources = Sources::default();
    let file = sources.add("a.prm", text.as_str());
    let parsed = [parse_file(file, text.as_str()).value];
    for threads in [1, 4] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads can be made");
        let found = pool.install(|| resolve_scheme(&parsed, EditionChoice::Only));
        let helped: Vec<bool> = found
            .diagnostics
            .iter()
            .filter(|report| report.code.id == "P0330")
            .map(|report| report.help.is_some())
            .collect();
        assert_eq!(helped.len(), 1500);
        assert!(helped.iter().take(50).all(|help| *help));
        assert!(!helped.iter().skip(50).any(|help| *help));
    }
}
