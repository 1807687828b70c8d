//! The variants of a series: the lead product with entries removed and added, and values changed.

use std::collections::BTreeMap;

use super::changes::{change_identity, read_changes, report_not_there};
use super::codes;
use super::further::{change_more, check_found};
use super::inventories::read_inventories;
use super::notes::{Fields, Word};
use super::reader::ProductReader;
use super::referrers::{EntryName, MORE, Referrers, entry_name};
use super::types::{DifferenceKind, Identity, IdentityField, Text, VariantInfo};
use super::variant::VariantDraft;
use super::yaml::{Member, Node};
use crate::model::{Extent, InventoryId, Situation, Stock, Target, Variant};
use crate::source::{Place, Spanned};

/// The keys of a variant in a product file.
pub static VARIANT_KEYS: &[&str] = &["name", "was", "remove", "add", "change"];

pub(super) fn read_series(
    reader: &mut ProductReader<'_>,
    node: &Node,
    target: &mut Target,
    identity: &Identity,
) -> Vec<VariantInfo> {
    if node.as_word() == Some(Word::None) {
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
            was: draft.was,
            identity: draft.identity,
            differences: draft.differences,
            place: reader.place(member.key.span),
        });
    }
    check_earlier_keys(reader, &variants);
    variants
}

/// Reads the ids that a variant had before.
fn read_earlier(reader: &mut ProductReader<'_>, fields: &Fields<'_>, name: &str) -> Vec<Text> {
    let context = format!("`was` of {name}");
    let mut earlier: Vec<Text> = Vec::new();
    let node = fields.value("was");
    let names = node.map(|node| reader.notes.names(node, &context, "earlier ids"));
    for text in names.unwrap_or_default() {
        let id = Spanned::new(text.text.clone(), text.place.span);
        if !reader.notes.check_id(&id, "an earlier id") {
            continue;
        }
        if earlier.iter().any(|known| known.text == text.text) {
            let diagnostic = codes::value_twice(text.place, &context, &text.text);
            reader.notes.report(diagnostic);
            continue;
        }
        earlier.push(text);
    }
    earlier
}

/// Checks the earlier ids of variants: what a variant was, no variant is any more, and no other variant was.
fn check_earlier_keys(reader: &mut ProductReader<'_>, variants: &[VariantInfo]) {
    let mut claims: BTreeMap<&str, (&str, Place)> = BTreeMap::new();
    let live: BTreeMap<&str, Place> = variants
        .iter()
        .map(|variant| (variant.key.as_str(), variant.place))
        .collect();
    for variant in variants {
        let key = variant.key.as_str();
        for was in &variant.was {
            let (old, place) = (was.text.as_str(), was.place);
            if old == key {
                reader.notes.report(codes::was_itself(place, key));
            } else if let Some(other) = live.get(old) {
                let report = codes::was_another(place, key, old);
                reader.notes.report(report.also(*other, "it is here"));
            } else if let Some((first, known)) = claims.insert(old, (key, place)) {
                let owners = [first.to_owned(), key.to_owned()];
                reader
                    .notes
                    .report(codes::was_twice(place, known, &owners, old));
            }
        }
    }
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
        was: Vec::new(),
    };
    let fields = reader
        .notes
        .fields(&member.value, &draft.name, VARIANT_KEYS);
    draft.was = read_earlier(reader, &fields, &draft.name);
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
        read_changes(reader, &mut draft, node, fields.get("name"));
    }
    reader.check_ids(&draft.situation, lead);
    check_found(reader, &draft.situation);
    draft
}

fn read_removed(reader: &mut ProductReader<'_>, draft: &mut VariantDraft<'_>, node: &Node) {
    let context = format!("`remove` of {}", draft.name);
    let expected = "entries such as `radio.wifi`";
    for text in reader.notes.names(node, &context, expected) {
        let Some((inventory, id)) = text.text.split_once('.') else {
            let found = codes::quoted(&text.text);
            reader
                .notes
                .report(codes::shape(text.place, &context, expected, &found));
            continue;
        };
        let name = Spanned::new(inventory.to_owned(), text.place.span);
        let Some(inventory) = reader.find_inventory(&name, &format!(".{id}")) else {
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
    } else {
        report_not_there(reader, draft, "removes", (&entry, ""), place);
    }
}

fn read_added(reader: &mut ProductReader<'_>, draft: &mut VariantDraft<'_>, node: &Node) {
    let context = format!("`add` of {}", draft.name);
    for (inventory, added) in read_inventories(reader, node, &context) {
        let has_more = added.extent == Extent::AtLeast;
        // Of a list with a mistake in it nothing is said.
        if added.entries.is_empty() && !has_more && !reader.broken.contains(&inventory) {
            report_nothing_added(reader, draft, inventory, &added);
            continue;
        }
        if has_more {
            change_more(reader, draft, inventory, &added);
        }
        let entries = added.entries;
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
                draft.add(reader, inventory, &entry, place);
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
        if has_more || stock.extent == Extent::Unknown {
            stock.extent = Extent::AtLeast;
        }
    }
}

fn report_nothing_added(
    reader: &mut ProductReader<'_>,
    draft: &VariantDraft<'_>,
    inventory: InventoryId,
    added: &Stock,
) {
    let key = reader.scheme.inventories.key(inventory);
    let first = draft.lead_ids(inventory).next();
    let help = match (first, draft.lead.extent(inventory)) {
        _ if added.extent == Extent::Unknown => format!(
            "write `{key}: {{ more: unknown }}` if the variant may have entries that the lead does not have, or remove the line"
        ),
        (Some(id), _) => format!(
            "list the entries of the lead that this variant does not have under `remove`: `{key}.{id}`"
        ),
        (None, Extent::All) => "remove the line: the lead has none either".to_owned(),
        (None, Extent::Unknown | Extent::AtLeast) => format!(
            "take the line out; what is not known of the lead is not known of the variant, unless it has an entry: \
             `{key}: {{ id: {{ … }} }}`"
        ),
    };
    if let Some(place) = added.place {
        let diagnostic = codes::adds_nothing(place, &draft.name, key, help);
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
            // What is said of further entries is said again under `add`.
            let way = if referrer.id == MORE { "add" } else { "change" };
            let by = (by.as_str(), way);
            let diagnostic = codes::still_used(*place, &draft.name, &entry, by, reference_place);
            reader.notes.report(diagnostic);
        }
    }
}
