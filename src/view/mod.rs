//! Documents as plain data: one serialisable type for each document, built from a scheme, a plan and a product.
//!
//! A view decides what a document says and in which order. It knows no format and escapes nothing. JSON prints these
//! types as they are.

mod answering;
mod answers;
mod asks;
mod basis;
mod blanks;
mod build_index;
mod cases;
mod cells;
mod checklist;
mod controls;
mod decisions;
mod document_schema;
mod entries;
mod evidence;
mod figure;
mod forms;
mod gaps;
mod head;
mod interpretations;
mod lookups;
mod memo;
mod open;
mod origins;
mod overlays;
mod product;
mod product_schema;
mod provenance;
mod reasons;
mod refs;
mod relations;
mod roll_up;
mod rows;
mod rules;
mod scheme;
mod scope;
mod series;
mod statuses;
mod submitted;
mod tcf;
mod test_plan;
mod texts;
mod totals;
mod traceability;

pub use answering::{answer_form, answers_to, type_words};
pub use asks::{ChoiceView, view_choice};
pub use basis::{Basis, BuildStamp, SchemeBasis};
pub use build_index::{BuildIndexView, WrittenDocument, WrittenFile, view_build_index};
pub use checklist::{ChecklistView, QuestionView, view_checklist};
pub use decisions::DecisionView;
#[cfg(test)]
pub use document_schema::schema_of;
pub use evidence::{PointerView, SubmittedView, WantedView};
pub use figure::{
    BarView, BarsView, FigureKey, FigureKind, FigureView, Figures, GraphColumn, GraphEdge,
    GraphNode, GraphView, LaneView, LinkView, MatrixCell, MatrixLine, MatrixView, NetworkView,
    NodeView, SharePart, SharesView,
};
pub use forms::{FormView, PartView, SectionView};
pub use gaps::Gap;
pub use head::HeadView;
pub use origins::OriginView;
pub use product_schema::view_product_schema;
pub use provenance::{
    ConfidenceAspects, ConfirmSlots, ProvenanceItem, ProvenanceOf, ProvenancePart, ProvenanceView,
    SharedGround, WaitingAspect, WaitingItem, view_provenance,
};
pub use refs::RefView;
pub use scheme::{ControlDefinition, LevelPair, SchemeView, view_maps, view_scheme};
pub use tcf::{MissingCounts, TcfView, view_tcf};
pub use test_plan::{
    DeliveriesView, EffortTotals, NeedAt, NeedView, RunRowView, RunView, TestPlanView,
    WantedSamples, view_deliveries, view_test_plan,
};
pub use traceability::{
    ClauseView, EntryStatus, EvidenceTrace, StandardAlone, TraceabilityView, TracedControl,
    TracedEvidence, view_traceability,
};

// Types of lower rooms that views show as they are, and that writers name.
pub use crate::model::{Aspect, Confidence, Level as LevelView, Strength};
pub use crate::plan::Status;
