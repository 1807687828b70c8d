//! Documents as plain data: one serialisable type per document, built from a scheme, a plan and a product.
//!
//! Knows what a document says and in which order; knows no format and escapes nothing. JSON prints these
//! types as they are.

mod basis;
mod gaps;
mod traceability;

pub use basis::{
    Basis, BuildStamp, CatalogView, HeadView, LevelView, ReasonView, RefView, SettlerView,
    StatusCount, VerdictView,
};
pub use gaps::Gap;
pub use traceability::{
    ClauseView, DepthView, EntryStatus, EvidenceTrace, GroundView, ProcedureTrace, RelationView,
    SectionTrace, TraceabilityView, TracedControl, TracedEvidence, TracedProcedure,
    VariantStatusView, view_traceability,
};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
