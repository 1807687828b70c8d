//! Reads the products of scenarios, and the expectations.

use thin_vec::ThinVec;

use super::codes;
use super::expr::{lower_value, path_of};
use super::reader::PieceReader;
use super::values::{key_in, reference_in};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    EntryAnswer, ExpectDraft, Name, ProductLine, ProductLineKind, StatusDraft, ValuesDraft,
};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::outline::{BlockSlice, FieldSlice, TokenRange};

/// Reads an expectation; `span` is that of the field.
pub(super) fn read_expect(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
    span: Span,
) -> Option<ExpectDraft> {
    let node = reader.read(Rule::expect_field, tokens)?;
    Some(ExpectDraft {
        control: reference_in(&node)?,
        status: status_of(&node.child(Rule::status)?),
        because: node.all(Rule::path).map(|path| path_of(&path)).collect(),
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
pub(super) fn read_product<'a>(
    reader: &mut PieceReader<'a>,
    block: &'a BlockSlice,
) -> ThinVec<ProductLine> {
    reader.check_closed(block, "a product");
    block
        .fields
        .iter()
        .filter_map(|slice| read_line(reader, slice))
        .collect()
}

fn read_line<'a>(reader: &mut PieceReader<'a>, slice: &'a FieldSlice) -> Option<ProductLine> {
    let (name, tokens) = read_name(reader, slice, "a fact or an inventory")?;
    let kind = match &slice.block {
        Some(block) => read_entry(reader, &tokens, block),
        None => read_values_or_more(reader, &tokens),
    };
    // Where the brace of an entry is missing, the next closing brace ends the product.
    reader.astray |= kind.is_none();
    Some(ProductLine { name, kind: kind? })
}

/// Reads the name at the beginning of a line.
fn read_name<'a>(
    reader: &mut PieceReader<'a>,
    slice: &'a FieldSlice,
    expected: &str,
) -> Option<(Name, TokenRange)> {
    let field = reader.field_tokens(expected, slice)?;
    reader.check_column(slice);
    Some((reader.name_of(field.range.start), field.tokens))
}

fn read_entry<'a>(
    reader: &mut PieceReader<'a>,
    tokens: &TokenRange,
    block: &'a BlockSlice,
) -> Option<ProductLineKind> {
    let id = reader.read(Rule::entry_head, tokens);
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

fn read_answer<'a>(reader: &mut PieceReader<'a>, slice: &'a FieldSlice) -> Option<EntryAnswer> {
    let (name, tokens) = read_name(reader, slice, "an attribute")?;
    let before = reader.diagnostics.len();
    let node = reader.read(Rule::values_line, &tokens);
    let values = node.and_then(|node| values_in(&node));
    if let Some(block) = &slice.block {
        if reader.diagnostics.len() == before {
            let place = reader.source.place_of_token(block.open);
            let wanted = format!(
                "the attribute `{}`",
                reader.source.text_of(slice.head.start)
            );
            reader.report(codes::block_not_here(place, &wanted));
        }
        reader.mention_block(block);
    }
    Some(EntryAnswer {
        name,
        values: values?,
    })
}

fn read_values_or_more(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
) -> Option<ProductLineKind> {
    let node = reader.read(Rule::product_line, tokens)?;
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
