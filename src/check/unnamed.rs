//! Warns of parties, roles, phases, configurations, kinds and states of samples, equipment and deliveries that nothing names.

use super::marks::Marks;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{PartyId, Procedure, SampleState, SampleUse, Scheme, Works};

codes! {
    UNNAMED_PARTY = warning("P0519", "party that nothing names"),
    UNNAMED_ROLE = warning("P0527", "role that nothing names"),
    UNNAMED_PHASE = warning("P0528", "phase that no edition names"),
    UNNAMED_CONFIGURATION = warning("P0529", "configuration that no case names"),
    UNNAMED_STATE = warning("P0580", "state of samples that nothing names"),
    UNNAMED_SAMPLE = warning("P0581", "kind of sample that nothing names"),
    UNNAMED_EQUIPMENT = warning("P0569", "equipment that nothing names"),
    UNNAMED_DELIVERY = warning("P0570", "delivery that nothing names"),
}

/// Reports parties, roles, phases, configurations, kinds and states of samples, equipment and deliveries that nothing names.
pub(super) fn unnamed_items(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = unnamed_parties(scheme);
    diagnostics.append(unnamed_roles(scheme));
    diagnostics.append(unnamed_phases(scheme));
    diagnostics.append(unnamed_configurations(scheme));
    diagnostics.append(unnamed_states(scheme));
    diagnostics.append(unnamed_samples(scheme));
    diagnostics.append(unnamed_needs(scheme));
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
    named.mark_all(audiences(scheme));
    named.mark_all(scheme.rules.iter().filter_map(|(_, rule)| rule.by));
    named.mark_all(scheme.forms.iter().filter_map(|(_, form)| form.author));
    named.mark_all(scheme.edition.offices.holders());
    let sections = scheme
        .forms
        .iter()
        .flat_map(|(_, form)| form.sections.iter());
    named.mark_all(sections.filter_map(|(_, section)| section.undertakes));
    named.report_unmarked(|party| {
        let message = format!("nothing names the party `{}`", party.key);
        Diagnostic::at(&UNNAMED_PARTY, party.place, message)
            .help("name it where it signs (`signed by`), is present (`witness`), is addressed (`addresses`) or keeps a rule (`by`), or remove it")
    })
}

/// Returns the parties that may see evidence, answers or what forms ask.
fn audiences(scheme: &Scheme) -> impl Iterator<Item = PartyId> {
    let evidence = scheme.evidence.iter().map(|(_, kind)| &kind.audience);
    let inventories = scheme.inventories.iter();
    let attributes = inventories.flat_map(|(_, inventory)| inventory.attributes.iter());
    let forms = scheme.forms.iter();
    let sections = forms.flat_map(|(_, form)| form.sections.iter());
    let asks = sections.flat_map(|(_, section)| &section.asks);
    evidence
        .chain(attributes.map(|(_, attribute)| &attribute.audience))
        .chain(asks.map(|ask| &ask.audience))
        .flatten()
        .copied()
}

fn unnamed_roles(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.roles);
    for procedure in procedures(scheme) {
        named.mark_all(procedure.role);
        named.mark_all(procedure.depths.iter().filter_map(|block| block.role));
    }
    named.report_unmarked(|role| {
        let message = format!("no procedure names the role `{}`", role.key);
        Diagnostic::at(&UNNAMED_ROLE, role.place, message).help(
            "write `role` in the procedures or depths that this role carries out, or remove it",
        )
    })
}

fn unnamed_phases(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.phases);
    named.mark_all(scheme.edition.phases.iter().copied());
    named.report_unmarked(|phase| {
        let message = format!("no edition names the phase `{}`", phase.key);
        Diagnostic::at(&UNNAMED_PHASE, phase.place, message)
            .help("name it in the `phases` of an edition, or remove it")
    })
}

fn unnamed_configurations(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.configurations);
    let blocks = procedures(scheme).flat_map(|procedure| &procedure.depths);
    let cases = blocks.flat_map(|block| &block.cases);
    named.mark_all(cases.flat_map(|case| case.configurations.all()));
    named.report_unmarked(|configuration| {
        let message = format!(
            "no case is carried out in the configuration `{}`",
            configuration.key
        );
        Diagnostic::at(&UNNAMED_CONFIGURATION, configuration.place, message)
            .help("write `configuration` in the cases that are carried out in it, or remove it")
    })
}

/// Reports states that no use needs or leaves. The state as delivered, that of a sample which breaks, and those that come
/// after several are needed though no use names them.
fn unnamed_states(scheme: &Scheme) -> Diagnostics {
    let samples = &scheme.samples;
    let is_neutral = |state: &SampleState| state.place == scheme.edition.place;
    if samples.states.iter().any(|(_, state)| is_neutral(state)) {
        return Diagnostics::new();
    }
    let mut named = Marks::new(&samples.states);
    for used in uses(scheme) {
        let states = [used.needs.state(), used.leaves, used.may_leave];
        named.mark_all(states.into_iter().flatten());
    }
    named.mark_all(samples.kinds.iter().filter_map(|(_, kind)| kind.delivered));
    let joins = samples.states.iter().filter(|(_, state)| {
        state.is_delivered || state.works == Works::No || state.after.len() > 1
    });
    named.mark_all(joins.map(|(id, _)| id));
    named.report_unmarked(|state| {
        let message = format!(
            "no procedure needs a sample in the state `{}` or leaves one in it",
            state.key
        );
        Diagnostic::at(&UNNAMED_STATE, state.place, message)
            .help("name it in the `sample` of a procedure, or remove it")
    })
}

/// Reports kinds of samples that no use takes. The ordinary kind need not be taken.
fn unnamed_samples(scheme: &Scheme) -> Diagnostics {
    let mut named = Marks::new(&scheme.samples.kinds);
    named.mark_all(scheme.samples.ordinary());
    named.mark_all(uses(scheme).filter_map(|used| used.kind));
    named.report_unmarked(|kind| {
        let message = format!("no procedure takes a sample of the kind `{}`", kind.key);
        Diagnostic::at(&UNNAMED_SAMPLE, kind.place, message).help(format!(
            "write `of {}` in the `sample` of a procedure, or remove it",
            kind.key
        ))
    })
}

fn uses(scheme: &Scheme) -> impl Iterator<Item = &SampleUse> {
    let blocks = procedures(scheme).flat_map(|procedure| &procedure.depths);
    blocks.filter_map(|block| block.sample.as_ref())
}

fn unnamed_needs(scheme: &Scheme) -> Diagnostics {
    let mut equipment = Marks::new(&scheme.equipment);
    let mut deliveries = Marks::new(&scheme.deliveries);
    for block in procedures(scheme).flat_map(|procedure| &procedure.depths) {
        equipment.mark_all(block.all_equipment());
        deliveries.mark_all(block.all_deliveries());
    }
    let mut diagnostics = equipment.report_unmarked(|item| {
        let message = format!("no procedure needs the equipment `{}`", item.key);
        Diagnostic::at(&UNNAMED_EQUIPMENT, item.place, message)
            .help("write `equipment` in the depths that need it, or remove it")
    });
    diagnostics.append(deliveries.report_unmarked(|item| {
        let message = format!("no procedure needs the delivery `{}`", item.key);
        Diagnostic::at(&UNNAMED_DELIVERY, item.place, message)
            .help("write `delivery` in the depths that need it, or remove it")
    }));
    diagnostics
}

fn procedures(scheme: &Scheme) -> impl Iterator<Item = &Procedure> {
    scheme.procedures.iter().map(|(_, procedure)| procedure)
}
