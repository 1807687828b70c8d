//! What further entries of an inventory could only be (L-342).

use std::collections::BTreeMap;

use super::answers::{Asked, read_value};
use super::codes;
use super::notes::Word;
use super::reader::ProductReader;
use super::referrers::{MORE, entry_name};
use super::types::DifferenceKind;
use super::variant::VariantDraft;
use super::yaml::{Content, Member};
use crate::model::{
    AttributeId, Bound, Extent, Further, InventoryId, Origin, Scheme, Situation, Stock, Value,
};

/// Reads `more`: `unknown`, or a mapping from attributes to their possible values.
pub(super) fn read_more(
    reader: &mut ProductReader<'_>,
    inventory: InventoryId,
    member: &Member,
) -> Further {
    let name = reader.scheme.inventories.key(inventory);
    let context = format!("`{MORE}` of `{name}`");
    match &member.value.content {
        Content::Text(_) if member.value.as_word() == Some(Word::Unknown) => Further::default(),
        Content::Mapping(members) if !members.is_empty() => {
            let mut bounds = BTreeMap::new();
            let attributes = reader
                .notes
                .mapping(&member.value, &context, codes::key_twice);
            for attribute in attributes {
                bounds.extend(read_bound(reader, inventory, attribute));
            }
            Further::new(bounds)
        }
        Content::Nothing | Content::Text(_) | Content::List(_) | Content::Mapping(_) => {
            let expected = "`unknown`, which says that there may be more entries, or a mapping that says what these could only be";
            reader.notes.wrong_shape(&member.value, &context, expected);
            Further::default()
        }
    }
}

/// Reads the possible values of an attribute; `None` where there are none, which is reported.
fn read_bound(
    reader: &mut ProductReader<'_>,
    inventory: InventoryId,
    member: &Member,
) -> Option<(AttributeId, Bound)> {
    let name = member.key.as_ref().map(String::as_str);
    let (id, attribute) = reader.find_attribute(inventory, name)?;
    let place = reader.place(member.key.span);
    let shown = entry_name(
        reader.scheme,
        inventory,
        &format!("{MORE}.{}", attribute.key),
    );
    if !attribute.can_be_bounded() {
        reader.notes.report(codes::unbounded(place, &shown));
        return None;
    }
    let is_set = attribute.answer.is_set();
    let asked = Asked {
        name: &shown,
        question: &attribute.question,
        answer: &attribute.answer,
    };
    let mut none = is_set;
    let mut values: Vec<Value> = Vec::new();
    for part in member.value.parts() {
        match (part.as_word(), part.as_text()) {
            (Some(Word::None), _) if attribute.answer.takes_none() => none = true,
            (Some(Word::Unknown), _) => {
                let place = reader.place(part.span);
                reader.notes.report(codes::bounds_nothing(place, &shown));
                return None;
            }
            (_, Some(text)) => values.push(read_value(reader, &asked, part, text)?),
            (_, None) => {
                let part_of = format!("a part of `{shown}`");
                reader.notes.wrong_shape(part, &part_of, "one word");
                return None;
            }
        }
    }
    if values.is_empty() && !none {
        let report = codes::no_value(place, &format!("`{shown}`"), "the values that are possible");
        reader
            .notes
            .report(report.help("name at least one, or remove the line"));
        return None;
    }
    let place = Some(place);
    let bound = Bound {
        values,
        none,
        is_set,
        place,
    };
    Some((id, bound))
}

/// Reports entries that the laboratory found although the product file says that no further entry could be so.
pub(super) fn check_found(reader: &mut ProductReader<'_>, situation: &Situation) {
    for (inventory, stock) in situation.stocks() {
        let declared = &reader.scheme.inventories[inventory];
        let found = stock.entries.iter();
        for entry in found.filter(|entry| entry.origin == Origin::Found) {
            for id in stock.further.outside(entry) {
                let attribute = &declared.attributes[id].key;
                let name = format!("{}.{}.{attribute}", declared.key, entry.id);
                if let Some(place) = entry.place_of(id) {
                    let bound = stock.further.bound(id).and_then(|bound| bound.place);
                    let report = codes::outside(place, bound, &name, &declared.key);
                    reader.notes.report(report);
                }
            }
        }
    }
}

/// Takes over what a variant says of further entries, in place of what the lead says, and notes the difference.
pub(super) fn change_more(
    reader: &mut ProductReader<'_>,
    draft: &mut VariantDraft<'_>,
    inventory: InventoryId,
    added: &Stock,
) {
    let before = draft.situation.stock(inventory);
    let is_same = before.map_or(added.further.is_anything(), |before| {
        before.extent != Extent::All && before.further.is_same(&added.further)
    });
    let shown = [before, Some(added)].map(|stock| show_more(reader.scheme, inventory, stock));
    let [from, to] = shown;
    let change = (!is_same).then_some(DifferenceKind::Changed { from, to });
    draft.situation.stock_mut(inventory).further = added.further.clone();
    // Beside entries, `more` may stand although the lead says the same.
    let is_said = change.is_some() || added.entries.is_empty();
    if let Some(place) = added.place.filter(|_| is_said) {
        let subject = entry_name(reader.scheme, inventory, MORE);
        draft.change(reader, subject, change, place);
    }
}

/// Returns what a list says of further entries, as people write it.
fn show_more(scheme: &Scheme, inventory: InventoryId, stock: Option<&Stock>) -> String {
    let Some(stock) = stock.filter(|stock| stock.extent != Extent::Unknown) else {
        return "unknown".to_owned();
    };
    if stock.extent == Extent::All {
        return "none".to_owned();
    }
    let declared = &scheme.inventories[inventory];
    let bounds = stock.further.bounds().map(|(id, bound)| {
        let mut values: Vec<String> = bound.values.iter().map(Value::to_string).collect();
        values.extend((bound.none && !bound.is_set).then(|| "none".to_owned()));
        format!("{}: {}", declared.attributes[id].key, values.join(", "))
    });
    let bounds: Vec<String> = bounds.collect();
    if bounds.is_empty() {
        return "unknown".to_owned();
    }
    bounds.join("; ")
}
