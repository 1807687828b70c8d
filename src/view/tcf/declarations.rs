//! Declarations to be signed.

use std::sync::Arc;

use serde::Serialize;

use crate::model::EvidenceId;
use crate::view::basis::Basis;
use crate::view::blanks::part_slot;
use crate::view::evidence::{KindView, SubmittedView, is_declaration, shared_kind, view_submitted};
use crate::view::refs::RefView;

/// A declaration to be signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DeclarationView {
    /// The kind of evidence.
    pub kind: Arc<KindView>,
    /// The controls that want it.
    pub controls: Vec<RefView>,
    /// The documents handed in.
    pub submitted: Vec<Arc<SubmittedView>>,
    /// The slot for the words of the declaration.
    pub text: String,
    /// The slot for the signatory's name.
    pub name: String,
    /// The slot for the designation.
    pub designation: String,
    /// The slot for the organisation on whose behalf it is signed.
    pub organisation: String,
    /// The slot for number and date of the letter of authority.
    pub authority: String,
    /// The slot for place and date.
    pub date: String,
    /// The slot for the digital signature.
    pub signature: String,
}

/// Shows the declarations that controls want.
pub(super) fn view_declarations(basis: &Basis<'_>) -> Vec<DeclarationView> {
    basis
        .scheme
        .evidence
        .ids()
        .filter_map(|kind| declaration(basis, kind))
        .collect()
}

fn declaration(basis: &Basis<'_>, id: EvidenceId) -> Option<DeclarationView> {
    let controls = basis.lookups.wanted_by(id);
    if !is_declaration(basis, id) || controls.is_empty() {
        return None;
    }
    let key = &basis.scheme.evidence[id].key;
    let submitted = basis.lookups.submitted().of_kind(id);
    let slot = |field: &str| part_slot("declaration", key, field);
    Some(DeclarationView {
        kind: shared_kind(basis, id),
        controls: basis.controls(controls),
        submitted: submitted
            .map(|piece| view_submitted(basis, piece))
            .collect(),
        text: slot("text"),
        name: slot("name"),
        designation: slot("designation"),
        organisation: slot("organisation"),
        authority: slot("authority"),
        date: slot("date"),
        signature: slot("signature"),
    })
}
