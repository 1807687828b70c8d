//! What a variant of a series changes: its identity, and the answers of the lead.

use super::answers::{Asked, read_answer};
use super::codes;
use super::identity::{read_identity_field, unknown_field};
use super::inventories::{read_attribute, unknown_fact};
use super::reader::ProductReader;
use super::referrers::{EntryName, entry_name};
use super::types::{DifferenceKind, IdentityField, Text};
use super::variant::{VariantDraft, difference};
use super::yaml::{Member, Node};
use crate::model::{Answer, FactId};
use crate::source::{Place, Span, Spanned};

/// The target of a `change` line.
enum ChangeTarget {
    Identity(IdentityField),
    Fact(FactId),
    Attribute { entry: EntryName, attribute: String },
}

pub(super) fn read_changes(
    reader: &mut ProductReader<'_>,
    draft: &mut VariantDraft<'_>,
    node: &Node,
    name: Option<&Member>,
) {
    let context = format!("`change` of {}", draft.name);
    let members = reader.notes.mapping(node, &context, codes::key_twice);
    for member in members {
        match find_change_target(reader, member) {
            Some(ChangeTarget::Identity(IdentityField::Name)) if name.is_some() => {
                let place = reader.place(member.key.span);
                let first = name.map_or(place, |name| reader.place(name.key.span));
                let report = codes::key_twice(place, first, &member.key.value);
                reader.notes.report(report);
            }
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
        let inventories = &scheme.inventories;
        let whole = inventories.lookup(key).or_else(|| inventories.renamed(key));
        reader.notes.report(match whole {
            Some((_, one)) if one.key == key => {
                codes::cannot_change(place, key, "it is a whole inventory")
            }
            Some((_, one)) => {
                let why = format!("it is a whole inventory, which is now called `{}`", one.key);
                codes::cannot_change(place, key, &why)
            }
            None => unknown_fact(scheme, place, key),
        });
        return None;
    };
    if first == "product" {
        let field = IdentityField::find(scheme, rest);
        if field.is_none() {
            reader
                .notes
                .report(unknown_field(scheme, place, rest, "product."));
        }
        return field.map(ChangeTarget::Identity);
    }
    let name = Spanned::new(first.to_owned(), member.key.span);
    let inventory = reader.find_inventory(&name, &format!(".{rest}"))?;
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

pub(super) fn change_identity(
    reader: &mut ProductReader<'_>,
    draft: &mut VariantDraft<'_>,
    field: IdentityField,
    member: &Member,
) {
    let reported_before = reader.notes.diagnostics.len();
    let value = read_identity_field(&mut reader.notes, reader.scheme, field, &member.value);
    if reader.notes.diagnostics.len() > reported_before && value.is_none() {
        return;
    }
    let shown = |text: Option<&Text>| text.map_or("unknown", |text| &text.text).to_owned();
    let (from, to) = (shown(draft.identity.get(field)), shown(value.as_ref()));
    let change = (from != to).then_some(DifferenceKind::Changed { from, to });
    draft.identity.set(field, value);
    let subject = format!("product.{}", field.key(reader.scheme));
    draft.change(reader, subject, change, reader.place(member.key.span));
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
    let change = difference(draft.situation.fact(id), &given.answer);
    if change.is_some() {
        draft.situation.set_fact(id, given);
    }
    let place = reader.place(member.key.span);
    draft.change(reader, fact.key.to_string(), change, place);
}

fn change_attribute(
    reader: &mut ProductReader<'_>,
    draft: &mut VariantDraft<'_>,
    entry: &EntryName,
    attribute: &str,
    member: &Member,
) {
    let references_before = reader.references.len();
    let key = &member.key;
    let length = u32::try_from(attribute.len()).unwrap_or(0);
    // In quotes the key is wider than what it says, and the attribute is not looked for in it.
    let span = if key.value.len() == (key.span.end - key.span.start) as usize {
        Span::new(key.span.end - length, key.span.end)
    } else {
        key.span
    };
    let name = Spanned::new(attribute, span);
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
    let change = difference(old_answer.unwrap_or(&Answer::Unknown), &given.answer);
    if change.is_some() {
        values.insert(attribute, given);
    }
    let place = reader.place(member.key.span);
    draft.change(reader, member.key.value.clone(), change, place);
}

fn report_nothing_to_change(
    reader: &mut ProductReader<'_>,
    draft: &VariantDraft<'_>,
    entry: &EntryName,
    member: &Member,
) {
    let place = reader.place(member.key.span);
    if draft.removed.contains_key(entry) {
        let subject = entry_name(reader.scheme, entry.inventory, &entry.id);
        let diagnostic = codes::removed_and_changed(place, &draft.name, &subject);
        reader.notes.report(diagnostic);
    } else {
        let attribute = member.key.value.rsplit_once('.');
        let rest = attribute.map_or_else(String::new, |(_, attribute)| format!(".{attribute}"));
        report_not_there(reader, draft, "changes", (entry, &rest), place);
    }
}

/// Reports an entry that is not there, and says how it is called now if it was called so before. `rest` is what the line says after it.
pub(super) fn report_not_there(
    reader: &mut ProductReader<'_>,
    draft: &VariantDraft<'_>,
    verb: &str,
    (entry, rest): (&EntryName, &str),
    place: Place,
) {
    let inventory = entry.inventory;
    if reader.broken.contains(&inventory) {
        return;
    }
    let name = |id: &str| entry_name(reader.scheme, inventory, id);
    let has = |id: &str| draft.situation.entry(inventory, id).is_some();
    let report = if let Some(now) = reader.renamed_entry(inventory, &entry.id, has) {
        let [old, now] = [&entry.id, now].map(|id| format!("{}{rest}", name(id)));
        codes::renamed(place, &codes::NOT_THERE, &old, &now)
    } else {
        let known = draft.lead_ids(inventory);
        codes::not_there(place, &draft.name, verb, &name(&entry.id), known)
    };
    reader.notes.report(report);
}
