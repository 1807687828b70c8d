//! The variants of a series: the lead product with entries removed and added, and values changed.

use std::collections::BTreeMap;

use super::answers::{Asked, read_answer, show_answer};
use super::codes;
use super::identity::read_identity_field;
use super::inventories::{read_attribute, read_inventories};
use super::notes::TextKind;
use super::reader::{ProductReader, entry_name};
use super::referrers::{EntryName, Referrers};
use super::types::{DifferenceKind, Identity, IdentityField, VariantInfo};
use super::variant::{Change, VariantDraft};
use super::yaml::{Member, Node};
use crate::model::{Answer, Extent, FactId, Situation, Stock, Target, Variant};
use crate::source::{Place, Spanned};

/// The target of a `change` line.
enum ChangeTarget {
    Identity(IdentityField),
    Fact(FactId),
    Attribute { entry: EntryName, attribute: String },
}

pub(super) fn read_series(
    reader: &mut ProductReader<'_>,
    node: &Node,
    target: &mut Target,
    identity: &Identity,
) -> Vec<VariantInfo> {
    if node.as_word().is_some() {
        return Vec::new();
    }
    let members = reader.notes.mapping(node, "`series`", codes::entry_twice);
    let referrers = Referrers::of(reader.scheme, &target.lead);
    let mut variants = Vec::new();
    for member in members {
        if !reader.notes.check_id(&member.key, "the id of a variant") {
            continue;
        }
        let draft = read_variant(reader, member, &target.lead, identity);
        check_removed(reader, &draft, &referrers);
        target.variants.push(Variant {
            key: member.key.value.clone(),
            situation: draft.situation,
        });
        variants.push(VariantInfo {
            key: member.key.value.clone(),
            identity: draft.identity,
            differences: draft.differences,
            place: reader.place(member.key.span),
        });
    }
    variants
}

fn read_variant<'l>(
    reader: &mut ProductReader<'_>,
    member: &Member,
    lead: &'l Situation,
    identity: &Identity,
) -> VariantDraft<'l> {
    let mut draft = VariantDraft {
        name: format!("variant `{}`", member.key.value),
        lead,
        situation: lead.clone(),
        identity: identity.clone(),
        differences: Vec::new(),
        removed: BTreeMap::new(),
    };
    let known = ["name", "remove", "add", "change"];
    let fields = reader.notes.fields(&member.value, &draft.name, &known);
    if let Some(name) = fields.get("name") {
        change_identity(reader, &mut draft, IdentityField::Name, name);
    }
    // A variant may remove an entry and add another under the same id, so removing comes first.
    if let Some(node) = fields.value("remove") {
        read_removed(reader, &mut draft, node);
    }
    if let Some(node) = fields.value("add") {
        read_added(reader, &mut draft, node);
    }
    if let Some(node) = fields.value("change") {
        read_changes(reader, &mut draft, node);
    }
    reader.check_references(&draft.situation);
    draft
}

fn read_removed(reader: &mut ProductReader<'_>, draft: &mut VariantDraft<'_>, node: &Node) {
    let context = format!("`remove` of {}", draft.name);
    for item in node.parts() {
        let Some(text) = reader.notes.text(item, &context, TextKind::Free) else {
            continue;
        };
        let Some((inventory, id)) = text.text.split_once('.') else {
            let expected = "entries such as `radio.wifi`";
            reader.notes.wrong_shape(item, &context, expected);
            continue;
        };
        let Some(inventory) = reader.find_inventory(&Spanned::new(inventory.to_owned(), item.span))
        else {
            continue;
        };
        let id = id.to_owned();
        remove_entry(reader, draft, EntryName { inventory, id }, text.place);
    }
    draft.take_removed();
}

/// Notes that an entry is removed, if it exists.
fn remove_entry(
    reader: &mut ProductReader<'_>,
    draft: &mut VariantDraft<'_>,
    entry: EntryName,
    place: Place,
) {
    let subject = entry_name(reader.scheme, entry.inventory, &entry.id);
    if let Some(first) = draft.removed.get(&entry) {
        let context = format!("`remove` of {}", draft.name);
        let diagnostic = codes::value_twice(place, &context, &subject);
        reader.notes.report(diagnostic.also(*first, "first here"));
    } else if draft.has(&entry) {
        draft.removed.insert(entry, place);
        draft.differ(subject, DifferenceKind::Removed, place);
    } else if !reader.broken.contains(&entry.inventory) {
        let known = draft.lead_ids(entry.inventory);
        let diagnostic = codes::not_there(place, &draft.name, "removes", &subject, known);
        reader.notes.report(diagnostic);
    }
}

fn read_added(reader: &mut ProductReader<'_>, draft: &mut VariantDraft<'_>, node: &Node) {
    let context = format!("`add` of {}", draft.name);
    for (inventory, added) in read_inventories(reader, node, &context) {
        let Stock {
            extent, entries, ..
        } = added;
        let name = |id: &str| entry_name(reader.scheme, inventory, id);
        let mut fresh = Vec::new();
        for entry in entries {
            let place = entry.place;
            if let Some(first) = draft.situation.entry(inventory, &entry.id) {
                let place = place.or(first.place);
                let diagnostic = place.map(|place| {
                    codes::added_twice(place, first.place, &name(&entry.id), &draft.name)
                });
                reader.notes.diagnostics.extend(diagnostic);
                continue;
            }
            if let Some(place) = place {
                draft.differ(name(&entry.id), DifferenceKind::Added, place);
            }
            fresh.push(entry);
        }
        let stock = draft.situation.stock_mut(inventory);
        if stock.entries.is_empty() {
            // The variant says here that there are entries; the lead says that there are none.
            stock.place = fresh.iter().find_map(|entry| entry.place).or(stock.place);
        }
        stock.entries.extend(fresh);
        // Nothing was known of the inventory; now it has at least the entry that is added.
        if extent == Extent::AtLeast || stock.extent == Extent::Unknown {
            stock.extent = Extent::AtLeast;
        }
    }
}

fn read_changes(reader: &mut ProductReader<'_>, draft: &mut VariantDraft<'_>, node: &Node) {
    let context = format!("`change` of {}", draft.name);
    let members = reader.notes.mapping(node, &context, codes::key_twice);
    for member in members {
        match find_change_target(reader, member) {
            Some(ChangeTarget::Identity(field)) => change_identity(reader, draft, field, member),
            Some(ChangeTarget::Fact(fact)) => change_fact(reader, draft, fact, member),
            Some(ChangeTarget::Attribute { entry, attribute }) => {
                change_attribute(reader, draft, &entry, &attribute, member);
            }
            None => {}
        }
    }
}

fn find_change_target(reader: &mut ProductReader<'_>, member: &Member) -> Option<ChangeTarget> {
    let key = member.key.value.as_str();
    let place = reader.place(member.key.span);
    let scheme = reader.scheme;
    let Some((first, rest)) = key.split_once('.') else {
        if let Some(fact) = scheme.facts.find(key) {
            return Some(ChangeTarget::Fact(fact));
        }
        let diagnostic = if scheme.inventories.find(key).is_some() {
            codes::cannot_change(place, key, "it is a whole inventory")
        } else {
            codes::unknown_fact(place, key, scheme.facts.keys())
        };
        reader.notes.report(diagnostic);
        return None;
    };
    if first == "product" {
        let field = IdentityField::from_word(rest);
        if field.is_none() {
            let known = IdentityField::words();
            let diagnostic = codes::unknown_key(place, rest, "`product`", known);
            reader.notes.report(diagnostic);
        }
        return field.map(ChangeTarget::Identity);
    }
    let name = Spanned::new(first.to_owned(), member.key.span);
    let inventory = reader.find_inventory(&name)?;
    let Some((id, attribute)) = rest.rsplit_once('.') else {
        let why = "the attribute is missing";
        let diagnostic = codes::cannot_change(place, key, why);
        reader.notes.report(diagnostic);
        return None;
    };
    let id = id.to_owned();
    Some(ChangeTarget::Attribute {
        entry: EntryName { inventory, id },
        attribute: attribute.to_owned(),
    })
}

fn change_identity(
    reader: &mut ProductReader<'_>,
    draft: &mut VariantDraft<'_>,
    field: IdentityField,
    member: &Member,
) {
    let reported_before = reader.notes.diagnostics.len();
    let value = read_identity_field(&mut reader.notes, field, &member.value);
    if reader.notes.diagnostics.len() > reported_before && value.is_none() {
        return;
    }
    let shown = |text: Option<&str>| text.unwrap_or("unknown").to_owned();
    let change = Change {
        from: shown(draft.identity.get(field).map(|text| text.text.as_str())),
        to: shown(value.as_ref().map(|text| text.text.as_str())),
    };
    draft.identity.set(field, value);
    draft.change(reader, format!("product.{}", field.word()), change, member);
}

fn change_fact(
    reader: &mut ProductReader<'_>,
    draft: &mut VariantDraft<'_>,
    id: FactId,
    member: &Member,
) {
    let fact = &reader.scheme.facts[id];
    let asked = Asked {
        name: &fact.key,
        question: &fact.question,
        answer: &fact.answer,
    };
    let Some(given) = read_answer(reader, &asked, &member.value) else {
        return;
    };
    let change = Change {
        from: show_answer(draft.situation.fact(id)),
        to: show_answer(&given.answer),
    };
    draft.situation.set_fact(id, given);
    draft.change(reader, fact.key.to_string(), change, member);
}

fn change_attribute(
    reader: &mut ProductReader<'_>,
    draft: &mut VariantDraft<'_>,
    entry: &EntryName,
    attribute: &str,
    member: &Member,
) {
    let references_before = reader.references.len();
    let name = Spanned::new(attribute, member.key.span);
    let EntryName { inventory, id } = entry;
    let Some((attribute, given)) = read_attribute(reader, *inventory, id, name, &member.value)
    else {
        return;
    };
    let stock = draft.situation.stock_mut(*inventory);
    let Some(values) = stock.entries.values_mut(id) else {
        // References of a change that has nothing to change are not looked up.
        reader.references.truncate(references_before);
        report_nothing_to_change(reader, draft, entry, member);
        return;
    };
    let old_answer = values.get(&attribute).map(|given| &given.answer);
    let change = Change {
        from: show_answer(old_answer.unwrap_or(&Answer::Unknown)),
        to: show_answer(&given.answer),
    };
    values.insert(attribute, given);
    draft.change(reader, member.key.value.clone(), change, member);
}

fn report_nothing_to_change(
    reader: &mut ProductReader<'_>,
    draft: &VariantDraft<'_>,
    entry: &EntryName,
    member: &Member,
) {
    let place = reader.place(member.key.span);
    let subject = entry_name(reader.scheme, entry.inventory, &entry.id);
    if draft.removed.contains_key(entry) {
        let diagnostic = codes::removed_and_changed(place, &draft.name, &subject);
        reader.notes.report(diagnostic);
    } else if !reader.broken.contains(&entry.inventory) {
        let known = draft.lead_ids(entry.inventory);
        let diagnostic = codes::not_there(place, &draft.name, "changes", &subject, known);
        reader.notes.report(diagnostic);
    }
}

/// Reports entries of the lead that still refer to an entry that the variant removes.
fn check_removed(reader: &mut ProductReader<'_>, draft: &VariantDraft<'_>, referrers: &Referrers) {
    for (removed, place) in &draft.removed {
        if draft.has(removed) {
            continue;
        }
        for (referrer, attribute) in referrers.to(removed) {
            let Some(reference_place) = draft.inherited(referrer, *attribute) else {
                continue;
            };
            let scheme = reader.scheme;
            let entry = entry_name(scheme, removed.inventory, &removed.id);
            let by = entry_name(scheme, referrer.inventory, &referrer.id);
            let attribute = &scheme.attribute(referrer.inventory, *attribute).key;
            let by = format!("{by}.{attribute}");
            let diagnostic = codes::still_used(*place, &draft.name, &entry, &by, reference_place);
            reader.notes.report(diagnostic);
        }
    }
}
