//! The names of the JSON Schemas of documents, with their versions.
//!
//! A version counts up when a part is removed or changes its meaning. Parts may be added within a version. The tests
//! make the schemas from the types.

use crate::model::words;

words! {
    /// The JSON Schema of a document: its name and version.
    DocumentSchema {
        /// The test plan.
        TestPlan = "praman/test-plan/1",
        /// The technical construction file.
        Tcf = "praman/tcf/1",
        /// The checklist.
        Checklist = "praman/checklist/1",
        /// The traceability document.
        Traceability = "praman/traceability/1",
        /// The list of deliveries.
        Deliveries = "praman/deliveries/1",
        /// The index of a build.
        Index = "praman/index/1",
        /// The document of a scheme.
        Scheme = "praman/scheme/1",
        /// The provenance of a scheme.
        Provenance = "praman/provenance/1",
    }
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
