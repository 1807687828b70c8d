//! The blanks in which a dossier holds answers.

use std::collections::BTreeMap;

/// The blanks in which a dossier holds an answer for each of their models, by their texts, each with the value where it is one;
/// none for a plain product file, whose documents are empty forms.
#[derive(Debug, Clone, Default)]
pub struct AnsweredBlanks(Option<BTreeMap<String, Option<String>>>);

impl AnsweredBlanks {
    /// Takes the texts of the blanks that a dossier has filled in, with their values.
    pub(super) fn of(blanks: impl Iterator<Item = (String, Option<String>)>) -> Self {
        Self(Some(blanks.collect()))
    }

    /// Says whether a dossier is looked at.
    pub(super) fn is_of_dossier(&self) -> bool {
        self.0.is_some()
    }

    /// Says whether the blank with this text has its answer.
    pub(super) fn has(&self, blank: &str) -> bool {
        let blanks = self.0.as_ref();
        blanks.is_some_and(|blanks| blanks.contains_key(blank))
    }

    /// Returns the value in the blank with this text, if it has a single one.
    pub(super) fn value(&self, blank: &str) -> Option<&str> {
        self.0.as_ref()?.get(blank)?.as_deref()
    }
}
