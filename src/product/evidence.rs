//! Evidence handed in, and recommendations declined.

use std::collections::BTreeMap;

use super::codes;
use super::notes::{TextKind, Word};
use super::reader::{ProductReader, entry_name};
use super::types::{Access, Covered, SubmittedEvidence};
use super::yaml::{Content, Member, Node};
use crate::model::{ControlId, Date, Declined, EvidenceId, Strength, Target, Variant};
use crate::source::{Place, Spanned};

/// The keys of a piece of evidence in a product file.
pub static EVIDENCE_KEYS: &[&str] = &[
    "kind",
    "title",
    "document",
    "issue",
    "date",
    "language",
    "signatory",
    "sha256",
    "link",
    "pages",
    "confidentiality",
    "access",
    "covers",
];

pub(super) fn read_evidence(
    reader: &mut ProductReader<'_>,
    node: &Node,
    target: &Target,
) -> Vec<SubmittedEvidence> {
    let items = match &node.content {
        Content::List(items) => items,
        Content::Text(_) if node.as_word().is_some() => return Vec::new(),
        Content::Nothing | Content::Text(_) | Content::Mapping(_) => {
            let expected = "a list, one line `- { kind: …, title: … }` for each document";
            reader.notes.wrong_shape(node, "`evidence`", expected);
            return Vec::new();
        }
    };
    items
        .iter()
        .filter_map(|item| read_submitted(reader, item, target))
        .collect()
}

fn read_submitted(
    reader: &mut ProductReader<'_>,
    node: &Node,
    target: &Target,
) -> Option<SubmittedEvidence> {
    let context = "this piece of evidence";
    let place = reader.place(node.span);
    let fields = reader.notes.fields(node, context, EVIDENCE_KEYS);
    let is_mapping = matches!(node.content, Content::Mapping(_));
    if is_mapping && fields.get("kind").is_none() {
        reader
            .notes
            .report(codes::missing_key(place, context, "kind"));
    }
    let covers = fields
        .value("covers")
        .map(|covers| read_covers(reader, covers, target));
    let mut text = |key: &str, kind: TextKind| reader.notes.text_of(&fields, context, key, kind);
    let kind = text("kind", TextKind::Free);
    let title = text("title", TextKind::Free);
    let document = text("document", TextKind::Free);
    let issue = text("issue", TextKind::Free);
    let date = text("date", TextKind::Date);
    let language = text("language", TextKind::Language);
    let signatory = text("signatory", TextKind::Free);
    let sha256 = text("sha256", TextKind::Sha256);
    let link = text("link", TextKind::Free);
    let pages = text("pages", TextKind::Free);
    let confidentiality = text("confidentiality", TextKind::Free);
    let access = text("access", TextKind::Access);
    let kind = kind?;
    Some(SubmittedEvidence {
        kind: find_kind(reader, &kind.text, kind.place)?,
        title,
        document,
        issue,
        date: date.and_then(|date| Date::parse(&date.text)),
        language,
        signatory,
        sha256,
        link,
        pages,
        confidentiality,
        access: access.and_then(|word| Access::from_word(&word.text)),
        covers: covers.unwrap_or_default(),
        place,
    })
}

fn find_kind(reader: &mut ProductReader<'_>, name: &str, place: Place) -> Option<EvidenceId> {
    let kinds = &reader.scheme.evidence;
    if let Some(id) = kinds.find(name) {
        return Some(id);
    }
    let renamed = kinds
        .iter()
        .find(|(_, kind)| kind.was.iter().any(|old| old == name));
    reader.notes.report(match renamed {
        Some((_, kind)) => codes::renamed(place, &codes::UNKNOWN_EVIDENCE, name, &kind.key),
        None => codes::unknown_evidence(place, name, kinds.keys()),
    });
    None
}

fn read_covers(reader: &mut ProductReader<'_>, node: &Node, target: &Target) -> Vec<Covered> {
    if node.as_word().is_some() {
        return Vec::new();
    }
    let items = node.parts();
    items
        .iter()
        .filter_map(|item| {
            let name = reader.notes.text(item, "`covers`", TextKind::Free)?;
            find_covered(reader, &Spanned::new(name.text, item.span), target)
        })
        .collect()
}

fn find_covered(
    reader: &mut ProductReader<'_>,
    name: &Spanned<String>,
    target: &Target,
) -> Option<Covered> {
    let scheme = reader.scheme;
    let entry = name.value.split_once('.').and_then(|(inventory, id)| {
        let inventory = scheme.inventories.find(inventory)?;
        Some((inventory, id))
    });
    if let Some((inventory, id)) = entry {
        let in_lead = target.lead.entry(inventory, id).is_some();
        let in_variant = |variant: &Variant| variant.situation.entry(inventory, id).is_some();
        let exists = in_lead || target.variants.iter().any(in_variant);
        if exists || reader.broken.contains(&inventory) {
            return Some(Covered::Entry {
                inventory,
                id: id.to_owned(),
                name: entry_name(scheme, inventory, id),
            });
        }
    } else if let Some(control) = scheme.find_control(&name.value) {
        return Some(Covered::Control(control));
    }
    let mut known: Vec<String> = target
        .lead
        .stocks()
        .flat_map(|(id, stock)| stock.entries.iter().map(move |entry| (id, entry)))
        .map(|(inventory, entry)| entry_name(scheme, inventory, &entry.id))
        .collect();
    known.extend(scheme.controls.keys().map(str::to_owned));
    let place = reader.place(name.span);
    let diagnostic = codes::unknown_cover(place, &name.value, known.iter().map(String::as_str));
    reader.notes.report(diagnostic);
    None
}

pub(super) fn read_declined(
    reader: &mut ProductReader<'_>,
    node: &Node,
) -> BTreeMap<ControlId, Declined> {
    let mut declined = BTreeMap::new();
    if node.as_word() == Some(Word::None) {
        return declined;
    }
    let members = reader.notes.mapping(node, "`declined`", codes::key_twice);
    for member in members {
        let reason = read_reason(reader, member);
        let Some(id) = reader.find_control(&member.key) else {
            continue;
        };
        let place = reader.place(member.key.span);
        let control = &reader.scheme.controls[id];
        if control.strength == Strength::Shall {
            let diagnostic = codes::declined_shall(place, &control.name, control.place);
            reader.notes.report(diagnostic);
            continue;
        }
        let Some(reason) = reason else { continue };
        let new = Declined {
            reason,
            place: Some(place),
        };
        // One control has several names: `C.1` and `asvs-c:C.1`.
        let first = declined.insert(id, new).and_then(|first| first.place);
        if let Some(first) = first {
            let diagnostic = codes::key_twice(place, first, &control.name);
            reader.notes.report(diagnostic);
        }
    }
    declined
}

fn read_reason(reader: &mut ProductReader<'_>, member: &Member) -> Option<String> {
    let name = codes::quoted(&member.key.value);
    if member.value.content == Content::Nothing || member.value.as_word().is_some() {
        let place = reader.place(member.value.span);
        let diagnostic = codes::no_reason(place, &member.key.value);
        reader.notes.report(diagnostic);
        return None;
    }
    let context = format!("the reason for declining {name}");
    let reason = reader.notes.text(&member.value, &context, TextKind::Free)?;
    Some(reason.text)
}
