//! Catalogs, groups, editions, the provenance of a file.

use super::super::ast::{
    CatalogDraft, CountDraft, EditionDraft, GroupDraft, ItemDraft, LevelPair, Name, OverDraft,
    UsesDraft, UsesLevels, VerdictDraft, WordDraft,
};
use super::super::grammar::{Node, Rule};
use super::super::keywords::Context;
use super::fields::Field;
use super::reader::Reader;
use super::values::{because_in, key_in, keys_in, levels_in, reference_in, text_in};

/// `catalog key@version "Title" { … }`
pub(super) fn parse_catalog(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    parse_controls_of(reader, Context::Catalog).map(ItemDraft::Catalog)
}

/// `profile key@version "Title" { … }`
pub(super) fn parse_profile(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    parse_controls_of(reader, Context::Profile).map(ItemDraft::Profile)
}

/// Reads what owns controls: a catalog or a profile.
fn parse_controls_of(reader: &mut Reader<'_>, context: Context) -> Option<Box<CatalogDraft>> {
    let head = reader.versioned_head();
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = CatalogDraft {
        key,
        title,
        ..CatalogDraft::default()
    };
    reader.fields(context, block, &mut draft, catalog_field);
    sound.then(|| Box::new(draft))
}

/// `in key@version`
pub(super) fn parse_in(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let words = reader.head_words();
    let head = reader.read(Rule::in_head, &words);
    let node = reader.no_block(head)?;
    reference_in(&node).map(ItemDraft::In)
}

/// `group key "Title" { … }`
pub(super) fn parse_group(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.titled_head();
    let block = reader.slice.block.as_ref();
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = GroupDraft {
        key,
        title,
        ..GroupDraft::default()
    };
    reader.fields(Context::Group, block, &mut draft, group_field);
    sound.then_some(ItemDraft::Group(draft))
}

/// `edition key@version "Title" { … }`
pub(super) fn parse_edition(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = reader.versioned_head();
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = EditionDraft {
        key,
        title,
        ..EditionDraft::default()
    };
    reader.fields(Context::Edition, block, &mut draft, edition_field);
    sound.then(|| ItemDraft::Edition(Box::new(draft)))
}

/// `provenance aspects confidence "source"` of a file
pub(super) fn parse_provenance(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let words = reader.head_words();
    let head = reader.provenance(&reader.slice.head.clone(), &words);
    reader.no_block(head).map(ItemDraft::Provenance)
}

fn catalog_field<'a>(reader: &mut Reader<'a>, draft: &mut CatalogDraft, field: &Field<'a>) {
    match field.keyword {
        "over" => draft.over.extend(over(reader, field)),
        "publisher" => draft.publisher = reader.text(field),
        "dated" => draft.dated = reader.key(field),
        "cites" => draft.cites = reader.cites(field),
        "about" => draft.about = reader.text(field),
        "levels" => {
            if let Some(node) = reader.read(Rule::levels_field, &field.words) {
                draft.levels = levels_in(&node);
            }
        }
        "controls" => draft.controls = count(reader, field),
        "prints" => draft.prints.extend(prints(reader, field)),
        "provenance" => {
            let written = reader.provenance(&field.range, &field.words);
            draft.provenance.extend(written);
        }
        _ => draft.history.extend(reader.history(field)),
    }
}

fn over(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<OverDraft> {
    let node = reader.read(Rule::over_field, &field.words)?;
    Some(OverDraft {
        catalog: reference_in(&node)?,
        level: key_in(&node),
    })
}

fn count(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<CountDraft> {
    let node = reader.read(Rule::count_field, &field.words)?;
    let mut numbers = node.all(Rule::integer).map(|number| number.name());
    Some(CountDraft {
        count: numbers.next()?,
        of: numbers.next(),
        because: because_in(&node),
    })
}

pub(super) fn prints(reader: &mut Reader<'_>, field: &Field<'_>) -> Vec<WordDraft> {
    reader
        .read(Rule::prints_field, &field.words)
        .map_or_else(Vec::new, |node| {
            node.all(Rule::print)
                .filter_map(|print| {
                    Some(WordDraft {
                        word: key_in(&print)?,
                        text: text_in(&print)?,
                    })
                })
                .collect()
        })
}

fn group_field<'a>(reader: &mut Reader<'a>, draft: &mut GroupDraft, field: &Field<'a>) {
    match field.keyword {
        "about" => draft.about = reader.text(field),
        _ => draft.was.extend(reader.keys(field)),
    }
}

fn edition_field<'a>(reader: &mut Reader<'a>, draft: &mut EditionDraft, field: &Field<'a>) {
    match field.keyword {
        "status" => draft.status = reader.key(field),
        "approved" => draft.approved = reader.key(field),
        "dated" => draft.dated = reader.key(field),
        "about" => draft.about = reader.text(field),
        "cites" => draft.cites = reader.cites(field),
        "languages" => draft.languages = reader.keys(field),
        "levels" => {
            if let Some(node) = reader.read(Rule::levels_field, &field.words) {
                draft.levels = levels_in(&node);
            }
        }
        "members" => draft.unpublished.extend(members(reader, field)),
        "uses" => draft.uses.extend(uses(reader, field)),
        "verdict" => draft.verdicts.extend(verdict(reader, field)),
        "forms" => draft.forms = reader.keys(field),
        "phases" => draft.phases = reader.keys(field),
        "calendar" => draft.calendar = reader.number(field),
        "rules" => draft.rules = reader.keys(field),
        "provenance" => {
            let written = reader.provenance(&field.range, &field.words);
            draft.provenance.extend(written);
        }
        _ => draft.history.extend(reader.history(field)),
    }
}

fn members(reader: &mut Reader<'_>, field: &Field<'_>) -> Vec<Name> {
    reader
        .read(Rule::members_field, &field.words)
        .map_or_else(Vec::new, |node| keys_in(&node))
}

fn uses(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<UsesDraft> {
    let node = reader.read(Rule::uses_field, &field.words)?;
    let levels = match node.child(Rule::with_clause) {
        Some(pairs) => UsesLevels::Pairs(level_pairs(&pairs)),
        None if node.has(Rule::every_level) => UsesLevels::Every,
        None => UsesLevels::Unsaid,
    };
    Some(UsesDraft {
        catalog: reference_in(&node)?,
        levels,
    })
}

fn level_pairs(node: &Node<'_>) -> Vec<LevelPair> {
    node.all(Rule::level_pair)
        .filter_map(|pair| {
            let mut keys = pair.all(Rule::key).map(|key| key.name());
            Some(LevelPair {
                edition: keys.next()?,
                catalog: keys.next()?,
            })
        })
        .collect()
}

fn verdict(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<VerdictDraft> {
    let node = reader.read(Rule::verdict_field, &field.words)?;
    let mut keys = node.all(Rule::key).map(|key| key.name());
    Some(VerdictDraft {
        key: keys.next()?,
        title: text_in(&node)?,
        class: keys.next()?,
    })
}
