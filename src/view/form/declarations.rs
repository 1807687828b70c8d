//! Declarations to be signed.

use std::sync::Arc;

use serde::Serialize;

use super::asks::{AskView, view_ask};
use super::layout::{PartView, view_asked};
use crate::model::{
    Ask, AskKind, BlankKind, EvidenceId, Form, Holding, Numbering, Slot, SlotPart, SlotWord,
};
use crate::view::basis::Basis;
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
    /// What is asked of whom signs it, in parts of one shape each.
    pub parts: Vec<PartView>,
}

/// Shows the declarations that controls want.
pub(super) fn view_declarations(basis: &Basis<'_>, form: &Form) -> Vec<DeclarationView> {
    let asks = asked_of_each(form);
    basis
        .scheme
        .evidence
        .ids()
        .filter_map(|kind| declaration(basis, &asks, kind))
        .collect()
}

/// Returns what the form asks of each declaration: a signature where it says nothing (L-362).
fn asked_of_each(form: &Form) -> Vec<Ask> {
    let sections = form.sections.iter().map(|(_, section)| section);
    let mut holding = sections.filter(|section| section.holds.contains(&Holding::Declarations));
    let asks = holding.next().map(|section| section.asks.clone());
    asks.filter(|asks| !asks.is_empty())
        .unwrap_or_else(|| vec![signature(form)])
}

fn signature(form: &Form) -> Ask {
    Ask {
        key: "signed".into(),
        title: "Signed".into(),
        number: Numbering::Unsaid,
        kind: AskKind::Blank(BlankKind::Signature),
        about: None,
        audience: Vec::new(),
        was: Vec::new(),
        place: form.place,
    }
}

fn declaration(basis: &Basis<'_>, asks: &[Ask], id: EvidenceId) -> Option<DeclarationView> {
    let controls = basis.lookups.wanted_by(id);
    if !is_declaration(basis, id) || controls.is_empty() {
        return None;
    }
    let key = &basis.scheme.evidence[id].key;
    let submitted = basis.lookups.submitted().of_kind(id);
    let slot = Slot::of_product(SlotWord::Declaration).with(SlotPart::Evidence, key.clone());
    let asks = asks.iter().map(|ask| view_ask(ask, &slot));
    let asks: Vec<AskView> = asks.collect();
    Some(DeclarationView {
        kind: shared_kind(basis, id),
        controls: basis.controls(controls),
        submitted: submitted
            .map(|piece| view_submitted(basis, piece))
            .collect(),
        parts: view_asked(&asks),
    })
}
