//! Events and rules of the process.

use super::super::ast::{
    ActDraft, ActKindDraft, DurationDraft, EventDraft, ItemDraft, LimitDraft, MomentDraft, Name,
    RuleDraft, WhenDraft,
};
use super::super::grammar::{Node, Rule};
use super::super::keywords::Context;
use super::catalog::prints;
use super::fields::Field;
use super::reader::Reader;
use super::values::{key_in, text_in};

/// `event key "Title" { … }`
pub(super) fn parse_event(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.titled_head();
    let block = reader.slice.block.as_ref();
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = EventDraft {
        key,
        title,
        ..EventDraft::default()
    };
    reader.fields(Context::Event, block, &mut draft, event_field);
    sound.then(|| ItemDraft::Event(Box::new(draft)))
}

/// `rule key "Title" { … }`
pub(super) fn parse_rule(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.titled_head();
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = RuleDraft {
        key,
        title,
        ..RuleDraft::default()
    };
    reader.fields(Context::Rule, block, &mut draft, rule_field);
    sound.then(|| ItemDraft::Rule(Box::new(draft)))
}

fn event_field<'a>(reader: &mut Reader<'a>, draft: &mut EventDraft, field: &Field<'a>) {
    match field.keyword {
        "number" => draft.number = reader.number(field),
        "about" => draft.about = reader.text(field),
        "occurs" => draft.occurs = reader.key(field),
        "concerns" => draft.concerns = reader.key(field),
        "kinds" => draft.kinds = prints(reader, field),
        _ => draft.was.extend(reader.keys(field)),
    }
}

fn rule_field<'a>(reader: &mut Reader<'a>, draft: &mut RuleDraft, field: &Field<'a>) {
    match field.keyword {
        "order" => draft
            .acts
            .extend(act(reader, field, Rule::order_field, order)),
        "deadline" => {
            let act = act(reader, field, Rule::deadline_field, deadline);
            draft.acts.extend(act);
        }
        "sets" => draft
            .acts
            .extend(act(reader, field, Rule::sets_field, sets)),
        "effect" => draft
            .acts
            .extend(act(reader, field, Rule::effect_field, effect)),
        "states" => draft
            .acts
            .extend(act(reader, field, Rule::states_field, states)),
        "may" => {
            let read = reader.read(Rule::may_field, &field.words).is_some();
            draft.may = read.then(|| reader.field_span(field));
        }
        "breach" => draft.breach = reader.number(field),
        "cites" => draft.cites = reader.text(field),
        "about" => draft.about = reader.text(field),
        "provenance" => {
            let written = reader.provenance(&field.range, &field.words);
            draft.provenance.extend(written);
        }
        _ => draft.was.extend(reader.keys(field)),
    }
}

/// Reads what a rule says, with the clauses that all kinds share.
fn act(
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    rule: Rule,
    kind: fn(&Node<'_>) -> Option<ActKindDraft>,
) -> Option<ActDraft> {
    let node = reader.read(rule, &field.words)?;
    Some(ActDraft {
        kind: kind(&node)?,
        when: node.child(Rule::rule_when).and_then(|when| when_of(&when)),
        by: node.child(Rule::rule_by).and_then(|by| key_in(&by)),
        span: reader.field_span(field),
    })
}

fn order(node: &Node<'_>) -> Option<ActKindDraft> {
    let mut keys = node.all(Rule::key).map(|key| key.name());
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

fn effect(node: &Node<'_>) -> Option<ActKindDraft> {
    key_in(node).map(ActKindDraft::Effect)
}

fn states(node: &Node<'_>) -> Option<ActKindDraft> {
    text_in(node).map(ActKindDraft::States)
}

fn duration_in(node: &Node<'_>) -> Option<DurationDraft> {
    let node = node.child(Rule::duration)?;
    let count = node.child(Rule::integer)?.name();
    let working = node.child(Rule::working_unit);
    let unit: Name = match &working {
        Some(working) => working.child(Rule::days)?.name(),
        None => node.child(Rule::unit)?.name(),
    };
    let span = count.span.to(unit.span);
    Some(DurationDraft {
        count,
        working: working.map(|working| working.span()),
        unit,
        span,
    })
}

fn when_of(node: &Node<'_>) -> Option<WhenDraft> {
    match text_in(node) {
        Some(words) => Some(WhenDraft::Words(words)),
        None => Some(WhenDraft::Event {
            event: key_in(node)?,
            kind: node.child(Rule::of_kind).and_then(|kind| key_in(&kind)),
        }),
    }
}
