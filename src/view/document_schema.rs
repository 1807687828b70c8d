//! The JSON Schemas of documents: their names with versions, and how they are made from the types.
//!
//! A version counts up when a part goes or means something else; parts may be added within a version.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::model::VerdictClass;
use crate::plan::Status;

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
pub(super) fn statuses() -> [&'static str; 6] {
    Status::ALL.map(Status::key)
}

/// Returns the classes of verdict words.
pub(super) fn verdict_classes() -> Vec<&'static str> {
    VerdictClass::words().collect()
}

/// Makes the JSON Schema (draft 2020-12) of a document with a name such as `praman/test-plan/1`.
#[must_use]
pub fn schema_of<T: JsonSchema>(name: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert(
        "$id".to_owned(),
        json!(format!("urn:{}", name.replace('/', ":"))),
    );
    schema.insert("title".to_owned(), json!(name));
    schema.to_value()
}
