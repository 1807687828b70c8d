//! The document of a scheme: its controls, vocabulary, evidence, procedures, forms and process.
//!
//! It is meant for maintainers, and for vendors who want to know what they would have to do before they describe a
//! product.

mod controls;
mod edition;
mod items;
mod needs;
mod procedures;
mod samples;
mod vocabulary;

use serde::Serialize;

use super::basis::{BuildStamp, SchemeBasis};
use super::document_schema::DocumentSchema;
use super::head::view_level;
use super::overlays::{OverlayView, view_overlays};
use super::refs::WorkItemView;
use super::rules::{RuleView, StepView, view_rules, view_steps};
use crate::model::{FindingClass, Level, Verdict};
use crate::source::Text;
use needs::view_needs;

pub(super) use items::view_titled as view_work_items;
pub(super) use procedures::{called_procedures, examines};
pub(super) use samples::use_in_words;

pub use controls::ControlDefinition;
pub use edition::{
    AspectCount, CatalogDefinition, EditionView, HistoryView, LevelCount, LevelPair, view_history,
    view_maps,
};
pub use items::{EvidenceDefinition, FormDefinition, InterpretationDefinition};
pub use needs::NeedDefinition;
pub use procedures::ProcedureDefinition;
pub use vocabulary::{FactDefinition, IdentityDefinition, InventoryDefinition, NamedCondition};

/// The scheme as a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SchemeView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Scheme.word())))]
    pub schema: DocumentSchema,
    /// The edition.
    pub edition: EditionView,
    /// The level that is shown; `None` for all levels.
    pub level: Option<Level>,
    /// The catalogs that the edition uses, in order.
    pub catalogs: Vec<CatalogDefinition>,
    /// The overlays whose wording, or whose comparison with a licensed copy, the document uses.
    pub overlays: Vec<OverlayView>,
    /// What is printed for requirements that should be met; `recommended` if the edition has no word for them.
    pub recommended: Text,
    /// Counts for each level of the edition, from the lowest. An edition without levels has a single line.
    pub counts: Vec<LevelCount>,
    /// The aspects of the controls shown, by confidence.
    pub aspects: Vec<AspectCount>,
    /// The controls, in the order of the scheme.
    pub controls: Vec<ControlDefinition>,
    /// What a product file says of the identity of a product beyond name and model.
    pub identity: Vec<IdentityDefinition>,
    /// The ways of seeing evidence, the usual one first.
    pub access: Vec<WorkItemView>,
    /// The facts that a product file answers.
    pub facts: Vec<FactDefinition>,
    /// The inventories that a product file lists.
    pub inventories: Vec<InventoryDefinition>,
    /// The subsets of inventories.
    pub subsets: Vec<NamedCondition>,
    /// The derived names.
    pub derived: Vec<NamedCondition>,
    /// The constraints, which hold for every product.
    pub constraints: Vec<NamedCondition>,
    /// The kinds of evidence.
    pub evidence: Vec<EvidenceDefinition>,
    /// The test procedures.
    pub procedures: Vec<ProcedureDefinition>,
    /// The phases of the work.
    pub phases: Vec<WorkItemView>,
    /// The roles of a laboratory.
    pub roles: Vec<WorkItemView>,
    /// The configurations in which cases are carried out.
    pub configurations: Vec<WorkItemView>,
    /// The kinds of samples.
    pub sample_kinds: Vec<WorkItemView>,
    /// The states of samples.
    pub sample_states: Vec<samples::SampleStateDefinition>,
    /// The equipment that the procedures need.
    pub equipment: Vec<NeedDefinition>,
    /// The deliveries of the vendor that the procedures need.
    pub deliveries: Vec<NeedDefinition>,
    /// The forms of the edition.
    pub forms: Vec<FormDefinition>,
    /// The verdict words of the edition.
    pub verdicts: Vec<Verdict>,
    /// The classes of findings of the edition.
    pub findings: Vec<FindingClass>,
    /// The numbered steps of the process, in order.
    pub steps: Vec<StepView>,
    /// The rules of the process, in the order of the edition.
    pub rules: Vec<RuleView>,
    /// The interpretations: rulings, and questions that wait for a ruling.
    pub interpretations: Vec<InterpretationDefinition>,
    /// The date and tool with which the document is built.
    pub stamp: BuildStamp,
}

/// Builds the document of a scheme.
pub fn view_scheme(basis: &SchemeBasis<'_>) -> SchemeView {
    let scheme = basis.scheme;
    let selected = basis.selected();
    let decides = vocabulary::Decides::of(scheme, &selected);
    let procedures = procedures::view_procedures(basis, &selected);
    let controls = controls::view_controls(basis, &selected);
    SchemeView {
        schema: DocumentSchema::Scheme,
        edition: edition::view_edition(basis),
        level: view_level(scheme, basis.level),
        catalogs: edition::view_catalogs(basis),
        overlays: view_overlays(scheme, basis.sources, selected.iter().copied()),
        recommended: edition::recommended(scheme),
        counts: edition::view_counts(scheme),
        aspects: edition::view_aspects(&controls),
        controls,
        identity: vocabulary::view_identity(scheme),
        access: items::view_titled(&scheme.access),
        facts: vocabulary::view_facts(scheme, &decides),
        inventories: vocabulary::view_inventories(scheme, &decides),
        subsets: vocabulary::view_subsets(scheme, &decides),
        derived: vocabulary::view_derives(scheme, &decides),
        constraints: vocabulary::view_constraints(scheme),
        evidence: items::view_evidence(basis, &selected),
        phases: items::view_phases(scheme),
        roles: items::view_titled(&scheme.roles),
        configurations: items::view_titled(&scheme.configurations),
        sample_kinds: samples::view_kinds(scheme),
        sample_states: samples::view_states(scheme),
        equipment: view_needs(&scheme.equipment, &procedures, |depth| &depth.equipment),
        deliveries: view_needs(&scheme.deliveries, &procedures, |depth| &depth.deliveries),
        procedures,
        forms: items::view_forms(scheme),
        verdicts: scheme.edition.verdicts.clone(),
        findings: scheme.edition.findings.clone(),
        steps: view_steps(scheme),
        rules: view_rules(scheme),
        interpretations: items::view_interpretations(basis, &selected),
        stamp: basis.stamp.clone(),
    }
}
