//! Checks that each depth falls in one phase of the edition (L-048, L-175).

use std::collections::{BTreeMap, BTreeSet};

use super::marks::confirming;
use crate::diag::{Diagnostic, Diagnostics, codes, list, list_some};
use crate::model::{Depth, Phase, ProcedureId, Scheme};

codes! {
    DEPTH_IN_TWO = error("P0515", "depth in two phases of an edition"),
    DEPTH_IN_NONE = warning("P0516", "depth in no phase of an edition"),
}

/// The number of procedures that a message names.
const NAMED: usize = 3;

/// Checks that every depth that may be planned falls in a phase, in an edition that has phases.
///
/// A depth that no phase takes is reported once for all its procedures.
pub(super) fn check_phases(scheme: &Scheme) -> Diagnostics {
    if scheme.edition.phases.is_empty() {
        return Diagnostics::new();
    }
    let mut first: BTreeMap<Depth, &Phase> = BTreeMap::new();
    let mut diagnostics = Diagnostics::new();
    for phase in scheme.edition.phases.iter().map(|id| &scheme.phases[*id]) {
        let Some(depth) = phase.depth else { continue };
        if let Some(first) = first.get(&depth) {
            diagnostics.push(depth_in_two(scheme, depth, first, phase));
        } else {
            first.insert(depth, phase);
        }
    }
    // A phase may seem to be missing because it, or its name, could not be read.
    if scheme.incomplete.is_empty() {
        let outside = depths_outside(scheme);
        diagnostics.extend(
            outside
                .iter()
                .map(|(depth, keys)| depth_in_none(scheme, *depth, keys)),
        );
    }
    diagnostics
}

/// Returns the depths that fall in no phase, each with its procedures.
fn depths_outside(scheme: &Scheme) -> BTreeMap<Depth, Vec<&str>> {
    let mut outside: BTreeMap<Depth, Vec<&str>> = BTreeMap::new();
    for id in planned_procedures(scheme) {
        let procedure = &scheme.procedures[id];
        for block in &procedure.depths {
            if scheme.phase_of(id, block.depth).is_none() {
                outside.entry(block.depth).or_default().push(&procedure.key);
            }
        }
    }
    outside
}

/// Returns the procedures that controls of the edition ask for, those that confirm its inventories, and those that these
/// require.
fn planned_procedures(scheme: &Scheme) -> BTreeSet<ProcedureId> {
    let mut waiting: Vec<ProcedureId> = confirming(scheme).collect();
    for (_, control) in scheme.controls.iter() {
        if let Some(assessment) = control.assessment() {
            waiting.extend(assessment.verify.iter().map(|line| line.procedure));
        }
    }
    let mut planned = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if planned.insert(id) {
            waiting.extend(
                scheme.procedures[id]
                    .depths
                    .iter()
                    .flat_map(|block| &block.requires),
            );
        }
    }
    planned
}

fn depth_in_two(scheme: &Scheme, depth: Depth, first: &Phase, second: &Phase) -> Diagnostic {
    let edition = &scheme.edition;
    let message = format!(
        "the phases {} of `{}` both take the depth `{}`",
        list([first.key.as_str(), second.key.as_str()]),
        edition.name(),
        depth.word()
    );
    Diagnostic::at(&DEPTH_IN_TWO, edition.place, message)
        .also(first.place, "one of them")
        .also(second.place, "the other")
        .help(
            "remove `depth` from one of them, and write `phase` in the procedures that belong to it",
        )
}

fn depth_in_none(scheme: &Scheme, depth: Depth, procedures: &[&str]) -> Diagnostic {
    let edition = &scheme.edition;
    let word = depth.word();
    let names = list_some(procedures.iter().copied(), NAMED);
    let message = format!(
        "the depth `{word}` of {names} belongs to no phase of `{}`",
        edition.name()
    );
    Diagnostic::at(&DEPTH_IN_NONE, edition.place, message).help(format!(
        "write `depth {word}` in one of its phases, or `phase` in the procedures"
    ))
}
