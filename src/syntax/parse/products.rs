//! The small products of scenarios, and what is expected of them.

use thin_vec::ThinVec;

use super::codes;
use super::expr::{lower_value, path_in};
use super::reader::Reader;
use super::values::{key_in, reference_in};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    EntryAnswer, ExpectDraft, Name, ProductLine, ProductLineKind, StatusDraft, ValuesDraft,
};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::outline::{BlockSlice, FieldSlice, TokenRange};
use crate::syntax::token::TokenKind;

/// Reads what is expected of a control; `span` is that of the field.
pub(super) fn read_expect(
    reader: &mut Reader<'_>,
    words: &TokenRange,
    span: Span,
) -> Option<ExpectDraft> {
    let node = reader.read(Rule::expect_field, words)?;
    Some(ExpectDraft {
        control: reference_in(&node)?,
        status: status_of(&node.child(Rule::status)?),
        because: path_in(&node),
        span,
    })
}

fn status_of(node: &Node<'_>) -> StatusDraft {
    if node.has(Rule::kw_applies) {
        StatusDraft::Applies
    } else if node.has(Rule::kw_applicable) {
        StatusDraft::NotApplicable
    } else if node.has(Rule::kw_assessed) {
        StatusDraft::NotAssessed
    } else if node.has(Rule::kw_covered) {
        StatusDraft::Covered
    } else {
        StatusDraft::Open
    }
}

/// Reads the lines of a product.
pub(super) fn read_product(reader: &mut Reader<'_>, block: &BlockSlice) -> ThinVec<ProductLine> {
    reader.check_closed(block, "a product");
    block
        .fields
        .iter()
        .filter_map(|slice| read_line(reader, slice))
        .collect()
}

fn read_line(reader: &mut Reader<'_>, slice: &FieldSlice) -> Option<ProductLine> {
    let (name, words) = read_name(reader, slice, "a fact or an inventory")?;
    let kind = match &slice.block {
        Some(block) => read_entry(reader, &words, block)?,
        None => read_values_or_more(reader, &words)?,
    };
    Some(ProductLine { name, kind })
}

/// Reads the name with which a line begins.
fn read_name(
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
    let words = reader.source.after_first(&slice.head);
    Some((reader.name_of(first), words))
}

fn read_entry(
    reader: &mut Reader<'_>,
    words: &TokenRange,
    block: &BlockSlice,
) -> Option<ProductLineKind> {
    let id = reader.read(Rule::entry_head, words);
    let id = id.and_then(|node| key_in(&node));
    reader.check_closed(block, "an entry");
    let attributes = block
        .fields
        .iter()
        .filter_map(|slice| read_answer(reader, slice))
        .collect();
    Some(ProductLineKind::Entry {
        id: id?,
        attributes,
    })
}

fn read_answer(reader: &mut Reader<'_>, slice: &FieldSlice) -> Option<EntryAnswer> {
    let (name, words) = read_name(reader, slice, "an attribute")?;
    let before = reader.diagnostics.len();
    let node = reader.read(Rule::values_line, &words);
    let values = node.and_then(|node| values_in(&node));
    if let Some(block) = &slice.block {
        if reader.diagnostics.len() == before {
            let place = reader.source.place_of_token(block.open);
            let what = format!(
                "the attribute `{}`",
                reader.source.text_of(slice.head.start)
            );
            reader.report(codes::block_not_here(place, &what));
        }
        reader.mention_block(block);
    }
    Some(EntryAnswer {
        name,
        values: values?,
    })
}

fn read_values_or_more(reader: &mut Reader<'_>, words: &TokenRange) -> Option<ProductLineKind> {
    let node = reader.read(Rule::product_line, words)?;
    match node.child(Rule::more_unknown) {
        Some(more) => Some(ProductLineKind::More(more.span())),
        None => values_in(&node).map(ProductLineKind::Values),
    }
}

fn values_in(node: &Node<'_>) -> Option<ValuesDraft> {
    let list = node.child(Rule::product_values)?;
    let values = list.all(Rule::product_value);
    let values = values.filter_map(|value| lower_value(&value)).collect();
    Some(Spanned::new(values, list.span()))
}
