//! What a text is that is no slot of the documents: people name evidence, queries, and what is not asked any more.

use crate::answers::{AnswerSet, EvidenceNumber, Found, PieceText, findings, queries};
use crate::cli::evidence::Beside;
use crate::plan::Status;
use crate::view::{AskedTable, Basis, slots_behind};

/// What a text is looked up in.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub basis: &'a Basis<'a>,
    pub table: &'a AskedTable,
    pub answers: &'a AnswerSet,
    pub beside: &'a Beside,
    pub found: &'a Found,
}

/// What a text is, and the way on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoSlot {
    pub what: String,
    pub way_on: String,
}

/// Says what a text is that names no slot; `None` where it is nothing that is known.
pub(super) fn explain(places: Places<'_>, text: &str) -> Option<NoSlot> {
    let said = thing(places, text)
        .or_else(|| round(places, text))
        .or_else(|| behind(places, text))
        .or_else(|| control(places, text))
        .or_else(|| unasked(places, text))?;
    let (what, way_on) = said;
    Some(NoSlot {
        what: format!("`{text}` {what}"),
        way_on,
    })
}

type Words = (String, String);

/// Something with a number or an id of its own.
fn thing(places: Places<'_>, text: &str) -> Option<Words> {
    if let Some(number) = EvidenceNumber::read(text)
        && let mut registers = places.beside.registers.iter()
        && let Some(piece) = registers.find_map(|one| one.register.pieces.get(&number))
    {
        let title = piece.text(PieceText::Title);
        let title = title.map(|title| format!(" ({title})"));
        return Some((
            format!(
                "is the number of evidence{}, and no slot",
                title.unwrap_or_default()
            ),
            format!("name the slot that it is evidence for, and write `{text}` in its answer"),
        ));
    }
    if queries(places.answers).any(|query| **query.id == *text) {
        return Some((
            "is a query, and no slot".to_owned(),
            format!("`praman reply DIR {text} TEXT` answers it"),
        ));
    }
    let mut all = findings(places.answers).into_iter();
    // Papers print the number, files the id.
    if all.any(|one| *one.id == *text || one.number() == text) {
        return Some((
            "is a finding, and no slot".to_owned(),
            format!(
                "`praman finding respond DIR {text} …` answers it; `praman finding list DIR` shows it"
            ),
        ));
    }
    let inventories = &places.basis.scheme.inventories;
    let mut found_entries = places.found.entries.iter();
    let is_named = found_entries.any(|found_entry| {
        let whole = format!(
            "{}.{}",
            inventories[found_entry.inventory].key, found_entry.entry.id
        );
        *found_entry.entry.id == *text || whole == text
    });
    if is_named {
        return Some((
            "is an entry that the laboratory found, and no slot".to_owned(),
            format!(
                "`praman found accept DIR {text}` or `praman found contest` says what the vendor says to it; slots about it have its name at their end"
            ),
        ));
    }
    let samples = places.beside.samples.as_ref();
    samples.filter(|samples| samples.list.samples.contains_key(text))?;
    Some((
        "is a sample, and no slot".to_owned(),
        format!("change it in `samples.yaml`, or write `{text}` in the answer of a slot"),
    ))
}

/// A slot of a round that has not begun, or that does not cover it.
fn round(places: Places<'_>, text: &str) -> Option<Words> {
    let (_, after) = text.rsplit_once("/round-")?;
    let digits = after.split('@').next()?;
    let number: u32 = digits.parse().ok()?;
    let next = places.basis.rounds().next();
    Some(if number < next {
        (
            format!("is no slot: round {number} of tests does not cover it"),
            "`praman round list DIR` lists what the round covers; answer the slot `document/covered/…` of a row to add it".to_owned(),
        )
    } else {
        (
            format!("is no slot: the dossier has no round {number} of tests"),
            "`praman round begin DIR --why TEXT` begins the next one".to_owned(),
        )
    })
}

/// What a party undertakes to do, and has done.
fn behind(places: Places<'_>, text: &str) -> Option<Words> {
    let mut slots = slots_behind(places.basis).into_iter();
    let slot = slots.find(|slot| slot.slot == text)?;
    let events: Vec<String> = slot
        .happened
        .iter()
        .map(|one| format!("`{}` of {}", one.key, one.date))
        .collect();
    Some((
        format!(
            "is not asked any more: what the rule `{}` asks for is behind",
            slot.rule
        ),
        format!(
            "`events` in `dossier.yaml` has {}; if that has not happened, take it out there",
            events.join(" and ")
        ),
    ))
}

/// A slot of a control that is not assessed for this product.
fn control(places: Places<'_>, text: &str) -> Option<Words> {
    let (scheme, plan) = (places.basis.scheme, places.basis.plan);
    let name = text.split_once('/').map_or(text, |(name, _)| name);
    let id = scheme.controls.find(name)?;
    let control = &scheme.controls[id];
    let why = format!("`praman why {} DIR` says why", control.key);
    let status = plan.controls.find(&id);
    let Some(status) = status.map(|one| one.status) else {
        let level = plan
            .level
            .map(|level| format!(" at {}", scheme.level_key(level)));
        return Some((
            format!(
                "is no slot: `{name}` is not called for{}",
                level.unwrap_or_default()
            ),
            "`praman list controls --level LEVEL` lists what a level calls for".to_owned(),
        ));
    };
    let what = match status {
        Status::NotApplicable => "does not apply to this product",
        Status::Covered => "is covered by others",
        Status::NotAssessed => "is not assessed",
        Status::Declined => "is a recommendation that is not followed",
        Status::Applies | Status::Open => return None,
    };
    Some((format!("is no slot: `{name}` {what}"), why))
}

/// An answer that is kept, and that nothing asks for.
fn unasked(places: Places<'_>, text: &str) -> Option<Words> {
    let mut kept = places.answers.iter();
    let is_named = kept.any(|(key, _)| {
        (key.text() == text || key.slot.text() == text) && places.table.get(key).is_none()
    });
    is_named.then(|| {
        (
            "is answered, and nothing asks for it any more".to_owned(),
            "the answer is kept, and counts again when it is asked for; `praman status DIR` lists such answers".to_owned(),
        )
    })
}
