//! In a scheme that says how lists are confirmed, each list that decides something is.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Inventory, InventoryId, Mention, Scheme, Set, Treatment, open_mentions, visit_assessment,
};

/// No procedure confirms an inventory on which it depends what is owed.
pub static NOT_CONFIRMED: Code = Code::warning("P0518", "inventory that nothing confirms");

/// Reports inventories that nothing confirms although their entries decide something; none where no inventory of
/// the scheme says how it is confirmed.
#[must_use]
pub fn check_confirmed(scheme: &Scheme) -> Diagnostics {
    let mut inventories = scheme.inventories.iter();
    let says_so = inventories.any(|(_, inventory)| !inventory.confirmed.is_empty());
    if !says_so || !scheme.incomplete.is_empty() {
        return Diagnostics::new();
    }
    deciding_inventories(scheme)
        .into_iter()
        .map(|id| &scheme.inventories[id])
        .filter(|inventory| inventory.confirmed.is_empty())
        .map(not_confirmed)
        .collect()
}

/// Returns the inventories whose entries or answers decide what a control calls for, all derived names and
/// subsets opened.
fn deciding_inventories(scheme: &Scheme) -> BTreeSet<InventoryId> {
    let mut mentions = Vec::new();
    for (_, control) in scheme.controls.iter() {
        if let Treatment::Assessed(assessment) = &control.treatment {
            visit_assessment(assessment, &mut |mention| mentions.push(mention));
        }
    }
    let opened = open_mentions(scheme, mentions);
    let inventory_of = |mention: Mention| match mention {
        Mention::Set(Set::Inventory(inventory)) => Some(inventory),
        Mention::Attribute(step) => Some(step.inventory),
        Mention::Set(Set::Subset(_)) | Mention::Fact(_) | Mention::Derive(_) | Mention::Broken => {
            None
        }
    };
    opened.into_iter().filter_map(inventory_of).collect()
}

fn not_confirmed(inventory: &Inventory) -> Diagnostic {
    let key = &inventory.key;
    let message =
        format!("what is listed as `{key}` decides what is owed, and nothing confirms the list");
    Diagnostic::at(&NOT_CONFIRMED, inventory.place, message)
        .help("add `confirmed by` with the procedures by which the laboratory finds every entry")
}
