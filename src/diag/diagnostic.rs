//! One diagnostic, and values that come with diagnostics.

use super::{Code, Severity};
use crate::source::Place;

/// A place with a text about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What; may be empty.
    pub text: String,
}

/// A replacement of the text at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// What takes its place.
    pub text: String,
}

/// A change that corrects the cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, in the imperative, without a full stop.
    pub title: String,
    /// The replacements, which do not overlap.
    pub edits: Vec<Edit>,
}

/// One mistake: what it is, where it is, and how to go on.
///
/// The message is one line without a full stop, true without the text around it, names in
/// backticks. Only `help` advises, only `note` explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code.
    pub code: &'static Code,
    /// What was found, and what was expected.
    pub message: String,
    /// The smallest place that shows it; `None` if it has no place.
    pub primary: Option<Label>,
    /// Other places that matter.
    pub secondary: Vec<Label>,
    /// Background.
    pub note: Option<String>,
    /// Advice.
    pub help: Option<String>,
    /// Advice as a change that can be applied.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Makes a diagnostic at a place.
    pub fn at(code: &'static Code, place: Place, message: impl Into<String>) -> Self {
        let primary = Some(Label {
            place,
            text: String::new(),
        });
        Self {
            primary,
            ..Self::nowhere(code, message)
        }
    }

    /// Makes a diagnostic without a place.
    pub fn nowhere(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            note: None,
            help: None,
            fix: None,
        }
    }

    /// Sets the text of the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(primary) = &mut self.primary {
            primary.text = text.into();
        }
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn also(mut self, place: Place, text: impl Into<String>) -> Self {
        self.secondary.push(Label {
            place,
            text: text.into(),
        });
        self
    }

    /// Says that the primary place does something again, and where it is first: `declared`.
    #[must_use]
    pub fn again(self, first: Place, what: &str) -> Self {
        self.label(format!("{what} again here"))
            .also(first, format!("first {what} here"))
    }

    /// Adds background.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds advice, if there is any.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds a change that corrects the cause.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, place: Place, text: impl Into<String>) -> Self {
        let edits = vec![Edit {
            place,
            text: text.into(),
        }];
        self.fix = Some(Fix {
            title: title.into(),
            edits,
        });
        self
    }

    /// Moves every place towards the end of its file by `by` bytes: from the frame of an item to
    /// that of its file.
    #[must_use]
    pub fn shifted(mut self, by: u32) -> Self {
        for label in self.primary.iter_mut().chain(&mut self.secondary) {
            label.place = label.place.shifted(by);
        }
        for edit in self.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.place = edit.place.shifted(by);
        }
        self
    }

    /// Returns the severity.
    pub fn severity(&self) -> Severity {
        self.code.severity
    }

    /// Returns the primary place.
    pub fn place(&self) -> Option<Place> {
        self.primary.as_ref().map(|label| label.place)
    }
}

/// The diagnostics of a stage or of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Starts with none.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another stage.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Takes the value out of a checked one and keeps its diagnostics.
    pub fn take<T>(&mut self, checked: Checked<T>) -> T {
        self.append(checked.diagnostics);
        checked.value
    }

    /// Says whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.0
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns them in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Sorts by file, position and code, and keeps one of those that agree in code, place and
    /// message: one cause, one report. Those without a place come first.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| {
            (a.place(), a.code.id, &a.message).cmp(&(b.place(), b.code.id, &b.message))
        });
        self.0
            .dedup_by(|a, b| a.code == b.code && a.place() == b.place() && a.message == b.message);
        self
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.0.extend(iter);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
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
