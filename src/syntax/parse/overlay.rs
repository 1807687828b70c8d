//! Overlays and the wording in them.

use super::super::ast::{ItemDraft, OverlayDraft, WordingDraft};
use super::super::grammar::Rule;
use super::super::keywords::Context;
use super::fields::Field;
use super::reader::Reader;
use super::values::reference_in;

/// `overlay key@version "Title" { … }`
pub(super) fn parse_overlay(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.versioned_head();
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = OverlayDraft {
        key,
        title,
        ..OverlayDraft::default()
    };
    reader.fields(Context::Overlay, block, &mut draft, overlay_field);
    sound.then_some(ItemDraft::Overlay(draft))
}

fn overlay_field<'a>(reader: &mut Reader<'a>, draft: &mut OverlayDraft, field: &Field<'a>) {
    match field.keyword {
        "source" => draft.source = reader.text(field),
        _ => draft.notice = reader.text(field),
    }
}

/// `wording catalog:key { … }`
pub(super) fn parse_wording(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let words = reader.head_words();
    let head = reader.read(Rule::wording_head, &words);
    let control = head.and_then(|node| reference_in(&node));
    let block = reader.needed_block(control.as_ref());
    let sound = control.is_some();
    let mut draft = WordingDraft {
        control: control.unwrap_or_default(),
        ..WordingDraft::default()
    };
    reader.fields(Context::Wording, block, &mut draft, wording_field);
    sound.then(|| ItemDraft::Wording(Box::new(draft)))
}

fn wording_field<'a>(reader: &mut Reader<'a>, draft: &mut WordingDraft, field: &Field<'a>) {
    match field.keyword {
        "title" => draft.title = reader.text(field),
        "statement" => draft.statement = reader.text(field),
        "objective" => draft.objective = reader.text(field),
        "confirms" => draft.confirms.extend(reader.keys(field)),
        _ => {
            let written = reader.provenance(&field.range, &field.words);
            draft.provenance.extend(written);
        }
    }
}
