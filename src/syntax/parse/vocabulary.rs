//! Parties, facts, inventories, subsets, derived names, constraints; types.

use super::super::ast::{
    AttributeDraft, ConstraintDraft, DeriveDraft, FactDraft, InventoryDraft, ItemDraft, Name,
    OptionDraft, SubsetDraft, TitledDraft, TypeDraft, TypeKind,
};
use super::super::grammar::{Node, Rule};
use super::super::keywords::Context;
use super::super::outline::TokenRange;
use super::expr::condition_in;
use super::fields::Field;
use super::reader::Reader;
use super::values::{key_in, keys_in, name_in, text_in};
use crate::source::Span;

/// `party key "Title"`
pub(super) fn parse_party(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.titled_head();
    let (key, title) = reader.no_block(head)?;
    Some(ItemDraft::Party(TitledDraft { key, title }))
}

/// `fact name "Question?" : type`
pub(super) fn parse_fact(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let words = reader.head_words();
    let head = reader.read(Rule::fact_head, &words);
    let node = reader.no_block(head)?;
    Some(ItemDraft::Fact(FactDraft {
        key: key_in(&node)?,
        question: text_in(&node)?,
        answer: type_in(&node)?,
    }))
}

/// `inventory name "Title" { … }`
pub(super) fn parse_inventory(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.titled_head();
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = InventoryDraft {
        key,
        title,
        ..InventoryDraft::default()
    };
    reader.fields(Context::Inventory, block, &mut draft, inventory_field);
    sound.then_some(ItemDraft::Inventory(draft))
}

/// `subset name "Title" = inventory where …`
pub(super) fn parse_subset(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let words = reader.head_words();
    let head = reader.read(Rule::subset_head, &words);
    let node = reader.no_block(head)?;
    Some(ItemDraft::Subset(SubsetDraft {
        key: key_in(&node)?,
        title: text_in(&node)?,
        of: name_in(&node)?,
        filter: condition_in(reader, &node)?,
    }))
}

/// `derive name "Title" = …`
pub(super) fn parse_derive(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let words = reader.head_words();
    let head = reader.read(Rule::derive_head, &words);
    let node = reader.no_block(head)?;
    Some(ItemDraft::Derive(DeriveDraft {
        key: key_in(&node)?,
        title: text_in(&node)?,
        meaning: condition_in(reader, &node)?,
    }))
}

/// `constraint "…" = …`
pub(super) fn parse_constraint(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let words = reader.head_words();
    let head = reader.read(Rule::constraint_head, &words);
    let node = reader.no_block(head)?;
    Some(ItemDraft::Constraint(ConstraintDraft {
        title: text_in(&node)?,
        condition: condition_in(reader, &node)?,
    }))
}

fn inventory_field<'a>(reader: &mut Reader<'a>, draft: &mut InventoryDraft, field: &Field<'a>) {
    match field.keyword {
        "about" => draft.about = reader.text(field),
        "confirmed" => draft.confirmed = confirmed(reader, field),
        "was" => draft.was.extend(reader.keys(field)),
        "claim" => {
            let word = field.range.start..field.range.start + 1;
            let claim = Some(reader.span_of(&word));
            draft
                .attributes
                .extend(attribute(reader, &field.words, claim));
        }
        _ => draft
            .attributes
            .extend(attribute(reader, &field.range, None)),
    }
}

fn confirmed(reader: &mut Reader<'_>, field: &Field<'_>) -> Vec<Name> {
    reader
        .read(Rule::confirmed_field, &field.words)
        .map_or_else(Vec::new, |node| keys_in(&node))
}

fn attribute(
    reader: &mut Reader<'_>,
    words: &TokenRange,
    claim: Option<Span>,
) -> Option<AttributeDraft> {
    let node = reader.read(Rule::attribute_field, words)?;
    Some(AttributeDraft {
        claim,
        key: key_in(&node)?,
        question: text_in(&node)?,
        answer: type_in(&node)?,
    })
}

fn type_in(node: &Node<'_>) -> Option<TypeDraft> {
    let written = node.child(Rule::type_of)?;
    Some(TypeDraft {
        kind: type_kind(&written.children().next()?)?,
        or_none: written.child(Rule::or_none).map(|none| none.span()),
        span: written.span(),
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

pub(super) fn options_in(node: &Node<'_>) -> Vec<OptionDraft> {
    node.child(Rule::options).map_or_else(Vec::new, |list| {
        list.all(Rule::option)
            .filter_map(|option| {
                Some(OptionDraft {
                    key: key_in(&option)?,
                    label: text_in(&option),
                })
            })
            .collect()
    })
}
