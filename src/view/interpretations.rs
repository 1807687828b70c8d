//! Interpretations, as all documents show them.

use serde::Serialize;

use super::refs::{RefView, control_ref};
use super::texts::{is_unknown, view_number};
use crate::model::{Interpretation, Scheme};
use crate::source::Text;

/// The texts of an interpretation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InterpretationTexts {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The controls it bears on.
    pub controls: Vec<RefView>,
    /// The number of the ruling, or `number not known`.
    pub number: Option<String>,
    /// Whether the ruling has a number that is not known.
    pub number_unknown: bool,
    /// The date of the ruling.
    pub dated: Option<String>,
    /// The question, in the author's Markdown.
    pub question: Option<Text>,
    /// The ruling, in the author's Markdown; `None` if the question waits for one.
    pub ruling: Option<Text>,
}

pub(super) fn view_interpretation_texts(
    scheme: &Scheme,
    interpretation: &Interpretation,
) -> InterpretationTexts {
    InterpretationTexts {
        key: interpretation.key.clone(),
        title: interpretation.heading(),
        controls: interpretation
            .controls
            .iter()
            .map(|id| control_ref(scheme, *id))
            .collect(),
        number: view_number(&interpretation.number),
        number_unknown: is_unknown(&interpretation.number),
        dated: interpretation.dated.map(|date| date.to_string()),
        question: interpretation.question.clone(),
        ruling: interpretation.ruling.clone(),
    }
}
