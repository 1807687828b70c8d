//! Reports as people see them.

use proptest::prelude::*;

use super::*;
use crate::diag::Code;
use crate::source::Span;

static ERROR: Code = Code::error("P0001", "an error");
static WARNING: Code = Code::warning("P0002", "a warning");

fn at(sources: &Sources, file: FileId, words: &str) -> Place {
    let text = sources.get(file).map_or("", |file| file.text());
    let start = text.find(words).unwrap_or(text.len());
    let to = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    Place::new(file, Span::new(to(start), to(start + words.len())))
}

fn plain(sources: &Sources, diagnostics: impl IntoIterator<Item = Diagnostic>) -> String {
    render_reports(sources, &diagnostics.into_iter().collect(), Look::Plain)
}

/// Makes a report with a label on `words`, or at the end of the text if it does not contain them.
fn check(text: &str, words: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("a.prm", text);
    let place = at(&sources, file, words);
    plain(
        &sources,
        [Diagnostic::at(&ERROR, place, "found it").label("here")],
    )
}

#[test]
fn a_report_shows_code_message_place_labels_and_advice() {
    let mut sources = Sources::default();
    let scheme = sources.add(
        "chips.prm",
        "fact a \"A?\" : yes/no\nfact b \"B?\" : yes/no\n",
    );
    let product = sources.add("product.yaml", "facts:\n  c: yes\n  b: perhaps\n");
    let first = Diagnostic::at(
        &ERROR,
        at(&sources, product, "perhaps"),
        "`perhaps` is no answer",
    )
    .label("expected `yes` or `no`")
    .also(at(&sources, product, "b"), "of this fact")
    .also(at(&sources, scheme, "fact b"), "declared here")
    .help("write `yes`, `no` or `unknown`")
    .note("facts are answered with what is");
    let far = sources.add("far.prm", "one\n\n\n\n\n\ntwo\n");
    let fourth = Diagnostic::at(&ERROR, at(&sources, far, "two"), "`two` is declared twice")
        .also(at(&sources, far, "one"), "first declared here");
    let second = Diagnostic::at(
        &WARNING,
        at(&sources, scheme, "a \"A?\""),
        "`a` is never used",
    )
    .fix("remove it", at(&sources, scheme, "fact a"), "");
    let third = Diagnostic::nowhere(&ERROR, "the folder `x` cannot be read");
    insta::assert_snapshot!(plain(&sources, [first, second, third, fourth]));
}

#[test]
fn odd_places_are_shown() {
    let cases = [
        ("the end of a text", "one\ntwo\n", "zzz"),
        ("an empty text", "", "zzz"),
        ("blank lines alone", "\n\n", "zzz"),
        ("a text without a line end", "one", "one"),
        (
            "two lines with carriage returns",
            "one\r\ntwo\r\nthree",
            "one\r\ntwo",
        ),
        ("letters of several bytes", "é한 tee\n", "tee"),
        (
            "what a terminal would obey",
            "a\u{1b}[31m \u{202e}b c\n",
            "c",
        ),
        (
            "a long line",
            &format!("{} here {}", "x".repeat(999), "y".repeat(999)),
            "here",
        ),
    ];
    let shown = cases.map(|(name, text, words)| format!("== {name}\n{}", check(text, words)));
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn what_is_long_is_shown_in_part() {
    let long = "x".repeat(1_000_000);
    let lines = "here and there\n".repeat(10_000);
    for (text, words) in [
        (format!("one {long} two\n"), format!("one {long} two")),
        (format!("{long}\none\n{long}\n"), "one".to_owned()),
        (format!("{long}\n{long}\n"), format!("x\n{long}")),
        (lines.clone(), lines.clone()),
        (
            format!("\u{feff}{}", "é".repeat(100_000)),
            "é".repeat(90_000),
        ),
    ] {
        let shown = check(&text, &words);
        assert!(shown.len() < 2_500, "{} bytes", shown.len());
        assert!(shown.contains("-- here"), "{shown}");
    }
    let mut sources = Sources::default();
    let file = sources.add("a.prm", format!("one {long} two"));
    let (one, two) = (at(&sources, file, "one"), at(&sources, file, "two"));
    for (here, there) in [(one, two), (two, one)] {
        let diagnostic = Diagnostic::at(&ERROR, here, "found it").also(there, "and there");
        let shown = plain(&sources, [diagnostic]);
        assert!(
            shown.len() < 2_500 && shown.contains("and there"),
            "{shown}"
        );
    }
}

#[test]
fn colour_is_used_only_where_it_is_wanted() {
    let mut sources = Sources::default();
    let file = sources.add("a.prm", "one");
    let diagnostic = Diagnostic::at(&ERROR, at(&sources, file, "one"), "found it");
    let diagnostics: Diagnostics = [diagnostic].into_iter().collect();
    let shown = |look| render_reports(&sources, &diagnostics, look);
    assert!(shown(Look::Plain).is_ascii() && !shown(Look::Plain).contains('\u{1b}'));
    assert!(!shown(Look::Drawing).contains('\u{1b}'));
    assert!(shown(Look::Colour).starts_with(&format!("{}[", escape())));
}

proptest! {
    #[test]
    fn no_place_makes_a_report_fail(
        text in "[ab\n\r\té한\u{1b}]{0,40}",
        spans in prop::collection::vec((0_u32..60, 0_u32..60), 1..4),
    ) {
        let mut sources = Sources::default();
        let file = sources.add("a.prm", text);
        let mut places = spans.iter().map(|(a, b)| Place::new(file, Span::new(*a, *b)));
        let mut diagnostic = Diagnostic::nowhere(&ERROR, "found it");
        diagnostic.primary = places.next().map(|place| Label { place, text: "here".into() });
        for place in places {
            diagnostic = diagnostic.also(place, "and there");
        }
        let shown = plain(&sources, [diagnostic]);
        prop_assert!(shown.starts_with("error[P0001]: found it\n"));
    }
}

#[test]
fn of_many_reports_with_one_code_the_first_are_shown() {
    let mut sources = Sources::default();
    let file = sources.add("a.prm", "fact");
    let place = at(&sources, file, "fact");
    let warning = |number: usize| Diagnostic::at(&WARNING, place, format!("warning {number} here"));
    let warnings = (1..=203).map(warning);
    let diagnostics = warnings.chain([Diagnostic::at(&ERROR, place, "an error here")]);
    let text = render_reports(&sources, &diagnostics.collect(), Look::Plain);
    assert!(text.contains("warning 200 here") && !text.contains("warning 201 here"));
    assert!(text.contains("an error here"));
    let end = "\n3 more reports of P0002: `praman check --message-format json` lists them all.\n\n1 error, 203 warnings\n";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn of_many_places_the_first_are_shown_and_the_others_counted() {
    let mut sources = Sources::default();
    let lines: Vec<String> = (0..9).map(|line| format!("word{line}\n\n\n\n\n")).collect();
    let file = sources.add("a.prm", lines.concat());
    let place = |line: usize| at(&sources, file, &format!("word{line}"));
    let reports = (0..9).map(|line| {
        Diagnostic::at(&ERROR, place(line), "there is no `word`").undeclared("word", "word")
    });
    let reports: Diagnostics = reports.collect();
    let shown = render_reports(&sources, &reports.sorted(), Look::Plain);
    assert_eq!(shown.matches("named here too").count(), 3, "{shown}");
    assert!(shown.contains("note: 5 more places"), "{shown}");
    assert!(shown.ends_with("1 error\n"), "{shown}");
}
