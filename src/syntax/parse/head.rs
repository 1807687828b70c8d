//! Reads heads: the text between the keyword of an item, or of a part with a block, and the block.

use super::expr::condition_in;
use super::lines::relates_in;
use super::quick::{self, Cursor};
use super::reader::PieceReader;
use super::types::{options_in, type_in};
use super::values::{
    because_in, each_key, earlier_in, key_in, keys_in, name_in, reference_in, references_in,
    text_in,
};
use crate::syntax::ast::{
    AskKindDraft, CaseClause, ColumnDraft, ExprDraft, HeadMut, Name, ProvenanceDraft, RefDraft,
    TextDraft, TypeDraft,
};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::outline::TokenRange;

/// Fills the parts of a head from the tokens after its keyword; `None` if it cannot be read, which is reported.
pub(super) fn read_head(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
    parts: HeadMut<'_>,
) -> Option<()> {
    match parts {
        HeadMut::Titled(key, title) => (*key, *title) = read_titled(reader, tokens)?,
        HeadMut::Control(key, title) => (*key, *title) = read_control(reader, tokens)?,
        HeadMut::Versioned(key, title) => {
            let node = reader.read(Rule::versioned_head, tokens)?;
            let span = node.child(Rule::versioned)?.span();
            (*key, *title) = (RefDraft { span }, text_in(&node)?);
        }
        HeadMut::Revising(key, title, revised) => {
            let node = reader.read(Rule::catalog_head, tokens)?;
            let span = node.child(Rule::versioned)?.span();
            (*key, *title) = (RefDraft { span }, text_in(&node)?);
            *revised = node.part(Rule::revises, reference_in);
        }
        HeadMut::Catalog(catalog) => {
            *catalog = reference_in(&reader.read(Rule::in_head, tokens)?)?;
        }
        HeadMut::ControlOf(control) => {
            *control = reference_in(&reader.read(Rule::wording_head, tokens)?)?;
        }
        HeadMut::Text(title) => *title = text_in(&reader.read(Rule::scenario_head, tokens)?)?,
        HeadMut::Question(key, question, answer) => {
            (*key, *question, *answer) = read_question(reader, tokens)?;
        }
        HeadMut::Attribute(claim, key, question, answer) => {
            let mut tokens = tokens.clone();
            // No attribute has that name (L-065).
            if reader.source.text_of(tokens.start) == "claim" {
                *claim = Some(reader.span_of(&(tokens.start..tokens.start + 1)));
                tokens = reader.source.after_first(&tokens);
            }
            (*key, *question, *answer) = read_question(reader, &tokens)?;
        }
        HeadMut::Subset(key, title, of, filter) => {
            let node = reader.read(Rule::subset_head, tokens)?;
            (*key, *title) = titled_in(&node)?;
            *of = name_in(&node)?;
            *filter = condition_in(reader, &node)?;
        }
        HeadMut::Derive(key, title, meaning) => {
            let node = reader.read(Rule::derive_head, tokens)?;
            (*key, *title) = titled_in(&node)?;
            *meaning = condition_in(reader, &node)?;
        }
        HeadMut::Constraint(title, condition) => {
            let node = reader.read(Rule::constraint_head, tokens)?;
            *title = text_in(&node)?;
            *condition = condition_in(reader, &node)?;
        }
        HeadMut::Relation(focal, relates) => {
            let node = reader.read(Rule::relation_head, tokens)?;
            *focal = reference_in(&node)?;
            *relates = relates_in(&node, reader.span_of(&reader.slice.head))?;
        }
        HeadMut::Allow(codes, items, because) => {
            let node = reader.read(Rule::allow_head, tokens)?;
            (*codes, *items) = (keys_in(&node), references_in(&node));
            *because = because_in(&node)?;
        }
        HeadMut::Provenance(provenance) => *provenance = read_provenance(reader, tokens)?,
        HeadMut::Depth(depth) => *depth = key_in(&reader.read(Rule::depth_head, tokens)?)?,
        HeadMut::Case(once, key, title, condition) => {
            let node = reader.read(Rule::case_head, tokens)?;
            *once = node.has(Rule::once);
            (*key, *title) = titled_in(&node)?;
            *condition = case_clause(reader, &node);
        }
        HeadMut::Ask(key, title, kind) => {
            let node = reader.read(Rule::asks_field, tokens)?;
            (*key, *title) = titled_in(&node)?;
            *kind = ask_kind(&node.child(Rule::ask_kind)?)?;
        }
        HeadMut::Verdict(key, title, class, was) => {
            let node = reader.read(Rule::verdict_field, tokens)?;
            let mut keys = each_key(&node);
            (*key, *title, *class) = (keys.next()?, text_in(&node)?, keys.next()?);
            *was = earlier_in(&node);
        }
    }
    Some(())
}

fn titled_in(node: &Node<'_>) -> Option<(Name, TextDraft)> {
    Some((key_in(node)?, text_in(node)?))
}

fn read_question(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
) -> Option<(Name, TextDraft, TypeDraft)> {
    let node = reader.read(Rule::fact_head, tokens)?;
    Some((key_in(&node)?, text_in(&node)?, type_in(&node)?))
}

fn read_titled(reader: &mut PieceReader<'_>, tokens: &TokenRange) -> Option<(Name, TextDraft)> {
    reader.read_quick(tokens, Cursor::titled, Rule::titled_head, |_, node| {
        titled_in(node)
    })
}

/// Reads the head of a control, which may inherit its title.
fn read_control(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
) -> Option<(Name, Option<TextDraft>)> {
    let quick = |cursor: &mut Cursor<'_>| {
        let (key, title) = cursor.titled()?;
        Some((key, Some(title)))
    };
    reader.read_quick(tokens, quick, Rule::control_head, |_, node| {
        Some((key_in(node)?, text_in(node)))
    })
}

/// Reads aspects, their confidence and their source.
pub(super) fn read_provenance(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
) -> Option<ProvenanceDraft> {
    let node = reader.read(Rule::provenance_field, tokens)?;
    Some(ProvenanceDraft {
        aspects: keys_in(&node),
        confidence: node.child(Rule::confidence)?.name(),
        source: text_in(&node),
    })
}

fn case_clause(reader: &mut PieceReader<'_>, node: &Node<'_>) -> Option<CaseClause> {
    let (clause, of): (_, fn(ExprDraft) -> CaseClause) = match node.child(Rule::where_rows) {
        Some(clause) => (clause, CaseClause::Where),
        None => (node.child(Rule::when_clause)?, CaseClause::When),
    };
    condition_in(reader, &clause).map(of)
}

fn ask_kind(node: &Node<'_>) -> Option<AskKindDraft> {
    if let Some(list) = node.child(Rule::list_of) {
        let columns = list.all(Rule::column).filter_map(|node| column(&node));
        return Some(AskKindDraft::ListOf(columns.collect()));
    }
    match node.child(Rule::one_of_type) {
        Some(one_of) => Some(AskKindDraft::OneOf(options_in(&one_of))),
        None => key_in(node).map(AskKindDraft::Word),
    }
}

fn column(node: &Node<'_>) -> Option<ColumnDraft> {
    Some(ColumnDraft {
        key: key_in(node)?,
        title: text_in(node)?,
        kind: ask_kind(&node.child(Rule::ask_kind)?)?,
        was: earlier_in(node),
    })
}

impl<'a> PieceReader<'a> {
    /// Reads a piece from its tokens, or with pest if the quick reader does not know it.
    pub fn read_quick<T>(
        &mut self,
        tokens: &TokenRange,
        quick: impl FnOnce(&mut Cursor<'a>) -> Option<T>,
        rule: Rule,
        lower: impl FnOnce(&mut Self, &Node<'a>) -> Option<T>,
    ) -> Option<T> {
        if !self.is_sound(tokens) {
            return None;
        }
        let mut cursor = Cursor::new(self.source, self.start, tokens);
        if !quick::is_skipped()
            && let Some(read) = quick(&mut cursor)
            && cursor.is_at_end()
        {
            return Some(read);
        }
        let node = self.read_sound(rule, tokens)?;
        lower(self, &node)
    }
}
