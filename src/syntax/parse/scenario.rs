//! Scenarios and the product in them.

use super::super::ast::{
    ExpectDraft, ItemDraft, Name, ProductLine, ProductLineKind, ScenarioDraft, ValueDraft,
};
use super::super::grammar::{Node, Rule};
use super::super::keywords::Context;
use super::super::outline::{BlockSlice, FieldSlice, TokenRange};
use super::super::token::TokenKind;
use super::codes;
use super::expr::{lower_value, path_in};
use super::fields::Field;
use super::reader::Reader;
use super::values::{key_in, reference_in, text_in};
use crate::source::Spanned;

/// `scenario "title" { … }`
pub(super) fn parse_scenario(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let words = reader.head_words();
    let head = reader
        .read(Rule::scenario_head, &words)
        .and_then(|node| text_in(&node));
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let mut draft = ScenarioDraft {
        title: head.unwrap_or_default(),
        ..ScenarioDraft::default()
    };
    reader.fields(Context::Scenario, block, &mut draft, scenario_field);
    sound.then(|| ItemDraft::Scenario(Box::new(draft)))
}

fn scenario_field<'a>(reader: &mut Reader<'a>, draft: &mut ScenarioDraft, field: &Field<'a>) {
    match field.keyword {
        "under" => {
            if let Some(node) = reader.read(Rule::under_field, &field.words) {
                draft.edition = reference_in(&node);
                draft.level = key_in(&node);
            }
        }
        "product" => {
            if reader.read(Rule::product_head, &field.words).is_some()
                && let Some(block) = field.block
            {
                draft.product = product(reader, block);
            }
        }
        _ => draft.expect.extend(expect(reader, field)),
    }
}

fn expect(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<ExpectDraft> {
    let node = reader.read(Rule::expect_field, &field.words)?;
    let status = node.child(Rule::status)?;
    let words: Vec<_> = status.children().map(|word| word.text()).collect();
    Some(ExpectDraft {
        control: reference_in(&node)?,
        status: Spanned::new(words.join(" "), status.span()),
        because: path_in(&node),
        span: reader.field_span(field),
    })
}

fn product<'a>(reader: &mut Reader<'a>, block: &'a BlockSlice) -> Vec<ProductLine> {
    reader.check_closed(block, "a product");
    block
        .fields
        .iter()
        .filter_map(|slice| product_line(reader, slice))
        .collect()
}

fn product_line(reader: &mut Reader<'_>, slice: &FieldSlice) -> Option<ProductLine> {
    let (name, words) = line_name(reader, slice, "a fact or an inventory")?;
    let kind = match &slice.block {
        Some(block) => entry(reader, &words, block)?,
        None => values_or_more(reader, &words)?,
    };
    Some(ProductLine { name, kind })
}

/// Reads the name with which a line begins.
fn line_name(
    reader: &mut Reader<'_>,
    slice: &FieldSlice,
    expected: &str,
) -> Option<(Name, TokenRange)> {
    let first = slice.head.start;
    let token = reader.source.token(first);
    let is_word = !slice.head.is_empty() && token.is_some_and(|t| t.kind == TokenKind::Word);
    if !is_word {
        if slice.head.is_empty() || reader.is_sound(&slice.head) {
            let place = reader.source.place_of_token(first);
            let found = reader.source.describe(first);
            reader.report(codes::unexpected(place, &found, &[expected]));
        }
        reader.mention(&slice.range());
        return None;
    }
    if slice.in_column_0 {
        let place = reader.source.place_of_token(first);
        reader.report(codes::column_0(place, reader.source.text_of(first)));
    }
    Some((
        reader.name_of(first),
        reader.source.after_first(&slice.head),
    ))
}

fn entry(
    reader: &mut Reader<'_>,
    words: &TokenRange,
    block: &BlockSlice,
) -> Option<ProductLineKind> {
    let id = reader
        .read(Rule::entry_head, words)
        .and_then(|node| key_in(&node));
    reader.check_closed(block, "an entry");
    let attributes = block
        .fields
        .iter()
        .filter_map(|slice| attribute(reader, slice))
        .collect();
    Some(ProductLineKind::Entry {
        id: id?,
        attributes,
    })
}

type Attribute = (Name, Spanned<Vec<Spanned<ValueDraft>>>);

fn attribute(reader: &mut Reader<'_>, slice: &FieldSlice) -> Option<Attribute> {
    let (name, words) = line_name(reader, slice, "an attribute")?;
    let before = reader.diagnostics.len();
    let values = reader
        .read(Rule::values_line, &words)
        .and_then(|node| values_in(&node));
    if let Some(block) = &slice.block {
        if reader.diagnostics.len() == before {
            let place = reader.source.place_of_token(block.open);
            let what = format!("the attribute `{}`", name.value);
            reader.report(codes::block_not_here(place, &what));
        }
        reader.mention_block(block);
    }
    Some((name, values?))
}

fn values_or_more(reader: &mut Reader<'_>, words: &TokenRange) -> Option<ProductLineKind> {
    let node = reader.read(Rule::product_line, words)?;
    match node.child(Rule::more_unknown) {
        Some(more) => Some(ProductLineKind::More(more.span())),
        None => values_in(&node).map(ProductLineKind::Values),
    }
}

fn values_in(node: &Node<'_>) -> Option<Spanned<Vec<Spanned<ValueDraft>>>> {
    let list = node.child(Rule::product_values)?;
    let values = list
        .all(Rule::product_value)
        .filter_map(|value| lower_value(&value))
        .collect();
    Some(Spanned::new(values, list.span()))
}
