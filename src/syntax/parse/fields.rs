//! The fields of a block: what is wrong with them as fields, and which part of the draft each fills.

use super::codes;
use super::head::{HeadWords, read_head};
use super::reader::PieceReader;
use super::shapes::{FieldWords, read_field};
use super::types::read_attribute;
use crate::syntax::ast::{Block, Context, Count, Draft, DraftList, FieldInfo, FieldMut, Inner};
use crate::syntax::outline::{BlockSlice, FieldSlice};
use crate::syntax::token::TokenKind;

/// Whether the words of a field have been reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
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
    for slice in &block.fields {
        let Some(field) = field_words(reader, context, slice) else {
            continue;
        };
        let number = table.iter().position(|info| info.word == field.keyword);
        if number.is_none() && draft.unnamed().is_none() {
            report_unknown(reader, context, &table, slice);
            continue;
        }
        if slice.in_column_0 {
            let place = reader.source.place_of_token(slice.head.start);
            reader.report(codes::column_0(place, field.keyword));
        }
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
        check_block(reader, wants, &field, since(reader, before));
    }
}

fn since(reader: &PieceReader<'_>, before: usize) -> Words {
    if reader.diagnostics.len() == before {
        Words::Sound
    } else {
        Words::Reported
    }
}

/// Reads a field into the part that it fills; says whether it has a block.
fn read_part<'a>(
    reader: &mut PieceReader<'a>,
    field: &FieldWords<'a>,
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

/// In an inventory a word that is no keyword names an attribute.
fn read_unnamed(
    reader: &mut PieceReader<'_>,
    field: &FieldWords<'_>,
    draft: &mut dyn Draft,
) -> Block {
    let attribute = read_attribute(reader, &field.range, None);
    if let Some(attributes) = draft.unnamed() {
        attributes.extend(attribute);
    }
    Block::None
}

/// Reads something with a block of its own.
fn read_inner<'a>(
    reader: &mut PieceReader<'a>,
    field: &FieldWords<'a>,
    inner: Inner,
    list: &mut dyn DraftList,
) {
    let span = reader.span_of(&field.range);
    list.add(&mut |draft| {
        let words = &field.words;
        let head = read_head(reader, HeadWords { words, span }, draft.head());
        if let Some(block) = field.block {
            let context = Context::Inner(inner);
            reader.check_closed(block, context.name());
            read_fields(reader, context, block, draft);
        }
        head.is_some()
    });
}

/// Takes a field apart; one that does not begin with a word is reported.
fn field_words<'a>(
    reader: &mut PieceReader<'a>,
    context: Context,
    slice: &'a FieldSlice,
) -> Option<FieldWords<'a>> {
    let first = slice.head.start;
    let token = reader.source.token(first)?;
    if token.kind != TokenKind::Word {
        if slice.head.is_empty() || reader.is_sound(&slice.head) {
            let place = reader.source.place_of_token(first);
            let wanted = format!("a field of {}", context.name());
            let found = reader.source.describe(first);
            reader.report(codes::unexpected(place, &found, &[&wanted]));
        }
        reader.mention(&slice.range());
        return None;
    }
    Some(FieldWords {
        keyword: token.text(reader.source.text),
        range: slice.head.clone(),
        words: reader.source.after_first(&slice.head),
        block: slice.block.as_ref(),
    })
}

fn report_unknown(
    reader: &mut PieceReader<'_>,
    context: Context,
    table: &[&FieldInfo],
    slice: &FieldSlice,
) {
    let place = reader.source.place_of_token(slice.head.start);
    let word = reader.source.text_of(slice.head.start);
    let words: Vec<&str> = table.iter().map(|info| info.word).collect();
    reader.report(codes::unknown_field(place, word, context.name(), &words));
    reader.mention(&slice.range());
}

/// Reports a field that has been given before, where once is all that makes sense.
fn report_twice(reader: &mut PieceReader<'_>, block: &BlockSlice, field: &FieldWords<'_>) {
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

/// Reports a block too many or too few.
fn check_block(reader: &mut PieceReader<'_>, wants: Block, field: &FieldWords<'_>, words: Words) {
    let name = || format!("the field `{}`", field.keyword);
    match (wants, field.block) {
        (Block::None, Some(block)) => {
            if words == Words::Sound {
                let place = reader.source.place_of_token(block.open);
                reader.report(codes::block_not_here(place, &name()));
            }
            reader.mention_block(block);
        }
        (Block::Needed, None) => {
            if words == Words::Sound {
                let place = reader.source.place_of_token(field.range.start);
                reader.report(codes::block_missing(place, &name()));
            }
            reader.mention(&field.range);
        }
        (Block::None | Block::Allowed, None) | (Block::Allowed | Block::Needed, Some(_)) => {}
    }
}
