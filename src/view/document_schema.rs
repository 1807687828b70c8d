//! The names of the JSON Schemas of documents, with their versions.
//!
//! A version counts up when a part goes or means something else; parts may be added within a version. The tests
//! make the schemas from the types.

/// The schema of the test plan.
pub const TEST_PLAN_SCHEMA: &str = "praman/test-plan/1";
/// The schema of the technical construction file.
pub const TCF_SCHEMA: &str = "praman/tcf/1";
/// The schema of the checklist.
pub const CHECKLIST_SCHEMA: &str = "praman/checklist/1";
/// The schema of the traceability document.
pub const TRACEABILITY_SCHEMA: &str = "praman/traceability/1";
/// The schema of the list of deliveries.
pub const DELIVERIES_SCHEMA: &str = "praman/deliveries/1";
/// The schema of the index of a build.
pub const INDEX_SCHEMA: &str = "praman/index/1";
/// The schema of the document of a scheme.
pub const SCHEME_SCHEMA: &str = "praman/scheme/1";
/// The schema of the provenance of a scheme.
pub const PROVENANCE_SCHEMA: &str = "praman/provenance/1";

/// Returns the keys of the statuses that a control can have.
#[cfg(test)]
pub(super) fn statuses() -> [&'static str; 6] {
    crate::plan::Status::ALL.map(crate::plan::Status::key)
}

/// Returns the classes of verdict words.
#[cfg(test)]
pub(super) fn verdict_classes() -> Vec<&'static str> {
    crate::model::VerdictClass::words().collect()
}

/// Makes the JSON Schema (draft 2020-12) of a document from its type, named after its property `schema`.
#[cfg(test)]
pub fn schema_of<View: schemars::JsonSchema>() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<View>();
    let name = schema.pointer("/properties/schema/const").cloned();
    let name = name.as_ref().and_then(serde_json::Value::as_str);
    let name = name.unwrap_or_default().to_owned();
    let id = format!("urn:{}", name.replace('/', ":"));
    schema.insert("$id".to_owned(), id.into());
    schema.insert("title".to_owned(), name.into());
    schema.to_value()
}
