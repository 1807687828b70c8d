//! Items of the scheme as documents name them.

use serde::Serialize;

use super::basis::Basis;
use crate::model::{
    CaseId, ControlId, EvidenceId, FormId, Id, InventoryId, ProcedureId, SampleKindId,
    SampleStateId, Scheme, SectionId, Table, Titled,
};
use crate::source::Text;

/// A named item of the scheme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RefView {
    /// The key; of a control with that of its catalog.
    pub key: Text,
    /// The title, after its number if it has one (L-340).
    pub title: Text,
}

/// A phase, a role, a configuration, a kind of sample, a piece of equipment or a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WorkItemView {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
}

/// Shows a phase, a role, a configuration, a kind of sample, a piece of equipment or a delivery.
pub(super) fn work_item(key: &Text, title: Text, about: Option<&Text>) -> WorkItemView {
    WorkItemView {
        key: key.clone(),
        title,
        about: about.cloned(),
    }
}

pub(super) fn item_ref(key: &Text, title: Text) -> RefView {
    RefView {
        key: key.clone(),
        title,
    }
}

pub(super) fn control_ref(scheme: &Scheme, id: ControlId) -> RefView {
    let control = &scheme.controls[id];
    item_ref(&control.name, control.heading())
}

pub(super) fn procedure_ref(scheme: &Scheme, id: ProcedureId) -> RefView {
    let procedure = &scheme.procedures[id];
    item_ref(&procedure.key, procedure.heading())
}

pub(super) fn evidence_ref(scheme: &Scheme, id: EvidenceId) -> RefView {
    let kind = &scheme.evidence[id];
    item_ref(&kind.key, kind.heading())
}

pub(super) fn sample_kind_ref(scheme: &Scheme, id: SampleKindId) -> RefView {
    let kind = &scheme.samples.kinds[id];
    item_ref(&kind.key, kind.heading())
}

pub(super) fn sample_state_ref(scheme: &Scheme, id: SampleStateId) -> RefView {
    let state = &scheme.samples.states[id];
    item_ref(&state.key, state.heading())
}

/// Names single cases of a procedure that are asked for.
pub(super) fn case_refs(scheme: &Scheme, id: ProcedureId, cases: &[CaseId]) -> Vec<RefView> {
    if cases.is_empty() {
        return Vec::new();
    }
    let cases = scheme.procedures[id].some_cases(cases);
    cases
        .map(|case| item_ref(&case.key, case.heading()))
        .collect()
}

/// Names items of one kind: equipment, deliveries or configurations.
pub(super) fn titled_refs<I: Id>(table: &Table<I, Titled>, ids: &[I]) -> Vec<RefView> {
    let items = ids.iter().map(|id| &table[*id]);
    items
        .map(|item| item_ref(&item.key, item.heading()))
        .collect()
}

pub(super) fn inventory_ref(scheme: &Scheme, id: InventoryId) -> RefView {
    let inventory = &scheme.inventories[id];
    item_ref(&inventory.key, inventory.heading())
}

/// Returns the title of an inventory by its name, or the name if the scheme does not have it.
pub(super) fn inventory_title<'t>(scheme: &'t Scheme, name: &'t str) -> &'t str {
    let known = scheme.inventories.lookup(name);
    known.map_or(name, |(_, inventory)| inventory.title.as_str())
}

/// Returns the key under which documents name a section: `F03/chips`.
pub(super) fn section_key(scheme: &Scheme, form: FormId, section: SectionId) -> String {
    let form = &scheme.forms[form];
    format!("{}/{}", form.key, form.sections[section].key)
}

impl Basis<'_> {
    /// Names a control.
    pub fn control(&self, id: ControlId) -> RefView {
        control_ref(self.scheme, id)
    }

    pub(super) fn controls(&self, ids: &[ControlId]) -> Vec<RefView> {
        ids.iter().map(|id| self.control(*id)).collect()
    }

    pub(super) fn procedure(&self, id: ProcedureId) -> RefView {
        procedure_ref(self.scheme, id)
    }
}
