//! Checks that every inventory that decides something is confirmed, in schemes that confirm any (L-074).

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Inventory, InventoryId, Mention, Scheme, Set, open_mentions, visit_assessment};

codes! {
    NOT_CONFIRMED = warning("P0518", "inventory that no procedure confirms"),
}

/// Reports inventories that decide something and that nothing confirms. A scheme that confirms no inventory at all has
/// no such report.
pub(super) fn check_confirmed(scheme: &Scheme) -> Diagnostics {
    let says_so = scheme
        .inventories
        .iter()
        .any(|(_, inventory)| !inventory.confirmed.is_empty());
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

/// Returns the inventories whose entries or answers decide what a control calls for, directly or through derived names
/// and subsets.
fn deciding_inventories(scheme: &Scheme) -> BTreeSet<InventoryId> {
    let mut mentions = Vec::new();
    for (_, control) in scheme.controls.iter() {
        if let Some(assessment) = control.assessment() {
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
        format!("the entries of `{key}` decide what is owed, but no procedure confirms them");
    Diagnostic::at(&NOT_CONFIRMED, inventory.place, message)
        .help("add `confirmed by` with the procedures by which every entry is found")
}
