//! The index of evidence: each kind that is wanted or was handed in, with its documents.

use std::sync::Arc;

use serde::Serialize;

use super::basis::Basis;
use super::evidence::{KindView, SubmittedView, shared_kind, view_submitted};
use super::refs::RefView;
use super::register::Register;
use crate::model::{ControlId, EvidenceId, SlotPart, SlotWord};
use crate::view::blank::{Blank, part_blank};

/// A line of the index of evidence: a kind with all documents handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndexView {
    /// The kind.
    pub kind: Arc<KindView>,
    /// The name of its place in the document; `None` if no section prints it.
    pub anchor: Option<String>,
    /// The controls that want it; empty if it was handed in although no control asks for it.
    pub controls: Vec<RefView>,
    /// Whether every control that wants it accepts another kind in its place.
    pub optional: bool,
    /// The number of its line; `None` if documents were handed in, which have numbers of their own.
    pub number: Option<String>,
    /// The documents handed in.
    pub submitted: Vec<Arc<SubmittedView>>,
    /// The slots for one more document.
    pub slots: IndexSlots,
}

/// The slots of a document in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndexSlots {
    /// The document number.
    pub document: Blank,
    /// The title.
    pub title: Blank,
    /// Issue and date.
    pub issue: Blank,
    /// The signatory.
    pub signatory: Blank,
    /// The SHA-256.
    pub sha256: Blank,
    /// The address at which it can be verified.
    pub link: Blank,
    /// How confidential it is.
    pub confidentiality: Blank,
    /// The way in which it may be seen.
    pub access: Blank,
    /// Whether the assessor accepts it.
    pub accepted: Blank,
    /// The assessor's remark.
    pub remark: Blank,
}

/// Shows the index of evidence: every kind that is owed, then the other kinds that were handed in.
pub(super) fn view_index(basis: &Basis<'_>) -> Vec<IndexView> {
    basis
        .scheme
        .evidence
        .ids()
        .filter_map(|id| {
            let controls = basis.lookups.wanted_by(id);
            let submitted = basis.lookups.submitted().of_kind(id);
            let submitted: Vec<_> = submitted
                .map(|piece| view_submitted(basis, piece))
                .collect();
            let listed = !controls.is_empty() || !submitted.is_empty();
            listed.then(|| index_entry(basis, id, controls, submitted))
        })
        .collect()
}

fn index_entry(
    basis: &Basis<'_>,
    id: EvidenceId,
    controls: &[ControlId],
    submitted: Vec<Arc<SubmittedView>>,
) -> IndexView {
    let key = &basis.scheme.evidence[id].key;
    let slot = |what| part_blank(what, SlotPart::Evidence, key);
    IndexView {
        kind: shared_kind(basis, id),
        anchor: None,
        controls: basis.controls(controls),
        optional: basis.lookups.is_optional(id),
        number: Register::of(basis).lacking(id),
        submitted,
        slots: IndexSlots {
            document: slot(SlotWord::Document),
            title: slot(SlotWord::Title),
            issue: slot(SlotWord::Issue),
            signatory: slot(SlotWord::Signatory),
            sha256: slot(SlotWord::Sha256),
            link: slot(SlotWord::Link),
            confidentiality: slot(SlotWord::Confidentiality),
            access: slot(SlotWord::Access),
            accepted: slot(SlotWord::Accepted),
            remark: slot(SlotWord::Remark),
        },
    }
}
