//! How the traceability document is built.

use super::figures::view_figures;
use super::standards::{view_alone, view_standards};
use super::{
    ClauseView, DepthView, EntryStatus, EvidenceTrace, ProcedureTrace, SectionTrace,
    TraceabilityView, TracedControl, TracedEvidence, TracedProcedure, VariantStatusView,
};
use crate::model::{ControlId, EvidenceId, FormId, SectionId};
use crate::plan::{ControlPlan, EvidenceOwed, OwedRows, ProcedureOwed, Run};
use crate::view::basis::{Basis, view_number};
use crate::view::controls::view_takes;
use crate::view::document_schema::TRACEABILITY_SCHEMA;
use crate::view::figure::Figures;
use crate::view::gaps::find_gaps;
use crate::view::items::{section_key, view_provenance, view_relations};
use crate::view::roll_up::{Results, view_roll_up};

/// Builds the traceability document.
#[must_use]
pub fn view_traceability(basis: &Basis<'_>) -> TraceabilityView {
    let kinds = trace_kinds(basis);
    let head = basis.head();
    let standards = view_standards(basis);
    let plans = &basis.plan.controls;
    let mut view = TraceabilityView {
        edition: head.edition.clone(),
        level: head.level.as_ref().map(|level| level.key.clone()),
        product: head.product.clone(),
        controls: plans.iter().map(|plan| trace(basis, plan)).collect(),
        head,
        clauses: plans.iter().map(|plan| clause(basis, plan)).collect(),
        procedures: basis
            .plan
            .runs
            .iter()
            .map(|run| served(basis, run))
            .collect(),
        sections: trace_sections(basis, &kinds),
        evidence_kinds: kinds,
        gaps: find_gaps(basis),
        alone: view_alone(basis, &standards),
        standards,
        figures: Figures::new(),
        roll_up: view_roll_up(basis, Results::Elsewhere),
        schema: TRACEABILITY_SCHEMA,
    };
    view.figures = view_figures(&view);
    view
}

fn trace(basis: &Basis<'_>, plan: &ControlPlan) -> TracedControl {
    let control = &basis.scheme.controls[plan.control];
    let lowest = basis.scheme.levels_of(plan.control).first().copied();
    TracedControl {
        key: control.name.to_string(),
        title: control.title.to_string(),
        level: lowest.map(str::to_owned),
        strength: control.strength.word(),
        status: plan.status.key(),
        reason: plan.reason.sentence.clone(),
        variants: plan.variants.iter().map(view_variant).collect(),
        evidence: plan
            .evidence
            .iter()
            .map(|owed| wanted(basis, owed))
            .collect(),
        procedures: plan
            .procedures
            .iter()
            .map(|owed| verified(basis, owed))
            .collect(),
    }
}

/// Shows how a control stands for one product of a series.
pub(in crate::view) fn view_variant(variant: &crate::plan::VariantStatus) -> VariantStatusView {
    VariantStatusView {
        variant: variant.variant.clone(),
        status: variant.status.key(),
        reason: variant.reason.sentence.clone(),
    }
}

fn wanted(basis: &Basis<'_>, owed: &EvidenceOwed) -> TracedEvidence {
    let kinds = owed.choice.kinds().iter();
    TracedEvidence {
        key: owed.key.to_string(),
        kinds: kinds
            .map(|kind| basis.scheme.evidence[*kind].key.to_string())
            .collect(),
        status: owed.status.key(),
        rows: entries(&owed.rows),
    }
}

fn verified(basis: &Basis<'_>, owed: &ProcedureOwed) -> TracedProcedure {
    TracedProcedure {
        key: basis.scheme.procedures[owed.procedure].key.to_string(),
        depth: owed.depth.word(),
        status: owed.status.key(),
        rows: entries(&owed.rows),
    }
}

fn entries(rows: &OwedRows) -> Option<Vec<EntryStatus>> {
    let rows = match rows {
        OwedRows::Once => return None,
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => rows,
    };
    let entry = |row: &crate::plan::Row| EntryStatus {
        entry: row.key.text(),
        status: row.status.key(),
    };
    Some(rows.iter().map(entry).collect())
}

fn clause(basis: &Basis<'_>, plan: &ControlPlan) -> ClauseView {
    let scheme = basis.scheme;
    let control = &scheme.controls[plan.control];
    ClauseView {
        control: control.name.to_string(),
        catalog: scheme.catalogs[control.catalog].name(),
        clause: control.key.to_string(),
        takes: control.takes.as_deref().map(view_takes),
        group: control
            .group
            .map(|group| scheme.groups[group].title.to_string()),
        grounds: view_provenance(&control.provenance),
        relations: view_relations(scheme, plan.control),
        sections: sections_of(basis, plan),
        place: basis.place(Some(control.place)),
    }
}

fn sections_of(basis: &Basis<'_>, plan: &ControlPlan) -> Vec<String> {
    let kinds = plan.evidence.iter().flat_map(|owed| owed.choice.kinds());
    let mut places: Vec<(FormId, SectionId)> = kinds
        .flat_map(|kind| basis.scheme.evidence[*kind].places.iter().copied())
        .collect();
    places.sort();
    places.dedup();
    places
        .into_iter()
        .map(|(form, section)| section_key(basis.scheme, form, section))
        .collect()
}

fn served(basis: &Basis<'_>, run: &Run) -> ProcedureTrace {
    let procedure = &basis.scheme.procedures[run.procedure];
    let mut serves: Vec<_> = run
        .rows
        .iter()
        .flat_map(|row| row.serves.iter().copied())
        .collect();
    serves.sort();
    serves.dedup();
    let controls = serves.into_iter().map(|(control, depths)| DepthView {
        control: basis.scheme.controls[control].name.to_string(),
        depth: depths.word(),
    });
    let required_by = run.required_by.iter();
    ProcedureTrace {
        key: procedure.key.to_string(),
        title: procedure.title.to_string(),
        depth: run.depths.word(),
        status: run.status.key(),
        controls: controls.collect(),
        required_by: required_by.map(|other| basis.procedure(*other)).collect(),
    }
}

fn trace_kinds(basis: &Basis<'_>) -> Vec<EvidenceTrace> {
    let kinds = basis.scheme.evidence.iter();
    kinds
        .filter_map(|(id, kind)| {
            let controls = wanted_by(basis, id);
            let places = kind.places.iter();
            (!controls.is_empty()).then(|| EvidenceTrace {
                key: kind.key.to_string(),
                title: kind.title.to_string(),
                form: kind.form.word(),
                sections: places
                    .map(|(form, section)| section_key(basis.scheme, *form, *section))
                    .collect(),
                controls: controls
                    .into_iter()
                    .map(|control| basis.scheme.controls[control].name.to_string())
                    .collect(),
            })
        })
        .collect()
}

/// Returns the controls that want a kind of evidence, in order.
pub(in crate::view) fn wanted_by(basis: &Basis<'_>, kind: EvidenceId) -> Vec<ControlId> {
    let wants = |plan: &&ControlPlan| {
        let mut choices = plan.evidence.iter().map(|owed| &owed.choice);
        choices.any(|choice| choice.kinds().contains(&kind))
    };
    let plans = basis.plan.controls.iter().filter(wants);
    plans.map(|plan| plan.control).collect()
}

fn trace_sections(basis: &Basis<'_>, kinds: &[EvidenceTrace]) -> Vec<SectionTrace> {
    let forms = basis.scheme.edition.forms.iter();
    forms
        .flat_map(|form| {
            let sections = basis.scheme.forms[*form].sections.ids();
            sections.map(|section| trace_section(basis, *form, section, kinds))
        })
        .collect()
}

fn trace_section(
    basis: &Basis<'_>,
    form: FormId,
    section: SectionId,
    kinds: &[EvidenceTrace],
) -> SectionTrace {
    let key = section_key(basis.scheme, form, section);
    let section = &basis.scheme.forms[form].sections[section];
    let held: Vec<&EvidenceTrace> = kinds
        .iter()
        .filter(|kind| kind.sections.contains(&key))
        .collect();
    let in_order = basis.scheme.controls.keys();
    let controls = in_order.filter(|name| {
        held.iter()
            .any(|kind| kind.controls.iter().any(|control| control == name))
    });
    SectionTrace {
        title: section.title.to_string(),
        number: view_number(&section.number),
        holds: section.held(basis.scheme),
        evidence: held.iter().map(|kind| kind.key.clone()).collect(),
        controls: controls.map(str::to_owned).collect(),
        key,
    }
}
