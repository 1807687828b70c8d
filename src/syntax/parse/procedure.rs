//! Procedures, their depths and cases.

use super::super::ast::{
    CaseDraft, DepthDraft, EffortDraft, ItemDraft, Name, ProcedureDraft, SampleDraft, Text,
};
use super::super::grammar::{Node, Rule};
use super::super::keywords::Context;
use super::fields::Field;
use super::reader::Reader;
use super::values::{key_in, text_in};

/// `procedure key "Title" { … }`
pub(super) fn parse_procedure(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.titled_head();
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = ProcedureDraft {
        key,
        title,
        ..ProcedureDraft::default()
    };
    reader.fields(Context::Procedure, block, &mut draft, procedure_field);
    sound.then(|| ItemDraft::Procedure(Box::new(draft)))
}

fn procedure_field<'a>(reader: &mut Reader<'a>, draft: &mut ProcedureDraft, field: &Field<'a>) {
    match field.keyword {
        "about" => draft.about = reader.text(field),
        "inventory" => inventory(reader, draft, field),
        "witness" => draft.witness = reader.key(field),
        "phase" => draft.phase = reader.key(field),
        "role" => draft.role = reader.key(field),
        "depth" => draft.depths.extend(depth(reader, field)),
        "provenance" => {
            let written = reader.provenance(&field.range, &field.words);
            draft.provenance.extend(written);
        }
        _ => draft.was.extend(reader.keys(field)),
    }
}

fn inventory<'a>(reader: &mut Reader<'a>, draft: &mut ProcedureDraft, field: &Field<'a>) {
    if let Some(node) = reader.read(Rule::inventory_field, &field.words) {
        let mut keys = node.all(Rule::key).map(|key| key.name());
        draft.inventory = keys.next();
        draft.each = keys.next();
    }
}

fn depth<'a>(reader: &mut Reader<'a>, field: &Field<'a>) -> Option<DepthDraft> {
    let head = reader
        .read(Rule::depth_head, &field.words)
        .and_then(|node| key_in(&node));
    let sound = head.is_some();
    let mut draft = DepthDraft {
        depth: head.unwrap_or_default(),
        span: reader.field_span(field),
        ..DepthDraft::default()
    };
    reader.fields(Context::Depth, field.block, &mut draft, depth_field);
    sound.then_some(draft)
}

fn depth_field<'a>(reader: &mut Reader<'a>, draft: &mut DepthDraft, field: &Field<'a>) {
    match field.keyword {
        "role" => draft.role = reader.key(field),
        "equipment" => draft.equipment.extend(reader.texts(field)),
        "delivery" => draft.deliveries.extend(reader.texts(field)),
        "sample" => draft.sample = sample(reader, field),
        "requires" => draft.requires.extend(reader.keys(field)),
        "after" => draft.after.extend(reader.keys(field)),
        "effort" => draft.effort.extend(efforts(reader, field)),
        "case" => draft.cases.extend(case(reader, field)),
        "record" => draft.record.extend(reader.texts(field)),
        "pass" => draft.pass = when(reader, field),
        _ => draft.stop = when(reader, field),
    }
}

fn when(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<Text> {
    let node = reader.read(Rule::when_field, &field.words)?;
    text_in(&node)
}

fn sample(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<SampleDraft> {
    let node = reader.read(Rule::sample_field, &field.words)?;
    let number = |node: Node<'_>| Some(node.child(Rule::integer)?.name());
    let leaves = node.child(Rule::leaves);
    Some(SampleDraft {
        own: node.has(Rule::own),
        batches: node.child(Rule::batches).and_then(number),
        needs: node.child(Rule::state)?.name(),
        leaves: leaves.and_then(|leaves| Some(leaves.child(Rule::state)?.name())),
        count: number(node),
    })
}

fn efforts(reader: &mut Reader<'_>, field: &Field<'_>) -> Vec<EffortDraft> {
    reader
        .read(Rule::effort_field, &field.words)
        .map_or_else(Vec::new, |node| {
            node.all(Rule::effort)
                .filter_map(|effort| effort_of(&effort))
                .collect()
        })
}

fn effort_of(node: &Node<'_>) -> Option<EffortDraft> {
    let per = match node.child(Rule::per) {
        Some(per) => per
            .child(Rule::kw_run)
            .or_else(|| per.child(Rule::kw_entry))?,
        None => node.child(Rule::kw_unattended)?,
    };
    Some(EffortDraft {
        amount: node.child(Rule::amount)?.name(),
        unit: key_in(node)?,
        per: per.name(),
    })
}

fn case<'a>(reader: &mut Reader<'a>, field: &Field<'a>) -> Option<CaseDraft> {
    let head = case_head(reader, field);
    let sound = head.is_some();
    let (once, key, title) = head.unwrap_or_default();
    let mut draft = CaseDraft {
        once,
        key,
        title,
        ..CaseDraft::default()
    };
    reader.fields(Context::Case, field.block, &mut draft, case_field);
    sound.then_some(draft)
}

fn case_head(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<(bool, Name, Text)> {
    let node = reader.read(Rule::case_head, &field.words)?;
    Some((node.has(Rule::once), key_in(&node)?, text_in(&node)?))
}

fn case_field<'a>(reader: &mut Reader<'a>, draft: &mut CaseDraft, field: &Field<'a>) {
    match field.keyword {
        "configuration" => draft.configurations = reader.keys(field),
        "do" => draft.steps.extend(reader.texts(field)),
        "expect" => draft.expect = reader.text(field),
        "record" => draft.record.extend(reader.texts(field)),
        _ => draft.was.extend(reader.keys(field)),
    }
}
