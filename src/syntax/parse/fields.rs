//! Reads the fields of a block: reports fields that are unknown, repeated or malformed, and finds the part of the draft
//! that each fills.

use super::codes;
use super::head::read_head;
use super::reader::{FieldTokens, PieceReader};
use super::shapes::read_field;
use crate::diag::similar;
use crate::syntax::ast::{Block, Context, Count, Draft, DraftList, FieldInfo, FieldMut, Inner};
use crate::syntax::keywords::CONTINUATIONS;
use crate::syntax::outline::{BlockSlice, FieldSlice, TokenRange};

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
    let mut before = Reading::Sound;
    for slice in &block.fields {
        if before == Reading::Reported && goes_on(reader, &table, slice) {
            reader.mention(&slice.range());
            continue;
        }
        let reported = reader.diagnostics.len();
        reader.lacks_end = false;
        read_one(reader, context, block, draft, &table, &mut given, slice);
        before = if reader.diagnostics.len() == reported {
            Reading::Sound
        } else {
            Reading::Reported
        };
    }
}

/// Says whether what the outline took for a field goes on with the field before it, which is wrong: it stands on the same
/// line, or that field lacks its end, and this begins with a text or with a misspelt word that continues fields.
fn goes_on(reader: &PieceReader<'_>, table: &[&FieldInfo], slice: &FieldSlice) -> bool {
    let first = slice.head.start;
    let word = reader.source.text_of(first);
    if slice.head.is_empty() || table.iter().any(|info| info.word == word) {
        return false;
    }
    let goes_on = !reader.begins_with_word(&slice.head) || similar(word, CONTINUATIONS).is_some();
    !matches!(reader.source.word_before(first), "\n" | ";" | "{") || (reader.lacks_end && goes_on)
}

/// Reads one field.
fn read_one<'a>(
    reader: &mut PieceReader<'a>,
    context: Context,
    block: &'a BlockSlice,
    draft: &mut dyn Draft,
    table: &[&FieldInfo],
    given: &mut [bool],
    slice: &'a FieldSlice,
) {
    let expected = format!("a field of {}", context.name());
    let Some(field) = reader.field_tokens(&expected, slice) else {
        return;
    };
    let number = table.iter().position(|info| info.word == field.keyword);
    if number.is_none() && draft.unnamed().is_none() {
        report_unknown(reader, context, table, slice);
        return;
    }
    reader.check_column(slice);
    if number.is_some() && draft.unnamed().is_some() && is_question(reader, &field) {
        let place = reader.source.place_of_token(field.range.start);
        reader.report(codes::no_attribute(place, field.keyword));
        reader.mention(&field.range);
        return;
    }
    if let Some(number) = number {
        let once = table
            .get(number)
            .is_some_and(|info| info.count == Count::Once);
        let first = given.get_mut(number);
        if first.is_some_and(|given| std::mem::replace(given, true)) && once {
            let before = reader.bare;
            report_twice(reader, block, &field, before);
            return;
        }
    }
    reader.bare = None;
    let reported = reader.diagnostics.len();
    let wants = match number.and_then(|number| draft.field(number)) {
        Some(part) => read_part(reader, &field, part),
        None => read_unnamed(reader, &field, draft),
    };
    let reading = if reader.diagnostics.len() == reported {
        Reading::Sound
    } else {
        Reading::Reported
    };
    check_block(reader, wants, &field, reading);
}

/// Says whether a field is written like an attribute: a text and `:` follow its word. A claim without its name is too.
fn is_question(reader: &PieceReader<'_>, field: &FieldTokens<'_>) -> bool {
    let colon = reader.source.after_first(&field.tokens);
    let is_text = reader.source.text_of(field.tokens.start).starts_with('"');
    is_text && reader.source.text_of(colon.start) == ":" && field.keyword != "claim"
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
fn read_unnamed<'a>(
    reader: &mut PieceReader<'a>,
    field: &FieldTokens<'a>,
    draft: &mut dyn Draft,
) -> Block {
    match draft.unnamed() {
        Some(attributes) => read_part(reader, field, FieldMut::Inner(Inner::Attribute, attributes)),
        None => Block::None,
    }
}

/// Reads a part with a block of its own.
fn read_inner<'a>(
    reader: &mut PieceReader<'a>,
    field: &FieldTokens<'a>,
    inner: Inner,
    list: &mut dyn DraftList,
) {
    list.add(&mut |draft| {
        // The word of an attribute is its name, or `claim`.
        let tokens = match inner {
            Inner::Attribute => &field.range,
            Inner::Depth | Inner::Case | Inner::Section | Inner::Ask | Inner::Verdict => {
                &field.tokens
            }
        };
        let head = read_head(reader, tokens, draft.head());
        if head.is_none() {
            lose_head(reader, field, tokens);
        }
        reader.bare = Some(inner).filter(|_| field.block.is_none());
        let is_typed = matches!(inner, Inner::Ask | Inner::Attribute);
        let is_lost = head.is_none() && (is_typed || reader.has_open_text_in(tokens));
        if let Some(block) = field.block.filter(|_| is_lost) {
            // What could not be read may be the choices of a type.
            reader.mention_block(block);
        } else if let Some(block) = field.block {
            let context = Context::Inner(inner);
            reader.check_closed(block, context.name());
            read_fields(reader, context, block, draft);
        }
        head.is_some()
    });
}

/// Notes what else may be wrong because the head of a part could not be read.
fn lose_head(reader: &mut PieceReader<'_>, field: &FieldTokens<'_>, tokens: &TokenRange) {
    if !reader.begins_with_word(tokens) {
        reader.lose_names();
    }
    reader.astray |= field.block.is_none();
}

fn report_unknown(
    reader: &mut PieceReader<'_>,
    context: Context,
    table: &[&FieldInfo],
    slice: &FieldSlice,
) {
    let glued = reader.source.glued_unknown(slice.head.start);
    if glued.is_some() && !reader.is_sound(&slice.head) {
        return;
    }
    let place = reader.source.place_of_token(slice.head.start);
    let word = reader.source.text_of(slice.head.start);
    let known: Vec<&str> = table.iter().map(|info| info.word).collect();
    reader.mention(&slice.range());
    if reader.astray {
        return;
    }
    let mut report = codes::unknown_field(place, word, context.name(), &known);
    let is_near = similar(word, known.iter().copied()).is_some();
    let owner = reader
        .parts()
        .into_iter()
        .find(|part| has_field(*part, word));
    if let Some(owner) = owner.filter(|_| !is_near) {
        reader.lose_names();
        reader.astray = true;
        let owner_name = owner.name();
        report = report.help(match owner {
            Context::Item(_) => {
                format!("it is a field of {owner_name}: is a `}}` missing before it?")
            }
            Context::Inner(_) => format!(
                "it is a field of {owner_name}: is a `{{` missing before it, or does a `}}` come too early?"
            ),
        });
    }
    reader.report(report);
}

fn has_field(context: Context, word: &str) -> bool {
    context.fields().iter().any(|info| info.word == word)
}

/// Reports a field that is repeated though it may be given only once (L-026).
///
/// After a part that has no block, but might have one with this field, its brace may be missing.
fn report_twice(
    reader: &mut PieceReader<'_>,
    block: &BlockSlice,
    field: &FieldTokens<'_>,
    before: Option<Inner>,
) {
    let place = reader.source.place_of_token(field.range.start);
    let mut starts = block.fields.iter().map(|slice| slice.head.start);
    let first = starts.find(|start| reader.source.text_of(*start) == field.keyword);
    let first = first.map_or(place, |start| reader.source.place_of_token(start));
    let mut report = codes::field_twice(place, first, field.keyword);
    if let Some(inner) = before.filter(|inner| has_field(Context::Inner(*inner), field.keyword)) {
        reader.astray = true;
        let owner = inner.name();
        report = report.help(format!(
            "is it a field of {owner}, after which a `{{` is missing?"
        ));
    }
    reader.report(report);
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
                reader.astray = true;
            }
            reader.mention(&field.range);
        }
        (Block::None | Block::Allowed, None) | (Block::Allowed | Block::Needed, Some(_)) => {}
    }
}
