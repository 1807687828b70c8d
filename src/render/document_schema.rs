//! The JSON Schema of each document, as it is published in `docs/schemas/`.

use super::kinds::DocumentKind;

/// Returns the JSON Schema (draft 2020-12) of the JSON of a document.
///
/// The tests make it from the types of the views. The program does not: the code that makes it costs seconds to
/// build, and its result never changes.
#[must_use]
pub fn document_schema(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Plan => include_str!("../../docs/schemas/test-plan.schema.json"),
        DocumentKind::Tcf => include_str!("../../docs/schemas/tcf.schema.json"),
        DocumentKind::Checklist => include_str!("../../docs/schemas/checklist.schema.json"),
        DocumentKind::Traceability => include_str!("../../docs/schemas/traceability.schema.json"),
        DocumentKind::Deliveries => include_str!("../../docs/schemas/deliveries.schema.json"),
        DocumentKind::Index => include_str!("../../docs/schemas/index.schema.json"),
        DocumentKind::Scheme => include_str!("../../docs/schemas/scheme.schema.json"),
        DocumentKind::Provenance => include_str!("../../docs/schemas/provenance.schema.json"),
    }
}
