//! Prints diagnostics for people. No other file knows miette.

use std::fmt;

use indexmap::IndexMap;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::snippet::{Snippet, are_near};
use super::terminal::{Look, Paint, escape};
use crate::diag::{Diagnostic, Diagnostics, Label, Severity};
use crate::render::make_visible;
use crate::source::{FileId, Place, Sources};

/// The number of lines that are shown around a label.
const CONTEXT: usize = 1;

/// Writes diagnostics one after another, each with its lines of the source, and then their number. Of many with one code
/// the first are written and the others counted. Writes nothing if there are none.
pub(super) fn render_reports(sources: &Sources, diagnostics: &Diagnostics, look: Look) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let reporter = Reporter::new(sources, diagnostics, look);
    let (shown, left_out) = split_alike(diagnostics);
    let write = |some: &[&Diagnostic]| {
        let mut text = String::new();
        for diagnostic in some {
            reporter.render(diagnostic, &mut text);
            text.push('\n');
        }
        text
    };
    let texts: Vec<String> = shown.par_chunks(AT_ONCE).map(write).collect();
    let mut text = texts.concat();
    for (code, count) in left_out {
        let more = counted(count, "more report");
        let line =
            format!("{more} of {code}: `praman check --message-format json` lists them all.\n\n");
        text.push_str(&line);
    }
    text + &count_line(diagnostics, look)
}

/// How many reports are written by one thread at once.
const AT_ONCE: usize = 64;

/// How many reports with one code are shown: more than anybody reads before mending some.
const MOST_ALIKE: usize = 200;

/// How many other places of a report are shown.
const MOST_PLACES: usize = 3;

/// Returns the reports to show, and how many are left out of each code that has too many.
fn split_alike(diagnostics: &Diagnostics) -> (Vec<&Diagnostic>, IndexMap<&'static str, usize>) {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    let mut left_out = IndexMap::new();
    let mut shown = Vec::new();
    for diagnostic in diagnostics.iter() {
        let count = counts.entry(diagnostic.code.id).or_default();
        *count += 1;
        if *count > MOST_ALIKE {
            *left_out.entry(diagnostic.code.id).or_default() += 1;
        } else {
            shown.push(diagnostic);
        }
    }
    (shown, left_out)
}

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
    let shown = counts.into_iter().filter(|(count, _)| *count > 0);
    let shown: Vec<String> = shown.map(|(count, word)| counted(count, word)).collect();
    match shown.as_slice() {
        [] => "no errors".to_owned(),
        shown => shown.join(", "),
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
        let message = self.look.paint(Paint::Strong, &diagnostic.message);
        self.snippet(
            title,
            &message,
            &here,
            primary.map(|place| place.file),
            text,
        );
        for label in elsewhere.iter().take(MOST_PLACES) {
            let title = self.look.paint(Paint::Advice, "note:");
            let said = match label.text.as_str() {
                "" => "related to this",
                said => said,
            };
            let bare = Label {
                place: label.place,
                text: String::new(),
            };
            self.snippet(title, said, &[&bare], Some(label.place.file), text);
        }
        let more = elsewhere.len().saturating_sub(MOST_PLACES);
        let more = (more > 0).then(|| counted(more, "more place"));
        self.advice("note", more.as_deref(), text);
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
        let advice = advice.replace('\n', "\n        ");
        text.extend(["  ", &word, " ", &advice, "\n"]);
    }

    /// Writes a title, a message, and the lines of the labels of one file.
    fn snippet(
        &self,
        title: String,
        message: &str,
        labels: &[&Label],
        file: Option<FileId>,
        text: &mut String,
    ) {
        let source = file.and_then(|file| self.snippets.get(&file));
        let report = Report {
            message: make_visible(message).into_owned(),
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
        // All that is shown has been made visible, so that what escapes is miette's colour.
        let written = written.replace('\u{1b}', escape());
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
                Some(make_visible(&label.text).replace('\n', " ")).filter(|text| !text.is_empty());
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
mod tests;
