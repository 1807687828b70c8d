//! Warns of parties, roles, phases and configurations that nothing names.

use super::marks::{Marks, unused};
use crate::diag::{Diagnostics, codes};
use crate::model::{Procedure, Scheme, Treatment};

codes! {
    UNNAMED_PARTY = warning("P0519", "party that nothing names"),
    UNNAMED_ROLE = warning("P0527", "role that nothing names"),
    UNNAMED_PHASE = warning("P0528", "phase that no edition has"),
    UNNAMED_CONFIGURATION = warning("P0529", "configuration that no case names"),
}

/// Reports parties, roles, phases and configurations that nothing names.
pub(super) fn unnamed_items(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = unnamed_parties(scheme);
    diagnostics.append(unnamed_roles(scheme));
    diagnostics.append(unnamed_phases(scheme));
    diagnostics.append(unnamed_configurations(scheme));
    diagnostics
}

fn unnamed_parties(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.parties);
    for (_, control) in scheme.controls.iter() {
        let lines = match &control.treatment {
            Treatment::Assessed(assessment) => assessment.verify.as_slice(),
            Treatment::Covered { .. } | Treatment::NotAssessed { .. } => &[],
        };
        for party in lines
            .iter()
            .filter_map(|line| line.witness)
            .chain(control.addresses.iter().copied())
        {
            named.mark(party);
        }
    }
    let watching = procedures(scheme).filter_map(|procedure| procedure.witness);
    let signing = scheme
        .evidence
        .iter()
        .filter_map(|(_, kind)| kind.signed_by);
    let keeping = scheme.rules.iter().filter_map(|(_, rule)| rule.by);
    let undertaking = scheme
        .forms
        .iter()
        .flat_map(|(_, form)| form.sections.iter())
        .filter_map(|(_, section)| section.undertakes);
    for party in watching.chain(signing).chain(keeping).chain(undertaking) {
        named.mark(party);
    }
    let unnamed = named.unmarked().map(|id| {
        let party = &scheme.parties[id];
        unused(
            &UNNAMED_PARTY,
            party.place,
            format!("nothing speaks of the party `{}`", party.key),
            "name it where it signs (`signed by`), watches (`witness`) or is addressed (`addresses`) or keeps a rule (`by`), or remove it",
        )
    });
    unnamed.collect()
}

fn unnamed_roles(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.roles);
    for procedure in procedures(scheme) {
        for role in procedure
            .depths
            .iter()
            .filter_map(|block| block.role)
            .chain(procedure.role)
        {
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
