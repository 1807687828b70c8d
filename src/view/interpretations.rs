//! What every document says of a ruling, or of a question that waits for one.

use serde::Serialize;

use super::refs::{RefView, control_ref};
use super::texts::view_number;
use crate::model::{Interpretation, Scheme};
use crate::source::Text;

/// What is asked and what was ruled.
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
    /// The date of the ruling.
    pub dated: Option<String>,
    /// What is asked, in the author's Markdown.
    pub question: Option<Text>,
    /// What was ruled, in the author's Markdown; `None` where the question waits.
    pub ruling: Option<Text>,
}

/// Shows what is asked and what was ruled.
pub(super) fn view_interpretation_texts(
    scheme: &Scheme,
    one: &Interpretation,
) -> InterpretationTexts {
    let controls = one.controls.iter();
    InterpretationTexts {
        key: one.key.clone(),
        title: one.title.clone(),
        controls: controls.map(|id| control_ref(scheme, *id)).collect(),
        number: view_number(&one.number),
        dated: one.dated.map(|date| date.to_string()),
        question: one.question.clone(),
        ruling: one.ruling.clone(),
    }
}
