//! Heads: what stands between the keyword of an item, or of a part with a block, and the block.

use super::expr::condition_in;
use super::lines::relates_in;
use super::quick::{self, Words};
use super::reader::Reader;
use super::types::{options_in, type_in};
use super::values::{key_in, keys_in, name_in, reference_in, text_in};
use crate::source::Span;
use crate::syntax::ast::{AskKindDraft, HeadMut, Name, ProvenanceDraft, RefDraft, TextDraft};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::outline::TokenRange;

/// What of a head is read: its words, and where the whole stands with its keyword.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeadWords<'w> {
    pub words: &'w TokenRange,
    pub span: Span,
}

/// Fills the parts of a head; `None` where it cannot be read, which is reported.
pub(super) fn read_head(
    reader: &mut Reader<'_>,
    head: HeadWords<'_>,
    parts: HeadMut<'_>,
) -> Option<()> {
    let words = head.words;
    match parts {
        HeadMut::Titled(key, title) => (*key, *title) = read_titled(reader, words)?,
        HeadMut::Control(key, title) => (*key, *title) = read_control(reader, words)?,
        HeadMut::Versioned(key, title) => {
            let node = reader.read(Rule::versioned_head, words)?;
            let span = node.child(Rule::versioned)?.span();
            (*key, *title) = (RefDraft { span }, text_in(&node)?);
        }
        HeadMut::Catalog(catalog) => {
            *catalog = reference_in(&reader.read(Rule::in_head, words)?)?;
        }
        HeadMut::ControlOf(control) => {
            *control = reference_in(&reader.read(Rule::wording_head, words)?)?;
        }
        HeadMut::Text(title) => *title = text_in(&reader.read(Rule::scenario_head, words)?)?,
        HeadMut::Question(key, question, answer) => {
            let node = reader.read(Rule::fact_head, words)?;
            (*key, *question) = titled_in(&node)?;
            *answer = type_in(&node)?;
        }
        HeadMut::Subset(key, title, of, filter) => {
            let node = reader.read(Rule::subset_head, words)?;
            (*key, *title) = titled_in(&node)?;
            *of = name_in(&node)?;
            *filter = condition_in(reader, &node)?;
        }
        HeadMut::Derive(key, title, meaning) => {
            let node = reader.read(Rule::derive_head, words)?;
            (*key, *title) = titled_in(&node)?;
            *meaning = condition_in(reader, &node)?;
        }
        HeadMut::Constraint(title, condition) => {
            let node = reader.read(Rule::constraint_head, words)?;
            *title = text_in(&node)?;
            *condition = condition_in(reader, &node)?;
        }
        HeadMut::Relation(focal, relates) => {
            let node = reader.read(Rule::relation_head, words)?;
            *focal = reference_in(&node)?;
            *relates = relates_in(&node, head.span)?;
        }
        HeadMut::Provenance(provenance) => *provenance = read_provenance(reader, head)?,
        HeadMut::Depth(depth, span) => {
            *span = head.span;
            *depth = key_in(&reader.read(Rule::depth_head, words)?)?;
        }
        HeadMut::Case(once, key, title) => {
            let node = reader.read(Rule::case_head, words)?;
            *once = node.has(Rule::once);
            (*key, *title) = titled_in(&node)?;
        }
        HeadMut::Ask(key, title, kind) => {
            let node = reader.read(Rule::asks_field, words)?;
            (*key, *title) = titled_in(&node)?;
            *kind = ask_kind(&node.child(Rule::ask_kind)?)?;
        }
    }
    Some(())
}

fn titled_in(node: &Node<'_>) -> Option<(Name, TextDraft)> {
    Some((key_in(node)?, text_in(node)?))
}

fn read_titled(reader: &mut Reader<'_>, words: &TokenRange) -> Option<(Name, TextDraft)> {
    reader.read_quick(words, quick::read_titled, Rule::titled_head, |_, node| {
        titled_in(node)
    })
}

/// A control that takes another may leave its title to it.
fn read_control(reader: &mut Reader<'_>, words: &TokenRange) -> Option<(Name, Option<TextDraft>)> {
    let source = reader.source;
    let mut keywords = reader
        .slice
        .block
        .iter()
        .flat_map(|block| &block.fields)
        .map(|field| source.text_of(field.head.start));
    if !keywords.any(|word| word == "take") {
        let (key, title) = read_titled(reader, words)?;
        return Some((key, Some(title)));
    }
    let node = reader.read(Rule::control_head, words)?;
    Some((key_in(&node)?, text_in(&node)))
}

/// Reads aspects, how sure they are, and where they are from.
pub(super) fn read_provenance(
    reader: &mut Reader<'_>,
    head: HeadWords<'_>,
) -> Option<ProvenanceDraft> {
    let node = reader.read(Rule::provenance_field, head.words)?;
    Some(ProvenanceDraft {
        aspects: keys_in(&node),
        confidence: node.child(Rule::confidence)?.name(),
        source: text_in(&node),
        span: head.span,
    })
}

fn ask_kind(node: &Node<'_>) -> Option<AskKindDraft> {
    match node.child(Rule::one_of_type) {
        Some(one_of) => Some(AskKindDraft::OneOf(options_in(&one_of))),
        None => key_in(node).map(AskKindDraft::Word),
    }
}

impl<'a> Reader<'a> {
    /// Reads a piece from its tokens, and with pest what is not read so.
    pub fn read_quick<T>(
        &mut self,
        words: &TokenRange,
        quick: impl FnOnce(Words<'a>) -> Option<T>,
        rule: Rule,
        lower: impl FnOnce(&mut Self, &Node<'a>) -> Option<T>,
    ) -> Option<T> {
        if !self.is_sound(words) {
            return None;
        }
        if !quick::is_skipped()
            && let Some(read) = quick(Words::new(self.source, self.start, words))
        {
            return Some(read);
        }
        let node = self.read_sound(rule, words)?;
        lower(self, &node)
    }
}
