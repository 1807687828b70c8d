//! Reads types of answers, and attributes of inventories.

use super::reader::PieceReader;
use super::values::{key_in, text_in};
use crate::source::Span;
use crate::syntax::ast::{AttributeDraft, OptionDraft, TypeDraft, TypeKind};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::outline::TokenRange;

/// Reads `name "Question?" : type`; `claim` is the span of that word if it is before the name.
pub(super) fn read_attribute(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
    claim: Option<Span>,
) -> Option<AttributeDraft> {
    let node = reader.read(Rule::attribute_field, tokens)?;
    Some(AttributeDraft {
        claim,
        key: key_in(&node)?,
        question: text_in(&node)?,
        answer: type_in(&node)?,
    })
}

pub(super) fn type_in(node: &Node<'_>) -> Option<TypeDraft> {
    let written = node.child(Rule::type_of)?;
    Some(TypeDraft {
        kind: type_kind(&written.children().next()?)?,
        or_none: written.child(Rule::or_none).map(|none| none.span()),
    })
}

fn type_kind(node: &Node<'_>) -> Option<TypeKind> {
    let rule = node.rule();
    Some(if rule == Rule::yes_or_no {
        TypeKind::YesNo
    } else if rule == Rule::one_of_type {
        TypeKind::OneOf(options_in(node))
    } else if rule == Rule::set_of_type {
        TypeKind::SetOf(options_in(node))
    } else if rule == Rule::number_type {
        TypeKind::Number(text_in(node))
    } else if rule == Rule::entry_type {
        TypeKind::Entry(key_in(node)?)
    } else if rule == Rule::entries_type {
        TypeKind::Entries(key_in(node)?)
    } else {
        TypeKind::Plain(node.name())
    })
}

/// Returns the choices of a node.
pub(super) fn options_in(node: &Node<'_>) -> Box<[OptionDraft]> {
    let list = node.child(Rule::options);
    list.iter()
        .flat_map(|list| list.all(Rule::option))
        .filter_map(|option| {
            Some(OptionDraft {
                key: key_in(&option)?,
                label: text_in(&option),
            })
        })
        .collect()
}
