//! The index of evidence: each kind that is wanted or was handed in, with its documents.

use std::sync::Arc;

use serde::Serialize;

use super::basis::Basis;
use super::evidence::{KindView, SubmittedView, shared_kind, view_submitted};
use super::refs::RefView;
use super::register::Register;
use crate::model::{ControlId, EvidenceId, Slot, SlotPart, SlotWord, words};
use crate::product::SubmittedEvidence;
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
    pub submitted: Vec<RegisteredView>,
    /// The slots for a document that was not handed in.
    pub slots: IndexSlots,
}

/// A document handed in, with what is still to be said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RegisteredView {
    /// The document.
    #[serde(flatten)]
    pub paper: Arc<SubmittedView>,
    /// What the product file does not say of it, or the register of a dossier if it stands there.
    pub lacks: Vec<LackView>,
}

words! {
    /// What may still have to be said of a document. The words are those of its slots.
    LackKey {
        /// The document number.
        Document = "document",
        /// Issue and date.
        Issue = "issue",
        /// Who signed it.
        Signatory = "signatory",
        /// The address at which it can be verified.
        Link = "link",
        /// How confidential it is.
        Confidentiality = "confidentiality",
        /// The way in which it may be seen.
        Access = "access",
        /// The SHA-256.
        Sha256 = "sha256",
    }
}

impl LackKey {
    fn slot_word(self) -> SlotWord {
        match self {
            Self::Document => SlotWord::Document,
            Self::Issue => SlotWord::Issue,
            Self::Signatory => SlotWord::Signatory,
            Self::Link => SlotWord::Link,
            Self::Confidentiality => SlotWord::Confidentiality,
            Self::Access => SlotWord::Access,
            Self::Sha256 => SlotWord::Sha256,
        }
    }
}

/// Something that is not said of a document yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LackView {
    /// What it is.
    pub key: LackKey,
    /// The words before the room for it: `verified at`.
    pub words: &'static str,
    /// The slot; `None` if the register of a dossier takes it.
    pub slot: Option<Blank>,
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
            let submitted: Vec<_> = submitted.map(|piece| register(basis, piece)).collect();
            let listed = !controls.is_empty() || !submitted.is_empty();
            listed.then(|| index_entry(basis, id, controls, submitted))
        })
        .collect()
}

fn index_entry(
    basis: &Basis<'_>,
    id: EvidenceId,
    controls: &[ControlId],
    submitted: Vec<RegisteredView>,
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

fn register<'a>(basis: &Basis<'a>, piece: &'a SubmittedEvidence) -> RegisteredView {
    let paper = view_submitted(basis, piece);
    RegisteredView {
        lacks: lacks(basis, piece, &paper),
        paper,
    }
}

/// Says what nobody has said of a document yet that is needed to find it, to verify it and to see it. What a register holds is
/// completed there.
fn lacks(basis: &Basis<'_>, piece: &SubmittedEvidence, paper: &SubmittedView) -> Vec<LackView> {
    let kind = &basis.scheme.evidence[piece.kind];
    let is_issued = paper.issue.is_some() || paper.date.is_some();
    let wants_signature = kind.signed_by.is_some();
    // The register of a dossier holds the file itself, or says where it is kept.
    let is_found = paper.link.is_some() || piece.number.is_some();
    let is_sealed = paper.sha256.is_some() || paper.link.is_some();
    let all = [
        (LackKey::Document, "document", paper.document.is_some()),
        (LackKey::Issue, "issue, date", is_issued),
        (
            LackKey::Signatory,
            "signed by",
            !wants_signature || paper.signatory.is_some(),
        ),
        (LackKey::Link, "verified at", is_found),
        (
            LackKey::Confidentiality,
            "confidentiality",
            paper.confidentiality.is_some(),
        ),
        (
            LackKey::Access,
            "access",
            basis.scheme.access.is_empty() || paper.access.is_some(),
        ),
        (LackKey::Sha256, "SHA-256", is_sealed),
    ];
    // By its number, or else by its title: the order of documents may change.
    let name = paper.document.as_ref().unwrap_or(&paper.title);
    let slot = |what: LackKey| {
        let slot = Slot::of_product(what.slot_word()).with(SlotPart::Evidence, kind.key.clone());
        Blank::of(slot.with(SlotPart::Line, name.as_str()))
    };
    let lacking = all.into_iter().filter(|(_, _, is_known)| !is_known);
    lacking
        .map(|(what, words, _)| LackView {
            key: what,
            words,
            slot: piece.number.is_none().then(|| slot(what)),
        })
        .collect()
}
