//! Warns of parties, roles, phases and configurations that nothing names.

use super::marks::Marks;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Procedure, Scheme};

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
        named.mark_all(control.addresses.iter().copied());
        let lines = control
            .assessment()
            .into_iter()
            .flat_map(|assessment| &assessment.verify);
        named.mark_all(lines.filter_map(|line| line.witness));
    }
    named.mark_all(procedures(scheme).filter_map(|procedure| procedure.witness));
    named.mark_all(
        scheme
            .evidence
            .iter()
            .filter_map(|(_, kind)| kind.signed_by),
    );
    named.mark_all(scheme.rules.iter().filter_map(|(_, rule)| rule.by));
    let sections = scheme
        .forms
        .iter()
        .flat_map(|(_, form)| form.sections.iter());
    named.mark_all(sections.filter_map(|(_, section)| section.undertakes));
    named.report_unmarked(|party| {
        let message = format!("nothing speaks of the party `{}`", party.key);
        Diagnostic::at(&UNNAMED_PARTY, party.place, message)
            .help("name it where it signs (`signed by`), watches (`witness`) or is addressed (`addresses`) or keeps a rule (`by`), or remove it")
    })
}

fn unnamed_roles(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.roles);
    for procedure in procedures(scheme) {
        named.mark_all(procedure.role);
        named.mark_all(procedure.depths.iter().filter_map(|block| block.role));
    }
    named.report_unmarked(|role| {
        let message = format!("nobody does anything as `{}`", role.key);
        Diagnostic::at(&UNNAMED_ROLE, role.place, message).help(
            "write `role` in the procedures or depths that such a person carries out, or remove it",
        )
    })
}

fn unnamed_phases(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.phases);
    named.mark_all(scheme.edition.phases.iter().copied());
    named.report_unmarked(|phase| {
        let message = format!("no edition has the phase `{}`", phase.key);
        Diagnostic::at(&UNNAMED_PHASE, phase.place, message)
            .help("name it in the `phases` of an edition, or remove it")
    })
}

fn unnamed_configurations(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.configurations);
    let blocks = procedures(scheme).flat_map(|procedure| &procedure.depths);
    let cases = blocks.flat_map(|block| &block.cases);
    named.mark_all(cases.flat_map(|case| case.configurations.iter().copied()));
    named.report_unmarked(|configuration| {
        let message = format!("no case is carried out in `{}`", configuration.key);
        Diagnostic::at(&UNNAMED_CONFIGURATION, configuration.place, message)
            .help("write `configuration` in the cases that are carried out in it, or remove it")
    })
}

fn procedures(scheme: &Scheme) -> impl Iterator<Item = &Procedure> {
    scheme.procedures.iter().map(|(_, procedure)| procedure)
}
