//! Documents as plain data: one serialisable type for each document, built from a scheme, a plan and a product.
//!
//! A view decides what a document says and in which order. It knows no format and escapes nothing. JSON prints these
//! types as they are.

mod activity;
mod alike;
mod answered;
mod answered_blanks;
mod answering;
mod answers;
mod answers_schema;
mod asked;
mod basis;
mod blank;
mod build_index;
mod carried_out;
mod cases;
mod cells;
mod choices;
mod classification;
mod closing;
mod controls;
mod decisions;
mod difference;
mod document_answers;
mod document_schema;
mod entries;
mod entry_words;
mod evidence;
mod evidence_index;
mod figure;
mod findings;
mod form;
mod forms;
mod found;
mod gaps;
mod happened;
mod head;
mod interpretations;
mod laboratory;
mod logo;
mod lookups;
mod memo;
mod no_entry;
mod open;
mod origins;
mod outcomes;
mod overlays;
mod page;
mod paper;
mod parties;
mod plan_blanks;
mod procedures;
mod product;
mod product_schema;
mod proposals;
mod provenance;
mod questions;
mod reasons;
mod record;
mod refs;
mod register;
mod relations;
mod renames;
mod report;
mod resources;
mod results;
mod roll_up;
mod round;
mod rounds;
mod rows;
mod rules;
mod scheme;
mod series;
mod series_rules;
mod statuses;
mod test_plan;
mod texts;
mod totals;
mod traceability;
mod verdicts;

pub use activity::{ActivityView, SettingView};
pub use answered::AnsweredView;
pub use answered_blanks::AnsweredBlanks;
pub use answering::{answer_form, answers_to, list_choices, type_words};
pub use answers_schema::view_answers_schema;
pub use asked::{
    Asked, AskedTable, Carried, EarlierQuestions, FilledBlanks, FilledDocuments, FilledView, Need,
    OptionView, Question, ResultNote, Shape, Standing, Standings, Updated, answered_in,
    carried_over, fill_blanks, find_rounds, is_check, party_of, result_of, update_answers,
    view_asked, with_kept,
};
pub use basis::{Basis, BuildStamp, SchemeBasis};
pub use blank::{Blank, blanks_in};
pub use build_index::{BuildIndexView, Format, WrittenDocument, WrittenFile, view_build_index};
pub use choices::{ChoiceView, view_choice};
pub use closing::{
    CertificateView, DecisionPaperView, NamedSlot, view_certificate, view_decision_paper,
};
pub use decisions::DecisionView;
pub use difference::{
    Change, ControlDifference, DifferenceView, LineDifference, RowDifference, SampleDifference,
    WorkDifference, view_difference,
};
pub use document_answers::{DocumentAnswers, FilledAnswer, StandingWord, view_document_answers};
#[cfg(test)]
pub use document_schema::{schema_of, schema_with_answers};
pub use evidence::{PointerView, SubmittedView, WantedView};
pub use figure::{
    BarView, BarsView, FigureKey, FigureKind, FigureView, Figures, GraphColumn, GraphEdge,
    GraphNode, GraphView, LaneView, LinkView, MatrixCell, MatrixLine, MatrixView, NetworkView,
    NodeView, SharePart, SharesView,
};
pub use findings::{
    FindingPartView, FindingRoundView, FindingSheet, FindingView, FindingsView, ResponseSlots,
    view_findings,
};
pub use form::{
    AskView, AssessmentView, DeclarationView, FormDocumentView, MissingCounts, PartView, Prints,
    ResponseView, SectionView, TouchedMethod, TouchedView, view_form_document,
};
pub use forms::{FormView, printed_forms};
pub use found::{FoundByView, StanceView};
pub use gaps::Gap;
pub use head::HeadView;
pub use logo::LogoView;
pub use open::{OpenQuestion, OpenView, find_questions};
pub use origins::OriginView;
pub use outcomes::{Outcome, Outcomes};
pub use page::{
    FieldStanding, HeldInField, OpenField, PageBasis, PageField, PageShape, PageView, Pages,
    question_on_page,
};
pub use paper::{CopyView, PaperState, PaperView, SignerView};
pub use plan_blanks::{BlankKey, BlankView, SignatureKey, SignatureView, Signing};
pub use procedures::{
    MethodCase, MethodDepth, MethodView, ProceduresView, view_manual, view_procedures,
};
pub use product_schema::view_product_schema;
pub use provenance::{
    ConfidenceAspects, ConfirmSlots, ProvenanceItem, ProvenanceOf, ProvenancePart, ProvenanceView,
    SharedGround, WaitingAspect, WaitingItem, view_provenance,
};
pub use questions::{AnswerCount, QuestionView, count_answers, find_unanswered, view_questions};
pub use record::{GridCase, GridRow, GridView, RecordView, SheetBlock, SheetView, view_record};
pub use refs::RefView;
pub use report::{
    ReportView, ReportedActivity, ReportedCase, ReportedControl, ReportedMethod, ReportedRound,
    ReportedRow, ReportedSetting, ReportedVerdict, view_report,
};
pub use resources::Resources;
pub use round::{CoveredView, ROUND_PAPERS, RoundView, round_paper};
pub use rounds::{Round, RoundField, Rounds, covered_key, is_about_round, number_of, round_key};
pub use rows::RowView;
pub use rows::open_parts;
pub use rules::{SlotBehind, slots_behind};
pub use scheme::{
    ControlDefinition, HistoryView, LevelPair, SchemeView, view_history, view_maps, view_scheme,
};
pub use series::ProductNames;
pub use series_rules::{SeriesRuleView, SeriesStanding};
pub use statuses::StatusView;
pub use test_plan::{
    DeliveriesView, EffortTotals, NeedAt, NeedView, PlanView, PlannedMethod, PlannedRow,
    QuotationView, QuotedRole, RunRowView, WantedSamples, view_deliveries, view_plan,
    view_quotation,
};
pub use traceability::{
    ClauseView, EntryStatus, EvidenceTrace, StandardAlone, TraceabilityView, TracedControl,
    TracedEvidence, view_traceability,
};

// Types of lower rooms that views show as they are, and that writers name.
pub use crate::model::{Aspect, Confidence, FormId, Holding, Level as LevelView, Office, Strength};
pub use crate::plan::Status;
pub use product::{IdentityView, ProductView, VariantView};
pub use verdicts::VerdictCell;
