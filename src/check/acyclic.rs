//! Checks that only references that could lead in a circle are declared never to do so (L-078).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Attribute, Inventory, Scheme};

codes! {
    NO_CIRCLE = error("P0548", "attribute that cannot lead in a circle"),
}

/// Reports attributes that are marked as `acyclic` and do not refer to entries of their own inventory.
pub(super) fn check_acyclic(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (id, inventory) in scheme.inventories.iter() {
        let attributes = inventory.attributes.iter().map(|(_, attribute)| attribute);
        let wrong = attributes.filter(|one| one.acyclic && one.answer.target() != Some(id));
        diagnostics.extend(wrong.map(|attribute| no_circle(inventory, attribute)));
    }
    diagnostics
}

fn no_circle(inventory: &Inventory, attribute: &Attribute) -> Diagnostic {
    let message = format!(
        "`{}` does not refer to entries of `{}`, so it cannot lead in a circle",
        attribute.key, inventory.key
    );
    Diagnostic::at(&NO_CIRCLE, attribute.place, message).help("remove `acyclic`")
}
