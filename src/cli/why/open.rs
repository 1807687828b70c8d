//! Finds what is open about a control besides the question whether it applies.

use crate::logic::Reason;
use crate::model::Scheme;
use crate::plan::{ControlPlan, OwedLine, RowKey};

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
        .evidence
        .iter()
        .flat_map(|owed| open_of(&owed.key, &owed.line));
    let procedures = plan.procedures.iter().flat_map(|owed| {
        let key = &scheme.procedures[owed.procedure].key;
        open_of(key, &owed.line)
    });
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

/// Returns the open parts of an obligation: all of it, or some of its entries.
fn open_of<'a>(key: &str, line: &'a OwedLine) -> Vec<(String, &'a Reason)> {
    if let Some(reason) = &line.open_because {
        return vec![(key.to_owned(), reason)];
    }
    line.rows
        .rows()
        .iter()
        .filter_map(|row| Some((row, row.open_because.as_ref()?)))
        .map(|(row, reason)| (format!("{key} for {}", entry_words(&row.key)), reason))
        .collect()
}

fn entry_words(key: &RowKey) -> String {
    key.text()
        .unwrap_or_else(|| format!("further entries of {}", key.inventory()))
}
