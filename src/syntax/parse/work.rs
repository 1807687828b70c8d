//! Roles, phases, configurations.

use super::super::ast::{ItemDraft, WorkDraft};
use super::super::keywords::Context;
use super::fields::Field;
use super::reader::Reader;

/// `role key "Title" { … }`
pub(super) fn parse_role(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    parse_work(reader, Context::Role).map(ItemDraft::Role)
}

/// `phase key "Title" { … }`
pub(super) fn parse_phase(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    parse_work(reader, Context::Phase).map(ItemDraft::Phase)
}

/// `configuration key "Title" { … }`
pub(super) fn parse_configuration(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    parse_work(reader, Context::Configuration).map(ItemDraft::Configuration)
}

fn parse_work(reader: &mut Reader<'_>, context: Context) -> Option<WorkDraft> {
    let head = reader.titled_head();
    let block = reader.slice.block.as_ref();
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = WorkDraft {
        key,
        title,
        ..WorkDraft::default()
    };
    reader.fields(context, block, &mut draft, work_field);
    sound.then_some(draft)
}

fn work_field<'a>(reader: &mut Reader<'a>, draft: &mut WorkDraft, field: &Field<'a>) {
    match field.keyword {
        "about" => draft.about = reader.text(field),
        "depth" => draft.depth = reader.key(field),
        _ => draft.was.extend(reader.keys(field)),
    }
}
