//! Evidence kinds, forms, relations, interpretations.

use super::super::ast::{
    AskDraft, AskKindDraft, EvidenceDraft, FormDraft, FormPlace, HoldingDraft, InterpretationDraft,
    ItemDraft, Name, RelationDraft, SectionDraft,
};
use super::super::grammar::{Node, Rule};
use super::super::keywords::Context;
use super::control::relates_in;
use super::fields::Field;
use super::reader::Reader;
use super::values::{key_in, reference_in, text_in};
use super::vocabulary::options_in;

/// `evidence key "Title" { … }`
pub(super) fn parse_evidence(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.titled_head();
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = EvidenceDraft {
        key,
        title,
        ..EvidenceDraft::default()
    };
    reader.fields(Context::Evidence, block, &mut draft, evidence_field);
    sound.then(|| ItemDraft::Evidence(Box::new(draft)))
}

/// `form key "Title" { … }`
pub(super) fn parse_form(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.titled_head();
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = FormDraft {
        key,
        title,
        ..FormDraft::default()
    };
    reader.fields(Context::Form, block, &mut draft, form_field);
    sound.then(|| ItemDraft::Form(Box::new(draft)))
}

/// `relation focal kind other because "…"`
pub(super) fn parse_relation(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let words = reader.head_words();
    let head = reader.read(Rule::relation_head, &words);
    let node = reader.no_block(head)?;
    let span = reader.span_of(&reader.slice.head);
    Some(ItemDraft::Relation(RelationDraft {
        focal: reference_in(&node)?,
        relates: relates_in(&node, span)?,
    }))
}

/// `interpretation key "Title" { … }`
pub(super) fn parse_interpretation(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.titled_head();
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = InterpretationDraft {
        key,
        title,
        ..InterpretationDraft::default()
    };
    reader.fields(
        Context::Interpretation,
        block,
        &mut draft,
        interpretation_field,
    );
    sound.then(|| ItemDraft::Interpretation(Box::new(draft)))
}

fn evidence_field<'a>(reader: &mut Reader<'a>, draft: &mut EvidenceDraft, field: &Field<'a>) {
    match field.keyword {
        "kind" => draft.kind = reader.key(field),
        "form" => draft.places.extend(place(reader, field)),
        "contains" => draft.contains = reader.text(field),
        "languages" => draft.languages = reader.keys(field),
        "signed" => draft.signed_by = signed_by(reader, field),
        "provenance" => {
            let written = reader.provenance(&field.range, &field.words);
            draft.provenance.extend(written);
        }
        _ => draft.was.extend(reader.keys(field)),
    }
}

fn place(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<FormPlace> {
    let node = reader.read(Rule::place_field, &field.words)?;
    let mut keys = node.all(Rule::key).map(|key| key.name());
    let (form, section) = (keys.next()?, keys.next()?);
    let span = form.span.to(section.span);
    Some(FormPlace {
        form,
        section,
        span,
    })
}

fn signed_by(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<Name> {
    let node = reader.read(Rule::signed_field, &field.words)?;
    key_in(&node)
}

fn form_field<'a>(reader: &mut Reader<'a>, draft: &mut FormDraft, field: &Field<'a>) {
    match field.keyword {
        "number" => draft.number = reader.number(field),
        "issue" => draft.issue = reader.number(field),
        "dated" => draft.dated = reader.key(field),
        "about" => draft.about = reader.text(field),
        "section" => draft.sections.extend(section(reader, field)),
        "provenance" => {
            let written = reader.provenance(&field.range, &field.words);
            draft.provenance.extend(written);
        }
        _ => draft.was.extend(reader.keys(field)),
    }
}

fn section<'a>(reader: &mut Reader<'a>, field: &Field<'a>) -> Option<SectionDraft> {
    let head = reader.titled(&field.words);
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = SectionDraft {
        key,
        title,
        ..SectionDraft::default()
    };
    reader.fields(Context::Section, field.block, &mut draft, section_field);
    sound.then_some(draft)
}

fn section_field<'a>(reader: &mut Reader<'a>, draft: &mut SectionDraft, field: &Field<'a>) {
    match field.keyword {
        "number" => draft.number = reader.number(field),
        "holds" => draft.holds = holds(reader, field),
        "lists" => draft.lists = reader.keys(field),
        "asks" => draft.asks.extend(ask(reader, field)),
        "about" => draft.about = reader.text(field),
        _ => draft.was.extend(reader.keys(field)),
    }
}

/// `holds responses, undertakings of vendor`
fn holds(reader: &mut Reader<'_>, field: &Field<'_>) -> Vec<HoldingDraft> {
    let node = reader.read(Rule::holds_field, &field.words);
    let held = node.into_iter().flat_map(|node| node.all(Rule::holding));
    held.filter_map(|node| {
        let mut keys = node.all(Rule::key).map(|key| key.name());
        Some(HoldingDraft {
            word: keys.next()?,
            of: keys.next(),
        })
    })
    .collect()
}

/// `asks key "Title" : kind { … }`
fn ask<'a>(reader: &mut Reader<'a>, field: &Field<'a>) -> Option<AskDraft> {
    let node = reader.read(Rule::asks_field, &field.words);
    let head = node.and_then(|node| {
        Some(AskDraft {
            key: key_in(&node)?,
            title: text_in(&node)?,
            kind: ask_kind(&node.child(Rule::ask_kind)?)?,
            about: None,
            was: Vec::new(),
        })
    });
    let Some(mut draft) = head else {
        if let Some(block) = field.block {
            reader.mention_block(block);
        }
        return None;
    };
    reader.fields(Context::Ask, field.block, &mut draft, ask_field);
    Some(draft)
}

fn ask_kind(node: &Node<'_>) -> Option<AskKindDraft> {
    match node.child(Rule::one_of_type) {
        Some(one_of) => Some(AskKindDraft::OneOf(options_in(&one_of))),
        None => key_in(node).map(AskKindDraft::Word),
    }
}

fn ask_field<'a>(reader: &mut Reader<'a>, draft: &mut AskDraft, field: &Field<'a>) {
    match field.keyword {
        "about" => draft.about = reader.text(field),
        _ => draft.was.extend(reader.keys(field)),
    }
}

fn interpretation_field<'a>(
    reader: &mut Reader<'a>,
    draft: &mut InterpretationDraft,
    field: &Field<'a>,
) {
    match field.keyword {
        "controls" => draft.controls = reader.references(field),
        "edition" => draft.editions = reader.references(field),
        "number" => draft.number = reader.number(field),
        "dated" => draft.dated = reader.key(field),
        "question" => draft.question = reader.text(field),
        "ruling" => draft.ruling = reader.text(field),
        _ => {
            let written = reader.provenance(&field.range, &field.words);
            draft.provenance.extend(written);
        }
    }
}
