//! Facts and inventories.

use std::collections::BTreeMap;

use super::answers::{Asked, read_answer};
use super::codes;
use super::further::read_more;
use super::notes::Word;
use super::reader::ProductReader;
use super::referrers::MORE;
use super::types::Text;
use super::was::EarlierId;
use super::yaml::{Content, Member, Node};
use crate::diag::Diagnostic;
use crate::model::{
    AttributeId, Entry, Extent, Given, InventoryId, Origin, Scheme, Situation, Stock,
};
use crate::source::{Place, Spanned};

/// Reads `facts` into a situation.
pub(super) fn read_facts(reader: &mut ProductReader<'_>, node: &Node, situation: &mut Situation) {
    match node.as_word() {
        Some(Word::Unknown) => return,
        Some(Word::None) => {
            let help = "write `unknown`, or leave the key out; `none` answers a single fact";
            let place = reader.place(node.span);
            let diagnostic = codes::none_of_all(place, "`facts`", help);
            return reader.notes.report(diagnostic);
        }
        None => {}
    }
    let members = reader.notes.mapping(node, "`facts`", codes::key_twice);
    for member in members {
        let scheme = reader.scheme;
        let Some((id, fact)) = scheme.facts.lookup(&member.key.value) else {
            let place = reader.place(member.key.span);
            let diagnostic = unknown_fact(scheme, place, &member.key.value);
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

/// Words the report of a fact that the scheme does not ask for.
pub(super) fn unknown_fact(scheme: &Scheme, place: Place, name: &str) -> Diagnostic {
    if let Some((_, fact)) = scheme.facts.renamed(name) {
        return codes::renamed(place, &codes::UNKNOWN_FACT, name, &fact.key);
    }
    let diagnostic = codes::unknown_fact(place, name, scheme.facts.keys());
    let inventories = &scheme.inventories;
    let inventory = inventories
        .lookup(name)
        .or_else(|| inventories.renamed(name));
    match inventory {
        Some((_, one)) if one.key == name => {
            diagnostic.help("this is an inventory; it belongs under `inventories`")
        }
        Some((_, one)) => diagnostic.help(format!(
            "this was an inventory, which is now called `{}`; it belongs under `inventories`",
            one.key
        )),
        None => diagnostic,
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
            let inventory = reader.find_inventory(&member.key, "")?;
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
                    stock.further = read_more(reader, inventory, entry);
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
    if member.value.content == Content::Nothing {
        let expected = "a mapping of its attributes, or `unknown`";
        reader.notes.wrong_shape(&member.value, &context, expected);
        return Some(entry);
    }
    let members = reader
        .notes
        .mapping(&member.value, &context, codes::key_twice);
    for attribute in members {
        match attribute.key.value.as_str() {
            "origin" => entry.origin = read_origin(reader, attribute, &context),
            "was" => entry.was = read_was(reader, (inventory, &entry.id), attribute, &context),
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
) -> Option<(AttributeId, Given)> {
    let (id, attribute) = reader.find_attribute(inventory, name)?;
    let inventory = reader.scheme.inventories.key(inventory);
    let asked = Asked {
        name: &format!("{inventory}.{entry}.{}", attribute.key),
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
            let expected = "`declared`, or `found` for what the examination found";
            reader.notes.wrong_shape(&member.value, &context, expected);
            Origin::Declared
        }
    }
}

fn read_was(
    reader: &mut ProductReader<'_>,
    (inventory, entry): (InventoryId, &str),
    member: &Member,
    context: &str,
) -> Vec<String> {
    let context = format!("`was` of {context}");
    let mut ids: Vec<String> = Vec::new();
    for Text { text, place } in reader.notes.names(&member.value, &context, "earlier ids") {
        let id = Spanned::new(text, place.span);
        if !reader.notes.check_id(&id, "an earlier id") {
            continue;
        }
        if ids.contains(&id.value) {
            let diagnostic = codes::value_twice(place, &context, &id.value);
            reader.notes.report(diagnostic);
            continue;
        }
        reader.earlier.push(EarlierId {
            inventory,
            entry: entry.to_owned(),
            was: id.value.clone(),
            place,
        });
        ids.push(id.value);
    }
    ids
}
