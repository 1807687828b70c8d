//! Reads types of answers.

use thin_vec::ThinVec;

use super::values::{earlier_in, key_in, text_in, text_of};
use crate::syntax::ast::{NumberTypeDraft, OptionDraft, TextDraft, TypeDraft, TypeKind};
use crate::syntax::grammar::{Node, Rule};

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
        let bound = |rule| node.part(rule, |bound| Some(bound.name()));
        TypeKind::Number(NumberTypeDraft {
            whole: node.child(Rule::whole).map(|whole| whole.span()),
            unit: text_in(node),
            least: bound(Rule::least),
            most: bound(Rule::most),
        })
    } else if rule == Rule::entry_type {
        TypeKind::Entry(key_in(node)?)
    } else if rule == Rule::entries_type {
        TypeKind::Entries(key_in(node)?)
    } else {
        TypeKind::Plain(node.name())
    })
}

fn synonyms_in(option: &Node<'_>) -> ThinVec<TextDraft> {
    let lists = option.all(Rule::also);
    let texts = lists.flat_map(|list| list.all(Rule::text));
    texts.map(|text| text_of(&text)).collect()
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
                was: earlier_in(&option),
                also: synonyms_in(&option),
            })
        })
        .collect()
}
