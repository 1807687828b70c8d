//! The answers of a dossier in the JSON of a document.

use std::collections::BTreeMap;

use serde::Serialize;

use super::asked::{FilledBlanks, FilledView, ResultNote, Standing};
use crate::model::words;

/// The name of the answers among the parts of a document.
#[cfg(test)]
pub(super) const ANSWERS: &str = "answers";

/// What is filled in in a document: the answers by the texts of their blanks, which are the slots of the document. Blanks
/// that are empty are not there. A document that is made of a product file alone has no such object.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct DocumentAnswers(BTreeMap<String, FilledAnswer>);

/// What is filled in in a blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FilledAnswer {
    /// The value as it was typed; of a choice, its key. `null` if there is more than one.
    pub value: Option<String>,
    /// The words that documents print: the value, the title of the choice, or each value with the models that have it.
    pub shown: String,
    /// How it stands; of several models, the standing that needs most attention.
    pub standing: StandingWord,
    /// What is not as it was when it was filled in, or how a verdict differs from what is recorded, one thing each.
    pub changes: Vec<String>,
    /// The word for the verdict that follows from what is recorded, where nobody gave that verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// What is to be known of a result beside its word: that it was carried over, or that a later round of tests counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<ResultNote>,
}

words! {
    /// How an answer stands.
    StandingWord {
        /// It is filled in for some of the models of its blank and missing for others; or it is a verdict that nobody has given, and
        /// that would follow from what is recorded.
        Missing = "missing",
        /// It is answered, and what was asked has not changed.
        Answered = "answered",
        /// It is a verdict that decides nothing yet, or that differs from what is recorded, or a check by the tester.
        Undecided = "undecided",
        /// What was asked, or what was judged, has changed since.
        ToReview = "to-review",
        /// There are several answers, and nobody has settled which of them counts.
        Conflict = "conflict",
    }
}

/// Shows what is filled in in a document.
pub fn view_document_answers(filled: &FilledBlanks) -> DocumentAnswers {
    let answers = filled.iter();
    let answers = answers.map(|(blank, view)| (blank.clone(), FilledAnswer::of(view)));
    DocumentAnswers(answers.collect())
}

impl FilledAnswer {
    fn of(filled: &FilledView) -> Self {
        let changes = match &filled.standing {
            Standing::ToReview(changes) | Standing::Undecided(changes) => changes.clone(),
            Standing::Missing | Standing::Answered | Standing::Conflict => Vec::new(),
        };
        Self {
            value: filled.value.clone(),
            shown: filled.shown.clone(),
            standing: filled.standing.word(),
            changes,
            follows: filled.follows.clone(),
            note: filled.note.clone(),
        }
    }
}

impl Standing {
    /// Returns its word, by which JSON and style sheets name it.
    pub fn word(&self) -> StandingWord {
        match self {
            Self::Missing => StandingWord::Missing,
            Self::Answered => StandingWord::Answered,
            Self::Undecided(_) => StandingWord::Undecided,
            Self::ToReview(_) => StandingWord::ToReview,
            Self::Conflict => StandingWord::Conflict,
        }
    }
}
