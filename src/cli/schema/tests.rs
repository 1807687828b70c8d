use std::path::Path;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::*;
use crate::view::{
    BuildIndexView, CHECKLIST_SCHEMA, ChecklistView, DELIVERIES_SCHEMA, DeliveriesView,
    INDEX_SCHEMA, PROVENANCE_SCHEMA, ProvenanceView, SCHEME_SCHEMA, SchemeView, TCF_SCHEMA,
    TEST_PLAN_SCHEMA, TRACEABILITY_SCHEMA, TcfView, TestPlanView, TraceabilityView,
};

/// Makes the JSON Schema of a document with a name such as `praman/test-plan/1` from its type.
fn schema_of<T: JsonSchema>(name: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    let id = format!("urn:{}", name.replace('/', ":"));
    schema.insert("$id".to_owned(), json!(id));
    schema.insert("title".to_owned(), json!(name));
    schema.to_value()
}

fn schema_of_document(kind: DocumentKind) -> Value {
    match kind {
        DocumentKind::Plan => schema_of::<TestPlanView>(TEST_PLAN_SCHEMA),
        DocumentKind::Tcf => schema_of::<TcfView>(TCF_SCHEMA),
        DocumentKind::Checklist => schema_of::<ChecklistView>(CHECKLIST_SCHEMA),
        DocumentKind::Traceability => schema_of::<TraceabilityView>(TRACEABILITY_SCHEMA),
        DocumentKind::Deliveries => schema_of::<DeliveriesView>(DELIVERIES_SCHEMA),
        DocumentKind::Index => schema_of::<BuildIndexView>(INDEX_SCHEMA),
        DocumentKind::Scheme => schema_of::<SchemeView>(SCHEME_SCHEMA),
        DocumentKind::Provenance => schema_of::<ProvenanceView>(PROVENANCE_SCHEMA),
    }
}

/// The published file of each document is what its types say; with `UPDATE_SCHEMAS=1` it is written.
#[test]
fn the_schema_of_every_document_is_published() {
    for kind in DocumentKind::ALL {
        let schema = format!("{:#}\n", schema_of_document(kind));
        let name = format!("docs/schemas/{}.schema.json", kind.stem());
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
            std::fs::write(path, &schema).expect("the folder can be written");
            continue;
        }
        assert!(
            document_schema(kind) == schema,
            "{name} is not what the types say; run the tests with UPDATE_SCHEMAS=1 and look at the change",
        );
    }
}
