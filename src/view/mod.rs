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
mod slots;
mod statuses;
mod submitted;
mod tcf;
mod test_plan;
mod texts;
mod totals;
mod traceability;

pub use answering::{answer_form, answers_to, type_words};
pub use answers::AnswerView;
pub use asks::{AskBlank, AskView, AskedFor, BlankShape, ChoiceView};
pub use basis::{Basis, BuildStamp, SchemeBasis};
pub use blanks::{BlankView, FoundView, SignatureView};
pub use build_index::{
    BuildIndexView, LevelStatus, WrittenDocument, WrittenFile, view_build_index,
};
pub use cases::CaseTexts;
pub use checklist::{
    BearingView, ChecklistView, InterpretationView, ObservationSlots, QuestionView, TestRowView,
    TestView, VerdictCount, VerdictsView, view_checklist,
};
pub use controls::{ControlTexts, ControlView, TakesView};
pub use decisions::{AsideView, DecisionView, GroundedView, GroundsView};
pub use document_schema::DocumentSchema;
#[cfg(test)]
pub use document_schema::schema_of;
pub use entries::{AskedView, EntryView, ExtentView, InventoryView};
pub use evidence::{
    IndexSlots, IndexView, KindView, PlaceView, PointerSlots, PointerView, SubmittedView,
    WantedView,
};
pub use figure::{
    BarView, BarsView, FigureKey, FigureKind, FigureView, Figures, GraphColumn, GraphEdge,
    GraphNode, GraphView, LaneView, LinkView, MatrixCell, MatrixLetter, MatrixLine, MatrixView,
    NetworkView, NodeView, SharePart, SharesView,
};
pub use forms::{FormView, PartView, Prints, SectionView};
pub use gaps::{Gap, GapKind};
pub use head::{CatalogView, HeadView, LevelView, StatusCount, VerdictView};
pub use interpretations::InterpretationTexts;
pub use open::{OpenControlView, OpenItemView, OpenNameView, OpenView};
pub use origins::{GroundView, OriginView};
pub use overlays::{OverlayFile, OverlayView};
pub use product::{
    ContactRole, ContactView, DifferenceView, DifferenceWord, FactView, FieldKey, IdentityView,
    ProductView, VariantView,
};
pub use product_schema::view_product_schema;
pub use provenance::{
    AspectItems, ConfidenceAspects, ConfirmSlots, NumberedGround, ProvenanceItem, ProvenanceOf,
    ProvenancePart, ProvenanceView, SharedGround, WaitingAspect, WaitingItem, view_provenance,
};
pub use reasons::{ReasonView, SettlerView};
pub use refs::{RefView, WorkItemView};
pub use relations::{RelationView, RelationWord};
pub use roll_up::{CellThatCounts, RollUpCell, RollUpControl, RollUpPart, RollUpView, VerdictFrom};
pub use rows::RowView;
pub use rules::{RuleCheckView, RuleView, StepView};
pub use scheme::{
    AppliesKind, AppliesView, AskDefinition, AskForm, AspectCount, AttributeDefinition,
    CatalogDefinition, ConfidenceCount, ControlDefinition, DepthDefinition, DepthLevels,
    EditionView, EvidenceDefinition, EvidenceLineView, FactDefinition, FormDefinition, HistoryView,
    InterpretationDefinition, InventoryDefinition, LevelCount, LevelPair, NamedCondition,
    ProcedureDefinition, SchemeView, SectionDefinition, TreatmentView, VerifyLineView, view_scheme,
};
pub use scope::{AgreementView, ScopeModel, ScopeView, VersionView};
pub use series::ProductNames;
pub use statuses::{StatusView, VariantStatusView};
pub use tcf::{
    DeclarationView, MissingCounts, MissingSection, MissingView, ResponseRow, ResponseView,
    TcfView, view_tcf,
};
pub use test_plan::{
    BedNodeView, BlockView, CaseView, DaysView, DeliveriesView, EffortShare, EffortTotals, NeedAt,
    NeedView, ReadKind, ReadView, ResultView, RoleWork, RunRef, RunRowView, RunView, SampleLine,
    SampleUseView, SampleView, ServedView, ServesView, TestPlanView, VerdictCell, WantedSamples,
    WorkStep, view_deliveries, view_test_plan,
};
pub use totals::TotalsView;
pub use traceability::{
    ClauseView, DepthView, EntryStatus, EvidenceTrace, ProcedureTrace, RelatedView, SectionTrace,
    StandardAlone, StandardPair, TraceabilityView, TracedControl, TracedEvidence, TracedProcedure,
    view_traceability,
};

// Types of lower rooms that views show as they are.
pub use crate::model::{
    ActKind, Aspect, AttributeKind, BlankKind, Confidence, Depth, Depths, EditionStatus,
    EvidenceForm, Force, Holding, Origin, RelationKind, Repeat, SampleState, Strength,
    TreatmentKind, VerdictClass,
};
pub use crate::plan::{RunEffort, SampleKind, Status};
pub use crate::product::{Access, ContactField, IdentityField};
