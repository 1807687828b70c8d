//! Reads one item: its kind, its head, its block.

use std::sync::Arc;

use super::codes;
use super::fields::read_fields;
use super::head::read_head;
use super::reader::PieceReader;
use super::tokens::Source;
use crate::diag::Diagnostics;
use crate::source::{Span, Text, slice};
use crate::syntax::ast::{Block, Body, Context, Draft, Item, ItemKind, Keys, Name, Placed};
use crate::syntax::outline::{ItemSlice, TokenRange};
use crate::syntax::token::TokenKind;

/// An item with its diagnostics.
#[derive(Debug)]
pub(super) struct ParsedItem {
    pub item: Placed,
    pub diagnostics: Diagnostics,
    /// Whether the text after it may be the rest of it: it should have a block but has none, or has a mistake.
    pub is_unfinished: bool,
}

/// Reads an item; `text` is that of its file, comments included.
pub(super) fn parse_item(source: Source<'_>, text: &Text, slice: &ItemSlice) -> ParsedItem {
    let mut reader = PieceReader::new(source, slice);
    let kind = ItemKind::from_keyword(source.text_of(slice.head.start));
    let body = kind.and_then(|kind| Some(Body::Read(kind, read_draft(&mut reader, kind)?)));
    if kind.is_none() {
        report_reserved(&mut reader);
    }
    let range = slice.range();
    let body = body.unwrap_or_else(|| {
        reader.mentions.clear();
        reader.mention(&range);
        Body::Broken {
            keyword: reader.name_of(slice.head.start),
        }
    });
    let item = Item {
        text: text.part(source.span_of(&range)),
        head: reader.span_of(&short_head(source, &slice.head)),
        body,
        key: declared_key(&reader, kind),
        lack: reader.lack,
        mentions: reader.mentions,
    };
    let has_none = slice.block.is_none();
    let is_wrong = !reader.diagnostics.is_empty();
    ParsedItem {
        item: Placed {
            file: source.file,
            start: reader.start,
            item: Arc::new(item),
        },
        diagnostics: reader.diagnostics,
        is_unfinished: is_wrong
            || has_none && kind.is_some_and(|kind| kind.spec().block == Block::Needed),
    }
}

/// Reads head and block; `None` if the head cannot be read.
fn read_draft(reader: &mut PieceReader<'_>, kind: ItemKind) -> Option<Box<dyn Draft>> {
    let mut draft = kind.blank();
    let item = reader.slice;
    let tokens = reader.source.after_first(&item.head);
    let head = read_head(reader, &tokens, draft.head());
    match (kind.spec().block, &item.block) {
        // Where a head cannot be read, its choices may have been taken for a block.
        (Block::Allowed, Some(block)) if head.is_none() => reader.mention_block(block),
        (Block::Allowed | Block::Needed, Some(block)) => {
            reader.check_closed(block, &item_name(reader));
            read_fields(reader, Context::Item(kind), block, &mut *draft);
        }
        (Block::None, Some(block)) => {
            if head.is_some() {
                let place = reader.source.place_of_token(block.open);
                reader.report(codes::block_not_here(place, &item_name(reader)));
            }
            reader.mention_block(block);
        }
        (Block::Needed, None) if head.is_some() => {
            let short = short_head(reader.source, &item.head);
            let place = reader.source.place_of(&short);
            reader.report(codes::block_missing(place, &item_name(reader)));
            reader.mention(&(item.head.start..item.head.start + 1));
        }
        (Block::None | Block::Allowed | Block::Needed, None) => {}
    }
    head.map(|()| draft)
}

/// Reports an item with a reserved keyword (L-252), which is not read.
fn report_reserved(reader: &mut PieceReader<'_>) {
    let first = reader.slice.head.start;
    let place = reader.source.place_of_token(first);
    reader.report(codes::reserved_item(place, reader.source.text_of(first)));
}

/// Returns the name of the item in messages: its keyword and its key.
fn item_name(reader: &PieceReader<'_>) -> String {
    let source = reader.source;
    let keyword = source.text_of(reader.slice.head.start);
    let key = source.after_first(&short_head(source, &reader.slice.head));
    match slice(source.text, source.span_of(&key)) {
        "" => format!("the {keyword}"),
        key if matches!(keyword, "allow" | "in" | "provenance") => format!("`{keyword} {key}`"),
        key => format!("the {keyword} `{}`", super::tokens::shortened(key)),
    }
}

/// Returns the keyword, with the key or reference after it if there is one.
fn short_head(source: Source<'_>, head: &TokenRange) -> TokenRange {
    let is_word = |index| {
        let token = source.token(index);
        token.is_some_and(|token| token.kind == TokenKind::Word)
    };
    let key = source.after_first(head);
    if !is_word(key.start) || key.is_empty() {
        return head.start..head.start + 1;
    }
    let mut end = key.start + 1;
    while end + 1 < head.end && matches!(source.text_of(end), "@" | ":") && is_word(end + 1) {
        end += 2;
    }
    head.start..end
}

/// Returns the key that an item declares, even if the item could not be read.
fn declared_key(reader: &PieceReader<'_>, kind: Option<ItemKind>) -> Option<Name> {
    match kind.map(|kind| kind.spec().keys) {
        Some(Keys::None) => None,
        Some(Keys::Title) => {
            let title = reader.source.after_first(&reader.slice.head);
            let is_text = reader.source.text_of(title.start).starts_with('"');
            is_text.then(|| reader.name_of(title.start))
        }
        Some(Keys::Own | Keys::Word | Keys::OfCatalog | Keys::Versioned) | None => {
            let head = short_head(reader.source, &reader.slice.head);
            let key = reader.source.after_first(&head);
            // A key that holds a letter which is none was meant as another.
            let last = key.end.saturating_sub(1);
            let is_whole = !key.is_empty() && reader.source.glued_unknown(last).is_none();
            let span: Span = reader.span_of(&key);
            (is_whole && span != Span::new(span.start, span.start)).then_some(Name { span })
        }
    }
}
