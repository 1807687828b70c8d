//! The JSON Schema of each document.

use serde_json::Value;

use super::kinds::DocumentKind;
use crate::view::{
    BuildIndexView, CHECKLIST_SCHEMA, ChecklistView, DELIVERIES_SCHEMA, DeliveriesView,
    INDEX_SCHEMA, PROVENANCE_SCHEMA, ProvenanceView, SCHEME_SCHEMA, SchemeView, TCF_SCHEMA,
    TEST_PLAN_SCHEMA, TRACEABILITY_SCHEMA, TcfView, TestPlanView, TraceabilityView, schema_of,
};

/// Makes the JSON Schema of the JSON of a document.
#[must_use]
pub fn document_schema(kind: DocumentKind) -> Value {
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
