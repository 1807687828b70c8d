//! Nothing that organises the work is declared that nothing names.

use super::unused::{Marks, unused};
use crate::diag::{Code, Diagnostics};
use crate::model::{Procedure, ProcedureId, Scheme};

/// No procedure and no depth names a role.
pub static UNNAMED_ROLE: Code = Code::warning("P0527", "role that nothing names");
/// No edition has a phase.
pub static UNNAMED_PHASE: Code = Code::warning("P0528", "phase that no edition has");
/// No case names a configuration.
pub static UNNAMED_CONFIGURATION: Code = Code::warning("P0529", "configuration that no case names");

/// Reports roles, phases and configurations that nothing names.
pub(super) fn unnamed_items(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = unnamed_roles(scheme);
    diagnostics.append(unnamed_phases(scheme));
    diagnostics.append(unnamed_configurations(scheme));
    diagnostics
}

/// Returns the procedures that confirm inventories.
pub(super) fn confirming(scheme: &Scheme) -> impl Iterator<Item = ProcedureId> {
    let inventories = scheme.inventories.iter();
    inventories.flat_map(|(_, inventory)| inventory.confirmed.iter().copied())
}

fn unnamed_roles(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.roles);
    for procedure in procedures(scheme) {
        let depths = procedure.depths.iter().filter_map(|block| block.role);
        for role in depths.chain(procedure.role) {
            named.mark(role);
        }
    }
    let unnamed = named.unmarked().map(|id| {
        let role = &scheme.roles[id];
        unused(
            &UNNAMED_ROLE,
            role.place,
            format!("nobody does anything as `{}`", role.key),
            "write `role` in the procedures or depths that such a person carries out, or remove it",
        )
    });
    unnamed.collect()
}

fn unnamed_phases(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.phases);
    for phase in &scheme.edition.phases {
        named.mark(*phase);
    }
    let unnamed = named.unmarked().map(|id| {
        let phase = &scheme.phases[id];
        unused(
            &UNNAMED_PHASE,
            phase.place,
            format!("no edition has the phase `{}`", phase.key),
            "name it in the `phases` of an edition, or remove it",
        )
    });
    unnamed.collect()
}

fn unnamed_configurations(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.configurations);
    let blocks = procedures(scheme).flat_map(|procedure| &procedure.depths);
    for case in blocks.flat_map(|block| &block.cases) {
        for configuration in &case.configurations {
            named.mark(*configuration);
        }
    }
    let unnamed = named.unmarked().map(|id| {
        let configuration = &scheme.configurations[id];
        unused(
            &UNNAMED_CONFIGURATION,
            configuration.place,
            format!("no case is carried out in `{}`", configuration.key),
            "write `configuration` in the cases that are carried out in it, or remove it",
        )
    });
    unnamed.collect()
}

fn procedures(scheme: &Scheme) -> impl Iterator<Item = &Procedure> {
    scheme.procedures.iter().map(|(_, procedure)| procedure)
}
