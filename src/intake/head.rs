//! `dossier.yaml`: which dossier it is, whose folder, and who works on it.

use std::collections::BTreeMap;

use super::codes;
use super::comments::all_comments;
use super::fields::{read_optional, read_required, understand};
use super::scalar::write_inline;
use crate::answers::{DossierId, Happened, Head, Person};
use crate::diag::Checked;
use crate::model::Date;
use crate::product::{Content, Fields, Node, Notes, read_yaml};
use crate::source::{FileId, Span};

/// The version of dossiers that this program writes.
const VERSION: &str = "1";

const KEYS: [&str; 8] = [
    "dossier", "id", "holder", "edition", "level", "lead", "people", "events",
];

/// Reads `dossier.yaml`; `None` where something is missing that every dossier has, or where it is of a newer version.
pub fn read_head(file: FileId, text: &str) -> Checked<Option<Head>> {
    let Checked { value, diagnostics } = read_yaml(file, text);
    let is_empty = value.is_none() && !diagnostics.has_errors();
    let mut notes = Notes::new(file, diagnostics);
    if is_empty {
        let start = notes.place(Span::new(0, 0));
        notes.report(codes::no_version(start));
    }
    let head = value.and_then(|root| read_root(&mut notes, &root));
    Checked::new(head, notes.diagnostics.sorted())
}

/// Says in what the edition and the level of something that came in differ from those of a dossier: ``the level `L1` (here `L2`)``.
pub(super) fn differing_editions(head: &Head, edition: &str, level: &str) -> Vec<String> {
    let both = [
        ("the edition", edition, &*head.edition),
        ("the level", level, &*head.level),
    ];
    let differing = both.into_iter().filter(|(_, found, here)| found != here);
    differing
        .map(|(what, found, here)| format!("{what} `{found}` (here `{here}`)"))
        .collect()
}

/// Returns the comments of a head, in order.
pub fn head_comments(file: FileId, text: &str) -> Vec<String> {
    let root = read_yaml(file, text).value;
    root.map_or_else(Vec::new, |root| all_comments(&root, text))
}

fn read_root(notes: &mut Notes, root: &Node) -> Option<Head> {
    check_version(notes, root)?;
    let fields = notes.fields(root, "a dossier", &KEYS);
    let mut word = |key: &str, expected: &str| {
        let owner = "this dossier";
        let word = read_required(notes, &fields, [owner, key, expected], root.span);
        word.map(|word| word.value.to_owned())
    };
    let holder = word("holder", "the key of a party");
    let edition = word("edition", "an edition such as `iotscs@2024-03`");
    let lead = word("lead", "the key of the lead product");
    // An edition need not have levels.
    let level = read_optional(notes, &fields, "level", "a level of the edition");
    let level = level.map(|level| level.value.to_owned());
    let id = read_id(notes, &fields, root);
    let people = read_people(notes, &fields);
    let events = read_events(notes, &fields);
    Some(Head {
        id: id?,
        holder: holder?,
        edition: edition?,
        level: level.unwrap_or_default(),
        lead: lead?,
        people,
        events,
    })
}

/// Reports a version that this program does not know, so that nothing else is said of the file.
fn check_version(notes: &mut Notes, root: &Node) -> Option<()> {
    let Content::Mapping(members) = &root.content else {
        // What it is instead is reported where its keys are read.
        return Some(());
    };
    let mut members = members.iter();
    let dossier_member = members.find(|member| member.key.value == "dossier");
    let version = dossier_member.and_then(|member| Some((member, member.value.as_text()?)));
    match version {
        Some((_, VERSION)) => Some(()),
        Some((member, other)) => {
            let place = notes.place(member.value.span);
            notes.report(codes::newer(place, other));
            None
        }
        None => {
            let place = notes.place(dossier_member.map_or(root.span, |member| member.value.span));
            notes.report(codes::no_version(place));
            None
        }
    }
}

fn read_id(notes: &mut Notes, fields: &Fields<'_>, root: &Node) -> Option<DossierId> {
    const EXPECTED: &str = "32 hexadecimal digits";
    let word = read_required(notes, fields, ["this dossier", "id", EXPECTED], root.span)?;
    let none = std::iter::empty();
    understand(notes, word, ["`id`", EXPECTED], none, DossierId::read)
}

fn read_people(notes: &mut Notes, fields: &Fields<'_>) -> BTreeMap<String, Person> {
    let mut people = BTreeMap::new();
    let Some(node) = fields.value("people") else {
        return people;
    };
    for member in notes.mapping(node, "`people`", codes::person_twice) {
        if notes.check_id(&member.key, "the key of a person")
            && let Some(person) = read_person(notes, &member.value)
        {
            people.insert(member.key.value.clone(), person);
        }
    }
    people
}

fn read_person(notes: &mut Notes, node: &Node) -> Option<Person> {
    let fields = notes.fields(node, "a person", &["name", "party", "email"]);
    let mut word = |key, expected| {
        let word = read_required(notes, &fields, ["this person", key, expected], node.span);
        word.map(|word| word.value.to_owned())
    };
    let (name, party) = (word("name", "a name"), word("party", "the key of a party"));
    let email = read_optional(notes, &fields, "email", "an address for mail");
    Some(Person {
        name: name?,
        party: party?,
        email: email.map(|email| email.value.to_owned()),
    })
}

fn read_events(notes: &mut Notes, fields: &Fields<'_>) -> Vec<Happened> {
    let Some(node) = fields.value("events") else {
        return Vec::new();
    };
    let read = |node| read_event(notes, node);
    node.parts().iter().filter_map(read).collect()
}

fn read_event(notes: &mut Notes, node: &Node) -> Option<Happened> {
    const DATE: &str = "a date such as `2026-01-31`";
    let fields = notes.fields(node, "an event", &["event", "date", "number"]);
    let mut word =
        |key, expected| read_required(notes, &fields, ["this event", key, expected], node.span);
    let (event, date) = (word("event", "the key of an event"), word("date", DATE));
    let number = read_optional(notes, &fields, "number", "a number");
    let date = understand(
        notes,
        date?,
        ["`date`", DATE],
        std::iter::empty(),
        Date::parse,
    );
    Some(Happened {
        event: event?.value.to_owned(),
        date: date?,
        number: number.map(|number| number.value.to_owned()),
    })
}

/// Writes `dossier.yaml`.
pub fn render_head(head: &Head) -> String {
    let mut out = String::new();
    let id = head.id.to_string();
    for (key, text) in [
        ("dossier", VERSION),
        ("id", &id),
        ("holder", &head.holder),
        ("edition", &head.edition),
        ("level", &head.level),
        ("lead", &head.lead),
    ] {
        if !text.is_empty() {
            write_member(&mut out, key, text);
        }
    }
    if !head.people.is_empty() {
        out.push_str("people:\n");
    }
    for (key, person) in &head.people {
        out.push_str("  ");
        write_inline(&mut out, key);
        out.push_str(":\n");
        write_member(&mut out, "    name", &person.name);
        write_member(&mut out, "    party", &person.party);
        if let Some(email) = &person.email {
            write_member(&mut out, "    email", email);
        }
    }
    if !head.events.is_empty() {
        out.push_str("events:\n");
    }
    for event in &head.events {
        write_member(&mut out, "- event", &event.event);
        write_member(&mut out, "  date", &event.date.to_string());
        if let Some(number) = &event.number {
            write_member(&mut out, "  number", number);
        }
    }
    out
}

fn write_member(out: &mut String, key: &str, text: &str) {
    out.push_str(key);
    out.push_str(": ");
    write_inline(out, text);
    out.push('\n');
}
