//! One item: which it is, its head, its block.

use std::sync::Arc;

use super::super::ast::{Item, ItemDraft, Name, Placed, RefDraft, Text};
use super::super::grammar::Rule;
use super::super::keywords::RESERVED_ITEMS;
use super::super::outline::{BlockSlice, ItemSlice, TokenRange};
use super::super::token::TokenKind;
use super::quick::{self, Words};
use super::reader::{Reader, Source, shortened};
use super::{
    catalog, codes, control, forms, overlay, procedure, rules, scenario, values, vocabulary, work,
};
use crate::diag::Diagnostics;
use crate::source::Span;

/// An item, and what was wrong with it.
#[derive(Debug)]
pub(super) struct ParsedItem {
    pub item: Placed,
    pub diagnostics: Diagnostics,
    /// Whether it should have a block; what stands after it may then be its fields.
    pub lacks_block: bool,
}

/// Reads an item.
pub(super) fn parse_item(source: Source<'_>, slice: &ItemSlice) -> ParsedItem {
    let mut reader = Reader::new(source, slice);
    let keyword = source.text_of(slice.head.start);
    let draft = parse_draft(&mut reader, keyword).unwrap_or_else(|| {
        reader.mentions.clear();
        reader.mention(&slice.range());
        ItemDraft::Broken {
            keyword: shortened(keyword),
            key: declared_key(source, slice, keyword),
        }
    });
    let item = Item {
        span: reader.span_of(&slice.range()),
        head: reader.span_of(&short_head(source, slice)),
        draft,
        mentions: reader.mentions,
    };
    ParsedItem {
        item: Placed {
            file: source.file,
            start: reader.start,
            item: Arc::new(item),
        },
        diagnostics: reader.diagnostics,
        lacks_block: reader.lacks_block,
    }
}

fn parse_draft(reader: &mut Reader<'_>, keyword: &str) -> Option<ItemDraft> {
    match keyword {
        "catalog" => catalog::parse_catalog(reader),
        "profile" => catalog::parse_profile(reader),
        "in" => catalog::parse_in(reader),
        "group" => catalog::parse_group(reader),
        "edition" => catalog::parse_edition(reader),
        "provenance" => catalog::parse_provenance(reader),
        "party" => vocabulary::parse_party(reader),
        "role" => work::parse_role(reader),
        "phase" => work::parse_phase(reader),
        "configuration" => work::parse_configuration(reader),
        "fact" => vocabulary::parse_fact(reader),
        "inventory" => vocabulary::parse_inventory(reader),
        "subset" => vocabulary::parse_subset(reader),
        "derive" => vocabulary::parse_derive(reader),
        "constraint" => vocabulary::parse_constraint(reader),
        "control" => control::parse_control(reader),
        "procedure" => procedure::parse_procedure(reader),
        "evidence" => forms::parse_evidence(reader),
        "form" => forms::parse_form(reader),
        "relation" => forms::parse_relation(reader),
        "interpretation" => forms::parse_interpretation(reader),
        "event" => rules::parse_event(reader),
        "rule" => rules::parse_rule(reader),
        "scenario" => scenario::parse_scenario(reader),
        "overlay" => overlay::parse_overlay(reader),
        "wording" => overlay::parse_wording(reader),
        _ => parse_reserved(reader, keyword),
    }
}

/// An item that the language will have one day is reported and not read.
fn parse_reserved(reader: &mut Reader<'_>, keyword: &str) -> Option<ItemDraft> {
    debug_assert!(RESERVED_ITEMS.contains(&keyword));
    let place = reader.source.place_of_token(reader.slice.head.start);
    reader.report(codes::reserved_item(place, keyword));
    None
}

impl<'a> Reader<'a> {
    /// Returns what stands between the keyword of the item and its block.
    pub fn head_words(&self) -> TokenRange {
        self.source.after_first(&self.slice.head)
    }

    /// Reads a head made of a key and a title.
    pub fn titled_head(&mut self) -> Option<(Name, Text)> {
        self.titled(&self.head_words())
    }

    /// Reads a key and a title.
    pub fn titled(&mut self, range: &TokenRange) -> Option<(Name, Text)> {
        if !self.is_sound(range) {
            return None;
        }
        let words = Words::new(self.source, self.start, range);
        let read = if quick::is_skipped() {
            None
        } else {
            quick::read_titled(words)
        };
        read.or_else(|| {
            let node = self.read_sound(Rule::titled_head, range)?;
            Some((values::key_in(&node)?, values::text_in(&node)?))
        })
    }

    /// Reads a head made of a key with a version and a title.
    pub fn versioned_head(&mut self) -> Option<(RefDraft, Text)> {
        let node = self.read(Rule::versioned_head, &self.head_words())?;
        let key = node.child(Rule::versioned)?;
        Some((values::reference_of(&key), values::text_in(&node)?))
    }

    /// Returns the block of an item that must have one. Where the head has been reported, a missing
    /// block is not.
    pub fn needed_block<T>(&mut self, head: Option<&T>) -> Option<&'a BlockSlice> {
        let block = self.slice.block.as_ref();
        if block.is_none() {
            self.lacks_block = true;
            if head.is_some() {
                let keyword = self.slice.head.start..self.slice.head.start + 1;
                let place = self.source.place_of(&short_head(self.source, self.slice));
                self.report(codes::block_missing(place, &self.item_name()));
                self.mention(&keyword);
            }
        }
        block
    }

    /// Reports the block of an item that has none, unless its head has been reported.
    pub fn no_block<T>(&mut self, head: Option<T>) -> Option<T> {
        if let Some(block) = &self.slice.block {
            if head.is_some() {
                let place = self.source.place_of_token(block.open);
                self.report(codes::block_not_here(place, &self.item_name()));
            }
            self.mention_block(block);
        }
        head
    }

    /// Returns what messages call the item: its keyword and its key.
    pub fn item_name(&self) -> String {
        let keyword = self.source.text_of(self.slice.head.start);
        let head = short_head(self.source, self.slice);
        let key = self.source.after_first(&head);
        let key = self.source.span_of(&key);
        match crate::source::slice(self.source.text, key) {
            "" => format!("the {keyword}"),
            key if matches!(keyword, "in" | "provenance") => format!("`{keyword} {key}`"),
            key => format!("the {keyword} `{}`", shortened(key)),
        }
    }
}

/// The keyword, and the key or reference after it where there is one.
fn short_head(source: Source<'_>, slice: &ItemSlice) -> TokenRange {
    let key = source.after_first(&slice.head);
    let start = slice.head.start;
    if kind(source, key.start) != Some(TokenKind::Word) || key.is_empty() {
        return start..start + 1;
    }
    let mut end = key.start + 1;
    while end + 1 < slice.head.end
        && matches!(source.text_of(end), "@" | ":")
        && kind(source, end + 1) == Some(TokenKind::Word)
    {
        end += 2;
    }
    start..end
}

fn kind(source: Source<'_>, index: usize) -> Option<TokenKind> {
    source.token(index).map(|token| token.kind)
}

/// The key that a broken item declares all the same.
fn declared_key(source: Source<'_>, slice: &ItemSlice, keyword: &str) -> Option<String> {
    if matches!(
        keyword,
        "in" | "relation" | "provenance" | "constraint" | "scenario" | "wording"
    ) {
        return None;
    }
    let head = short_head(source, slice);
    let key: Span = source.span_of(&source.after_first(&head));
    let key = crate::source::slice(source.text, key);
    (!key.is_empty()).then(|| key.to_owned())
}
