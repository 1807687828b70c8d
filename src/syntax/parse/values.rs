//! Reads what many pieces contain: keys, texts, references.

use thin_vec::ThinVec;

use crate::syntax::ast::{Name, RefDraft, TextDraft};
use crate::syntax::grammar::{Node, Rule};

pub(super) fn text_of(node: &Node<'_>) -> TextDraft {
    TextDraft { span: node.span() }
}

/// Returns the first text of a node.
pub(super) fn text_in(node: &Node<'_>) -> Option<TextDraft> {
    node.child(Rule::text).map(|text| text_of(&text))
}

/// Returns the texts of a node's list of texts.
pub(super) fn texts_in(node: &Node<'_>) -> Vec<TextDraft> {
    let list = node.child(Rule::texts);
    list.iter()
        .flat_map(|list| list.all(Rule::text))
        .map(|text| text_of(&text))
        .collect()
}

/// Returns the first key of a node.
pub(super) fn key_in(node: &Node<'_>) -> Option<Name> {
    node.child(Rule::key).map(|key| key.name())
}

/// Returns the keys directly in a node, in order.
pub(super) fn each_key<'a>(node: &Node<'a>) -> impl Iterator<Item = Name> + use<'a> {
    node.all(Rule::key).map(|key| key.name())
}

/// Returns the keys of a node's list of keys.
pub(super) fn keys_in<C: FromIterator<Name>>(node: &Node<'_>) -> C {
    let list = node.child(Rule::keys);
    list.iter().flat_map(each_key).collect()
}

/// Returns the earlier keys of a node.
pub(super) fn earlier_in(node: &Node<'_>) -> ThinVec<Name> {
    let earlier = node.all(Rule::earlier);
    earlier.filter_map(|earlier| key_in(&earlier)).collect()
}

/// Returns the first name of a node.
pub(super) fn name_in(node: &Node<'_>) -> Option<Name> {
    node.child(Rule::name).map(|name| name.name())
}

/// Returns the ground that a node gives.
pub(super) fn because_in(node: &Node<'_>) -> Option<TextDraft> {
    text_in(&node.child(Rule::because)?)
}

/// Returns the first reference of a node.
pub(super) fn reference_in(node: &Node<'_>) -> Option<RefDraft> {
    let reference = node.child(Rule::reference)?;
    Some(RefDraft {
        span: reference.span(),
    })
}

/// Returns the references of a node's list of references.
pub(super) fn references_in<C: FromIterator<RefDraft>>(node: &Node<'_>) -> C {
    let list = node.child(Rule::refs);
    list.iter()
        .flat_map(|list| list.all(Rule::reference))
        .map(|reference| reference.span())
        .map(|span| RefDraft { span })
        .collect()
}
