//! Finds what is open about a control besides the question whether it applies.

use crate::logic::Reason;
use crate::model::Scheme;
use crate::plan::{ControlPlan, OwedLine};
use crate::view;

/// Obligations, or entries of obligations, that are open for one reason.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OpenPart<'a> {
    /// What is open: `datasheet`, `debug-ports for chip.main`.
    pub names: Vec<String>,
    pub reason: &'a Reason,
}

/// Finds the open parts of a control's obligations, grouped by reason. Reasons that only repeat why the control is open
/// are left out.
pub(super) fn open_parts<'a>(scheme: &Scheme, plan: &'a ControlPlan) -> Vec<OpenPart<'a>> {
    let evidence = plan
        .papers_and_answers()
        .flat_map(|owed| open_of(&owed.key, &owed.line));
    let procedures = plan.procedures.iter();
    let procedures = procedures.flat_map(|owed| open_of(&owed.name(scheme), &owed.line));
    let mut parts: Vec<OpenPart<'a>> = Vec::new();
    for (name, reason) in evidence.chain(procedures) {
        // The answer has given the reasons of the control and of the products of the series already.
        if plan.open_reasons().any(|said| said == reason) {
            continue;
        }
        match parts
            .iter_mut()
            .find(|part| part.reason.sentence == reason.sentence)
        {
            Some(part) if part.names.contains(&name) => {}
            Some(part) => part.names.push(name),
            None => parts.push(OpenPart {
                names: vec![name],
                reason,
            }),
        }
    }
    parts
}

/// Returns the open parts of an obligation, with what is open: all of it, or some of its entries.
fn open_of<'a>(key: &str, line: &'a OwedLine) -> Vec<(String, &'a Reason)> {
    let parts = view::open_parts(line, |key| Some(key.words())).into_iter();
    parts
        .map(|part| (format!("{key}{}", part.phrase), part.reason))
        .collect()
}
