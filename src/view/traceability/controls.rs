//! Controls with their obligations and the clause of their source.

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::{Confidence, ControlId, Depths, FormId, SectionId, Strength};
use crate::plan::{ControlPlan, EvidenceOwed, OwedRows, ProcedureOwed, Status};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::carried_out::owed_cases;
use crate::view::controls::{TakesView, view_takes};
use crate::view::origins::{GroundView, view_control_grounds};
use crate::view::refs::{case_refs, section_key};
use crate::view::relations::{RelationView, Relations};
use crate::view::statuses::{VariantStatusView, view_variant};
use crate::view::texts::WordView;

/// A control with its status and its obligations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TracedControl {
    /// The key with that of the catalog: `asvs-c:C.1`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The lowest level of the edition at which it holds; `None` if the edition has no levels.
    pub level: Option<Text>,
    /// Whether it must or should be met.
    pub strength: WordView<Strength>,
    /// The status.
    pub status: Status,
    /// The reason for the status, as a sentence without its full stop.
    pub reason: String,
    /// The status for each product of the series; empty if all agree.
    pub variants: Vec<VariantStatusView>,
    /// The evidence owed.
    pub evidence: Vec<TracedEvidence>,
    /// The procedures owed.
    pub procedures: Vec<TracedProcedure>,
}

/// Evidence that a control calls for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TracedEvidence {
    /// The key of the obligation.
    pub key: Text,
    /// The kinds that meet it.
    pub kinds: Vec<Text>,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The entries for which it is owed; `None` if it is owed once.
    #[serde(rename = "for")]
    pub rows: Option<Vec<EntryStatus>>,
}

/// A procedure that a control calls for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TracedProcedure {
    /// The key.
    pub key: Text,
    /// The keys of the single cases that this control asks for; empty if it asks for all.
    pub cases: Vec<Text>,
    /// The depth that this control asks for.
    pub depth: WordView<Depths>,
    /// The entry for which one of those in `for` is enough; `None` if the control does not ask so.
    pub each: Option<Text>,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The entries for which it is owed; `None` if it is owed once.
    #[serde(rename = "for")]
    pub rows: Option<Vec<EntryStatus>>,
}

/// An entry for which an obligation is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntryStatus {
    /// The entry: `interface.console`; `None` for entries not known yet.
    pub entry: Option<Text>,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
}

/// The clause of the source of a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClauseView {
    /// The control.
    pub control: Text,
    /// Its catalog with the version.
    pub catalog: Text,
    /// The source's own number for it.
    pub clause: Text,
    /// The control that a control of a profile takes.
    pub takes: Option<TakesView>,
    /// The title of its group.
    pub group: Option<Text>,
    /// The grounds of its aspects.
    pub grounds: Vec<GroundView>,
    /// Its relations to other controls, seen from it.
    pub relations: Vec<RelationView>,
    /// The sections of forms in which its evidence belongs, as `F03/chips`.
    pub sections: Vec<Text>,
    /// The place of its declaration, as `path:line`.
    pub place: Option<String>,
}

/// Controls of a catalog whose clauses rest on the same grounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SharedGrounds {
    /// The catalog with the version.
    pub catalog: Text,
    /// The grounds of their aspects, those original to the scheme apart; empty if all are.
    pub grounds: Vec<GroundView>,
    /// The controls, in the order of the scheme.
    pub controls: Vec<Text>,
}

/// Gathers the controls of each catalog that rest on the same grounds, in the order of the first of each.
pub(super) fn share_grounds(clauses: &[ClauseView]) -> Vec<SharedGrounds> {
    let mut shared: IndexMap<(&Text, Vec<&GroundView>), Vec<Text>> = IndexMap::new();
    for clause in clauses {
        let grounds = clause.grounds.iter();
        let taken = grounds.filter(|ground| ground.confidence != Confidence::Ours);
        let key = (&clause.catalog, taken.collect());
        shared.entry(key).or_default().push(clause.control.clone());
    }
    let shared = shared.into_iter();
    let shared = shared.map(|((catalog, grounds), controls)| SharedGrounds {
        catalog: catalog.clone(),
        grounds: grounds.into_iter().cloned().collect(),
        controls,
    });
    shared.collect()
}

pub(super) fn trace_controls(basis: &Basis<'_>) -> Vec<TracedControl> {
    basis
        .plan
        .controls
        .iter()
        .map(|plan| trace(basis, plan))
        .collect()
}

/// Shows the clauses of the controls of the plan.
pub(super) fn view_clauses(basis: &Basis<'_>) -> Vec<ClauseView> {
    let relations = Relations::of(basis.scheme);
    basis
        .plan
        .controls
        .iter()
        .map(|plan| clause(basis, &relations, plan))
        .collect()
}

fn trace(basis: &Basis<'_>, plan: &ControlPlan) -> TracedControl {
    let control = &basis.scheme.controls[plan.control];
    let lowest = basis.scheme.levels_of(plan.control).first().copied();
    TracedControl {
        key: control.name.clone(),
        title: control.heading(),
        level: lowest.map(Text::from),
        strength: WordView {
            key: control.strength,
            title: basis
                .scheme
                .printed_for(plan.control, control.strength.word())
                .to_owned(),
        },
        status: plan.status,
        reason: plan.reason.sentence.to_string(),
        variants: plan.variants.iter().map(view_variant).collect(),
        evidence: plan
            .evidence
            .iter()
            .map(|owed| wanted(basis, owed))
            .collect(),
        procedures: plan
            .procedures
            .iter()
            .map(|owed| verified(basis, plan.control, owed))
            .collect(),
    }
}

fn wanted(basis: &Basis<'_>, owed: &EvidenceOwed) -> TracedEvidence {
    TracedEvidence {
        key: owed.key.clone(),
        kinds: owed
            .choice
            .kinds()
            .iter()
            .map(|kind| basis.scheme.evidence[*kind].key.clone())
            .collect(),
        status: owed.line.status,
        rows: entries(&owed.line.rows),
    }
}

fn verified(basis: &Basis<'_>, control: ControlId, owed: &ProcedureOwed) -> TracedProcedure {
    TracedProcedure {
        key: basis.scheme.procedures[owed.procedure].key.clone(),
        cases: case_refs(
            basis.scheme,
            owed.procedure,
            &owed_cases(basis, control, owed),
        )
        .into_iter()
        .map(|case| case.key)
        .collect(),
        depth: basis.depths_of(control, owed.depth),
        each: owed.each.as_ref().map(|each| each.words().into()),
        status: owed.line.status,
        rows: entries(&owed.line.rows),
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
    let related = relations.view(plan.control);
    ClauseView {
        control: control.name.clone(),
        catalog: scheme.catalogs[control.catalog].name().into(),
        clause: control.key.clone(),
        takes: view_takes(control),
        group: control.group.map(|group| scheme.groups[group].heading()),
        grounds: view_control_grounds(scheme, plan.control, &related),
        relations: related,
        sections: sections_of(basis, plan),
        place: basis.place(Some(control.place)),
    }
}

fn sections_of(basis: &Basis<'_>, plan: &ControlPlan) -> Vec<Text> {
    let kinds = plan
        .papers_and_answers()
        .flat_map(|owed| owed.choice.kinds());
    let mut places: Vec<(FormId, SectionId)> = kinds
        .flat_map(|kind| basis.scheme.evidence[*kind].places_in(&basis.scheme.edition))
        .collect();
    places.sort();
    places.dedup();
    places
        .into_iter()
        .map(|(form, section)| section_key(basis.scheme, form, section).into())
        .collect()
}
