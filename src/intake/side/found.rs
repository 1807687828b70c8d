//! `found.yaml`: what the laboratory found beyond the product file.

use std::collections::BTreeMap;

use super::codes;
use super::page::Page;
use super::record::{Record, texts};
use crate::answers::{Found, FoundEntry, Stance, StanceWord};
use crate::diag::Checked;
use crate::model::{Answer, Date, Entry, Id, InventoryId, Origin, Scheme, Target};
use crate::product::{Content, Node, Notes, missing_key, read_beside, read_yaml, show_answer};
use crate::source::{FileId, Sources, Span};

/// The keys of the file.
pub const FOUND_KEYS: [&str; 1] = ["inventories"];

/// The key of an entry under which the file says who found it. No attribute has it.
const NOTE: &str = "found";

const NOTE_KEYS: [&str; 6] = ["by", "when", "models", "evidence", "accepted", "contested"];
const STANCE_KEYS: [&str; 3] = ["by", "when", "because"];

/// Who found an entry, and what the vendor said to it.
struct Note {
    by: String,
    when: Date,
    models: Vec<String>,
    evidence: Vec<String>,
    stance: Option<Stance>,
}

/// Reads what was found beyond a product. Entries without a word on who found them are reported and left out.
pub fn read_found(scheme: &Scheme, target: &Target, file: FileId, text: &str) -> Checked<Found> {
    let Checked { value, diagnostics } = read_yaml(file, text);
    let mut notes = Notes::new(file, diagnostics);
    let Some(root) = value else {
        return Checked::new(Found::default(), notes.diagnostics.sorted());
    };
    let record = Record::open(&mut notes, &root, "a file of found entries", &FOUND_KEYS);
    let mut found = Found::default();
    if let Some(inventories) = record.value("inventories") {
        let (inventories, mut said) = split_notes(&mut notes, inventories);
        let (entries, left) = read_beside(scheme, notes, &inventories, target);
        notes = left;
        for (inventory, entry) in entries {
            let key = (
                scheme.inventories.key(inventory).to_owned(),
                entry.id.to_string(),
            );
            let note = said.remove(&key);
            found
                .entries
                .extend(note.map(|note| note.about(inventory, entry)));
        }
        found.entries.sort_by_key(|one| one.inventory.index());
    }
    Checked::new(found, notes.diagnostics.sorted())
}

impl Note {
    fn about(self, inventory: InventoryId, entry: Entry) -> FoundEntry {
        FoundEntry {
            inventory,
            entry: Entry {
                origin: Origin::Found,
                ..entry
            },
            by: self.by,
            when: self.when,
            models: self.models,
            evidence: self.evidence,
            stance: self.stance,
        }
    }
}

/// The notes of entries, by the names of inventory and entry.
type Said = BTreeMap<(String, String), Note>;

/// Takes the notes out of entries, so that the rest is as in a product file.
fn split_notes(notes: &mut Notes, inventories: &Node) -> (Node, Said) {
    let mut inventories = inventories.clone();
    let mut said = Said::new();
    let Content::Mapping(members) = &mut inventories.content else {
        return (inventories, said);
    };
    for inventory in members {
        let Content::Mapping(entries) = &mut inventory.value.content else {
            continue;
        };
        for entry in entries {
            if let Some(note) = split_note(notes, &mut entry.value) {
                let key = (inventory.key.value.clone(), entry.key.value.clone());
                said.insert(key, note);
            }
        }
    }
    (inventories, said)
}

fn split_note(notes: &mut Notes, entry: &mut Node) -> Option<Note> {
    let start = notes.place(Span::new(entry.span.start, entry.span.start));
    let taken = match &mut entry.content {
        Content::Mapping(members) => {
            let at = members.iter().position(|member| member.key.value == NOTE);
            at.map(|at| members.remove(at))
        }
        Content::Nothing | Content::Text(_) | Content::List(_) => None,
    };
    let Some(taken) = taken else {
        notes.report(
            missing_key(start, "a found entry", NOTE)
                .help("say who found it, and when: `found: { by: ravi, when: 2026-01-31 }`"),
        );
        return None;
    };
    read_note(notes, &taken.value)
}

fn read_note(notes: &mut Notes, node: &Node) -> Option<Note> {
    let record = Record::open(notes, node, "`found`", &NOTE_KEYS);
    let by = record.required(notes, "by");
    let when = record.required_date(notes, "when");
    let models = texts(record.words(notes, "models"));
    let evidence = texts(record.words(notes, "evidence"));
    let stance = read_stance(notes, &record);
    Some(Note {
        by: by?,
        when: when?,
        models,
        evidence,
        stance,
    })
}

fn read_stance(notes: &mut Notes, record: &Record<'_, '_>) -> Option<Stance> {
    let mut stances = StanceWord::ALL.iter().filter_map(|word| {
        let node = record.value(word.word())?;
        Some((*word, node))
    });
    let (word, node) = stances.next()?;
    if let Some((_, other)) = stances.next() {
        let [place, other] = [other.span, node.span].map(|span| notes.place(span));
        notes.report(codes::stances(place, other));
        return None;
    }
    let context = format!("`{}`", word.word());
    let record = Record::open(notes, node, &context, &STANCE_KEYS);
    let by = record.required(notes, "by");
    let when = record.required_date(notes, "when");
    Some(Stance {
        word,
        because: record.text(notes, "because"),
        by: by?,
        when: when?,
    })
}

const ABOUT: &str =
    "What the laboratory found beyond the product file. An id is given once and stays.";

/// Writes what was found as the text of its file.
pub fn render_found(scheme: &Scheme, found: &Found) -> String {
    let mut page = Page::about(ABOUT);
    if found.entries.is_empty() {
        page.empty("", "inventories");
        return page.into_text();
    }
    page.head("", "inventories");
    let mut last = None;
    for found_entry in &found.entries {
        if last != Some(found_entry.inventory) {
            page.head("  ", scheme.inventories.key(found_entry.inventory));
            last = Some(found_entry.inventory);
        }
        render_entry(&mut page, scheme, found_entry);
    }
    page.into_text()
}

fn render_stance(page: &mut Page, begin: &str, stance: &Stance) {
    let below = format!("{begin}  ");
    page.head(begin, stance.word.word());
    page.text(&below, "by", &stance.by);
    page.maybe(&below, "when", Some(stance.when));
    page.maybe(&below, "because", stance.because.as_ref());
}

/// Writes what the vendor says to a found entry.
pub fn stance_text(stance: &Stance) -> String {
    let mut page = Page::default();
    render_stance(&mut page, "", stance);
    page.into_text()
}

/// Reads what [`stance_text`] wrote; `None` if it is something else.
pub fn read_stance_text(text: &str) -> Option<Stance> {
    let file = Sources::default().add("a word of the vendor", text);
    let Checked { value, diagnostics } = read_yaml(file, text);
    let mut notes = Notes::new(file, diagnostics);
    let root = value?;
    let words: Vec<&str> = StanceWord::ALL.iter().map(|word| word.word()).collect();
    let record = Record::open(&mut notes, &root, "a word of the vendor", &words);
    let stance = read_stance(&mut notes, &record);
    stance.filter(|_| notes.diagnostics.is_empty())
}

fn render_entry(page: &mut Page, scheme: &Scheme, found_entry: &FoundEntry) {
    const BEGIN: &str = "        ";
    page.head("    ", &found_entry.entry.id);
    page.head("      ", NOTE);
    page.text(BEGIN, "by", &found_entry.by);
    page.maybe(BEGIN, "when", Some(found_entry.when));
    page.words(BEGIN, "models", &found_entry.models);
    page.words(BEGIN, "evidence", &found_entry.evidence);
    if let Some(stance) = &found_entry.stance {
        render_stance(page, BEGIN, stance);
    }
    page.words("      ", "was", &found_entry.entry.was);
    let inventory = &scheme.inventories[found_entry.inventory];
    for (attribute, given) in &found_entry.entry.values {
        let key = &inventory.attributes[*attribute].key;
        match &given.answer {
            Answer::Many { members, more } => {
                let members = members.iter().map(ToString::to_string);
                let members = members.chain(more.then(|| "unknown".to_owned()));
                page.words("      ", key, &members.collect::<Vec<_>>());
            }
            answer @ (Answer::Unknown | Answer::None | Answer::One(_) | Answer::Within(_)) => {
                page.text("      ", key, &show_answer(answer));
            }
        }
    }
}
