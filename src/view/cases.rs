//! The texts of a case, as every document shows them.

use serde::Serialize;

use crate::model::{Case, Repeat};
use crate::source::Text;

/// The texts of a case, with its configurations as the document names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "CaseTexts"))]
pub struct CaseTexts<Configuration> {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// How often it is carried out.
    pub repeat: Repeat,
    /// The configurations in each of which it is carried out; empty if it is carried out once.
    pub configurations: Vec<Configuration>,
    /// The steps.
    pub steps: Vec<Text>,
    /// The expected result.
    pub expect: Option<Text>,
    /// What to record.
    pub record: Vec<Text>,
}

pub(super) fn view_case_texts<C>(case: &Case, configurations: Vec<C>) -> CaseTexts<C> {
    CaseTexts {
        key: case.key.clone(),
        title: case.title.clone(),
        repeat: case.repeat,
        configurations,
        steps: case.steps.clone(),
        expect: case.expect.clone(),
        record: case.record.clone(),
    }
}
