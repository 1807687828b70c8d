//! The diagnostics of a stage or of a run, and values that come with them.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::Severity;
use super::diagnostic::{Diagnostic, Label};
use crate::source::Place;

/// The diagnostics of a stage or of a run, and what is incomplete because of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    reports: Vec<Diagnostic>,
    /// The places of what lacks a part because of a mistake that is reported elsewhere.
    lacking: Vec<Place>,
}

impl Diagnostics {
    /// Starts with none.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.reports.push(diagnostic);
    }

    /// Marks a place at which something is left out because of a mistake that is reported elsewhere, so that nothing is
    /// concluded from its absence.
    pub fn mark_lacking(&mut self, place: Place) {
        self.lacking.push(place);
    }

    /// Adds all of another stage.
    pub fn append(&mut self, other: Self) {
        self.reports.extend(other.reports);
        self.lacking.extend(other.lacking);
    }

    /// Takes the value out of a checked one and keeps its diagnostics.
    pub fn take<T>(&mut self, checked: Checked<T>) -> T {
        self.append(checked.diagnostics);
        checked.value
    }

    /// Says whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        let is_error = |report: &&Diagnostic| report.severity() == Severity::Error;
        self.reports.iter().filter(is_error)
    }

    /// Returns the places of errors, and those at which something is left out because of one.
    pub fn faults(&self) -> BTreeSet<Place> {
        let errors = self.errors().filter_map(Diagnostic::place);
        errors.chain(self.lacking.iter().copied()).collect()
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Returns them in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.reports.iter()
    }

    /// Keeps the diagnostics that meet a condition.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.reports.retain(keep);
    }

    /// Sorts by stage, file, position and code, so that a cause comes before what follows from it. Reports without a place come
    /// first in their stage. Of reports with one cause, one is kept: they agree in code, place and message, or are about one name
    /// that nothing declares.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        fn key(report: &Diagnostic) -> (usize, Option<Place>, &str, &str) {
            let code = report.code;
            (code.stage(), report.place(), code.id, &report.message)
        }
        self.reports.sort_by(|a, b| key(a).cmp(&key(b)));
        self.reports
            .dedup_by(|a, b| a.code == b.code && a.place() == b.place() && a.message == b.message);
        self.gathered()
    }

    /// Makes one report of those that have one cause.
    fn gathered(self) -> Self {
        let mut first: FxHashMap<String, usize> = FxHashMap::default();
        let mut kept: Vec<Diagnostic> = Vec::with_capacity(self.reports.len());
        for diagnostic in self.reports {
            let cause = diagnostic.cause.clone();
            let before = cause.as_ref().and_then(|cause| first.get(cause).copied());
            if let Some(report) = before.and_then(|before| kept.get_mut(before)) {
                let places = diagnostic.primary.into_iter().map(|label| label.place);
                report.secondary.extend(places.map(Label::named_too));
                continue;
            }
            first.extend(cause.map(|cause| (cause, kept.len())));
            kept.push(diagnostic);
        }
        Self {
            reports: kept,
            lacking: self.lacking,
        }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.reports.into_iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.reports.extend(iter);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self {
            reports: iter.into_iter().collect(),
            lacking: Vec::new(),
        }
    }
}

/// The result of a stage with the mistakes in its input. There is always a value.
#[derive(Debug, Clone, Default)]
pub struct Checked<T> {
    /// The result, with holes where the input was broken.
    pub value: T,
    /// The mistakes.
    pub diagnostics: Diagnostics,
}

impl<T> Checked<T> {
    /// Makes a checked value.
    pub fn new(value: T, diagnostics: Diagnostics) -> Self {
        Self { value, diagnostics }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::{Sources, Span};

    static WRITTEN: Code = code("P0199");
    static PUT_TOGETHER: Code = code("P0299");
    static UNKNOWN: Code = code("P0399");
    static CHECKED: Code = code("P0599");

    const fn code(id: &'static str) -> Code {
        Code {
            id,
            severity: Severity::Error,
            summary: "",
        }
    }

    fn at(code: &'static Code, start: u32) -> Diagnostic {
        let file = Sources::default().add("a.prm", "");
        let place = Place::new(file, Span::new(start, start + 1));
        Diagnostic::at(code, place, format!("{code} at {start}"))
    }

    fn shown(reports: impl IntoIterator<Item = Diagnostic>) -> Vec<String> {
        let reports: Diagnostics = reports.into_iter().collect();
        let reports = reports.sorted().into_iter();
        reports.map(|report| report.message).collect()
    }

    #[test]
    fn a_cause_comes_before_what_follows_from_it() {
        let reports = [
            at(&CHECKED, 1),
            at(&UNKNOWN, 3),
            at(&PUT_TOGETHER, 5),
            at(&WRITTEN, 7),
        ];
        assert_eq!(
            shown(reports),
            ["P0199 at 7", "P0399 at 3", "P0299 at 5", "P0599 at 1"]
        );
    }

    #[test]
    fn reports_about_one_missing_name_become_one() {
        let missing = |start, name| at(&UNKNOWN, start).undeclared("fact", name);
        let reports: Diagnostics = [
            missing(9, "a"),
            missing(3, "a"),
            missing(5, "b"),
            at(&UNKNOWN, 7),
        ]
        .into_iter()
        .collect();
        let reports = reports.sorted();
        assert_eq!(reports.len(), 3);
        let places = |report: &Diagnostic| report.secondary.len();
        assert_eq!(reports.iter().map(places).collect::<Vec<_>>(), [1, 0, 0]);
    }
}
