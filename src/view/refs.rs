//! Items of the scheme as documents name them.

use serde::Serialize;

use super::basis::Basis;
use crate::model::{ControlId, EvidenceId, FormId, InventoryId, ProcedureId, Scheme, SectionId};
use crate::source::Text;

/// A named item of the scheme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RefView {
    /// The key; of a control with that of its catalog.
    pub key: Text,
    /// The title.
    pub title: Text,
}

/// A phase, a role or a configuration.
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

/// Shows a phase, a role or a configuration.
pub(super) fn work_item(key: &Text, title: &Text, about: Option<&Text>) -> WorkItemView {
    WorkItemView {
        key: key.clone(),
        title: title.clone(),
        about: about.cloned(),
    }
}

pub(super) fn item_ref(key: &Text, title: &Text) -> RefView {
    RefView {
        key: key.clone(),
        title: title.clone(),
    }
}

pub(super) fn control_ref(scheme: &Scheme, id: ControlId) -> RefView {
    let control = &scheme.controls[id];
    item_ref(&control.name, &control.title)
}

pub(super) fn procedure_ref(scheme: &Scheme, id: ProcedureId) -> RefView {
    let procedure = &scheme.procedures[id];
    item_ref(&procedure.key, &procedure.title)
}

pub(super) fn evidence_ref(scheme: &Scheme, id: EvidenceId) -> RefView {
    let kind = &scheme.evidence[id];
    item_ref(&kind.key, &kind.title)
}

pub(super) fn inventory_ref(scheme: &Scheme, id: InventoryId) -> RefView {
    let inventory = &scheme.inventories[id];
    item_ref(&inventory.key, &inventory.title)
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
