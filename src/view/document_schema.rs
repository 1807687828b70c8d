//! The names of the JSON Schemas of documents, with their versions.
//!
//! A version counts up when a part is removed or changes its meaning. Parts may be added within a version. The tests
//! make the schemas from the types.

#[cfg(test)]
use super::document_answers::{ANSWERS, DocumentAnswers};
#[cfg(test)]
use super::paper::PaperView;
use crate::model::words;

words! {
    /// The JSON Schema of a document: its name and version.
    DocumentSchema {
        /// The test plan, without the procedures and the record that it held at version 1 of `praman/test-plan`.
        Plan = "praman/plan/2",
        /// The procedures.
        Procedures = "praman/procedures/1",
        /// The record of the tests.
        Record = "praman/record/1",
        /// The test report.
        Report = "praman/report/1",
        /// The sheet of findings.
        Findings = "praman/findings/1",
        /// The paper for whoever decides on the certificate.
        Decision = "praman/decision/1",
        /// The scope of the certificate.
        Certificate = "praman/certificate/1",
        /// A form.
        Form = "praman/form/1",
        /// The traceability document.
        Traceability = "praman/traceability/1",
        /// The quotation.
        Quotation = "praman/quotation/1",
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
    name_schema(generator().into_root_schema_for::<View>())
}

/// The name of how far a document has come, among its parts.
#[cfg(test)]
const PAPER: &str = "paper";

/// Makes the JSON Schema of a document of a product: that of its type, and the answers that it has in a dossier.
#[cfg(test)]
pub fn schema_with_answers<View: schemars::JsonSchema>() -> serde_json::Value {
    let mut generator = generator();
    let answers = generator.subschema_for::<DocumentAnswers>();
    let paper = generator.subschema_for::<PaperView>();
    let mut schema = generator.into_root_schema_for::<View>();
    let properties = schema.pointer_mut("/properties");
    if let Some(properties) = properties.and_then(serde_json::Value::as_object_mut) {
        properties.insert(ANSWERS.to_owned(), answers.to_value());
        properties.insert(PAPER.to_owned(), paper.to_value());
    }
    name_schema(schema)
}

#[cfg(test)]
fn generator() -> schemars::SchemaGenerator {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator()
}

#[cfg(test)]
fn name_schema(mut schema: schemars::Schema) -> serde_json::Value {
    let name = schema.pointer("/properties/schema/const").cloned();
    let name = name.as_ref().and_then(serde_json::Value::as_str);
    let name = name.unwrap_or_default().to_owned();
    let id = format!("urn:{}", name.replace('/', ":"));
    schema.insert("$id".to_owned(), id.into());
    schema.insert("title".to_owned(), name.into());
    schema.to_value()
}
