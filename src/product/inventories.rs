//! Facts and inventories.

use std::collections::BTreeMap;

use super::answers::{Asked, read_answer};
use super::codes;
use super::notes::{TextKind, Word};
use super::reader::ProductReader;
use super::yaml::{Content, Member, Node};
use crate::model::{Entry, Extent, Given, InventoryId, Origin, Situation, Stock};
use crate::source::Spanned;

/// The id under which a mapping says that there are more entries.
const MORE: &str = "more";

/// Reads `facts` into a situation.
pub(super) fn read_facts(reader: &mut ProductReader<'_>, node: &Node, situation: &mut Situation) {
    if node.as_word().is_some() {
        return;
    }
    let members = reader.notes.mapping(node, "`facts`", codes::key_twice);
    for member in members {
        let scheme = reader.scheme;
        let Some((id, fact)) = scheme.facts.lookup(&member.key.value) else {
            let place = reader.place(member.key.span);
            let name = &member.key.value;
            let mut diagnostic = codes::unknown_fact(place, name, scheme.facts.keys());
            if scheme.inventories.find(name).is_some() {
                diagnostic = diagnostic.help("this is an inventory; it stands under `inventories`");
            }
            reader.notes.report(diagnostic);
            continue;
        };
        let asked = Asked {
            name: &fact.key,
            question: &fact.question,
            answer: &fact.answer,
        };
        if let Some(given) = read_answer(reader, &asked, &member.value) {
            situation.set_fact(id, given);
        }
    }
}

/// Reads `inventories`, or the `add` of a variant.
pub(super) fn read_inventories(
    reader: &mut ProductReader<'_>,
    node: &Node,
    context: &str,
) -> Vec<(InventoryId, Stock)> {
    let members = reader.notes.mapping(node, context, codes::key_twice);
    members
        .into_iter()
        .filter_map(|member| {
            let inventory = reader.find_inventory(&member.key)?;
            Some((inventory, read_stock(reader, inventory, member)))
        })
        .collect()
}

fn read_stock(reader: &mut ProductReader<'_>, inventory: InventoryId, member: &Member) -> Stock {
    let name = reader.scheme.inventories.key(inventory).to_owned();
    let mut stock = Stock {
        place: Some(reader.place(member.key.span)),
        ..Stock::default()
    };
    match &member.value.content {
        Content::Text(_) if member.value.as_word() == Some(Word::Unknown) => {}
        Content::Text(_) if member.value.as_word() == Some(Word::None) => {
            stock.extent = Extent::All;
        }
        Content::Mapping(_) => {
            stock.extent = Extent::All;
            let context = format!("`{name}`");
            let entries = reader
                .notes
                .mapping(&member.value, &context, codes::entry_twice);
            for entry in entries {
                if entry.key.value == MORE {
                    stock.extent = Extent::AtLeast;
                    read_more(reader, entry, &name);
                } else if let Some(entry) = read_entry(reader, inventory, entry) {
                    stock.entries.push(entry);
                }
            }
        }
        Content::Nothing | Content::Text(_) | Content::List(_) => {
            reader.broken.insert(inventory);
            let expected = "a mapping from ids to entries, `none` or `unknown`";
            reader
                .notes
                .wrong_shape(&member.value, &format!("`{name}`"), expected);
        }
    }
    stock
}

fn read_more(reader: &mut ProductReader<'_>, member: &Member, inventory: &str) {
    if member.value.as_word() != Some(Word::Unknown) {
        let context = format!("`{MORE}` of `{inventory}`");
        let expected = "`unknown`, which says that there may be more entries";
        reader.notes.wrong_shape(&member.value, &context, expected);
    }
}

fn read_entry(
    reader: &mut ProductReader<'_>,
    inventory: InventoryId,
    member: &Member,
) -> Option<Entry> {
    let key = reader.scheme.inventories.key(inventory);
    if !reader
        .notes
        .check_id(&member.key, &format!("the id of an entry of `{key}`"))
    {
        reader.broken.insert(inventory);
        return None;
    }
    let mut entry = Entry {
        id: member.key.value.as_str().into(),
        values: BTreeMap::new(),
        origin: Origin::Declared,
        was: Vec::new(),
        place: Some(reader.place(member.key.span)),
    };
    if member.value.as_word() == Some(Word::Unknown) {
        return Some(entry);
    }
    let context = format!("`{key}.{}`", entry.id);
    let members = reader
        .notes
        .mapping(&member.value, &context, codes::key_twice);
    for attribute in members {
        match attribute.key.value.as_str() {
            "origin" => entry.origin = read_origin(reader, attribute, &context),
            "was" => entry.was = read_was(reader, attribute, &context),
            _ => {
                let given = read_attribute(
                    reader,
                    inventory,
                    &entry.id,
                    attribute.key.as_ref().map(String::as_str),
                    &attribute.value,
                );
                entry.values.extend(given);
            }
        }
    }
    Some(entry)
}

/// Reads an attribute of an entry; `None` where there is no such attribute or the value does not fit.
pub(super) fn read_attribute(
    reader: &mut ProductReader<'_>,
    inventory: InventoryId,
    entry: &str,
    name: Spanned<&str>,
    node: &Node,
) -> Option<(crate::model::AttributeId, Given)> {
    let declared = &reader.scheme.inventories[inventory];
    let Some((id, attribute)) = declared.attributes.lookup(name.value) else {
        let place = reader.place(name.span);
        let diagnostic =
            codes::unknown_attribute(place, name.value, &declared.key, declared.attributes.keys());
        reader.notes.report(diagnostic);
        return None;
    };
    let asked = Asked {
        name: &format!("{}.{entry}.{}", declared.key, attribute.key),
        question: &attribute.question,
        answer: &attribute.answer,
    };
    read_answer(reader, &asked, node).map(|given| (id, given))
}

fn read_origin(reader: &mut ProductReader<'_>, member: &Member, context: &str) -> Origin {
    match member.value.as_text() {
        Some("declared") => Origin::Declared,
        Some("found") => Origin::Found,
        _ => {
            let context = format!("`origin` of {context}");
            let expected = "`declared` (by the vendor) or `found` (by the laboratory)";
            reader.notes.wrong_shape(&member.value, &context, expected);
            Origin::Declared
        }
    }
}

fn read_was(reader: &mut ProductReader<'_>, member: &Member, context: &str) -> Vec<String> {
    let context = format!("`was` of {context}");
    let old_ids = member.value.parts();
    old_ids
        .iter()
        .filter_map(|item| {
            let old = reader.notes.text(item, &context, TextKind::Free)?;
            let key = Spanned::new(old.text, item.span);
            reader
                .notes
                .check_id(&key, "an earlier id")
                .then_some(key.value)
        })
        .collect()
}
