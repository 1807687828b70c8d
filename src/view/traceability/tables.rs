//! Tables that lead from procedures, kinds of evidence and sections of forms back to controls.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::model::{ControlId, Depths, EvidenceForm, Section};
use crate::plan::{Run, Status};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::refs::{RefView, section_key};
use crate::view::texts::{WordView, depths_view, view_number};

/// A planned procedure with the controls that it serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProcedureTrace {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The deepest depth at which it is carried out.
    pub depth: WordView<Depths>,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The controls that it serves, each at its own depth.
    pub controls: Vec<ServedControl>,
    /// The procedures that require it.
    pub required_by: Vec<RefView>,
}

/// A control and the depth at which it asks for a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ServedControl {
    /// The control.
    pub control: Text,
    /// The depth.
    pub depth: WordView<Depths>,
}

/// An evidence kind with the controls that want it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EvidenceTrace {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The form that it takes: a document, a sample, a declaration.
    pub form: EvidenceForm,
    /// The sections of forms that hold it, as `F03/chips`.
    pub sections: Vec<Text>,
    /// The controls that want it.
    pub controls: Vec<Text>,
}

/// A section of a form with its evidence and its controls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SectionTrace {
    /// The key of the form and that of the section: `F03/chips`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The form's own number, or `number not known`; `None` if the scheme does not give one.
    pub number: Option<String>,
    /// Its contents: `product`, `responses`, …
    pub holds: Vec<String>,
    /// The owed evidence kinds that belong in it.
    pub evidence: Vec<Text>,
    /// The controls whose evidence belongs in it.
    pub controls: Vec<Text>,
}

pub(super) fn trace_procedures(basis: &Basis<'_>) -> Vec<ProcedureTrace> {
    basis
        .plan
        .runs
        .iter()
        .map(|run| served(basis, run))
        .collect()
}

fn served(basis: &Basis<'_>, run: &Run) -> ProcedureTrace {
    let procedure = &basis.scheme.procedures[run.procedure];
    let mut serves: Vec<_> = run
        .rows
        .iter()
        .flat_map(|row| {
            row.serves
                .iter()
                .map(|served| (served.control, served.depths))
        })
        .collect();
    serves.sort();
    serves.dedup();
    let controls = serves.into_iter().map(|(control, depths)| ServedControl {
        control: basis.scheme.controls[control].name.clone(),
        depth: basis.depths_of(control, depths),
    });
    ProcedureTrace {
        key: procedure.key.clone(),
        title: procedure.heading(),
        depth: depths_view(basis.scheme, run.depths),
        status: run.status,
        controls: controls.collect(),
        required_by: run
            .required_by
            .iter()
            .map(|procedure| basis.procedure(*procedure))
            .collect(),
    }
}

pub(super) fn trace_kinds(basis: &Basis<'_>) -> Vec<EvidenceTrace> {
    basis
        .scheme
        .evidence
        .iter()
        .filter_map(|(id, kind)| {
            let controls = basis.lookups.wanted_by(id);
            let places = kind.places_in(&basis.scheme.edition);
            (!controls.is_empty()).then(|| EvidenceTrace {
                key: kind.key.clone(),
                title: kind.heading(),
                form: kind.form,
                sections: places
                    .map(|(form, section)| section_key(basis.scheme, form, section).into())
                    .collect(),
                controls: controls
                    .iter()
                    .map(|control| basis.scheme.controls[*control].name.clone())
                    .collect(),
            })
        })
        .collect()
}

pub(super) fn trace_sections(basis: &Basis<'_>, kinds: &[EvidenceTrace]) -> Vec<SectionTrace> {
    let mut held: FxHashMap<&str, Vec<&EvidenceTrace>> = FxHashMap::default();
    for kind in kinds {
        for section in BTreeSet::from_iter(&kind.sections) {
            held.entry(section.as_str()).or_default().push(kind);
        }
    }
    basis
        .scheme
        .edition
        .forms
        .iter()
        .flat_map(|form| {
            basis.scheme.forms[*form]
                .sections
                .iter()
                .map(|(id, section)| {
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
        holds: section.held(&basis.scheme.parties),
        evidence: kinds.iter().map(|kind| kind.key.clone()).collect(),
        controls: controls.map(|control| control.name.clone()).collect(),
        key: key.into(),
    }
}
