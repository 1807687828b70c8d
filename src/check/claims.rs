//! Warns of claims that bear on no control (L-313).

use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{
    Attribute, AttributeId, AttributeKind, AttributeStep, Inventory, InventoryId, Mention, Rows,
    Scheme, visit_scheme,
};

codes! {
    BEARS_ON_NOTHING = warning("P0591", "claim that bears on no control"),
}

/// Reports the claims that no condition reads, and that belong to no kind of evidence. A kind for which no control calls is
/// reported itself.
pub(super) fn unread_claims(scheme: &Scheme) -> Diagnostics {
    let read = attributes_read(scheme);
    let claims = scheme.inventories.iter().flat_map(|(id, inventory)| {
        let attributes = inventory.attributes.iter();
        attributes.map(move |(attribute, row)| (id, inventory, attribute, row))
    });
    claims
        .filter(|(_, _, _, row)| row.kind == AttributeKind::Claim && !row.for_information)
        .filter(|(id, _, attribute, _)| !read.contains(&(*id, *attribute)))
        .map(|(_, inventory, _, row)| bears_on_nothing(inventory, row))
        .collect()
}

fn attributes_read(scheme: &Scheme) -> FxHashSet<(InventoryId, AttributeId)> {
    let mut read = FxHashSet::default();
    visit_scheme(scheme, &mut |mention| {
        if let Mention::Attribute(AttributeStep {
            inventory,
            attribute,
        }) = mention
        {
            read.insert((inventory, attribute));
        }
    });
    for answers in scheme
        .evidence
        .iter()
        .filter_map(|(_, kind)| kind.answers.as_ref())
    {
        let attributes = answers.attributes.iter();
        read.extend(attributes.map(|attribute| (answers.inventory, *attribute)));
    }
    let procedures = scheme.procedures.iter();
    read.extend(procedures.filter_map(|(_, row)| Some((row.inventory?, row.second?))));
    let assessed = scheme
        .controls
        .iter()
        .filter_map(|(_, row)| row.assessment());
    for line in assessed.flat_map(|assessment| &assessment.evidence) {
        if let Rows::Each {
            set,
            second: Some(second),
        } = line.clauses.rows
        {
            read.insert((scheme.inventory_of(set), second));
        }
    }
    read
}

fn bears_on_nothing(inventory: &Inventory, claim: &Attribute) -> Diagnostic {
    let message = format!(
        "the claim `{}.{}` bears on no control",
        inventory.key, claim.key
    );
    Diagnostic::at(&BEARS_ON_NOTHING, claim.place, message).help(format!(
        "let a control call for it: `evidence KEY \"…\" {{ kind answers of {}: {} }}`; mark it `informative`, or remove it",
        inventory.key, claim.key
    ))
}
