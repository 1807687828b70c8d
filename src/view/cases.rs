//! What every document says of a case.

use serde::Serialize;

use crate::model::{Case, Repeat};

/// A case, with its configurations as the document names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "CaseTexts"))]
pub struct CaseTexts<Configuration> {
    /// The key.
    pub key: String,
    /// The title.
    pub title: String,
    /// How often it is carried out.
    pub repeat: Repeat,
    /// The states of set-up in each of which it is carried out; empty where it is carried out once.
    pub configurations: Vec<Configuration>,
    /// The steps.
    pub steps: Vec<String>,
    /// What is to be seen.
    pub expect: Option<String>,
    /// What to record.
    pub record: Vec<String>,
}

/// Shows a case.
pub(super) fn view_case_texts<C>(case: &Case, configurations: Vec<C>) -> CaseTexts<C> {
    CaseTexts {
        key: case.key.to_string(),
        title: case.title.to_string(),
        repeat: case.repeat,
        configurations,
        steps: case.steps.iter().map(ToString::to_string).collect(),
        expect: case.expect.as_ref().map(ToString::to_string),
        record: case.record.iter().map(ToString::to_string).collect(),
    }
}
