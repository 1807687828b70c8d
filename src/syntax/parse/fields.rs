//! Reads the fields of a block: reports fields that are unknown, repeated or malformed, and finds the part of the draft
//! that each fills.

use super::codes;
use super::head::read_head;
use super::reader::{FieldTokens, PieceReader};
use super::shapes::read_field;
use super::types::read_attribute;
use crate::syntax::ast::{Block, Context, Count, Draft, DraftList, FieldInfo, FieldMut, Inner};
use crate::syntax::outline::{BlockSlice, FieldSlice};

/// Whether reading a field reported a mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Sound,
    Reported,
}

/// Reads the fields of a block into a draft.
pub(super) fn read_fields<'a>(
    reader: &mut PieceReader<'a>,
    context: Context,
    block: &'a BlockSlice,
    draft: &mut dyn Draft,
) {
    let table = draft.fields();
    let mut given = vec![false; table.len()];
    let expected = format!("a field of {}", context.name());
    for slice in &block.fields {
        let Some(field) = reader.field_tokens(&expected, slice) else {
            continue;
        };
        let number = table.iter().position(|info| info.word == field.keyword);
        if number.is_none() && draft.unnamed().is_none() {
            report_unknown(reader, context, &table, slice);
            continue;
        }
        reader.check_column(slice);
        if let Some(number) = number {
            let info = table.get(number).filter(|info| info.count == Count::Once);
            let given = given
                .get_mut(number)
                .map(|given| std::mem::replace(given, true));
            if info.is_some() && given == Some(true) {
                report_twice(reader, block, &field);
                continue;
            }
        }
        let before = reader.diagnostics.len();
        let wants = match number.and_then(|number| draft.field(number)) {
            Some(part) => read_part(reader, &field, part),
            None => read_unnamed(reader, &field, draft),
        };
        let reading = if reader.diagnostics.len() == before {
            Reading::Sound
        } else {
            Reading::Reported
        };
        check_block(reader, wants, &field, reading);
    }
}

/// Reads a field into the part that it fills; says whether it has a block.
fn read_part<'a>(
    reader: &mut PieceReader<'a>,
    field: &FieldTokens<'a>,
    part: FieldMut<'_>,
) -> Block {
    let block = part.block();
    if let FieldMut::Inner(inner, list) = part {
        read_inner(reader, field, inner, list);
    } else {
        read_field(reader, field, part);
    }
    block
}

/// Reads a field whose word is not in the table. In an inventory it is the name of an attribute.
fn read_unnamed(
    reader: &mut PieceReader<'_>,
    field: &FieldTokens<'_>,
    draft: &mut dyn Draft,
) -> Block {
    let attribute = read_attribute(reader, &field.range, None);
    if let Some(attributes) = draft.unnamed() {
        attributes.extend(attribute);
    }
    Block::None
}

/// Reads a part with a block of its own.
fn read_inner<'a>(
    reader: &mut PieceReader<'a>,
    field: &FieldTokens<'a>,
    inner: Inner,
    list: &mut dyn DraftList,
) {
    list.add(&mut |draft| {
        let head = read_head(reader, &field.tokens, draft.head());
        if let Some(block) = field.block {
            let context = Context::Inner(inner);
            reader.check_closed(block, context.name());
            read_fields(reader, context, block, draft);
        }
        head.is_some()
    });
}

fn report_unknown(
    reader: &mut PieceReader<'_>,
    context: Context,
    table: &[&FieldInfo],
    slice: &FieldSlice,
) {
    let place = reader.source.place_of_token(slice.head.start);
    let word = reader.source.text_of(slice.head.start);
    let known: Vec<&str> = table.iter().map(|info| info.word).collect();
    reader.report(codes::unknown_field(place, word, context.name(), &known));
    reader.mention(&slice.range());
}

/// Reports a field that is repeated though it may be given only once (L-026).
fn report_twice(reader: &mut PieceReader<'_>, block: &BlockSlice, field: &FieldTokens<'_>) {
    let place = reader.source.place_of_token(field.range.start);
    let mut starts = block.fields.iter().map(|slice| slice.head.start);
    let first = starts.find(|start| reader.source.text_of(*start) == field.keyword);
    let first = first.map_or(place, |start| reader.source.place_of_token(start));
    reader.report(codes::field_twice(place, first, field.keyword));
    reader.mention(&field.range);
    if let Some(block) = field.block {
        reader.mention_block(block);
    }
}

/// Reports a block that is missing or must not be there.
fn check_block(
    reader: &mut PieceReader<'_>,
    wants: Block,
    field: &FieldTokens<'_>,
    reading: Reading,
) {
    let name = || format!("the field `{}`", field.keyword);
    match (wants, field.block) {
        (Block::None, Some(block)) => {
            if reading == Reading::Sound {
                let place = reader.source.place_of_token(block.open);
                reader.report(codes::block_not_here(place, &name()));
            }
            reader.mention_block(block);
        }
        (Block::Needed, None) => {
            if reading == Reading::Sound {
                let place = reader.source.place_of_token(field.range.start);
                reader.report(codes::block_missing(place, &name()));
            }
            reader.mention(&field.range);
        }
        (Block::None | Block::Allowed, None) | (Block::Allowed | Block::Needed, Some(_)) => {}
    }
}
