//! Reads the acts of rules.

use super::expr::path_of;
use super::reader::PieceReader;
use super::values::{each_key, key_in, text_in};
use crate::source::Span;
use crate::syntax::ast::{
    Act, ActDraft, ActKindDraft, DurationDraft, LimitDraft, MomentDraft, Name, WhenDraft,
};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::outline::TokenRange;

/// Reads an act with the clauses that all acts share; `span` is that of the field.
pub(super) fn read_act(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
    act: Act,
    span: Span,
) -> Option<ActDraft> {
    let (rule, lower): (Rule, fn(&Node<'_>) -> Option<ActKindDraft>) = match act {
        Act::Order => (Rule::order_field, order),
        Act::Deadline => (Rule::deadline_field, deadline),
        Act::Sets => (Rule::sets_field, sets),
        Act::Effect => (Rule::effect_field, |node| {
            key_in(node).map(ActKindDraft::Effect)
        }),
        Act::States => (Rule::states_field, |node| {
            text_in(node).map(ActKindDraft::States)
        }),
        Act::Same => (Rule::same_field, |node| {
            Some(ActKindDraft::Same(
                node.all(Rule::path).map(|path| path_of(&path)).collect(),
            ))
        }),
    };
    let node = reader.read(rule, tokens)?;
    Some(ActDraft {
        kind: lower(&node)?,
        when: node.part(Rule::rule_when, when_of),
        by: node.part(Rule::rule_by, key_in),
        span,
    })
}

fn order(node: &Node<'_>) -> Option<ActKindDraft> {
    let mut keys = each_key(node);
    Some(ActKindDraft::Order {
        first: keys.next()?,
        then: keys.next()?,
    })
}

fn deadline(node: &Node<'_>) -> Option<ActKindDraft> {
    let limit = if let Some(within) = node.child(Rule::within) {
        LimitDraft::Within(duration_in(&within)?, key_in(&within)?)
    } else {
        let lead = node.child(Rule::lead)?;
        LimitDraft::AtLeast(duration_in(&lead)?, key_in(&lead)?)
    };
    Some(ActKindDraft::Deadline {
        event: key_in(node)?,
        limit,
    })
}

fn sets(node: &Node<'_>) -> Option<ActKindDraft> {
    let to = match node.child(Rule::moment) {
        Some(moment) => Some(MomentDraft {
            duration: duration_in(&moment),
            after: key_in(&moment)?,
        }),
        None => None,
    };
    Some(ActKindDraft::Sets {
        event: key_in(node)?,
        to,
    })
}

fn duration_in(node: &Node<'_>) -> Option<DurationDraft> {
    let node = node.child(Rule::duration)?;
    let count = node.child(Rule::integer)?.name();
    let working = node.child(Rule::working_unit);
    let unit: Name = match &working {
        Some(working) => working.child(Rule::days)?.name(),
        None => node.child(Rule::unit)?.name(),
    };
    Some(DurationDraft {
        count,
        working: working.map(|working| working.span()),
        unit,
    })
}

fn when_of(node: &Node<'_>) -> Option<WhenDraft> {
    match text_in(node) {
        Some(text) => Some(WhenDraft::Words(text)),
        None => Some(WhenDraft::Event {
            event: key_in(node)?,
            kind: node.part(Rule::of_kind, key_in),
        }),
    }
}
