//! One diagnostic: what it says, where, and how to go on.

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

impl Label {
    /// Makes the label of another place that shows the same fault.
    pub(super) fn named_too(place: Place) -> Self {
        let text = "named here too".to_owned();
        Self { place, text }
    }
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
    /// What is at fault, where other places can show the same fault: a name that nothing declares. Of reports with one
    /// cause only the first is given out, and the others become places of it.
    pub cause: Option<String>,
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
            cause: None,
        }
    }

    /// Says that the report is about a name of a kind that nothing declares.
    #[must_use]
    pub fn undeclared(mut self, kind: &str, name: &str) -> Self {
        self.cause = Some(format!("{kind} {name}"));
        self
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

    /// Says where it is, if that is known.
    #[must_use]
    pub fn placed(mut self, place: Option<Place>) -> Self {
        let label = |place| Label {
            place,
            text: String::new(),
        };
        self.primary = place.map(label).or(self.primary);
        self
    }

    /// Adds background.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Adds background, if there is any.
    #[must_use]
    pub fn maybe_note(mut self, note: Option<String>) -> Self {
        self.note = note.or(self.note);
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
