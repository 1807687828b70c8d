//! Evidence handed in, and recommendations declined.

use std::collections::BTreeMap;

use super::codes;
use super::documents::check_documents;
use super::notes::{TextKind, Word};
use super::reader::ProductReader;
use super::referrers::entry_name;
use super::types::{Covered, SubmittedEvidence, Text};
use super::yaml::{Content, Member, Node};
use crate::diag::list_or;
use crate::model::{
    AccessId, ControlId, Date, Declined, EvidenceId, Misfit, Strength, Target, Variant,
};
use crate::source::{Place, Spanned};
use rustc_hash::FxHashSet;

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
        Content::Text(_) if node.as_word() == Some(Word::None) => return Vec::new(),
        Content::Nothing | Content::Text(_) | Content::Mapping(_) => {
            let expected = "a list, one line `- { kind: …, title: … }` for each document";
            reader.notes.wrong_shape(node, "`evidence`", expected);
            return Vec::new();
        }
    };
    let evidence: Vec<SubmittedEvidence> = items
        .iter()
        .filter_map(|item| read_submitted(reader, item, target))
        .collect();
    check_documents(&mut reader.notes, &evidence);
    evidence
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
    let access = text("access", TextKind::Free);
    // Also `unknown` is no kind: a document of which nobody knows what it is says nothing.
    let kind = fields.value("kind")?;
    let Some(name) = kind.as_text().map(str::trim_end) else {
        let expected = "a kind of evidence";
        let context = format!("`kind` of {context}");
        reader.notes.wrong_shape(kind, &context, expected);
        return None;
    };
    Some(SubmittedEvidence {
        kind: find_kind(reader, name, reader.place(kind.span))?,
        number: None,
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
        access: access.and_then(|word| find_access(reader, context, &word)),
        covers: covers.unwrap_or_default(),
        place,
    })
}

pub(super) fn find_access(
    reader: &mut ProductReader<'_>,
    context: &str,
    word: &Text,
) -> Option<AccessId> {
    let ways = &reader.scheme.access;
    let found = ways.find(&word.text);
    if found.is_none() {
        let misfit = Misfit {
            expected: list_or(ways.keys()),
            candidates: ways.keys().map(str::to_owned).collect(),
        };
        let asked = format!("`access` of {context}");
        reader.notes.report(ways.renamed(&word.text).map_or_else(
            || codes::value(word.place, &asked, &word.text, &misfit),
            |(_, way)| codes::renamed(word.place, &codes::VALUE, &word.text, &way.key),
        ));
    }
    found
}

pub(super) fn find_kind(
    reader: &mut ProductReader<'_>,
    name: &str,
    place: Place,
) -> Option<EvidenceId> {
    let kinds = &reader.scheme.evidence;
    if let Some(id) = kinds.find(name) {
        let answers = kinds[id].answers.as_ref();
        let under = answers.map(|answers| &reader.scheme.inventories[answers.inventory].key);
        if let Some(inventory) = under {
            let report = codes::answers_as_paper(place, name, inventory);
            reader.notes.report(report);
        }
        return under.is_none().then_some(id);
    }
    let papers = kinds.iter().filter(|(_, kind)| kind.answers.is_none());
    let papers: Vec<&str> = papers.map(|(_, kind)| kind.key.as_str()).collect();
    reader.notes.report(match kinds.renamed(name) {
        Some((_, kind)) => codes::renamed(place, &codes::UNKNOWN_EVIDENCE, name, &kind.key),
        None => codes::unknown_evidence(place, name, papers.into_iter()),
    });
    None
}

fn read_covers(reader: &mut ProductReader<'_>, node: &Node, target: &Target) -> Vec<Covered> {
    let names = reader.notes.names(node, "`covers`", "entries or controls");
    find_all_covered(reader, names, target)
}

/// Finds what evidence covers, each thing once.
pub(super) fn find_all_covered(
    reader: &mut ProductReader<'_>,
    names: Vec<Text>,
    target: &Target,
) -> Vec<Covered> {
    let mut covers = Vec::new();
    let mut known: FxHashSet<Covered> = FxHashSet::default();
    for Text { text, place } in names {
        let Some(covered) = find_covered(reader, &Spanned::new(text.clone(), place.span), target)
        else {
            continue;
        };
        // One thing has several names: `C.1` and `asvs-c:C.1`.
        if known.insert(covered.clone()) {
            covers.push(covered);
        } else {
            reader
                .notes
                .report(codes::value_twice(place, "`covers`", &text));
        }
    }
    covers
}

fn find_covered(
    reader: &mut ProductReader<'_>,
    name: &Spanned<String>,
    target: &Target,
) -> Option<Covered> {
    let scheme = reader.scheme;
    let inventories = &scheme.inventories;
    let entry = name.value.split_once('.').and_then(|(inventory, id)| {
        let known = inventories.find(inventory);
        let renamed = || inventories.renamed(inventory).map(|(id, _)| id);
        Some((known.or_else(renamed)?, known.is_some(), id))
    });
    let place = reader.place(name.span);
    if let Some((inventory, is_known, id)) = entry {
        let has = |id: &str| {
            let in_variant = |variant: &Variant| variant.situation.entry(inventory, id).is_some();
            target.lead.entry(inventory, id).is_some() || target.variants.iter().any(in_variant)
        };
        let now = Some(id).filter(|id| has(id));
        let now = now.or_else(|| reader.renamed_entry(inventory, id, has));
        if let Some(now) = now.filter(|now| !is_known || *now != id) {
            let now = entry_name(scheme, inventory, now);
            let report = codes::renamed(place, &codes::UNKNOWN_COVER, &name.value, &now);
            reader.notes.report(report);
            return None;
        }
        if now.is_some() || reader.broken.contains(&inventory) {
            return Some(Covered::Entry {
                inventory,
                id: id.to_owned(),
                name: entry_name(scheme, inventory, id),
            });
        }
    } else if let Some(control) = scheme.find_control(&name.value) {
        return Some(Covered::Control(control));
    }
    if let Some(earlier) = scheme.earlier(&name.value) {
        reader
            .notes
            .report(earlier.report(&codes::UNKNOWN_COVER, place));
        return None;
    }
    let mut known: Vec<String> = target
        .lead
        .stocks()
        .flat_map(|(id, stock)| stock.entries.iter().map(move |entry| (id, entry)))
        .map(|(inventory, entry)| entry_name(scheme, inventory, &entry.id))
        .collect();
    known.extend(scheme.controls.keys().map(str::to_owned));
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
