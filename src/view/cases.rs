//! The texts of a case, as every document shows them.

use serde::Serialize;

use super::refs::{RefView, titled_refs};
use crate::logic::condition_sentence;
use crate::model::{Case, CaseConfigurations, Procedure, Repeat, Scheme};
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
    /// The condition under which it is carried out, in words; `None` if it always is.
    pub condition: Option<String>,
    /// The configurations in each of which it is carried out; empty if it is carried out once, as the product stands.
    pub configurations: Vec<Configuration>,
    /// The attribute by which each entry names its configurations.
    pub configurations_of: Option<Text>,
    /// The equipment that it alone needs.
    pub equipment: Vec<RefView>,
    /// The deliveries that it alone needs.
    pub deliveries: Vec<RefView>,
    /// Minutes per run, beside those of its depth.
    pub per_run: u32,
    /// Minutes per entry, beside those of its depth.
    pub per_entry: u32,
    /// Minutes of unattended work, beside those of its depth.
    pub unattended: u32,
    /// The steps.
    pub steps: Vec<Text>,
    /// The expected result.
    pub expect: Option<Text>,
    /// What to record.
    pub record: Vec<Text>,
}

pub(super) fn view_case_texts<C>(
    scheme: &Scheme,
    procedure: &Procedure,
    case: &Case,
    configurations: Vec<C>,
) -> CaseTexts<C> {
    let condition = case.condition.as_ref();
    let attribute = match (procedure.inventory, &case.configurations) {
        (Some(inventory), CaseConfigurations::OfEntry { attribute, .. }) => {
            Some(scheme.attribute(inventory, *attribute).key.clone())
        }
        (_, CaseConfigurations::Named(_)) | (None, _) => None,
    };
    CaseTexts {
        key: case.key.clone(),
        title: case.heading(),
        repeat: case.repeat,
        condition: condition.map(|condition| condition_sentence(scheme, condition.condition())),
        configurations,
        configurations_of: attribute,
        equipment: titled_refs(&scheme.equipment, &case.equipment),
        deliveries: titled_refs(&scheme.deliveries, &case.deliveries),
        per_run: case.effort.per_run,
        per_entry: case.effort.per_entry,
        unattended: case.effort.unattended,
        steps: case.steps.clone(),
        expect: case.expect.clone(),
        record: case.record.clone(),
    }
}
