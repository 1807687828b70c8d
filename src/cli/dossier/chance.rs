//! Random numbers: for the id of a dossier, for those of queries and findings, and for salts.

use std::collections::BTreeSet;

use super::clock::set_clock;
use super::codes;
use super::desk::Desk;
use crate::answers::FileHash;
use crate::diag::Diagnostic;
use crate::model::{SlotPart, SlotWord};

/// The digits of an id.
const DIGITS: usize = 8;

/// Draws 128 bits that nobody can foretell.
///
/// # Errors
/// Reports a computer that gives none.
pub(super) fn draw() -> Result<[u8; 16], Box<Diagnostic>> {
    let mut drawn = [0; 16];
    getrandom::fill(&mut drawn).map_err(|error| Box::new(codes::no_chance(&error.to_string())))?;
    Ok(drawn)
}

/// Makes an id for a query or a finding, given the word of its slot: a letter and digits, unlike all that the dossier ever had.
///
/// Where the clock is set, so that a run can be repeated, the id follows from the moment and from `said`: what the other party
/// gets to read too, since an id that goes out must tell nothing else.
///
/// # Errors
/// Reports a computer that gives no random numbers.
pub(super) fn mint(
    desk: &Desk<'_>,
    (letter, what): (char, SlotWord),
    said: &[&str],
) -> Result<String, Box<Diagnostic>> {
    let given = given(desk, what);
    let seconds = set_clock();
    for attempt in 0_u64.. {
        let digits = match seconds {
            Some(seconds) => {
                let dossier = desk.dossier.head.id;
                follow(&format!("{seconds}\n{attempt}\n{dossier}"), said)
            }
            None => hex(&draw()?),
        };
        let id = format!("{letter}{digits}");
        if !given.contains(id.as_str()) {
            return Ok(id);
        }
    }
    Err(Box::new(codes::no_chance("every id is taken")))
}

/// Returns the ids of all queries or findings, those that were taken back too.
fn given<'d>(desk: &'d Desk<'_>, what: SlotWord) -> BTreeSet<&'d str> {
    let journal = desk.dossier.journal.lines().iter();
    let told = journal.map(|line| &line.change.key);
    let held = desk.answers.iter().map(|(key, _)| key);
    let keys = held.chain(told).filter(|key| key.slot.what == what);
    let ids = keys.filter_map(|key| key.slot.part(SlotPart::Line));
    ids.map(|id| &**id).collect()
}

/// Returns digits that follow from texts. The length of each goes in too, so that no two lists of texts are one.
fn follow(begins: &str, said: &[&str]) -> String {
    let said = said.iter().map(|text| format!("\n{}:{text}", text.len()));
    let all: String = std::iter::once(begins.to_owned()).chain(said).collect();
    let hash = FileHash::of(all.as_bytes()).to_string();
    hash.chars().take(DIGITS).collect()
}

fn hex(drawn: &[u8]) -> String {
    let digits = drawn.iter().map(|byte| format!("{byte:02x}"));
    digits.collect::<String>().chars().take(DIGITS).collect()
}
