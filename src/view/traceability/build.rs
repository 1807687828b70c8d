//! How the traceability document is built.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::figures::view_figures;
use super::standards::{view_alone, view_standards};
use super::{
    ClauseView, DepthView, EntryStatus, EvidenceTrace, ProcedureTrace, SectionTrace,
    TraceabilityView, TracedControl, TracedEvidence, TracedProcedure, VariantStatusView,
};
use crate::model::{ControlId, FormId, Section, SectionId};
use crate::plan::{ControlPlan, EvidenceOwed, OwedRows, ProcedureOwed, Run};
use crate::source::Text;
use crate::view::basis::{Basis, view_number};
use crate::view::controls::view_takes;
use crate::view::document_schema::DocumentSchema;
use crate::view::figure::Figures;
use crate::view::gaps::find_gaps;
use crate::view::items::{section_key, view_provenance};
use crate::view::relations::Relations;
use crate::view::roll_up::{Results, view_roll_up};

/// Builds the traceability document.
#[must_use]
pub fn view_traceability(basis: &Basis<'_>) -> TraceabilityView {
    let kinds = trace_kinds(basis);
    let head = basis.head();
    let standards = view_standards(basis);
    let plans = &basis.plan.controls;
    let relations = Relations::of(basis.scheme);
    let mut view = TraceabilityView {
        edition: head.edition.clone(),
        level: head.level.as_ref().map(|level| level.key.clone()),
        product: head.product.clone(),
        controls: plans.iter().map(|plan| trace(basis, plan)).collect(),
        head,
        clauses: plans
            .iter()
            .map(|plan| clause(basis, &relations, plan))
            .collect(),
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
        schema: DocumentSchema::Traceability,
    };
    view.figures = view_figures(&view);
    view
}

fn trace(basis: &Basis<'_>, plan: &ControlPlan) -> TracedControl {
    let control = &basis.scheme.controls[plan.control];
    let lowest = basis.scheme.levels_of(plan.control).first().copied();
    TracedControl {
        key: control.name.clone(),
        title: control.title.clone(),
        level: lowest.map(Text::from),
        strength: control.strength,
        status: plan.status,
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
        status: variant.status,
        reason: variant.reason.sentence.clone(),
    }
}

fn wanted(basis: &Basis<'_>, owed: &EvidenceOwed) -> TracedEvidence {
    let kinds = owed.choice.kinds().iter();
    TracedEvidence {
        key: owed.key.clone(),
        kinds: kinds
            .map(|kind| basis.scheme.evidence[*kind].key.clone())
            .collect(),
        status: owed.status,
        rows: entries(&owed.rows),
    }
}

fn verified(basis: &Basis<'_>, owed: &ProcedureOwed) -> TracedProcedure {
    TracedProcedure {
        key: basis.scheme.procedures[owed.procedure].key.clone(),
        depth: owed.depth,
        status: owed.status,
        rows: entries(&owed.rows),
    }
}

fn entries(rows: &OwedRows) -> Option<Vec<EntryStatus>> {
    let rows = match rows {
        OwedRows::Once => return None,
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => rows,
    };
    let entry = |row: &crate::plan::Row| EntryStatus {
        entry: row.key.text().map(Text::from),
        status: row.status,
    };
    Some(rows.iter().map(entry).collect())
}

fn clause(basis: &Basis<'_>, relations: &Relations<'_>, plan: &ControlPlan) -> ClauseView {
    let scheme = basis.scheme;
    let control = &scheme.controls[plan.control];
    ClauseView {
        control: control.name.clone(),
        catalog: scheme.catalogs[control.catalog].name().into(),
        clause: control.key.clone(),
        takes: control.takes.as_ref().map(view_takes),
        group: control
            .group
            .map(|group| scheme.groups[group].title.clone()),
        grounds: view_provenance(&control.provenance),
        relations: relations.view(plan.control),
        sections: sections_of(basis, plan),
        place: basis.place(Some(control.place)),
    }
}

fn sections_of(basis: &Basis<'_>, plan: &ControlPlan) -> Vec<Text> {
    let kinds = plan.evidence.iter().flat_map(|owed| owed.choice.kinds());
    let mut places: Vec<(FormId, SectionId)> = kinds
        .flat_map(|kind| basis.scheme.evidence[*kind].places.iter().copied())
        .collect();
    places.sort();
    places.dedup();
    places
        .into_iter()
        .map(|(form, section)| section_key(basis.scheme, form, section).into())
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
        control: basis.scheme.controls[control].name.clone(),
        depth: depths,
    });
    let required_by = run.required_by.iter();
    ProcedureTrace {
        key: procedure.key.clone(),
        title: procedure.title.clone(),
        depth: run.depths,
        status: run.status,
        controls: controls.collect(),
        required_by: required_by.map(|other| basis.procedure(*other)).collect(),
    }
}

fn trace_kinds(basis: &Basis<'_>) -> Vec<EvidenceTrace> {
    let kinds = basis.scheme.evidence.iter();
    kinds
        .filter_map(|(id, kind)| {
            let controls = basis.lookups.wanted_by(id);
            let places = kind.places.iter();
            (!controls.is_empty()).then(|| EvidenceTrace {
                key: kind.key.clone(),
                title: kind.title.clone(),
                form: kind.form,
                sections: places
                    .map(|(form, section)| section_key(basis.scheme, *form, *section).into())
                    .collect(),
                controls: controls
                    .iter()
                    .map(|control| basis.scheme.controls[*control].name.clone())
                    .collect(),
            })
        })
        .collect()
}

fn trace_sections(basis: &Basis<'_>, kinds: &[EvidenceTrace]) -> Vec<SectionTrace> {
    let mut held: FxHashMap<&str, Vec<&EvidenceTrace>> = FxHashMap::default();
    for kind in kinds {
        for section in BTreeSet::from_iter(&kind.sections) {
            held.entry(section.as_str()).or_default().push(kind);
        }
    }
    let forms = basis.scheme.edition.forms.iter();
    forms
        .flat_map(|form| {
            let sections = basis.scheme.forms[*form].sections.iter();
            sections.map(|(id, section)| {
                let key = section_key(basis.scheme, *form, id);
                let kinds = held.get(key.as_str()).map_or(&[][..], Vec::as_slice);
                trace_section(basis, section, key.clone(), kinds)
            })
        })
        .collect()
}

fn trace_section(
    basis: &Basis<'_>,
    section: &Section,
    key: String,
    kinds: &[&EvidenceTrace],
) -> SectionTrace {
    let wanting = kinds.iter().flat_map(|kind| &kind.controls);
    let in_order = wanting.filter_map(|name| basis.scheme.controls.lookup(name));
    let controls: BTreeSet<ControlId> = in_order.map(|(id, _)| id).collect();
    let controls = controls.into_iter().map(|id| &basis.scheme.controls[id]);
    SectionTrace {
        title: section.title.clone(),
        number: view_number(&section.number),
        holds: section.held(basis.scheme),
        evidence: kinds.iter().map(|kind| kind.key.clone()).collect(),
        controls: controls.map(|control| control.name.clone()).collect(),
        key: key.into(),
    }
}
