//! The rows of `praman list` for roles, phases, configurations, equipment and deliveries.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::listed::{Listed, cells, headed};
use crate::model::{
    ConfigurationId, DepthBlock, Id, PhaseId, Procedure, RoleId, Scheme, Table, Titled,
};

/// A role with the procedures that it carries out, or a piece of equipment or a delivery with those that need it.
#[derive(Debug, Serialize)]
pub(super) struct UsedRow<'a> {
    pub key: &'a str,
    pub title: &'a str,
    /// The number in the source.
    pub number: Option<&'a str>,
    pub about: Option<&'a str>,
    /// The procedures, of which some depth is enough.
    pub procedures: Vec<&'a str>,
}

impl Listed for UsedRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "procedures", "title"];

    fn cells(&self) -> Vec<String> {
        cells([
            self.key,
            &self.procedures.len().to_string(),
            &headed(self.number, self.title),
        ])
    }
}

/// A phase of the edition.
#[derive(Debug, Serialize)]
pub(super) struct PhaseRow<'a> {
    pub key: &'a str,
    pub title: &'a str,
    /// The number in the source.
    pub number: Option<&'a str>,
    pub about: Option<&'a str>,
    /// The depth whose work falls in it.
    pub depth: Option<&'static str>,
    /// The procedures of which some depth falls in it.
    pub procedures: Vec<&'a str>,
}

impl Listed for PhaseRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "depth", "procedures", "title"];

    fn cells(&self) -> Vec<String> {
        let depth = self.depth.unwrap_or("none");
        cells([
            self.key,
            depth,
            &self.procedures.len().to_string(),
            &headed(self.number, self.title),
        ])
    }
}

/// A configuration.
#[derive(Debug, Serialize)]
pub(super) struct ConfigurationRow<'a> {
    pub key: &'a str,
    pub title: &'a str,
    /// The number in the source.
    pub number: Option<&'a str>,
    pub about: Option<&'a str>,
    /// The cases that are carried out in it: `procedure/case`.
    pub cases: Vec<String>,
}

impl Listed for ConfigurationRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "cases", "title"];

    fn cells(&self) -> Vec<String> {
        cells([
            self.key,
            &self.cases.len().to_string(),
            &headed(self.number, self.title),
        ])
    }
}

/// Lists the roles in the order of the source.
pub(super) fn list_roles(scheme: &Scheme) -> Vec<UsedRow<'_>> {
    let row = |id: RoleId| {
        let role = &scheme.roles[id];
        UsedRow {
            key: &role.key,
            title: &role.title,
            number: role.number.given(),
            about: role.about.as_deref(),
            procedures: procedures_where(scheme, |procedure, block| {
                scheme.role_of(procedure, block.depth) == Some(id)
            }),
        }
    };
    scheme.roles.ids().map(row).collect()
}

/// Lists the phases of the edition in their order.
pub(super) fn list_phases(scheme: &Scheme) -> Vec<PhaseRow<'_>> {
    let row = |id: PhaseId| {
        let phase = &scheme.phases[id];
        PhaseRow {
            key: &phase.key,
            title: &phase.title,
            number: phase.number.given(),
            about: phase.about.as_deref(),
            depth: phase.depth.map(crate::model::Depth::word),
            procedures: procedures_where(scheme, |procedure, block| {
                scheme.phase_of(procedure, block.depth) == Some(id)
            }),
        }
    };
    scheme.edition.phases.iter().copied().map(row).collect()
}

/// Lists the configurations in the order of the source.
pub(super) fn list_configurations(scheme: &Scheme) -> Vec<ConfigurationRow<'_>> {
    let row = |id: ConfigurationId| {
        let configuration = &scheme.configurations[id];
        ConfigurationRow {
            key: &configuration.key,
            title: &configuration.title,
            number: configuration.number.given(),
            about: configuration.about.as_deref(),
            cases: cases_in(scheme, id),
        }
    };
    scheme.configurations.ids().map(row).collect()
}

/// Lists the equipment in the order of the source.
pub(super) fn list_equipment(scheme: &Scheme) -> Vec<UsedRow<'_>> {
    list_needs(scheme, &scheme.equipment, DepthBlock::all_equipment)
}

/// Lists the deliveries in the order of the source.
pub(super) fn list_deliveries(scheme: &Scheme) -> Vec<UsedRow<'_>> {
    list_needs(scheme, &scheme.deliveries, DepthBlock::all_deliveries)
}

/// Lists the items of a table with the procedures that need them; `of` gives those that a depth names.
fn list_needs<'a, I: Id>(
    scheme: &'a Scheme,
    items: &'a Table<I, Titled>,
    of: fn(&DepthBlock) -> Vec<I>,
) -> Vec<UsedRow<'a>> {
    let mut needed: BTreeMap<I, Vec<&str>> = BTreeMap::new();
    for (_, procedure) in scheme.procedures.iter() {
        let named: BTreeSet<I> = procedure.depths.iter().flat_map(of).collect();
        for item in named {
            needed.entry(item).or_default().push(&procedure.key);
        }
    }
    let row = |(id, item): (I, &'a Titled)| UsedRow {
        key: &item.key,
        title: &item.title,
        number: item.number.given(),
        about: item.about.as_deref(),
        procedures: needed.remove(&id).unwrap_or_default(),
    };
    items.iter().map(row).collect()
}

fn procedures_where(
    scheme: &Scheme,
    holds: impl Fn(crate::model::ProcedureId, &DepthBlock) -> bool,
) -> Vec<&str> {
    scheme
        .procedures
        .iter()
        .filter(|(id, procedure)| procedure.depths.iter().any(|block| holds(*id, block)))
        .map(|(_, procedure)| procedure.key.as_str())
        .collect()
}

fn cases_in(scheme: &Scheme, id: ConfigurationId) -> Vec<String> {
    let cases = |procedure: &Procedure| -> Vec<String> {
        procedure
            .depths
            .iter()
            .flat_map(|block| &block.cases)
            .filter(|case| case.configurations.all().any(|one| one == id))
            .map(|case| format!("{}/{}", procedure.key, case.key))
            .collect()
    };
    scheme
        .procedures
        .iter()
        .flat_map(|(_, procedure)| cases(procedure))
        .collect()
}
