//! Answers to choose from.

use serde::Serialize;

use crate::model::Choice;
use crate::source::Text;

/// An answer to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChoiceView {
    /// The key; of an answer, its value in a product file.
    pub key: Text,
    /// The words printed.
    pub title: String,
}

/// Shows an answer to choose from.
pub fn view_choice(choice: &Choice) -> ChoiceView {
    ChoiceView {
        key: choice.key.clone(),
        title: choice.shown(),
    }
}
