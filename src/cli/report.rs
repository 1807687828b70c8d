//! Prints diagnostics for people. No other file knows miette.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::snippet::{Snippet, are_near, visible};
use super::terminal::{Look, Paint};
use crate::diag::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::{FileId, Place, Sources};

/// The number of lines that are shown around a label.
const CONTEXT: usize = 1;

/// Writes diagnostics one after another, each with its lines of the source, and then their number. Writes nothing if
/// there are none.
pub(super) fn render_reports(sources: &Sources, diagnostics: &Diagnostics, look: Look) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let reporter = Reporter::new(sources, diagnostics, look);
    let all: Vec<&Diagnostic> = diagnostics.iter().collect();
    let write = |some: &[&Diagnostic]| {
        let mut text = String::new();
        for diagnostic in some {
            reporter.render(diagnostic, &mut text);
            text.push('\n');
        }
        text
    };
    let mut text = String::new();
    for batch in all.chunks(16 * AT_ONCE) {
        let texts: Vec<String> = batch.par_chunks(AT_ONCE).map(write).collect();
        text.extend(texts);
    }
    text + &count_line(diagnostics, look)
}

/// How many reports are written by one thread at once.
const AT_ONCE: usize = 64;

/// Counts errors and warnings.
pub(super) fn count(diagnostics: &Diagnostics) -> (usize, usize) {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .count();
    (errors, diagnostics.len() - errors)
}

/// Returns the number of errors and warnings: `2 errors, 1 warning`.
pub(super) fn count_words(diagnostics: &Diagnostics) -> String {
    let (errors, warnings) = count(diagnostics);
    let counts = [(errors, "error"), (warnings, "warning")];
    let words = counts.into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = words.map(|(count, word)| counted(count, word)).collect();
    match words.as_slice() {
        [] => "no errors".to_owned(),
        words => words.join(", "),
    }
}

fn count_line(diagnostics: &Diagnostics, look: Look) -> String {
    let paint = if diagnostics.has_errors() {
        Paint::Error
    } else {
        Paint::Warning
    };
    look.paint(paint, &count_words(diagnostics)) + "\n"
}

/// Returns a number and a noun, in the plural unless the number is 1.
pub(super) fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

/// Renders reports.
struct Reporter<'a> {
    sources: &'a Sources,
    look: Look,
    /// The files that the reports show.
    snippets: FxHashMap<FileId, Snippet<'a>>,
}

impl<'a> Reporter<'a> {
    fn new(sources: &'a Sources, diagnostics: &Diagnostics, look: Look) -> Self {
        let labels = diagnostics
            .iter()
            .flat_map(|diagnostic| diagnostic.primary.iter().chain(&diagnostic.secondary));
        let shown: FxHashSet<FileId> = labels.map(|label| label.place.file).collect();
        let prepare = |file: FileId| Some((file, Snippet::new(sources.get(file)?)));
        Self {
            sources,
            look,
            snippets: shown.into_par_iter().filter_map(prepare).collect(),
        }
    }

    fn render(&self, diagnostic: &Diagnostic, text: &mut String) {
        let primary = diagnostic.place();
        let (here, elsewhere): (Vec<&Label>, Vec<&Label>) = diagnostic
            .primary
            .iter()
            .chain(&diagnostic.secondary)
            .partition(|label| primary.is_some_and(|place| self.are_near(place, label.place)));
        let (paint, word) = match diagnostic.severity() {
            Severity::Error => (Paint::Error, "error"),
            Severity::Warning => (Paint::Warning, "warning"),
        };
        let title = format!("{word}[{}]:", diagnostic.code);
        let title = self.look.paint(paint, &title);
        let message = self
            .look
            .paint(Paint::Strong, &visible(&diagnostic.message));
        self.snippet(title, message, &here, primary.map(|place| place.file), text);
        for label in elsewhere {
            let title = self.look.paint(Paint::Advice, "note:");
            let words = match label.text.as_str() {
                "" => "this has to do with it".to_owned(),
                words => visible(words).into_owned(),
            };
            let bare = Label {
                place: label.place,
                text: String::new(),
            };
            self.snippet(title, words, &[&bare], Some(label.place.file), text);
        }
        self.advice("help", diagnostic.help.as_deref(), text);
        let fix = diagnostic.fix.as_ref().map(|fix| fix.title.as_str());
        self.advice(
            "fix",
            fix.filter(|title| diagnostic.help.as_deref() != Some(title)),
            text,
        );
        self.advice("note", diagnostic.note.as_deref(), text);
    }

    /// Says whether two places are shown together. Then miette draws them as one piece, headed by the position of the first
    /// label.
    fn are_near(&self, a: Place, b: Place) -> bool {
        let file = self.sources.get(a.file);
        a.file == b.file && file.is_some_and(|file| are_near(file, a.span, b.span, 2 * CONTEXT + 1))
    }

    fn advice(&self, word: &str, advice: Option<&str>, text: &mut String) {
        let Some(advice) = advice else { return };
        let word = self.look.paint(Paint::Advice, &format!("{word}:"));
        let advice = visible(advice).replace('\n', "\n        ");
        text.extend(["  ", &word, " ", &advice, "\n"]);
    }

    /// Writes a title, a message, and the lines of the labels of one file.
    fn snippet(
        &self,
        title: String,
        message: String,
        labels: &[&Label],
        file: Option<FileId>,
        text: &mut String,
    ) {
        let source = file.and_then(|file| self.snippets.get(&file));
        let report = Report {
            message,
            labels: source.map_or_else(Vec::new, |source| spans(source, labels)),
            source,
        };
        let mut written = String::new();
        // Writing to a string does not fail; if miette does, the message still counts.
        if handler(self.look, title)
            .render_report(&mut written, &report)
            .is_err()
        {
            written = format!("{}\n", report.message);
        }
        text.push_str(written.trim_start_matches(' '));
    }
}

fn spans(source: &Snippet<'_>, labels: &[&Label]) -> Vec<LabeledSpan> {
    labels
        .iter()
        .enumerate()
        .map(|(index, label)| {
            let span = source.clamp(label.place.span);
            let span = span.start as usize..span.end as usize;
            let words =
                Some(visible(&label.text).replace('\n', " ")).filter(|text| !text.is_empty());
            match index {
                0 => LabeledSpan::new_primary_with_span(words, span),
                _ => LabeledSpan::new_with_span(words, span),
            }
        })
        .collect()
}

/// Makes the printer of one report. In place of miette's icon it prints the severity and the code, so that the first line
/// makes sense by itself and can be searched for.
fn handler(look: Look, title: String) -> GraphicalReportHandler {
    let mut theme = match look {
        Look::Plain => GraphicalTheme::none(),
        Look::Colour => GraphicalTheme::unicode(),
        Look::Drawing => GraphicalTheme::unicode_nocolor(),
    };
    theme.characters = ThemeCharacters {
        error: title,
        ..theme.characters
    };
    GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_wrap_lines(false)
        .with_context_lines(CONTEXT)
        .without_syntax_highlighting()
}

/// A report in the form that miette needs.
#[derive(Debug)]
struct Report<'a> {
    message: String,
    labels: Vec<LabeledSpan>,
    source: Option<&'a Snippet<'a>>,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.source.map(|source| source as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

#[cfg(test)]
mod tests {
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
        assert!(shown(Look::Colour).starts_with("\u{1b}["));
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
}
