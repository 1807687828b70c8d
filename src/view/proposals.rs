//! What stands in for a value that the product file does not give: an answer of the dossier, or a proposal.
//!
//! Proposals are the numbers that came with events, and what the manufacturer says of itself once for all products. A proposal is
//! not an answer.

use super::basis::Basis;
use super::texts::given;
use crate::model::{SlotPart, SlotWord, words};
use crate::product::{Contact, ContactField, IdentityField};
use crate::view::blank::{Blank, part_blank};

words! {
    /// Where a value comes from that the product file does not give.
    ProposalSource {
        /// An answer of the dossier.
        Answer = "answer",
        /// The events of the dossier.
        Events = "events",
        /// The manufacturer's own file.
        Maker = "maker",
    }
}

/// A value that the product file does not give.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProposalView {
    /// The value.
    pub value: String,
    /// Where it comes from.
    pub source: ProposalSource,
}

/// Returns the answer in a blank, or else what is proposed.
pub(super) fn answered_or(
    basis: &Basis<'_>,
    blank: &Blank,
    proposal: impl FnOnce() -> Option<ProposalView>,
) -> Option<ProposalView> {
    let answer = basis.answered.value(&blank.text());
    let answer = answer.map(|value| ProposalView {
        value: value.to_owned(),
        source: ProposalSource::Answer,
    });
    answer.or_else(proposal)
}

/// Returns what stands in for a value of the identity: an answer, or the number of the event that brings it.
pub(super) fn propose_identity(basis: &Basis<'_>, field: IdentityField) -> Option<ProposalView> {
    let blank = part_blank(
        SlotWord::Product,
        SlotPart::Subject,
        field.key(basis.scheme),
    );
    answered_or(basis, &blank, || {
        let number = basis.happened.number(field.event(basis.scheme)?)?;
        Some(ProposalView {
            value: number.to_owned(),
            source: ProposalSource::Events,
        })
    })
}

/// Proposes what the manufacturer says of itself, where a company is not said to be another one.
pub(super) fn propose_contact(
    basis: &Basis<'_>,
    contact: Option<&Contact>,
    field: ContactField,
) -> Option<ProposalView> {
    let maker = basis.own.maker()?;
    let named = given(contact.and_then(|contact| contact.get(ContactField::Name)));
    if named.is_some_and(|name| name != maker.name) {
        return None;
    }
    let value = match field {
        ContactField::Name => Some(&maker.name),
        ContactField::Address => maker.address.as_ref(),
        ContactField::Contact => maker.contact.as_ref(),
    };
    Some(ProposalView {
        value: value?.clone(),
        source: ProposalSource::Maker,
    })
}
