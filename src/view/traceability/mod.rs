//! The traceability document: control ↔ procedure ↔ evidence ↔ form section ↔ clause of the source.
//!
//! The keys and the order of the JSON of [`TraceabilityView::controls`] are a contract with programs that read it.
//! New parts go to the end of the document.

mod controls;
mod figures;
mod standards;
mod tables;

use serde::Serialize;

use super::basis::Basis;
use super::document_schema::DocumentSchema;
use super::figure::Figures;
use super::gaps::{Gap, find_gaps};
use super::head::HeadView;
use super::roll_up::{Results, RollUpView, view_roll_up};
use crate::source::Text;
use controls::{share_grounds, trace_controls, view_clauses};
use figures::{Tables, depth_marks, view_figures};
use standards::{view_alone, view_standards};
use tables::{trace_kinds, trace_procedures, trace_sections};

pub use controls::{ClauseView, EntryStatus, SharedGrounds, TracedControl, TracedEvidence};
pub use standards::{StandardAlone, StandardPair};
pub use tables::{EvidenceTrace, ProcedureTrace, SectionTrace};

/// The traceability document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TraceabilityView {
    /// The edition: `iotscs@2024-03`.
    pub edition: String,
    /// The key of the level; `None` if the edition has no levels.
    pub level: Option<Text>,
    /// The model or the name of the product.
    pub product: String,
    /// Every control of the level, in the order of the scheme.
    pub controls: Vec<TracedControl>,
    /// The head that all documents share.
    pub head: HeadView,
    /// The clause of the source of each control, in the same order.
    pub clauses: Vec<ClauseView>,
    /// What the clauses rest on, where it is not original to the scheme.
    pub grounds: Vec<SharedGrounds>,
    /// The planned procedures, in the order of work, with the controls that each serves.
    pub procedures: Vec<ProcedureTrace>,
    /// The evidence kinds that are owed, in the order of the scheme, with the controls that want each.
    pub evidence_kinds: Vec<EvidenceTrace>,
    /// The sections of the edition's forms, with the evidence and the controls of each.
    pub sections: Vec<SectionTrace>,
    /// The gaps on the way from a control to its verdict.
    pub gaps: Vec<Gap>,
    /// The relations between the catalogs in use.
    pub standards: Vec<StandardPair>,
    /// The figures.
    pub figures: Figures,
    /// The roll-up of verdicts, from the rows of the test plan to each control.
    pub roll_up: RollUpView,
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Traceability.word())))]
    pub schema: DocumentSchema,
    /// The controls of each catalog that no other catalog reaches; empty if the edition uses a single catalog.
    pub alone: Vec<StandardAlone>,
}

/// Builds the traceability document.
pub fn view_traceability(basis: &Basis<'_>) -> TraceabilityView {
    let head = basis.head();
    let controls = trace_controls(basis);
    let procedures = trace_procedures(basis);
    let evidence_kinds = trace_kinds(basis);
    let sections = trace_sections(basis, &evidence_kinds);
    let standards = view_standards(basis);
    let clauses = view_clauses(basis);
    let figures = view_figures(&Tables {
        controls: &controls,
        procedures: &procedures,
        evidence_kinds: &evidence_kinds,
        sections: &sections,
        depths: depth_marks(basis.scheme),
    });
    TraceabilityView {
        edition: head.edition.clone(),
        level: head.level.as_ref().map(|level| level.key.clone()),
        product: head.product.clone(),
        controls,
        head,
        grounds: share_grounds(&clauses),
        clauses,
        procedures,
        evidence_kinds,
        sections,
        gaps: find_gaps(basis),
        alone: view_alone(basis, &standards),
        standards,
        figures,
        roll_up: view_roll_up(basis, Results::Elsewhere),
        schema: DocumentSchema::Traceability,
    }
}
