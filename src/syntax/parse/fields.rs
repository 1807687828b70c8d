//! The fields of a block: what is wrong with them as fields, and the values that many have.

use super::super::ast::{
    CitesDraft, HistoryDraft, HistoryKind, Name, NumberDraft, ProvenanceDraft, RefDraft, Text,
};
use super::super::grammar::{Node, Rule};
use super::super::keywords::{Block, Context};
use super::super::outline::{BlockSlice, FieldSlice, TokenRange};
use super::super::token::TokenKind;
use super::codes;
use super::quick::{self, Words};
use super::reader::Reader;
use super::values::{because_in, key_in, keys_in, reference_in, references_in, text_in, texts_in};
use crate::source::Span;

/// A field whose keyword is known.
#[derive(Debug, Clone)]
pub(super) struct Field<'a> {
    pub keyword: &'a str,
    /// Keyword and words.
    pub range: TokenRange,
    /// The words after the keyword.
    pub words: TokenRange,
    pub block: Option<&'a BlockSlice>,
}

impl Field<'_> {
    /// Returns what messages call the field.
    fn name(&self) -> String {
        format!("the field `{}`", self.keyword)
    }
}

/// Lowers one field into a draft.
pub(super) type Lower<'a, D> = fn(&mut Reader<'a>, &mut D, &Field<'a>);

impl<'a> Reader<'a> {
    /// Reads the fields of a block into a draft. In an inventory a word that is no keyword names an
    /// attribute; elsewhere it is reported.
    pub fn fields<D>(
        &mut self,
        context: Context,
        block: Option<&'a BlockSlice>,
        draft: &mut D,
        lower: Lower<'a, D>,
    ) {
        let Some(block) = block else { return };
        let is_item = self
            .slice
            .block
            .as_ref()
            .is_some_and(|own| own.open == block.open);
        if is_item {
            self.check_closed(block, &self.item_name());
        } else {
            self.check_closed(block, context.name());
        }
        // One bit for each keyword of the context that has been given.
        let mut given = 0_u32;
        for slice in &block.fields {
            let Some((field, number)) = self.known_field(context, slice) else {
                continue;
            };
            let bit = number.map_or(0, |number| 1 << number);
            if given & bit != 0 && !context.repeats(field.keyword) {
                self.report_twice(block, &field);
                continue;
            }
            given |= bit;
            let before = self.diagnostics.len();
            lower(self, draft, &field);
            let sound = self.diagnostics.len() == before;
            let head = if sound { Head::Sound } else { Head::Reported };
            self.check_block(context, &field, head);
        }
    }

    /// Reports a block that is never closed, unless a text without an end has swallowed its brace.
    pub fn check_closed(&mut self, block: &BlockSlice, what: &str) {
        if block.close.is_some() {
            return;
        }
        let range = self.slice.range();
        let swallowed = range.clone().next_back().is_some_and(|last| {
            let token = self.source.token(last);
            token.is_some_and(|token| token.kind == TokenKind::OpenText)
        });
        if !swallowed {
            let place = self.source.place_of_token(block.open);
            self.report(codes::unclosed(place, "{", Some(what)));
        }
        self.mention(&(range.start..range.start + 1));
    }

    /// Takes a field apart and says which of the context's it is; an attribute of an inventory is none.
    /// A field that the context does not have is reported.
    fn known_field(
        &mut self,
        context: Context,
        slice: &'a FieldSlice,
    ) -> Option<(Field<'a>, Option<usize>)> {
        let first = slice.head.start;
        let token = self.source.token(first)?;
        let keyword = token.text(self.source.text);
        let number = context.fields().iter().position(|known| *known == keyword);
        let is_word = token.kind == TokenKind::Word;
        if !is_word || (number.is_none() && context != Context::Inventory) {
            self.report_unknown(context, slice, is_word);
            self.mention(&slice.range());
            return None;
        }
        if slice.in_column_0 {
            let place = self.source.place_of_token(first);
            self.report(codes::column_0(place, keyword));
        }
        let field = Field {
            keyword,
            range: slice.head.clone(),
            words: self.source.after_first(&slice.head),
            block: slice.block.as_ref(),
        };
        Some((field, number))
    }

    fn report_unknown(&mut self, context: Context, slice: &FieldSlice, is_word: bool) {
        let first = slice.head.start;
        let place = self.source.place_of_token(first);
        if is_word {
            self.report(codes::unknown_field(
                place,
                self.source.text_of(first),
                context,
            ));
        } else if !slice.head.is_empty() && !self.is_sound(&slice.head) {
            // Its tokens have been reported.
        } else {
            let wanted = format!("a field of {}", context.name());
            let found = self.source.describe(first);
            self.report(codes::unexpected(place, &found, &[&wanted]));
        }
    }

    /// Reports a field that has been given before, where once is all that makes sense.
    fn report_twice(&mut self, block: &BlockSlice, field: &Field<'a>) {
        let place = self.source.place_of_token(field.range.start);
        let first = block
            .fields
            .iter()
            .map(|slice| slice.head.start)
            .find(|start| self.source.text_of(*start) == field.keyword);
        let first = first.map_or(place, |start| self.source.place_of_token(start));
        self.report(codes::field_twice(place, first, field.keyword));
        self.mention(&field.range);
        if let Some(block) = field.block {
            self.mention_block(block);
        }
    }

    /// Reports a block too many or too few.
    fn check_block(&mut self, context: Context, field: &Field<'a>, head: Head) {
        let sound = head == Head::Sound;
        match (context.block_of(field.keyword), field.block) {
            (Block::None, Some(block)) => {
                if sound {
                    let place = self.source.place_of_token(block.open);
                    self.report(codes::block_not_here(place, &field.name()));
                }
                self.mention_block(block);
            }
            (Block::Needed, None) => {
                if sound {
                    let place = self.source.place_of_token(field.range.start);
                    self.report(codes::block_missing(place, &field.name()));
                }
                self.mention(&field.range);
            }
            (Block::None | Block::Allowed, None) | (Block::Allowed | Block::Needed, Some(_)) => {}
        }
    }

    /// Reads a field of one text.
    pub fn text(&mut self, field: &Field<'a>) -> Option<Text> {
        self.read_quick(field, quick::read_text, Rule::text_field, |_, node| {
            text_in(node)
        })
    }

    /// Reads a field of texts.
    pub fn texts(&mut self, field: &Field<'a>) -> Vec<Text> {
        self.read_quick(field, quick::read_texts, Rule::texts_field, |_, node| {
            Some(texts_in(node))
        })
        .unwrap_or_default()
    }

    /// Reads a field of one key.
    pub fn key(&mut self, field: &Field<'a>) -> Option<Name> {
        self.read_quick(field, quick::read_key, Rule::key_field, |_, node| {
            key_in(node)
        })
    }

    /// Reads a field of keys.
    pub fn keys(&mut self, field: &Field<'a>) -> Vec<Name> {
        self.read_quick(field, quick::read_keys, Rule::keys_field, |_, node| {
            Some(keys_in(node))
        })
        .unwrap_or_default()
    }

    /// Reads a field of one reference.
    pub fn reference(&mut self, field: &Field<'a>) -> Option<RefDraft> {
        self.read_quick(
            field,
            quick::read_reference,
            Rule::reference_field,
            |_, node| reference_in(node),
        )
    }

    /// Reads a field of references.
    pub fn references(&mut self, field: &Field<'a>) -> Vec<RefDraft> {
        self.read(Rule::refs_field, &field.words)
            .map_or_else(Vec::new, |node| references_in(&node))
    }

    /// Reads a number in quotes or `unknown`.
    pub fn number(&mut self, field: &Field<'a>) -> Option<NumberDraft> {
        let node = self.read(Rule::number_field, &field.words)?;
        match node.child(Rule::kw_unknown) {
            Some(unknown) => Some(NumberDraft::Unknown(unknown.span())),
            None => text_in(&node).map(NumberDraft::Given),
        }
    }

    /// Reads a source and its licence.
    pub fn cites(&mut self, field: &Field<'a>) -> Option<CitesDraft> {
        let node = self.read(Rule::cites_field, &field.words)?;
        let mut texts = node
            .all(Rule::text)
            .map(|text| super::values::text_of(&text));
        Some(CitesDraft {
            source: texts.next()?,
            licence: texts.next(),
        })
    }

    /// Reads `provenance …` of a field or of a file.
    pub fn provenance(
        &mut self,
        range: &TokenRange,
        words: &TokenRange,
    ) -> Option<ProvenanceDraft> {
        let span = self.span_of(range);
        let node = self.read(Rule::provenance_field, words)?;
        Some(ProvenanceDraft {
            aspects: keys_in(&node),
            confidence: node.child(Rule::confidence)?.name(),
            source: text_in(&node),
            span,
        })
    }

    /// Reads `split`, `merged` and `withdrawn`.
    pub fn history(&mut self, field: &Field<'a>) -> Option<HistoryDraft> {
        let (kind, rule) = match field.keyword {
            "split" => (HistoryKind::Split, Rule::split_field),
            "merged" => (HistoryKind::Merged, Rule::merged_field),
            _ => (HistoryKind::Withdrawn, Rule::withdrawn_field),
        };
        let node = self.read(rule, &field.words)?;
        let into = node.child(Rule::into_clause);
        Some(HistoryDraft {
            kind,
            old: key_in(&node).map_or_else(|| keys_in(&node), |key| vec![key]),
            new: into.map_or_else(Vec::new, |into| keys_in(&into)),
            because: because_in(&node),
            span: self.field_span(field),
        })
    }

    /// Returns the bytes of a field without its block, counted from the start of the item.
    pub fn field_span(&self, field: &Field<'_>) -> Span {
        self.span_of(&field.range)
    }

    /// Reads the words of a field from their tokens, and with pest what is not read so.
    pub fn read_quick<T>(
        &mut self,
        field: &Field<'a>,
        quick: impl FnOnce(Words<'a>) -> Option<T>,
        rule: Rule,
        lower: impl FnOnce(&mut Self, &Node<'a>) -> Option<T>,
    ) -> Option<T> {
        if !self.is_sound(&field.words) {
            return None;
        }
        let words = Words::new(self.source, self.start, &field.words);
        let read = if quick::is_skipped() {
            None
        } else {
            quick(words)
        };
        read.or_else(|| {
            let node = self.read_sound(rule, &field.words)?;
            lower(self, &node)
        })
    }
}

/// Whether the words of a field have been reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Sound,
    Reported,
}
