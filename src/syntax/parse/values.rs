//! What many pieces are made of: keys, texts, references, levels.

use super::super::ast::{LevelDraft, Name, RefDraft, Text};
use super::super::grammar::{Node, Rule};
use super::super::text::unquote;
use crate::source::Spanned;

/// Returns what a text says.
pub(super) fn text_of(node: &Node<'_>) -> Text {
    Spanned::new(unquote(node.text()), node.span())
}

/// Returns the first text of a node.
pub(super) fn text_in(node: &Node<'_>) -> Option<Text> {
    node.child(Rule::text).map(|text| text_of(&text))
}

/// Returns the texts of a node's list of texts.
pub(super) fn texts_in(node: &Node<'_>) -> Vec<Text> {
    node.child(Rule::texts).map_or_else(Vec::new, |list| {
        list.all(Rule::text).map(|text| text_of(&text)).collect()
    })
}

/// Returns the first key of a node.
pub(super) fn key_in(node: &Node<'_>) -> Option<Name> {
    node.child(Rule::key).map(|key| key.name())
}

/// Returns the keys of a node's list of keys.
pub(super) fn keys_in(node: &Node<'_>) -> Vec<Name> {
    node.child(Rule::keys).map_or_else(Vec::new, |list| {
        list.all(Rule::key).map(|key| key.name()).collect()
    })
}

/// Returns the first name of a node.
pub(super) fn name_in(node: &Node<'_>) -> Option<Name> {
    node.child(Rule::name).map(|name| name.name())
}

/// Returns the ground that a node gives.
pub(super) fn because_in(node: &Node<'_>) -> Option<Text> {
    text_in(&node.child(Rule::because)?)
}

/// Returns the first reference of a node.
pub(super) fn reference_in(node: &Node<'_>) -> Option<RefDraft> {
    node.child(Rule::reference).map(|node| reference_of(&node))
}

/// Returns the references of a node's list of references.
pub(super) fn references_in(node: &Node<'_>) -> Vec<RefDraft> {
    node.child(Rule::refs).map_or_else(Vec::new, |list| {
        list.all(Rule::reference)
            .map(|node| reference_of(&node))
            .collect()
    })
}

/// Takes a reference apart. What stands alone is a key; what stands before `@` or `:` is a catalog.
pub(super) fn reference_of(node: &Node<'_>) -> RefDraft {
    let mut reference = RefDraft {
        catalog: None,
        version: None,
        key: None,
        span: node.span(),
    };
    let mut before = None;
    for part in node.children() {
        match part.rule() == Rule::ref_part {
            true if before == Some(Rule::at_sign) => reference.version = Some(part.name()),
            true if before == Some(Rule::colon) => reference.key = Some(part.name()),
            true => reference.catalog = Some(part.name()),
            false => before = Some(part.rule()),
        }
    }
    if before.is_none() {
        reference.key = reference.catalog.take();
    }
    reference
}

/// Returns the levels of a node, in their order.
pub(super) fn levels_in(node: &Node<'_>) -> Vec<LevelDraft> {
    node.all(Rule::level)
        .filter_map(|level| {
            Some(LevelDraft {
                key: key_in(&level)?,
                title: text_in(&level),
            })
        })
        .collect()
}
